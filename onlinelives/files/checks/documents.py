"""Office files: Word, Excel and PowerPoint since 2007, and OpenDocument. Each is a zip with a part that says its kind.

Refused are macros, programs, controls, and objects of other programs. Sheets and documents inside others are looked
into, as deep as two.
"""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from onlinelives.files.checks.archives import BROKEN, FIRST, LOCKED_FILE, TOO_MUCH, Budget, Part, parts
from onlinelives.rules.verdict import Invalid

_OOXML = "application/vnd.openxmlformats-officedocument."
MAIN = {  # kind -> the content type of its main part (ECMA-376, part 1)
    "docx": f"{_OOXML}wordprocessingml.document.main+xml",
    "xlsx": f"{_OOXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{_OOXML}presentationml.presentation.main+xml",
}
OPEN = {  # kind -> what its first part says (OpenDocument 1.3, part 2)
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
KINDS = (*MAIN, *OPEN)
TYPES, MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
DEEPEST = 2  # a sheet in a document in a document
LARGEST_INSIDE = 20 * 2**20  # bytes of a zip inside, unpacked, while it is looked into
LARGEST_LISTING = 2**20  # bytes of the part that says what the others are
RUNS = re.compile(r"(^|/)(vbaProject|vbaData|activeX|macrosheets|dialogsheets|Basic|Scripts)([./]|$|\d)", re.IGNORECASE)
RUNNING_TYPES = re.compile(r"macroEnabled|vbaProject|macrosheet|activeX|oleObject|ms-office\.intlmacro", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what Word makes of a document with a password

OTHER_KIND = "The content of this file is not what its name says. Save it again in the program that made it."
MACROS = "This file holds macros or controls, which can run a program. Save it without them, or send it as a PDF."
OBJECTS = "This file holds a program or an object of another program. Save it without, or send it as a PDF."
OLD_OR_LOCKED = (
    "This file is locked with a password, or of the kind that Office made before 2007. "
    "Save it without a password, as .docx, .xlsx or .pptx."
)


def check(content: bytes, kind: str) -> None:
    """Raises Invalid unless `content` is an office file of `kind` (one of KINDS), with nothing in it that runs.

    Unpacks every part once, 64 KB at a time, so memory does not grow with what a file claims or holds.
    """
    if content.startswith(OLD_OFFICE):
        raise Invalid(OLD_OR_LOCKED, "file")
    if not content.startswith(FIRST):
        raise Invalid(OTHER_KIND, "file")
    found = _walk(content, Budget(), 0)
    if found != kind:
        raise Invalid(OTHER_KIND, "file")


def _walk(content: bytes, budget: Budget, depth: int) -> str | None:
    """The kind of office file, or None for any other zip. Everything in it has been unpacked and looked at."""
    listed = parts(content, budget)
    if any(RUNS.search(part.name) for part in listed):
        raise Invalid(MACROS, "file")
    kept: dict[str, bytes] = {}
    for part in listed:
        start, whole = _read(part)
        if start.startswith((*PROGRAMS, OLD_OFFICE)):
            raise Invalid(OBJECTS, "file")
        if start.startswith(FIRST):
            if depth == DEEPEST or whole is None:
                raise Invalid(TOO_MUCH, "file")
            _walk(whole, budget, depth + 1)
        if part.name in (TYPES, MANIFEST, "mimetype") and whole is not None:
            kept[part.name] = whole
    return _kind(listed, kept)


def _read(part: Part) -> tuple[bytes, bytes | None]:
    """The beginning of a part, and the whole of it where it has to be looked into and is not too large for that."""
    pieces = part.pieces()
    start = next(pieces, b"")
    longest = LARGEST_INSIDE if start.startswith(FIRST) else LARGEST_LISTING
    listing = part.name in (TYPES, MANIFEST, "mimetype")
    if (start.startswith(FIRST) or listing) and part.size <= longest:
        return start, b"".join((start, *pieces))
    for _ in pieces:
        pass
    return start, None


def _kind(listed: list[Part], kept: Mapping[str, bytes]) -> str | None:
    if TYPES in kept:
        return _ooxml(kept[TYPES], {f"/{part.name}".casefold() for part in listed})
    if MANIFEST in kept and listed[0].name == "mimetype":
        _not_locked(kept[MANIFEST])
        return next((kind for kind, said in OPEN.items() if kept.get("mimetype", b"").strip() == said), None)
    return None


def _ooxml(listing: bytes, names: set[str]) -> str | None:
    """The kind whose main part is listed and there. Two main parts of different kinds are none."""
    elements = list(_xml(listing))
    types = [element.get("ContentType", "") for element in elements]
    if any(RUNNING_TYPES.search(said) for said in types):
        raise Invalid(MACROS, "file")
    main = {kind: said for kind, said in MAIN.items() if said in types}
    place = [e.get("PartName", "").casefold() for e in elements if e.get("ContentType") in main.values()]
    return next(iter(main)) if len(main) == 1 and any(name in names for name in place) else None


def _not_locked(manifest: bytes) -> None:
    if any(element.tag.endswith("}encryption-data") for element in _xml(manifest)):
        raise Invalid(LOCKED_FILE, "file")


def _xml(text: bytes) -> Iterable[Element]:
    """Every element. An entity or a document type of its own is refused (defusedxml), like broken XML."""
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:  # defusedxml's refusals are ValueErrors
        raise Invalid(BROKEN, "file") from error
    return root.iter()
