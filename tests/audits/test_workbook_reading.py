"""What is refused when a workbook is sent back, and how: in words, with the cell, and everything at once."""

import io
import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from onlinelives.audits import workbooks
from onlinelives.audits.workbooks.packages import LARGEST
from onlinelives.rules.roundtrip import Says
from onlinelives.rules.verdict import Invalid
from tests.audits.filled import (
    IDENTITY,
    STATEMENTS,
    edited,
    made,
    packed,
    parts_of,
    read,
    rows,
    typed,
    with_parts,
)

RAW = made()
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {x} "{f"&{y};" * 10}">' for x, y in zip("cdefghi", "bcdefgh", strict=True))
    + "]><x>&i;</x>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def refusal(raw: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        read(raw)
    return str(refused.value)


@pytest.mark.asvs("V5.2.1", "V5.2.2")
@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"Statement,Score\n1.1,3\n", "not an Excel workbook"),
        (b"%PDF-1.7", "not an Excel workbook"),
        (b"PK\x03\x04 and no more", "cannot be read"),
        (RAW[: len(RAW) // 2], "cannot be read"),
        (RAW[:-1], "cannot be read"),
        (RAW.replace(b"PK\x01\x02", b"PK\x09\x09"), "cannot be read"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "old version of Excel (.xls)"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "Remove the password"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (packed({"word/document.xml": "<w/>"}), "cannot be read"),
        (b"PK\x03\x04" + b"x" * LARGEST, "larger than 5 MB"),
    ],
    ids=range(12),
)
def test_what_is_no_excel_workbook_is_refused_with_what_to_do(raw: bytes, told: str) -> None:
    assert told in refusal(raw)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/VBAPROJECT.BIN", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros of an old kind"),
        ("xl/externalLinks/externalLink1.xml", "links to other workbooks"),
        ("xl/activeX/activeX1.xml", "controls"),
        ("xl/embeddings/oleObject1.bin", "embedded"),
        ("xl/connections.xml", "connections to data"),
    ],
)
def test_a_workbook_that_runs_or_reaches_out_is_refused(part: str, told: str) -> None:
    assert told in refusal(packed({**parts_of(RAW), part: b"x"}))


def test_a_macro_bearing_type_is_refused_whatever_its_parts_are_called() -> None:
    types = parts_of(RAW)["[Content_Types].xml"]
    assert MAIN in types
    for kind in (b"sheet.macroEnabled", b"template.macroEnabled"):
        changed = types.replace(MAIN, b"application/vnd.ms-excel." + kind + b".main+xml")
        assert "macros" in refusal(packed({**parts_of(RAW), "[Content_Types].xml": changed}))


@pytest.mark.asvs("V1.5.1")
@pytest.mark.parametrize("attack", [BOMB, OUTSIDE, "<!DOCTYPE x><x/>"], ids=["bomb", "outside", "type"])
@pytest.mark.parametrize("part", ["xl__workbook", "xl__worksheets__sheet2", "[Content_Types]"])
def test_entities_are_never_expanded(part: str, attack: str) -> None:
    """The list of types is only searched, so there a bomb does nothing at all."""
    if part == "[Content_Types]":
        assert read(with_parts(RAW, **{part: attack})).rows
    else:
        assert "Excel does not use" in refusal(with_parts(RAW, **{part: attack}))


def test_another_way_of_writing_text_hides_no_entities() -> None:
    assert "Excel does not use" in refusal(with_parts(RAW, xl__worksheets__sheet2=BOMB.encode("utf-16")))
    latin = '<?xml version="1.0" encoding="iso-8859-1"?>' + OUTSIDE
    assert "Excel does not use" in refusal(with_parts(RAW, xl__worksheets__sheet2=latin))


