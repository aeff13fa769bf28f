"""Any file of answers becomes one Parquet of texts, or a sentence that says what is wrong with it, and where."""

import io
import zipfile
from pathlib import Path

import duckdb
import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from onlinelives.survey.bringing import reading, workbooks
from onlinelives.survey.bringing.shapes import Unreadable


def xlsx(rows: list[list[object]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def parquet(tmp_path: Path, sql: str) -> bytes:
    path = tmp_path / "made.parquet"
    duckdb.sql(sql).write_parquet(str(path))
    return path.read_bytes()


def sav(tmp_path: Path, table: pd.DataFrame, **about: object) -> bytes:
    path = tmp_path / "made.sav"
    pyreadstat.write_sav(table, str(path), **about)
    return path.read_bytes()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_csv_is_text_with_nothing_for_an_empty_cell(bring, separator):
    lines = ["school,q1,said", "Larkrise,1,", ' "Elm, or not" ,-8,"two\nlines"', "O'Hara's,2.50,مدرسة 🦊"]
    found = bring("\r\n".join(lines).replace(",", separator).replace(f"Elm{separator}", "Elm,").encode(), "csv")
    assert found.names == ["school", "q1", "said"]
    assert found.cells[0] == ("Larkrise", "1", None)
    assert found.cells[2] == ("O'Hara's", "2.50", "مدرسة 🦊")
    assert (found.raw.rows, found.raw.first_row, found.raw.notes) == (3, 2, ())


def test_csv_with_a_mark_a_name_over_two_lines_and_an_emoji_in_a_name(bring):
    found = bring('\ufeff"the\nschool",🦊,مدرسة\nA,1,2\n'.encode(), "csv")
    assert found.names == ["the school", "🦊", "مدرسة"]
    assert found.cells == [("A", "1", "2")]


def test_csv_of_an_old_program_is_read_and_said_to_be(bring):
    found = bring("school,q1\nSöhne’s,1\n".encode("cp1252"), "csv")
    assert found.cells == [("Söhne’s", "1")]
    assert "Windows-1252" in found.raw.notes[0]
    assert bring("school,q1\nSöhne,1\n".encode("utf-16"), "csv").cells == [("Söhne", "1")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"a,b\n", "has no row of answers"),
        (b"\n\n", "has no column"),
        (b"a,a \n1,2\n", "Columns 1 and 2 have the same name, “a”"),
        (b"a,b,,\n1,2,3,4\n", "ends with 2 columns that have no name"),
        (",".join(f"c{i}" for i in range(1001)).encode() + b"\n1", "At most 1,000"),
        (b"school,wt,q\nA,1,2\nB,1\nC,1,2\n", "Line 3 ends at the column “wt”"),
        (b"school,wt,q\nA,1,2\nB,1,2,3\n", "Line 3 goes on after the last column, “q”"),
        (b'a,b\n1,2\n3,"x\n5,6\n', "Line 3 has a quotation mark that does not end"),
        (b"a,b\n1,2\n3,\x004\n", "Line 3 has a byte that is no text"),
        (b"PK\x03\x04 and so on", "says that it is CSV, but it is not"),
    ],
)
def test_a_broken_csv_is_refused_in_words_that_say_where(bring, content, told):
    with pytest.raises(Unreadable, match=told.replace(".", r"\.")):
        bring(content, "csv")


def test_what_stands_in_a_broken_line_is_not_said(bring):
    with pytest.raises(Unreadable) as refused:
        bring(b"a,b\nTariq Okafor\n", "csv")
    assert "Tariq" not in str(refused.value)


def test_ten_thousand_rows_keep_their_order(bring):
    found = bring(("n,m\n" + "".join(f"{i},x\n" for i in range(10_000))).encode(), "csv")
    assert [row[0] for row in found.cells] == [str(i) for i in range(10_000)]


def test_parquet_of_every_plain_type(bring, tmp_path):
    asked = (
        "SELECT * FROM (VALUES (1::SMALLINT, -8.0::DOUBLE, 2.5::FLOAT, true, 'a b', 3.00::DECIMAL(5,2)), "
        "(NULL, 'nan'::DOUBLE, NULL, NULL, '  ', NULL)) t(i, d, f, b, s, \"x y;'\"\"\")"
    )
    found = bring(parquet(tmp_path, asked), "parquet")
    assert found.names == ["i", "d", "f", "b", "s", "x y;'\""]
    assert found.cells == [("1", "-8", "2.5", "1", "a b", "3"), (None,) * 6]
    assert found.raw.first_row == 1


