"""The first sheet of the workbook: what to do, what the scores mean, and what happens when it is sent back."""

from datetime import datetime

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.audits.queries.imports import ReturnToFill
from onlinelives.audits.workbooks import look
from onlinelives.rules.scoring import Tally, tally
from onlinelives.web.jinja import moment

STEPS = (
    "Fill in the white cells on the sheets Section 1 to Section 6. Everything else is locked.",
    "Choose each score from its list: 0 to 4, or NA where the statement does not apply to you. With NA, say why.",
    "Save the workbook as an Excel workbook (.xlsx), without a password and without macros.",
    "In Online Lives, open the return, choose “Fill in with Excel”, and send the workbook.",
    "You are shown, statement by statement, what would change. Nothing is changed until you agree.",
)
RULES = (
    "A blank cell never clears an answer. To take an answer back, use the page of its section in Online Lives.",
    "0 is an answer. Leave the cell blank if you have not answered yet.",
    "If a colleague changes an answer in Online Lives and you change it here as well, you are shown both and choose.",
    "An answer that was carried forward stays “not re-checked” until you change it here or confirm it in Online Lives.",
    f"Commentary and evidence may have {LONGEST:,} characters each, a reason {LONGEST_REASON}.",
    "Formulas are not taken in. Write words and numbers only.",
    "Do not name young people. Keep this file as safely as the answers themselves: it holds all of them.",
)
_WIDTHS = (6, 34, 78, 22)


def write_instructions(book: Workbook, found: ReturnToFill, at: datetime) -> None:
    """at: when it was downloaded, where the partnership is."""
    audit_return, row = found.audit_return, 1
    sheet = book.create_sheet("Instructions")
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    look.title(sheet, row, f"{audit_return.name_of_agency}: {audit_return.round.name}")
    look.quiet(sheet, 2, f"{found.framework.title}. Downloaded {moment(at)}.")
    row = _part(sheet, 4, "What to do" if found.own else "This copy is to read")
    if found.own:
        row = _listed(sheet, row, STEPS, numbered=True)
    else:
        row = _listed(sheet, row, [found.changeable.reason or found.may.reason], numbered=False)
    if found.own:
        row = _part(sheet, row + 1, "Good to know")
        row = _listed(sheet, row, RULES, numbered=False)
    row = _part(sheet, row + 1, "What the scores mean")
    for point in found.framework.scale:
        look.put(sheet, row, 1, point.value, font=look.font(bold=True), alignment=look.CENTRED)
        look.put(sheet, row, 2, point.label, font=look.font(bold=True), alignment=look.WRAPPED)
        look.put(sheet, row, 3, point.meaning, alignment=look.WRAPPED)
        row += 1
    row = _part(sheet, row + 1, "The sections")
    for section in found.framework.sections:
        so_far = tally(line.answer.mark for line in found.lines if line.statement.section == section.number)
        _section_line(sheet, row, section.number, section.name, so_far, own=section.number in found.own)
        row += 1
    look.paper(sheet, f"{audit_return.round.name}: {audit_return.name_of_agency}")
    look.protect(sheet)


def _section_line(sheet: Worksheet, row: int, number: int, name: str, so_far: Tally, *, own: bool) -> None:
    link = look.put(sheet, row, 2, f"{number}. {name}", font=look.font(colour=look.BRAND))
    link.hyperlink = f"#'Section {number}'!A1"
    link.font = look.font(colour=look.BRAND)
    look.put(sheet, row, 3, f"{so_far.answered} of {so_far.statements} answered when downloaded")
    look.put(sheet, row, 4, "Yours to fill in" if own else "To read")


def _part(sheet: Worksheet, row: int, words: str) -> int:
    look.put(sheet, row, 1, words, font=look.font(bold=True, size=13, colour=look.BRAND))
    return row + 1


def _listed(sheet: Worksheet, row: int, sentences: tuple[str, ...] | list[str], *, numbered: bool) -> int:
    for place, words in enumerate(sentences, 1):
        look.put(sheet, row, 1, place if numbered else "•", alignment=look.CENTRED)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
        look.put(sheet, row, 2, words, alignment=look.WRAPPED)
        sheet.row_dimensions[row].height = look.height([(words, sum(_WIDTHS[1:]))])
        row += 1
    return row