@pytest.mark.asvs("V5.2.3")
def test_a_workbook_that_unpacks_to_too_much_is_refused_without_unpacking_it() -> None:
    bomb = packed({**parts_of(RAW), "xl/media/a.bin": b"\0" * 60_000_000}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < LARGEST
    tracemalloc.start()
    told = refusal(bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "far more than a return could" in told
    assert most < 20_000_000


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="1048576"><c r="XFD1048576"><v>3</v></c></row>',
        '<row r="1"><c r="XFD1" t="inlineStr"><is><t>far out</t></is></c></row>',
        "".join(f'<row r="{row}"/>' for row in range(1, 60_000)),
        '<row r="99999999999999999999"><c/></row>',
    ],
    ids=["corner", "far right", "many rows", "beyond"],
)
def test_cells_far_out_cost_nothing_and_mean_nothing(inside: str) -> None:
    raw = with_parts(RAW, xl__worksheets__sheet2=SHEET.format(inside))
    begun = time.process_time()
    assert len(read(raw).rows) == 30, "the other five sections are read as ever"
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "content",
    [
        SHEET.format("<row>" + "<c/>" * 30_000 + "</row>"),
        SHEET.format("<row>" + "<c><v>1</v></c>" * 30_000 + "</row>"),
    ],
)
def test_a_sheet_of_very_many_cells_is_refused(content: str) -> None:
    assert "far more" in refusal(with_parts(RAW, xl__worksheets__sheet2=content))


def test_thousands_of_sheets_are_refused() -> None:
    book = parts_of(RAW)["xl/workbook.xml"].decode()
    many = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(100, 5_000))
    raw = with_parts(RAW, xl__workbook=book.replace("</sheets>", f"{many}</sheets>"))
    assert "This workbook has 4,908 sheets" in refusal(raw)


OTHERS: dict[str, tuple[dict[str, Any], str]] = {
    "another return": ({"return_id": "8"}, "belongs to another return \\(Self-audit 2026, elmfield-school\\)"),
    "another agency": ({"agency": "harbour-health"}, "belongs to another return"),
    "another edition": ({"edition": "0" * 64}, "another edition"),
    "another area": ({"area": "far-reach"}, "another area"),
}


@pytest.mark.asvs("V8.4.1")
@pytest.mark.parametrize(("change", "told"), OTHERS.values(), ids=OTHERS)
def test_a_workbook_of_something_else_is_refused(change: dict[str, Any], told: str) -> None:
    with pytest.raises(Invalid, match=told):
        workbooks.read_return(RAW, replace(IDENTITY, **change), STATEMENTS)


def test_a_renamed_round_does_not_make_a_workbook_foreign() -> None:
    assert workbooks.read_return(RAW, replace(IDENTITY, round="Self-audit, renamed"), STATEMENTS).rows


def test_a_workbook_without_its_hidden_sheet_or_with_two_is_refused() -> None:
    def remove(book: Workbook) -> None:
        del book["Identity"]

    def twice(book: Workbook) -> None:
        book.copy_worksheet(book["Identity"])

    assert "Download the workbook of this return" in refusal(edited(RAW, remove))
    assert "not a workbook of a return" in refusal(edited(RAW, twice))


BAD: dict[str, tuple[str, Any, str]] = {
    "too high": ("D7", 5, "Section 1, cell D7: “5” is not a score. Choose 0, 1, 2, 3, 4 or NA."),
    "below 0": ("D7", -1, "“-1” is not a score"),
    "half": ("D7", 3.5, "“3.5” is not a score"),
    "half as text": ("D7", "3.5", "“3.5” is not a score"),
    "a word": ("D7", "three", "“three” is not a score"),
    "two": ("D7", "2 or 3", "“2 or 3” is not a score"),
    "true": ("D7", True, "Section 1, cell D7: TRUE or FALSE is not a score"),
    "a date": ("D7", date(2026, 3, 1), "is not a score"),
    "a formula": ("D7", "=1+1", "Section 1, cell D7: a formula is not a score"),
    "huge": ("D7", 10**40, "is not a score"),
    "long": ("D7", "x" * 3_000, "…” is not a score"),
    "a formula as commentary": ("F7", '=HYPERLINK("http://x.example")', "Section 1, cell F7: a formula, where words"),
    "a formula as evidence": ("G7", "=[1]Sheet1!A1", "Section 1, cell G7: a formula, where words are expected"),
    "a date as evidence": ("G7", date(2026, 3, 1), "Section 1, cell G7: a number or a date, where words"),
    "true as a reason": ("E7", False, "Section 1, cell E7: TRUE or FALSE, where words are expected"),
    "too long": ("F7", "x" * 5_001, "Section 1, cell F7: use 5,000 characters or fewer; this has 5,001."),
    "too long a reason": ("E7", "x" * 501, "Section 1, cell E7: use 500 characters or fewer; this has 501."),
    "an unknown statement": ("A7", "9.9", "Section 1, cell A7: “9.9” is not the number of a statement."),
    "a statement twice": ("A7", "1.1", "Section 1, cell A7: statement 1.1 is already in Section 1, cell A5."),
    "a formula for a number": ("A7", "=A5", "Section 1, cell A7: “a formula” is not the number of a statement."),
    "a score without a statement": ("D40", 3, "Section 1, cell D40: this row has no statement number"),
    "words without a statement": ("G11", "More", "Section 1, cell G11: this row has no statement number"),
    "no heading": ("F4", "Remarks", "Section 1, row 4: the heading “Commentary” is missing."),
    "a heading twice": ("H4", "Commentary", "Section 1, cell H4: this heading is there twice."),
}


