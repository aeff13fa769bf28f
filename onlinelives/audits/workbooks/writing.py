"""The workbook of a return: instructions, one sheet for each section, drop-downs for scores, statements protected."""

import io
from dataclasses import astuple
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from onlinelives.audits.models import Answer
from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.audits.queries.imports import ReturnToFill, StatementLine, says_of
from onlinelives.audits.workbooks import look
from onlinelives.audits.workbooks.instructions import write_instructions
from onlinelives.audits.workbooks.layout import (
    COLUMNS,
    FIRST_ROW,
    HEADING_ROW,
    IDENTITY_SHEET,
    MARK,
    NOT_APPLICABLE,
    column_of,
    identity_of,
)
from onlinelives.content.shapes import Point, Section
from onlinelives.rules.roundtrip import fingerprint
from onlinelives.rules.scoring import HIGHEST, LOWEST

SCORES = [str(score) for score in range(LOWEST, HIGHEST + 1)] + [NOT_APPLICABLE]


def return_workbook(found: ReturnToFill, *, at: datetime) -> bytes:
    """The whole workbook, about 35 kB. at: now, aware; it is printed in the instructions."""
    audit_return = found.audit_return
    name = f"{audit_return.round.name}: {audit_return.name_of_agency}"
    book = look.book(name)
    book.security = WorkbookProtection(lockStructure=True)
    write_instructions(book, found, timezone.localtime(at))
    for section in found.framework.sections:
        lines = [line for line in found.lines if line.statement.section == section.number]
        _section(book, section, lines, found.framework.scale, why_locked=_why_locked(found, section), foot=name)
    _identity(book, found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _why_locked(found: ReturnToFill, section: Section) -> str:
    """Why nothing can be filled in on the section's sheet, or ""."""
    if section.number in found.own:
        return ""
    if not found.changeable:
        return f"To read only. {found.changeable.reason}"
    return "To read only: this section has not been given to you, so nothing typed on this sheet is taken in."


def _section(
    book: Workbook,
    section: Section,
    lines: list[StatementLine],
    scale: tuple[Point, ...],
    *,
    why_locked: str,
    foot: str,
) -> None:
    sheet = book.create_sheet(f"Section {section.number}")
    look.title(sheet, 1, f"{section.number}. {section.name}")
    look.quiet(sheet, 2, section.about)
    look.quiet(sheet, 3, why_locked or "Fill in the white cells. A cell that you leave or make blank changes nothing.")
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
        look.heading(sheet, HEADING_ROW, place, column.heading)
    sheet.row_dimensions[HEADING_ROW].height = 32
    sheet.column_dimensions[get_column_letter(column_of("origin"))].hidden = True
    for row, line in enumerate(lines, FIRST_ROW):
        _statement(sheet, row, line, locked=bool(why_locked))
    last = FIRST_ROW + len(lines) - 1
    _validate(sheet, last, scale)
    sheet.freeze_panes = f"{get_column_letter(column_of('levels'))}{FIRST_ROW}"
    sheet.print_area = f"A1:{get_column_letter(column_of('stands'))}{last}"
    look.paper(sheet, foot, repeat=f"{HEADING_ROW}:{HEADING_ROW}")
    look.protect(sheet)


def _statement(sheet: Worksheet, row: int, line: StatementLine, *, locked: bool) -> None:
    statement, answer = line.statement, line.answer
    score = NOT_APPLICABLE if answer.not_applicable else answer.score
    told: dict[str, str | int | None] = {
        "statement": statement.id,
        "wording": f"{statement.title}\n\n{statement.wording}",
        "levels": "\n".join(f"{value} – {text}" for value, text in enumerate(statement.levels)),
        "score": score,
        "reason": answer.reason,
        "commentary": answer.commentary,
        "evidence": answer.evidence,
        "stands": _stands(answer),
        "origin": f"{answer.version}-{fingerprint(statement.id, answer.version, says_of(answer))}",
    }
    for place, column in enumerate(COLUMNS, 1):
        typed = column.typed and not locked
        look.put(
            sheet,
            row,
            place,
            told[column.key],
            font=look.font(bold=column.key in ("statement", "score"), size=14 if column.key == "score" else 11),
            fill=look.fill(look.WHITE if typed else look.DESK),
            border=look.frame(),
            alignment=look.CENTRED if column.key == "score" else look.WRAPPED,
            protection=look.OPEN if typed else look.LOCKED,
            number_format="General" if column.key == "score" else look.AS_TEXT,
        )
    title = TextBlock(InlineFont(rFont=look.LETTERS, sz=11, b=True, color=Color(look.INK)), statement.title)
    sheet.cell(row, column_of("wording")).value = CellRichText(title, f"\n\n{statement.wording}")
    sheet.row_dimensions[row].height = look.height((str(told[c.key] or ""), c.width) for c in COLUMNS)


def _stands(answer: Answer) -> str:
    if answer.carried:
        return "Carried forward, not re-checked"
    if answer.not_applicable:
        return "Not applicable"
    return "Not answered" if answer.score is None else f"Scored {answer.score}"


def _validate(sheet: Worksheet, last: int, scale: tuple[Point, ...]) -> None:
    """Excel itself refuses what could not be taken in, and shows what the scores mean."""
    scores = DataValidation(
        type="list", formula1=f'"{",".join(SCORES)}"', allow_blank=True, showErrorMessage=True, showInputMessage=True
    )
    scores.errorTitle, scores.error = "Not a score", "Choose 0, 1, 2, 3, 4, or NA for “not applicable to us”."
    scores.promptTitle = "Score"
    scores.prompt = "\n".join([*(f"{point.value}  {point.label}" for point in scale), "NA  Not applicable to us"])
    rules = [(scores, "score")]
    for key, longest in (("reason", LONGEST_REASON), ("commentary", LONGEST), ("evidence", LONGEST)):
        rule = DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1=str(longest),
            allow_blank=True,
            showErrorMessage=True,
        )
        rule.errorTitle, rule.error = "Too long", f"Use {longest:,} characters or fewer."
        rules.append((rule, key))
    for rule, key in rules:
        letter = get_column_letter(column_of(key))
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(rule)
    score, reason = get_column_letter(column_of("score")), get_column_letter(column_of("reason"))
    missing = f'AND(${score}{FIRST_ROW}="{NOT_APPLICABLE}",LEN(TRIM(${reason}{FIRST_ROW}))=0)'
    sheet.conditional_formatting.add(f"{reason}{FIRST_ROW}:{reason}{last}", _rule(missing))


def _rule(formula: str) -> Any:
    """Shade a cell while the formula holds."""
    made: Any = FormulaRule
    return made(formula=[formula], fill=look.fill(look.ACCENT))


def _identity(book: Workbook, found: ReturnToFill) -> None:
    """Which return this is, where nobody trips over it."""
    sheet = book.create_sheet(IDENTITY_SHEET)
    sheet.sheet_state = "veryHidden"
    for row, words in enumerate((MARK, *astuple(identity_of(found.audit_return))), 1):
        look.put(sheet, row, 1, words, number_format=look.AS_TEXT)
    look.protect(sheet)
