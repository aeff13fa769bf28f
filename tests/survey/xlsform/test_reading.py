"""A workbook that somebody sent: everything wrong in it is told with its place, and nothing in it does harm."""

import random
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from onlinelives.rules.questionnaires.shapes import Section
from onlinelives.survey.xlsform import sheets
from onlinelives.survey.xlsform.layout import Problem
from onlinelives.survey.xlsform.reading import read
from onlinelives.survey.xlsform.writing import write
from tests.rules.questionnaires.asked import AGE, FROM_13, ask, forms, page, said, words

CONTENT = write(forms(Section("you", said("You"), (page(AGE), page(ask("fun"), FROM_13), words("bye")))))
# Rows of the sheet survey: 2 begin_group, 3 age, 4 fun, 5 bye, 6 end_group. Of choices: 2 to 8 age, then fun.


def changed(change: Callable[[Any], object]) -> bytes:
    book = load_workbook(BytesIO(CONTENT))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(sheet: str, row: int, heading: str, value: object) -> Callable[[Any], None]:
    """Write in one cell, in a new column where the heading is not there."""

    def change(book: Any) -> None:
        headings = [cell.value for cell in book[sheet][1]]
        if heading not in headings:
            headings.append(heading)
            book[sheet].cell(1, len(headings), heading)
        book[sheet].cell(row, headings.index(heading) + 1).value = value

    return change


def told(content: bytes) -> list[tuple[str, str, int | None, str]]:
    return [(each.severity.value, each.sheet, each.row, each.column) for each in read(content)[1]]


LABEL = "label::English (en)"
ERRORS: list[tuple[str, int, str, object]] = [
    ("survey", 4, "relevant", "today() > 1"),
    ("survey", 2, "relevant", "${x} > 1"),
    ("survey", 4, LABEL, None),
    ("survey", 2, LABEL, "  "),
    ("survey", 3, LABEL, "=1+1"),
    ("survey", 3, LABEL, date(2026, 1, 1)),
    ("survey", 3, LABEL, "x" * (sheets.LONGEST + 1)),
    ("survey", 3, "type", "text"),
    ("survey", 3, "type", "deviceid"),
    ("survey", 3, "type", "select_one gone"),
    ("survey", 3, "type", "begin_group"),
    ("survey", 2, "type", None),
    ("survey", 3, "ol_version", "first"),
    ("survey", 3, "ol_yes", "c10 maybe"),
    ("survey", 3, "ol_sensitive", "perhaps"),
    ("survey", 3, "ol_ways", "bye if ${age} = 'c10'"),
    ("survey", 3, "ol_ways", "bye when ${age} > 10"),
    ("survey", 3, "ol_continues", "age 1 maybe"),
    ("choices", 9, "name", "yes"),
    ("choices", 9, LABEL, None),
    ("choices", 9, "ol_alone", "perhaps"),
    ("settings", 2, "form_id", None),
    ("settings", 2, "form_title", None),
    ("settings", 2, "version", "two"),
    ("settings", 2, "ol_ages", "children"),
]


@pytest.mark.parametrize(("sheet", "row", "heading", "value"), ERRORS)
def test_each_error_is_told_with_its_sheet_row_and_column(sheet: str, row: int, heading: str, value: object) -> None:
    found, problems = read(changed(put(sheet, row, heading, value)))
    assert found is None
    assert ("error", sheet, row, heading) in {(e.severity.value, e.sheet, e.row, e.column) for e in problems}


@pytest.mark.parametrize(
    ("sheet", "row", "heading", "value", "place"),
    [
        ("survey", 4, "constraint", ". > 1", ("warning", "survey", 1, "constraint")),
        ("settings", 2, "ol_ages", None, ("warning", "settings", 2, "ol_ages")),
        ("survey", 3, "hint::Polski (pl)", "x", ("warning", "survey", 1, "hint::Polski (pl)")),
    ],
)
def test_warnings_do_not_refuse_a_workbook(sheet: str, row: int, heading: str, value: object, place: Any) -> None:
    found, problems = read(changed(put(sheet, row, heading, value)))
    assert found is not None
    assert place in {(e.severity.value, e.sheet, e.row, e.column) for e in problems}


def test_a_language_that_is_half_there_names_every_cell_that_is_missing() -> None:
    content = changed(put("survey", 3, "label::Cymraeg (cy)", "Oed?"))
    missing = {place for place in told(content) if place[3] == "label::Cymraeg (cy)"}
    assert {place[2] for place in missing if place[1] == "survey"} == {2, 4, 5}
    assert {place[2] for place in missing if place[1] == "choices"} == set(range(2, 11))
    assert ("error", "settings", 2, "ol_title_cy") in told(content)


def test_a_hint_in_one_language_only_is_told() -> None:
    def half(book: Any) -> None:
        put("survey", 3, "label::Cymraeg (cy)", "Oed?")(book)
        put("survey", 3, "hint::Cymraeg (cy)", "Awgrym")(book)

    assert ("warning", "survey", 3, "hint::English (en)") in told(changed(half))


def test_what_pyxform_says_is_passed_on_with_its_row() -> None:
    problems = read(changed(put("survey", 4, "name", "1 bad")))[1]
    assert any(each.row == 4 and "names" in each.sentence.lower() for each in problems)
    warned = read(changed(put("survey", 3, "image::Polski (pl)", "a.png")))[1]
    assert any("Polski (pl)" in each.sentence for each in warned)


