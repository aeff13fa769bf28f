"""The workbook of a return: what it shows and protects, and that what it says is read back to the letter."""

import re
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from onlinelives.audits import workbooks
from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.rules.roundtrip import NOTHING, Says, fingerprint, plain
from onlinelives.rules.verdict import Denied
from tests.audits.filled import (
    FRAMEWORK,
    IDENTITY,
    NOW,
    SAID,
    STATEMENTS,
    made,
    opened,
    parts_of,
    return_to_fill,
    rows,
    typed,
)
from tests.audits.reported import area_of

SECTIONS = [f"Section {number}" for number in range(1, 7)]
TYPED = ("D5", "E5", "F5", "G5", "D10", "E10", "F10", "G10")


@pytest.fixture(scope="module")
def raw() -> bytes:
    return made()


@pytest.fixture(scope="module")
def book(raw: bytes) -> Workbook:
    return opened(raw)


def words(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_it_has_instructions_a_sheet_for_each_section_and_a_hidden_one(book: Workbook) -> None:
    assert book.sheetnames == ["Instructions", *SECTIONS, "Identity"]
    assert book["Identity"].sheet_state == "veryHidden"
    assert book.security is not None
    assert book.security.lockStructure


def test_the_instructions_say_what_to_do_and_what_the_scores_mean(book: Workbook) -> None:
    told = words(book["Instructions"])
    for part in (
        "Elmfield School: Self-audit 2026",
        "A blank cell never clears an answer",
        "Choose each score",
        ".xlsx",
    ):
        assert part in told
    for point in FRAMEWORK.scale:
        assert point.meaning in told
    assert "12 November 2026" in told


def test_every_statement_stands_there_with_its_wording_and_what_each_score_means(book: Workbook) -> None:
    for statement in FRAMEWORK.statements:
        sheet = book[f"Section {statement.section}"]
        row = 4 + int(statement.id[2])
        assert sheet.cell(row, 1).value == statement.id
        assert statement.title in str(sheet.cell(row, 2).value)
        assert statement.wording in str(sheet.cell(row, 2).value)
        assert all(text in str(sheet.cell(row, 3).value) for text in statement.levels)


def test_only_the_cells_to_fill_in_are_open(book: Workbook) -> None:
    for name in SECTIONS:
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        free = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        assert free == {f"{letter}{row}" for letter in "DEFG" for row in range(5, 11)}


def test_scores_have_a_list_and_texts_a_longest_length(book: Workbook) -> None:
    found = {str(rule.sqref): rule for rule in book["Section 2"].data_validations.dataValidation}
    assert found["D5:D10"].formula1 == '"0,1,2,3,4,NA"'
    assert found["D5:D10"].showErrorMessage
    assert (found["E5:E10"].formula1, found["F5:F10"].formula1) == (str(LONGEST_REASON), str(LONGEST))
    assert {rule.allow_blank for rule in found.values()} == {True}
    assert all(len(rule.prompt or "") <= 255 and len(rule.error or "") <= 225 for rule in found.values()), (
        "Excel's limits"
    )


def test_it_scrolls_and_prints_well(book: Workbook) -> None:
    sheet = book["Section 1"]
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.column_dimensions["I"].hidden
    assert all(sheet.row_dimensions[row].height for row in range(5, 11))


def test_its_properties_name_nobody(book: Workbook) -> None:
    told = book.properties
    assert (told.creator, told.lastModifiedBy) == ("Online Lives", "Online Lives")
    assert told.title == "Self-audit 2026: Elmfield School"


def test_text_that_looks_like_a_formula_is_text(book: Workbook) -> None:
    for place in ("F7", "G7"):
        cell = book["Section 1"][place]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert book["Section 1"]["F7"].value == "=1+1"
    every = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in every if cell.data_type == "f"] == []


def test_a_section_that_is_not_given_to_somebody_is_locked_and_says_so() -> None:
    book = opened(made(own=[2]))
    assert all(book["Section 1"][place].protection.locked for place in TYPED)
    assert not any(book["Section 2"][place].protection.locked for place in TYPED)
    assert "has not been given to you" in words(book["Section 1"])
    assert words(book["Instructions"]).count("Yours to fill in") == 1


def test_a_signed_off_return_is_a_copy_to_read() -> None:
    reason = "This return has been signed off."
    book = opened(made(own=[], changeable=Denied(reason)))
    assert all(book[name][place].protection.locked for name in SECTIONS for place in TYPED)
    assert reason in words(book["Section 1"])
    assert reason in words(book["Instructions"])
    assert "Fill in the white cells" not in words(book["Instructions"])


def test_what_was_downloaded_is_read_back_to_the_letter(raw: bytes) -> None:
    found = rows(raw)
    assert set(found) == set(STATEMENTS)
    for statement in STATEMENTS:
        told: dict[str, Any] = {"version": 0, **SAID.get(statement, {})}
        version = told.pop("version")
        says = Says(**told)
        assert found[statement].filled == says
        assert (found[statement].version, found[statement].fingerprint) == (
            version,
            fingerprint(statement, version, says),
        )


