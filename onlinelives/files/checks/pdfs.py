"""PDFs: whole, without a password, with pages, and with nothing in them that runs or is hidden inside."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from onlinelives.rules.verdict import Invalid

START, END = b"%PDF-", b"%%EOF"
END_WITHIN = 1024  # bytes
RUNS = {"/JavaScript", "/Launch", "/ImportData"}  # kinds of action (ISO 32000-2, 12.6.4)
LIMITS = {  # of pikepdf's reader; the whole process is bounded too
    "flate_max_memory": 2**28,
    "run_length_max_memory": 2**28,
    "png_max_memory": 2**28,
    "tiff_max_memory": 2**28,
}
DEEPEST = 100  # arrays in dictionaries in arrays, written into one object

NOT_A_PDF = "The content of this file is not that of a PDF. Save or print it as a PDF again."
DAMAGED = "This PDF is damaged, so it cannot be checked. Print it to a new PDF and send that."
LOCKED = "This PDF is locked with a password, so it cannot be checked. Save it without one."
SCRIPT = "This PDF holds a script, or starts a program. Print it to a new PDF and send that."
FILES_INSIDE = "This PDF has other files inside it. Send them one by one."


def check(content: bytes) -> None:
    """Raises Invalid unless `content` is such a PDF. For the process that `apart` starts: a PDF can ask for any
    amount of memory."""
    if not content.startswith(START) or END not in content[-END_WITHIN:]:
        raise Invalid(NOT_A_PDF, "file")
    pikepdf.settings.set_qpdf_limits(**LIMITS)
    try:
        with pikepdf.open(BytesIO(content)) as document:
            if not len(document.pages):
                raise Invalid(DAMAGED, "file")
            for thing in document.objects:
                for part in _within(thing):
                    _harmless(part)
    except pikepdf.PasswordError as error:
        raise Invalid(LOCKED, "file") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError) as error:
        raise Invalid(DAMAGED, "file") from error


def _within(thing: Any, depth: int = 0) -> Iterator[Any]:
    """A dictionary and those written into it; one that is only pointed at comes on its own."""
    if depth > DEEPEST:
        raise Invalid(DAMAGED, "file")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield thing
        inner: Any = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = thing
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _within(value, depth + 1)


def _harmless(part: Any) -> None:
    action = str(part.get("/S", ""))
    if action in RUNS or (action == "/Rendition" and "/JS" in part) or "/XFA" in part:
        raise Invalid(SCRIPT, "file")
    if "/EF" in part:
        raise Invalid(FILES_INSIDE, "file")