def test_parquet_with_lists_or_without_sense_is_refused(bring, tmp_path):
    with pytest.raises(Unreadable, match="“several” holds more than one value"):
        bring(parquet(tmp_path, "SELECT [1, 2] AS several"), "parquet")
    with pytest.raises(Unreadable, match="damaged"):
        bring(b"PAR1" + bytes(200) + b"PAR1", "parquet")


def test_spss_keeps_labels_and_the_reasons_that_are_declared_missing(bring, tmp_path, monkeypatch):
    monkeypatch.setattr("onlinelives.survey.bringing.spss.AT_ONCE", 2)
    table = pd.DataFrame({"q1": [1.0, -8, np.nan, 2.5, 2], "school": ["A", "", "Ü", "04", "5"]})
    about = {
        "column_labels": ["Is it so?", "Where"],
        "variable_value_labels": {"q1": {1: "Yes", -8: "Prefer not to say"}},
        "missing_ranges": {"q1": [{"lo": -9, "hi": -4}]},
    }
    found = bring(sav(tmp_path, table, **about), "sav")
    assert found.cells == [("1", "A"), ("-8", None), (None, "Ü"), ("2.5", "04"), ("2", "5")]
    described = found.raw.columns[0]
    assert (described.label, described.labels) == ("Is it so?", {"1": "Yes", "-8": "Prefer not to say"})
    assert described.declares_missing("-8")
    assert not described.declares_missing("1")


def test_spss_that_is_cut_short_is_refused(bring, tmp_path):
    whole = sav(tmp_path, pd.DataFrame({"q1": [1.0] * 500}))
    with pytest.raises(Unreadable, match="damaged"):
        bring(whole[:100], "sav")


def test_a_workbook_is_read_by_its_values(bring):
    found = bring(xlsx([["school", "q1", "when"], ["A", 1.0, True], [None] * 3, ["B", 2.5, "x "], [None] * 3]), "xlsx")
    assert found.names == ["school", "q1", "when"]
    assert found.cells == [("A", "1", "1"), (None, None, None), ("B", "2.5", "x")], "row numbers stay those of Excel"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "has no column"),
        ([["a", "b"]], "has no row of answers"),
        ([["a"], [1, 2]], "Row 2 has a cell in column 2"),
        ([["a", "b"], [1, "=HYPERLINK(1)"]], "a formula without its result"),
        ([["a"] * 2, [1, 2]], "the same name"),
    ],
)
def test_a_workbook_that_is_no_table_is_refused(bring, rows, told):
    with pytest.raises(Unreadable, match=told):
        bring(xlsx(rows), "xlsx")


def test_a_zip_that_unpacks_to_more_than_is_accepted_is_not_unpacked(bring, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 2**20)
    out = io.BytesIO(xlsx([["a"], [1]]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/media/zeros", bytes(2**21))
    with pytest.raises(Unreadable, match="unpacks to more"):
        bring(out.getvalue(), "xlsx")


def test_a_zip_that_is_no_workbook_is_refused(bring):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("x.txt", "x")
    with pytest.raises(Unreadable, match="no Excel workbook"):
        bring(out.getvalue(), "xlsx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "answers", "answers.exe", ".csv/x", "a.csv.lnk", ""])
def test_a_name_of_no_known_ending_is_refused(name):
    with pytest.raises(Unreadable, match="Send a file whose name ends in"):
        reading.kind_of(name)


def test_of_a_name_only_the_ending_is_used():
    assert reading.kind_of("../../etc/O'Hara 🦊.SAV") == "sav"


def test_nothing_but_the_sent_file_is_left_where_reading_failed(bring, tmp_path):
    with pytest.raises(Unreadable):
        bring(b"a,b\n1\n", "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["sent.csv"]


def test_values_are_shown_only_where_they_cannot_be_names(bring):
    rows = "".join(f"{i % 60},Child {i},{i % 70},{'' if i % 2 else 'x'}\n" for i in range(700))
    few, names, many, half = bring(f"few,names,many,half\n{rows}".encode(), "csv").look()
    assert (len(few.values), few.many, few.values[0].first) == (60, False, 2)
    assert (names.values, names.many) == ((), True)
    assert (many.values, many.many) == ((), True)
    assert {(value.text, value.count, value.first) for value in half.values} == {("x", 350, 2), (None, 350, 3)}
    assert half.empty == 350


def test_names_of_a_single_class_are_not_shown(bring):
    (names,) = bring(("name\n" + "".join(f"Child {i}\n" for i in range(25))).encode(), "csv").look()
    assert (names.values, names.many) == ((), True)
