"""The forms in which answers leave, and that they come back the same."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import duckdb
import numpy as np
import pyreadstat
import pytest
from defusedxml.ElementTree import fromstring

from onlinelives.content import instruments
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.survey.engine.files import SCHOOL, STRATUM, WEIGHT
from onlinelives.survey.sheets import ddi, delimited, layout, parquet, spss
from onlinelives.survey.sheets.layout import WITHHELD, Sheet

ASKS = instruments.questionnaire("online-lives-2026")
ROWS = 240
NAMES = {"d": "ddi:codebook:2_5"}
STUDY = ddi.Study("wave-7", "Brackenmoor", date(2026, 3, 2), date(2026, 3, 27), (10, 16), "Everybody counts once.")


@pytest.fixture(scope="module")
def answers() -> dict[str, np.ndarray]:
    """Every value that each column can have, in turn; what others may know is common, but for three in care."""
    turn = np.arange(ROWS)
    told = {
        column.name: np.array(sorted(column.values), np.int16)[turn % len(column.values)] for column in columns_of(ASKS)
    }
    known = {name: np.full(ROWS, 1, np.int16) for name in told if name in {"year_group", "age", "gender"}}
    groups = {group.question.id for group in layout.groups(ASKS)}
    told |= known | {
        name: np.zeros(ROWS, np.int16) for name in told if name.rpartition("_")[0] in groups or name in groups
    }
    told |= {f"{name}_any": np.zeros(ROWS, np.int16) for name in ("communication", "health")}
    told["in_care"][:3] = 1
    place = {STRATUM: turn % 2, SCHOOL: 700 + turn % 6, WEIGHT: 0.5 + turn / ROWS, YEAR_GROUP: np.full(ROWS, 9)}
    return told | place


@pytest.fixture(scope="module")
def sheet(answers: dict[str, np.ndarray]) -> Sheet:
    return layout.laid("Youth survey ’26", ASKS, ("Large", "Small"), answers, np.random.default_rng(7))


def test_three_in_care_are_not_to_be_recognised(sheet: Sheet) -> None:
    care = sheet.columns["in_care"]
    assert not (care == 1).any()
    assert np.count_nonzero(care == WITHHELD) >= 3


def test_schools_have_numbers_drawn_for_this_file(answers: dict[str, np.ndarray], sheet: Sheet) -> None:
    again = layout.laid("Again", ASKS, ("Large", "Small"), answers, np.random.default_rng(8))
    assert set(sheet.columns[SCHOOL]) == set(range(1, 7)) == set(again.columns[SCHOOL])
    assert sorted(np.bincount(sheet.columns[SCHOOL])) == sorted([*np.bincount(answers[SCHOOL])[-6:].tolist(), 0])
    assert sheet.columns[WEIGHT].tolist() != again.columns[WEIGHT].tolist(), "records stand in another order"


def test_nothing_is_lost_but_what_is_withheld(answers: dict[str, np.ndarray], sheet: Sheet) -> None:
    order, was = np.argsort(sheet.columns[WEIGHT]), np.argsort(answers[WEIGHT])
    for column in columns_of(ASKS):
        now, then = sheet.columns[column.name][order], answers[column.name][was]
        assert ((now == then) | (now == WITHHELD)).all()
    assert sheet.rows == ROWS


def test_spss_brings_back_the_same_values_labels_and_missing_codes(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "answers.sav"
    path.write_bytes(spss.sav(sheet))
    columns, about = pyreadstat.read_sav(str(path), user_missing=True, output_format="dict")
    for variable in sheet.variables:
        assert np.array_equal(np.asarray(columns[variable.name], float), sheet.columns[variable.name].astype(float))
        assert about.variable_value_labels.get(variable.name, {}) == {float(c): w for c, w in variable.values.items()}
        assert about.column_names_to_labels[variable.name] == spss._short(variable.label, spss.LONGEST_LABEL)
        ranges = [(each["lo"], each["hi"]) for each in about.missing_ranges.get(variable.name, [])]
        assert ranges == ([(variable.missing[0], variable.missing[-1])] if variable.missing else [])


def test_csv_brings_back_the_same_values_and_says_what_they_mean(sheet: Sheet) -> None:
    with zipfile.ZipFile(io.BytesIO(delimited.zipped(sheet))) as file:
        head, *rows = csv.reader(io.StringIO(file.read("data.csv").decode()))
        _, *book = csv.reader(io.StringIO(file.read("codebook.csv").decode("utf-8-sig")))
    for place, name in enumerate(head):
        assert np.array_equal(np.array([float(row[place]) for row in rows]), sheet.columns[name].astype(float))
    told = {(name, code): (meaning, missing) for name, _, code, meaning, missing, _ in book}
    assert told["in_care", "-9"] == (layout.WITHHELD_WORDS, "yes")
    assert {name for name, *_ in book} == set(head)
    assert not [cell for row in book for cell in row if cell.startswith(("=", "@"))]


def test_parquet_brings_back_the_same_values(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "answers.parquet"
    path.write_bytes(parquet.parquet(sheet))
    found = duckdb.connect().read_parquet(str(path)).fetchnumpy()
    order, was = np.argsort(found[WEIGHT]), np.argsort(sheet.columns[WEIGHT])
    assert set(found) == set(sheet.columns)
    for name, column in sheet.columns.items():
        assert np.array_equal(found[name][order], column[was])


def described(sheet: Sheet) -> Element:
    return fromstring(ddi.ddi(sheet, STUDY))


def test_ddi_describes_every_variable_and_counts_nobody(sheet: Sheet) -> None:
    book = described(sheet)
    variables = book.findall("d:dataDscr/d:var", NAMES)
    assert [each.get("name") for each in variables] == [each.name for each in sheet.variables]
    assert not book.findall(".//d:catStat", NAMES)
    assert not book.findall(".//d:sumStat", NAMES)
    care = next(each for each in variables if each.get("name") == "in_care")
    missing = {c.findtext("d:catValu", namespaces=NAMES) for c in care.findall("d:catgry[@missing='Y']", NAMES)}
    assert missing == {"-9", "-8", "-7", "-6", "-5", "-4"}
    assert book.findtext("d:stdyDscr/d:citation/d:titlStmt/d:titl", namespaces=NAMES) == "Youth survey ’26"
    assert book.findtext("d:fileDscr/d:fileTxt/d:dimensns/d:caseQnty", namespaces=NAMES) == str(ROWS)


ORDERS = {  # of the schema of DDI-Codebook 2.5, as far as we write it
    "codeBook": ("stdyDscr", "fileDscr", "dataDscr"),
    "stdyDscr": ("citation", "stdyInfo", "method"),
    "citation": ("titlStmt", "prodStmt"),
    "dataColl": ("sampProc", "collMode", "weight", "cleanOps"),
    "fileTxt": ("fileName", "dimensns"),
    "var": ("labl", "qstn", "invalrng", "universe", "catgry", "varFormat"),
    "catgry": ("catValu", "labl"),
}


def test_elements_stand_in_the_order_of_the_schema(sheet: Sheet) -> None:
    for element in described(sheet).iter():
        name = element.tag.rpartition("}")[2]
        if name in ORDERS:
            places = [ORDERS[name].index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places), name


def test_who_was_asked_is_said_in_words(sheet: Sheet) -> None:
    told = {each.name: each.universe for each in sheet.variables}
    assert told["bullied_told_1"].startswith("Asked only if")
    assert not told["age"]


def test_a_title_with_what_xml_cannot_hold_is_written_without_it(sheet: Sheet) -> None:
    odd = Sheet("a\x00b <&> \ud83d", sheet.variables, sheet.columns, sheet.notes)
    assert described(odd).findtext("d:fileDscr/d:fileTxt/d:fileName", namespaces=NAMES) == "ab <&> "
