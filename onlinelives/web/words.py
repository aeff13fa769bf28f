"""Small help with English, and text that people typed, made safe to show."""

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


def plural(count: int, one: str, many: str | None = None) -> str:
    """'1 answer', '2 answers', '0 answers'"""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(items: Sequence[str], word: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'"""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def filesize(size: int) -> str:
    """Bytes as people read them: '1 byte', '812 bytes', '14 kB', '3.2 MB'"""
    if size < 1000:
        return plural(size, "byte")
    return f"{(size + 500) // 1000} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def paragraphs(text: str) -> Markup:
    """Typed text as escaped paragraphs and line breaks, with web addresses as links that tell nothing of where they
    came from."""
    blocks = [block for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) if block.strip()]
    return Markup("").join(
        Markup('<p class="govuk-body ol-typed">{}</p>').format(
            Markup("<br>").join(_linked(line) for line in block.split("\n"))
        )
        for block in blocks
    )


def tight(html: str) -> str:
    """A long list of boxes without the spaces that indent its lines. Markup stays markup, and text stays text."""
    return type(html)(re.sub(r"\n\s+", "\n", html))


def _linked(line: str) -> Markup:
    made, start = Markup(""), 0
    for found in ADDRESS.finditer(line):
        made += escape(line[start : found.start()])
        made += Markup('<a class="govuk-link" href="{0}" rel="noreferrer noopener">{0}</a>').format(found.group())
        start = found.end()
    return made + escape(line[start:])