@pytest.mark.parametrize("sheet", ["survey", "choices", "settings"])
def test_a_sheet_that_is_missing_is_named(sheet: str) -> None:
    assert ("error", sheet, None, "") in told(changed(lambda book: book.remove(book[sheet])))


def test_numbers_and_truths_as_spreadsheets_write_them_are_read() -> None:
    def typed(book: Any) -> None:
        for row in range(2, 9):
            put("choices", row, "name", 8 + row)(book)
            put("choices", row, LABEL, 8.0 + row)(book)
        put("survey", 3, "ol_version", 2.0)(book)
        put("survey", 3, "ol_sensitive", True)(book)

    found, _ = read(changed(typed))
    assert found is not None
    age = next(found.questions())
    assert [(choice.code, choice.said["en"].text) for choice in age.choices] == [(n, str(n)) for n in range(10, 17)]
    assert (age.version, age.sensitive) == (2, True)


def test_plain_headings_and_blank_rows_are_read() -> None:
    def plain(book: Any) -> None:
        for name in ("survey", "choices"):
            for cell in book[name][1]:
                if cell.value == LABEL:
                    cell.value = "label"
        book["survey"].insert_rows(4)
        book["settings"]["D1"].value = book["settings"]["D2"].value = None

    found, _ = read(changed(plain))
    assert found is not None
    assert [question.said["en"].text for question in found.questions()] == ["age?", "fun?"]


def test_rows_outside_groups_and_groups_that_do_not_match_are_told() -> None:
    assert ("error", "survey", 2, "type") in told(changed(put("survey", 6, "type", None)))
    bare = told(changed(lambda book: book["survey"].delete_rows(2)))
    assert {place for place in bare if place[3] == "type"} == {
        *(("error", "survey", row, "type") for row in (2, 3, 4, 5)),
        ("error", "survey", None, "type"),
    }


class TestHostile:
    def said(self, content: bytes) -> str:
        found, problems = read(content)
        assert found is None
        assert all(isinstance(each, Problem) and each.sentence for each in problems)
        return problems[0].sentence

    @pytest.mark.parametrize("content", [b"", b"name,label", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 99, CONTENT[:-9]])
    def test_what_is_no_workbook_is_refused(self, content: bytes) -> None:
        assert self.said(content) == sheets.NO_WORKBOOK

    def test_a_large_file_is_not_opened(self) -> None:
        assert self.said(CONTENT + b"\0" * sheets.LARGEST) == sheets.TOO_LARGE

    @pytest.mark.parametrize("size", [sheets.MOST_UNPACKED, 5 * 2**20])
    def test_a_file_that_unpacks_to_too_much_is_not_unpacked(self, size: int) -> None:
        assert self.said(self.repacked({"xl/bomb.xml": b"0" * size})) == sheets.TOO_LARGE

    @pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"])
    def test_programs_links_and_files_inside_are_refused(self, name: str) -> None:
        assert self.said(self.repacked({name: b"x"})) == sheets.FOREIGN

    def test_entities_are_refused(self) -> None:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'
        assert self.said(self.repacked({"xl/sharedStrings.xml": bomb})) == sheets.NO_WORKBOOK

    def test_rows_and_columns_are_bounded(self) -> None:
        far = changed(put("survey", sheets.MOST_ROWS + 1, "type", "note"))
        assert "rows" in self.said(far)
        wide = changed(lambda book: book["survey"].cell(2, sheets.MOST_COLUMNS + 1, "x"))
        assert "columns" in self.said(wide)
        last = changed(lambda book: book["survey"].cell(1_048_576, 1, "note"))
        began = process_time()
        read(last)
        assert process_time() - began < 5

    def test_twenty_languages_are_enough(self) -> None:
        def many(book: Any) -> None:
            for number in range(25):
                put("survey", 2, f"label::L{number} (x{chr(97 + number % 26)}{(number // 26 and 'x') or ''})", "x")(
                    book
                )

        problems = read(changed(many))[1]
        assert any("languages" in each.sentence for each in problems)
        assert len(problems) < 2_000

    def test_deep_conditions_are_refused(self) -> None:
        deep = "(" * 2_000 + "${age} = 'c10'" + ")" * 2_000
        assert ("error", "survey", 4, "relevant") in told(changed(put("survey", 4, "relevant", deep)))

    def test_damage_anywhere_is_told_and_never_raised(self) -> None:
        rng = random.Random(7)
        names = zipfile.ZipFile(BytesIO(CONTENT)).namelist()
        for _ in range(60):
            name = rng.choice(names)
            part = bytearray(zipfile.ZipFile(BytesIO(CONTENT)).read(name))
            for _ in range(rng.randint(1, 12)):
                at = rng.randrange(len(part))
                part[at : at + rng.randint(0, 3)] = bytes([rng.randrange(256)])
            read(self.repacked({name: bytes(part)}))

    def test_an_empty_workbook_lacks_its_sheets(self) -> None:
        out = BytesIO()
        Workbook().save(out)
        assert [each[1] for each in told(out.getvalue())] == ["survey", "choices", "settings"]

    def repacked(self, parts: dict[str, bytes]) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(CONTENT)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, content in parts.items():
                new.writestr(name, content)
        return out.getvalue()
