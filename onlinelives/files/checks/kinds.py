"""Which kinds of file are accepted, and whether a file is what its name says: the one door to all checks."""

from dataclasses import dataclass

from onlinelives.files.checks import apart, documents, texts
from onlinelives.files.checks.names import ending_of
from onlinelives.rules.verdict import Invalid


@dataclass(frozen=True)
class Kind:
    """`code` is what StoredFile.kind says, `media_type` what it is given out as, `endings` how its name may end."""

    code: str
    name: str
    media_type: str
    endings: tuple[str, ...]


_OOXML = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
KINDS = {
    kind.code: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", ("pdf",)),
        Kind("docx", "Word", f"{_OOXML}wordprocessingml.document", ("docx",)),
        Kind("xlsx", "Excel", f"{_OOXML}spreadsheetml.sheet", ("xlsx",)),
        Kind("pptx", "PowerPoint", f"{_OOXML}presentationml.presentation", ("pptx",)),
        Kind("odt", "OpenDocument text", f"{_OPEN}text", ("odt",)),
        Kind("ods", "OpenDocument spreadsheet", f"{_OPEN}spreadsheet", ("ods",)),
        Kind("csv", "CSV", "text/csv", ("csv",)),
        Kind("txt", "Text", "text/plain", ("txt",)),
        Kind("jpg", "JPEG picture", "image/jpeg", ("jpg", "jpeg")),
        Kind("png", "PNG picture", "image/png", ("png",)),
    )
}
ENDINGS = {ending: kind for kind in KINDS.values() for ending in kind.endings}
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)  # for the form's file field
IN_WORDS = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods), CSV, text, JPEG or PNG"
INSTEAD = {
    **dict.fromkeys(("doc", "docm", "dot", "dotx", "dotm", "rtf", "pages"), "Save it as .docx or as a PDF."),
    **dict.fromkeys(("xls", "xlsm", "xlsb", "xlt", "xltx", "xltm", "numbers"), "Save it as .xlsx."),
    **dict.fromkeys(("ppt", "pptm", "pps", "ppsx", "odp", "key"), "Save it as .pptx or as a PDF."),
    **dict.fromkeys(("heic", "heif", "webp", "gif", "bmp", "tif", "tiff", "avif"), "Save it as JPEG or PNG."),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "tar"), "Unpack it and send the files one by one."),
    **dict.fromkeys(("msg", "eml", "htm", "html"), "Print it to a PDF and send that."),
}


def kind_of(name: str) -> Kind:
    """The kind that a name's ending promises. Raises Invalid for an ending that is not accepted."""
    ending = ending_of(name)
    if ending not in ENDINGS:
        instead = INSTEAD.get(ending, f"Send a file of one of these kinds: {IN_WORDS}.")
        raise Invalid(f"Files of this kind are not accepted. {instead}", "file")
    return ENDINGS[ending]


def check(content: bytes, kind: Kind) -> bytes:
    """What is to be kept: the content itself, or a picture drawn again. Raises Invalid unless it is of `kind`."""
    if not content:
        raise Invalid("This file is empty.", "file")
    if kind.code in documents.KINDS:
        documents.check(content, kind.code)
    elif kind.code in ("csv", "txt"):
        texts.check(content)
    else:
        return apart.check(content, kind.code)
    return content
