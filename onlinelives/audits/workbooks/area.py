"""The area's results as a workbook for the strategy lead: numbers as numbers, and no more than the page shows."""

import io
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from onlinelives.audits.queries import AreaResults
from onlinelives.audits.queries.area import AgencyRow, Cell
from onlinelives.audits.workbooks import look
from onlinelives.rules.scoring import OVERALL_MAXIMUM, SECTION_MAXIMUM
from onlinelives.web.jinja import moment

PER_CENT, TWO_PLACES = "0%", "0.00"
TABLE_ROW = 5

Value = str | int | float | None


def area_workbook(found: AreaResults, *, at: datetime) -> bytes:
    """Three sheets: Summary (agencies by section), Sections (one row for each section of each agency shown), Notes.

    Scores of an agency are in it once its return is signed off or the round is closed. at: now, aware.
    """
    name = f"{found.round.name}: the area"
    book = look.book(name)
    _summary(book.create_sheet("Summary"), found, timezone.localtime(at))
    _sections(book.create_sheet("Sections"), found)
    _notes(book, found)
    for sheet in book.worksheets:
        repeat = f"{TABLE_ROW}:{TABLE_ROW}" if sheet.title != "Notes" else None
        look.paper(sheet, name, repeat=repeat)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(sheet: Worksheet, found: AreaResults, at: datetime) -> None:
    names = [f"{section.number}. {section.name}" for section in found.framework.sections]
    head = ["Agency", "State", "Answered of 36", *names, f"Points of {OVERALL_MAXIMUM}", "Scored", "Not applicable"]
    _top(sheet, found, f"{found.round.name}: the area", at)
    _table(sheet, [*head, "Per cent of possible"], [34, 22, 12, *[14] * len(names), 12, 10, 12, 12])
    row = TABLE_ROW + 1
    for agency in found.rows:
        told: list[Value] = [agency.audit_return.name_of_agency, state_of(agency, found), agency.overall.tally.answered]
        if agency.shown:
            told += [_points(cell) for cell in agency.cells]
        _line(sheet, row, told)
        if agency.shown:
            _overall(sheet, row, len(told) + 1, agency.overall)
            _shade(sheet, row, 4, agency.cells)
        row += 1
    if found.shown:
        _line(sheet, row, ["All agencies shown", f"{len(found.shown)} of {len(found.rows)}", None], bold=True)
        for place, cell in enumerate(found.sections, 4):
            _number(sheet, row, place, _per_cent(cell), PER_CENT)
        _overall(sheet, row, 4 + len(names), found.overall)
        _shade(sheet, row, 4, found.sections)
    sheet.freeze_panes = f"B{TABLE_ROW + 1}"


def _sections(sheet: Worksheet, found: AreaResults) -> None:
    _top(sheet, found, "Section by section")
    head = ["Agency", "State", "No.", "Section", f"Points of {SECTION_MAXIMUM}", "Possible points", "Scored"]
    _table(
        sheet, [*head, "Not applicable", "Unanswered", "Mean score", "Per cent of possible"], [34, 22, 6, 34, *[12] * 7]
    )
    row = TABLE_ROW + 1
    for agency in found.shown:
        for section, cell in zip(found.framework.sections, agency.cells, strict=True):
            told = cell.tally
            names: list[Value] = [agency.audit_return.name_of_agency, state_of(agency, found), section.number]
            counts: list[Value] = [_points(cell), told.possible, told.scored, told.not_applicable, told.unanswered]
            _line(sheet, row, [*names, section.name, *counts])
            _number(sheet, row, 10, None if told.mean is None else float(told.mean), TWO_PLACES)
            _number(sheet, row, 11, _per_cent(cell), PER_CENT)
            row += 1
    if not found.shown:
        look.quiet(sheet, row, "No agency has signed off yet.")
    sheet.auto_filter.ref = f"A{TABLE_ROW}:K{max(row - 1, TABLE_ROW)}"
    sheet.freeze_panes = f"B{TABLE_ROW + 1}"


def _notes(book: Workbook, found: AreaResults) -> None:
    sheet = book.create_sheet("Notes")
    sheet.column_dimensions["A"].width = 110
    look.title(sheet, 1, "How to read this")
    scale = [f"{point.value} – {point.label}: {point.meaning}" for point in found.framework.scale]
    notes = [
        "These are the agencies’ own scores.",
        "An agency’s scores appear once its manager has signed off the return, or the round is closed.",
        "Points add up the scores, 0 to 4 for each statement. Unanswered is never counted as 0.",
        "Not applicable is never counted at all.",
        "Possible points: 4 for every statement that was scored. Per cent of possible: points out of these.",
        "The row for all agencies adds up the agencies that are shown. In its section columns stand per cents.",
        "Shades follow the mean score: up to 0.79, 1.59, 2.39, 3.19, and above.",
        "The framework sets no pass mark. The totals are arithmetic, not a grade.",
        f"Edition: {found.framework.title}. {found.framework.summary}",
        "The scale:",
        *scale,
    ]
    for row, words in enumerate(notes, 3):
        look.put(sheet, row, 1, words, alignment=look.WRAPPED)
        sheet.row_dimensions[row].height = look.height([(words, 110)])


def state_of(agency: AgencyRow, found: AreaResults) -> str:
    """Where an agency's return stands, in words."""
    signed = agency.audit_return.state == "signed_off"
    if found.round.state == "closed" and not signed:
        return "Closed without sign-off"
    return str(agency.audit_return.get_state_display())


def _top(sheet: Worksheet, found: AreaResults, words: str, at: datetime | None = None) -> None:
    look.title(sheet, 1, words)
    told = f"{found.framework.title}. {found.round.get_state_display()}."
    look.quiet(sheet, 2, f"{told} Downloaded {moment(at)}." if at else told)
    look.quiet(sheet, 3, f"{len(found.shown)} of {len(found.rows)} agencies shown. See the sheet Notes.")


def _table(sheet: Worksheet, head: Sequence[str], widths: Sequence[int]) -> None:
    for place, (words, width) in enumerate(zip(head, widths, strict=True), 1):
        look.heading(sheet, TABLE_ROW, place, words)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[TABLE_ROW].height = 48


def _line(sheet: Worksheet, row: int, values: Sequence[Value], *, bold: bool = False) -> None:
    for place, value in enumerate(values, 1):
        look.put(sheet, row, place, value, font=look.font(bold=bold), border=look.frame())


def _overall(sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
    told = cell.tally
    for step, value in enumerate((_points(cell), told.scored, told.not_applicable)):
        look.put(sheet, row, place + step, value, font=look.font(bold=step == 0), border=look.frame())
    _number(sheet, row, place + 3, _per_cent(cell), PER_CENT)


def _number(sheet: Worksheet, row: int, place: int, value: float | None, form: str) -> None:
    look.put(sheet, row, place, value, border=look.frame(), number_format=form)


def _shade(sheet: Worksheet, row: int, place: int, cells: Sequence[Cell]) -> None:
    for step, cell in enumerate(cells):
        if cell.band is not None:
            there = sheet.cell(row, place + step)
            there.fill = look.fill(look.BANDS[cell.band])
            there.font = look.font(bold=True, colour=look.WHITE if cell.band == len(look.BANDS) - 1 else look.INK)


def _points(cell: Cell) -> int | None:
    return cell.tally.points if cell.tally.scored else None


def _per_cent(cell: Cell) -> float | None:
    return None if cell.tally.percent is None else cell.tally.percent / 100