@pytest.mark.parametrize(("place", "value", "told"), BAD.values(), ids=BAD)
def test_a_cell_that_cannot_be_taken_is_named(place: str, value: Any, told: str) -> None:
    found = read(typed(RAW, {place: value}))
    assert len(found.problems) == 1
    assert told in found.problems[0]


def test_an_error_of_excel_is_no_score() -> None:
    cell = '<row r="4"><c r="A4" t="str"><v>No.</v></c><c r="D4" t="str"><v>Score</v></c>{}</row>'
    heads = "".join(
        f'<c r="{place}4" t="str"><v>{words}</v></c>'
        for place, words in (("E", "Why it does not apply"), ("F", "Commentary"), ("G", "Evidence"))
    )
    row = '<row r="5"><c r="A5"><v>1.1000000000000001</v></c><c r="D5" t="e"><v>#REF!</v></c></row>'
    found = read(with_parts(RAW, xl__worksheets__sheet2=SHEET.format(cell.format(heads) + row)))
    assert found.problems == ("Section 1, cell D5: an error is not a score. Choose 0, 1, 2, 3, 4 or NA.",)


def test_everything_wrong_is_told_at_once() -> None:
    raw = typed(typed(RAW, {"D5": 7, "F6": "=A1", "A10": "1.1"}), {"D5": "x"}, "Section 6")
    told = "\n".join(read(raw).problems)
    for cell in ("Section 1, cell D5", "Section 1, cell F6", "Section 1, cell A10", "Section 6, cell D5"):
        assert cell in told
    assert len(read(raw).problems) == 4


def _reordered(book: Workbook) -> None:
    book.move_sheet("Section 6", -5)


def _renamed(book: Workbook) -> None:
    book["Section 2"].title = "Training"


def _without_a_sheet(book: Workbook) -> None:
    del book["Section 3"]


def _without_a_row(book: Workbook) -> None:
    book["Section 1"].delete_rows(6)


def _sorted_upside_down(book: Workbook) -> None:
    sheet = book["Section 1"]
    told = [[(cell.value, cell.data_type) for cell in sheet[row]] for row in range(10, 4, -1)]
    for row, values in enumerate(told, 5):
        for place, (value, kind) in enumerate(values, 1):
            sheet.cell(row, place).value = value
            sheet.cell(row, place).data_type = kind


def _with_a_new_column(book: Workbook) -> None:
    book["Section 1"].insert_cols(4)
    book["Section 1"]["D4"] = "Notes to myself"
    book["Section 1"]["D5"] = "=1+1"


def _with_more_sheets(book: Workbook) -> None:
    book.create_sheet("My notes")["A1"] = "=1+1"


def _with_merged_cells(book: Workbook) -> None:
    book["Section 1"].merge_cells("D5:D7")


HARMLESS: dict[str, tuple[Callable[[Workbook], None], int]] = {
    "sheets in another order": (_reordered, 36),
    "a sheet with another name": (_renamed, 36),
    "a sheet removed": (_without_a_sheet, 30),
    "a row removed": (_without_a_row, 35),
    "rows in another order": (_sorted_upside_down, 36),
    "a column of one's own": (_with_a_new_column, 36),
    "sheets of one's own": (_with_more_sheets, 36),
    "merged cells": (_with_merged_cells, 36),
}


@pytest.mark.parametrize(("edit", "count"), HARMLESS.values(), ids=HARMLESS)
def test_what_does_no_harm_is_tolerated(edit: Callable[[Workbook], None], count: int) -> None:
    before, found = rows(RAW), rows(edited(RAW, edit))
    assert len(found) == count
    for statement, row in found.items():
        blank = edit is _with_merged_cells and statement in ("1.2", "1.3")
        mark = Says(reason=before[statement].filled.reason) if blank else before[statement].filled
        assert (row.filled.score, row.filled.not_applicable) == (mark.score, mark.not_applicable)
        assert (row.filled.commentary, row.version) == (before[statement].filled.commentary, before[statement].version)


