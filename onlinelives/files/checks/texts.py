"""Plain text and CSV. They are kept byte for byte and only ever given out as attachments, so what they say is inert."""

import codecs
import re

from onlinelives.rules.verdict import Invalid

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")  # tab, ends of lines and pages, and DOS's end are text
NO_TEXT = "The content of this file is not text. If it is, save it again as text in UTF-8."


def check(content: bytes) -> None:
    """Raises Invalid unless the content reads as UTF-8, as UTF-16 with its mark, or in the old coding of Windows."""
    text = read(content)
    if text is None or NOT_TEXT.search(text):
        raise Invalid(NO_TEXT, "file")


def read(content: bytes) -> str | None:
    """The text, in the first coding that fits: UTF-8, UTF-16 with its mark, Windows-1252. None when none does."""
    marked = next((coding for mark, coding in MARKS.items() if content.startswith(mark)), None)
    for coding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return None
