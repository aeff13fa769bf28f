"""The look of our workbooks: colours, letters, borders, paper, and text that stays text."""

import re
from collections.abc import Iterable
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from onlinelives.rules.roundtrip import plain

BRAND, DEEP, SOFT, LINE, DESK = "1D4F5C", "143A44", "E8F0F0", "B9CCCD", "F5F8F8"
INK, QUIET, ACCENT, WHITE = "14252B", "46575C", "F2A65A", "FFFFFF"
BANDS = ("F3D3AD", "F8E8CF", "E3EFEE", "B4D6D2", "2B6F73")  # the shades of the heat table, lowest first
LETTERS = "Arial"
RISKY = ("=", "+", "-", "@", "\t", "\n")
AS_TEXT = "@"
A4 = 9

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def font(*, bold: bool = False, size: int = 11, colour: str = INK) -> Font:
    return Font(name=LETTERS, size=size, bold=bold, color=colour)


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


def frame(colour: str = LINE) -> Border:
    side = Side(style="thin", color=colour)
    return Border(left=side, right=side, top=side, bottom=side)


WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)
OPEN, LOCKED = Protection(locked=False), Protection(locked=True)


def put(sheet: Worksheet, row: int, column: int, value: str | float | None, **style: Any) -> Any:
    """Write one cell. Text is always text: what starts like a formula is marked as typed, and never runs.

    style: attributes of the cell, such as font, fill, border, alignment, number_format, protection.
    """
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        told = plain(value)
        cell.value = _LOOKS_ESCAPED.sub("_x005F_", told)
        cell.data_type = "s"
        cell.quotePrefix = told.startswith(RISKY)
    else:
        cell.value = value
    for name, given in ({"font": font()} | style).items():
        setattr(cell, name, given)
    return cell


def heading(sheet: Worksheet, row: int, column: int, words: str) -> None:
    """A cell of a table's first row."""
    put(
        sheet,
        row,
        column,
        words,
        font=font(bold=True, colour=WHITE),
        fill=fill(BRAND),
        border=frame(DEEP),
        alignment=Alignment(wrap_text=True, vertical="center"),
    )


def title(sheet: Worksheet, row: int, words: str) -> None:
    put(sheet, row, 1, words, font=font(bold=True, size=16, colour=BRAND))
    sheet.row_dimensions[row].height = 26


def quiet(sheet: Worksheet, row: int, words: str, column: int = 1) -> None:
    put(sheet, row, column, words, font=font(colour=QUIET))


def height(texts: Iterable[tuple[str, float]]) -> float:
    """Points that a row needs for its tallest text, from (text, width of its column): no program tells us before a
    person opens the file. At most 400, since Excel ends at 409."""
    lines = max(sum(max(1, ceil(len(line) / (width * 1.15))) for line in text.split("\n")) for text, width in texts)
    return min(400.0, 6 + lines * 14.5)


def paper(sheet: Worksheet, foot: str, *, repeat: str | None = None) -> None:
    """A4 on its side, as wide as one page, with `foot` and page numbers below. repeat: rows for every page, "4:4"."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.oddFooter.left.text = plain(foot).replace("&", "&&")  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "Page &P of &N"  # type: ignore[union-attr]
    sheet.print_title_rows = repeat
    sheet.sheet_view.showGridLines = False


def protect(sheet: Worksheet) -> None:
    """Against slips of the hand, without a password: rows and columns may still be made larger."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False


def book(name: str) -> Workbook:
    """An empty workbook that names the product and what it is, and nobody."""
    made = Workbook()
    made.properties.creator = made.properties.lastModifiedBy = "Online Lives"
    made.properties.title = plain(name)
    made.properties.language = "en-GB"
    made.remove(made.worksheets[0])
    return made