def test_a_workbook_with_no_statement_at_all_is_a_problem() -> None:
    def empty(book: Workbook) -> None:
        for number in range(1, 7):
            del book[f"Section {number}"]

    assert "No statement was found" in read(edited(RAW, empty)).problems[0]


@pytest.mark.parametrize("told", [None, "", "3", "3-", "x-0123456789abcdef", "9" * 40 + "-0123456789abcdef", 3, "=A1"])
def test_a_damaged_origin_leaves_the_row_without_one(told: Any) -> None:
    row = rows(typed(RAW, {"I5": told}))["1.1"]
    assert (row.version, row.fingerprint) == (None, "")
    assert row.filled.score == 2


def with_strings(strings: str, rows_: str) -> bytes:
    """The workbook with shared texts, as Excel keeps them, and a first section whose cells point to them."""
    name = "xl/_rels/workbook.xml.rels"
    link = '<Relationship Id="rIdS" Type="http://x.example/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    links = parts_of(RAW)[name].decode().replace("</Relationships>", f"{link}</Relationships>")
    raw = with_parts(RAW, xl__sharedStrings=f"<sst>{strings}</sst>", xl__worksheets__sheet2=SHEET.format(rows_))
    return packed({**parts_of(raw), name: links})


def test_shared_texts_runs_and_reading_aids_are_read_as_excel_shows_them() -> None:
    """Excel keeps texts apart and cells point to them; a text may be cut into runs, and carry how it is pronounced."""
    names = ("No.", "Score", "Why it does not apply", "Commentary", "Evidence")
    text = "<si><r><t>Two </t></r><r><rPr><b/></rPr><t>runs_x000D_</t></r><rPh><t>aloud</t></rPh></si>"
    strings = "".join(f"<si><t>{name}</t></si>" for name in (*names, "1.1", "NA"))
    head = '<row r="4">' + "".join(f'<c t="s"><v>{place}</v></c>' for place in range(5)) + "</row>"
    line = '<row r="5">' + "".join(f'<c t="s"><v>{place}</v></c>' for place in (5, 6, 7, 7, 7)) + "</row>"
    raw = with_strings(f"{strings}{text}", head + line)
    assert rows(raw)["1.1"].filled == Says(None, True, "Two runs", "Two runs", "Two runs")


@pytest.mark.parametrize("index", ["99", "-1", "x", "", "1e3"])
def test_a_cell_that_points_to_a_text_that_is_not_there_is_refused(index: str) -> None:
    cell = f'<row r="5"><c r="A5" t="s"><v>{index}</v></c></row>'
    raw = with_parts(RAW, xl__worksheets__sheet2=SHEET.format(cell))
    if index:
        assert "cannot be read" in refusal(raw)
    else:
        assert len(read(raw).rows) == 30


def test_other_names_for_the_same_elements_are_understood() -> None:
    """Some programs write every element with a prefix."""
    sheet = parts_of(RAW)["xl/worksheets/sheet2.xml"].decode()
    prefixed = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", sheet).replace("xmlns=", "xmlns:x=", 1)
    assert rows(with_parts(RAW, xl__worksheets__sheet2=prefixed)) == rows(RAW)


def test_reading_is_quick_enough_to_be_done_while_somebody_waits() -> None:
    full = {c: {"score": 1, "commentary": "ö" * 5_000, "evidence": "漢" * 5_000, "version": 1} for c in STATEMENTS}
    raw = made(said=full)
    begun = time.process_time()
    read(raw)
    assert time.process_time() - begun < 0.5
    assert io.BytesIO(raw).getbuffer().nbytes < LARGEST


def test_one_long_text_that_many_cells_point_to_is_refused_before_it_costs_anything() -> None:
    row = "<c t='s'><v>0</v></c>" * 40
    cells = "".join(f'<row r="{number}">{row}</row>' for number in range(1, 200))
    raw = with_strings(f"<si><t>{'x' * 1_000_000}</t></si>", cells)
    begun = time.process_time()
    assert "far more than a return could" in refusal(raw)
    assert time.process_time() - begun < 0.5