HARD = (
    "  spaces around  ",
    "Two\r\nlines\rthree",
    "<b>bold</b> & \"quoted\" 'single' ]]>",
    "مرحبا 🙂 Łukasz 漢字 \u200f",
    "_x0041_ and _x005F_x0041_ and _x000D_",
    "tab\tand \x0b\x00\x1f what no cell can hold \ufffe",
    "'apostrophe",
    "+44 20 7946 0000",
    "2026",
    "TRUE",
    "NA",
    "#REF!",
    "x" * LONGEST,
)


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
def test_hard_texts_come_back_as_they_are_compared(text: str) -> None:
    found = rows(made(said={"4.4": {"score": 1, "commentary": text, "evidence": text, "version": 1}}))
    assert found["4.4"].filled == Says(1, commentary=plain(text), evidence=plain(text))


def test_names_of_agency_and_round_can_be_anything() -> None:
    raw = made(agency="=cmd|' /C calc'!A0 & Söhne <i>", round_name="[2026]: *?/\\ 'audit' & more")
    book = opened(raw)
    assert words(book["Instructions"]).startswith("=cmd|' /C calc'!A0 & Söhne <i>: [2026]: *?/\\ 'audit' & more")
    assert book["Instructions"]["A1"].data_type == "s"
    assert set(rows(raw)) == set(STATEMENTS)


def test_what_people_type_is_read(raw: bytes) -> None:
    told = {"D5": 3, "D6": "4", "D7": "3.0", "D8": 0, "D9": " na ", "E9": "We are closed.", "D10": 1.0, "F10": " Yes. "}
    found = rows(typed(raw, told))
    scores = [found[f"1.{number}"].filled.score for number in range(1, 7)]
    assert scores == [3, 4, 3, 0, None, 1]
    assert found["1.5"].filled == Says(not_applicable=True, reason="We are closed.")
    assert found["1.6"].filled == Says(1, commentary="Yes.")


def test_cleared_cells_are_blank(raw: bytes) -> None:
    found = rows(typed(raw, {"D5": None, "F5": "   ", "G5": "\n"}))
    assert found["1.1"].filled == NOTHING


AREA_HEAD = 5


def area_sheet(name: str, **more: Any) -> list[tuple[Any, ...]]:
    book = opened(workbooks.area_workbook(area_of(8, **more), at=NOW))
    return [tuple(cell.value for cell in row) for row in book[name].iter_rows(min_row=AREA_HEAD)]


def test_the_area_holds_numbers_as_numbers_and_only_what_the_page_shows() -> None:
    found = area_of(8)
    table = area_sheet("Summary")
    assert table[0][:4] == ("Agency", "State", "Answered of 36", "1. Data")
    for told, agency in zip(table[1:], found.rows, strict=False):
        assert told[:3] == (
            agency.audit_return.name_of_agency,
            agency.audit_return.get_state_display(),
            agency.overall.tally.answered,
        )
        if agency.shown:
            points = [cell.tally.points if cell.tally.scored else None for cell in agency.cells]
            assert list(told[3:9]) == points
            assert told[9:12] == (
                agency.overall.tally.points,
                agency.overall.tally.scored,
                agency.overall.tally.not_applicable,
            )
            assert told[12] == pytest.approx((agency.overall.tally.percent or 0) / 100)
        else:
            assert set(told[3:]) == {None}, "an unsigned return shows its progress and nothing else"
    total = table[1 + len(found.rows)]
    assert total[:2] == ("All agencies shown", "5 of 8")
    assert total[9] == found.overall.tally.points


def test_the_sections_hold_one_row_for_each_section_of_each_agency_shown() -> None:
    found = area_of(8)
    table = area_sheet("Sections")
    assert len(table) == 1 + 6 * len(found.shown)
    names = {told[0] for told in table[1:]}
    assert names == {agency.audit_return.name_of_agency for agency in found.shown}
    first = found.shown[0]
    for told, section, cell in zip(table[1:7], found.framework.sections, first.cells, strict=True):
        assert told[2:4] == (section.number, section.name)
        assert told[4] == (cell.tally.points if cell.tally.scored else None)
        assert told[5:9] == (
            cell.tally.possible,
            cell.tally.scored,
            cell.tally.not_applicable,
            cell.tally.unanswered,
        )


def test_an_area_where_nobody_has_signed_off_shows_progress_only() -> None:
    table = area_sheet("Summary", unsigned=8)
    assert len(table) == 9
    assert {value for told in table[1:] for value in told[3:]} == {None}
    assert area_sheet("Sections", unsigned=8)[1][0] == "No agency has signed off yet."


def test_a_closed_round_shows_every_agency_and_says_which_did_not_sign() -> None:
    table = area_sheet("Summary", state="closed")
    assert [told[1] for told in table[1:9]].count("Closed without sign-off") == 3
    assert all(told[9] is not None or told[10] == 0 for told in table[1:9])


def test_the_files_are_small_and_hold_no_name_of_a_person(raw: bytes) -> None:
    assert len(raw) < 60_000
    assert len(workbooks.area_workbook(area_of(40), at=NOW)) < 60_000
    assert not re.search(rb"Bob|Dana|openpyxl", b"".join(parts_of(raw).values()))


def test_the_identity_names_area_return_round_agency_and_edition(book: Workbook) -> None:
    told = [row[0].value for row in book["Identity"].iter_rows()]
    found = return_to_fill().audit_return
    assert told[1:] == ["mossley-vale", "7", found.round.name, "elmfield-school", FRAMEWORK.sha256]
    assert IDENTITY.edition == FRAMEWORK.sha256
