"""CSV that opens cleanly in a spreadsheet and cannot carry a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.text import slugify

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe(cell: object) -> str | int:
    """A cell a spreadsheet will not run: text that could start a formula gets an apostrophe in front."""
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else ("yes" if cell else "no")
    if isinstance(cell, int):
        return cell
    text = str(cell)
    starts = (text, text.lstrip(" "), text.lstrip())
    return f"'{text}" if any(start.startswith(RISKY) for start in starts) else text


def write(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The whole file as text, with \\r\\n line ends."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(cell) for cell in header])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def download(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """An attachment in UTF-8 with the mark that makes Excel read accents. `name` becomes a plain file name."""
    response = HttpResponse("\ufeff" + write(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(name, "csv")}"'
    return response


def file_name(name: str, ending: str) -> str:
    """A plain name for a file that leaves: letters, digits and hyphens, never empty."""
    return f"{re.sub(r'-+', '-', slugify(name) or 'export')}.{ending}"
