"""What cannot be answered is a sentence that names the file, with exit code 2."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.survey.analysing.commands import as_csv, as_sav, refusal

ITEM = ("--items", "q")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """80 children in 8 schools and 2 areas; in the second area of `lonely` there is one school only."""
    rows = range(80)
    columns: dict[str, list[Any]] = {
        "q": [row % 2 for row in rows],
        "w": [0.0 if row == 4 else 1.5 for row in rows],
        "light": [-1.0 if row > 77 else 1.0 for row in rows],
        "gap": ["" if row == 9 else 1 for row in rows],
        "school": [row // 10 for row in rows],
        "lonely": [1 + (row >= 70) for row in rows],
        "alike": [row % 2 for row in rows],
        "name": [f"child {row}" for row in rows],
        "one": ["x" for _ in rows],
        "word": ["Yes" if row % 3 else "No" for row in rows],
    }
    return as_csv(tmp_path / "answers.csv", columns)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--items", "nobody"), r"answers.csv has no column 'nobody'; it has q, w, light"),
        ((*ITEM, "--by", "nobody"), "no column 'nobody'"),
        ((*ITEM, "--domain", "nobody = 1"), "no column 'nobody'"),
        (("--model", "q ~ nobody"), "no column 'nobody'"),
        ((*ITEM, "--weight", "w"), "Row 5 has no weight above 0 in column 'w' of answers.csv."),
        ((*ITEM, "--weight", "light"), "Row 79 has no weight above 0 .*, and so has 1 more"),
        ((*ITEM, "--weight", "word"), "weight column 'word' of answers.csv has words"),
        ((*ITEM, "--psu", "gap"), "Row 10 has no PSU in column 'gap' of answers.csv"),
        ((*ITEM, "--strata", "gap"), "Row 10 has no stratum in column 'gap'"),
        ((*ITEM, "--psu", "school", "--strata", "lonely"), "answers.csv: Stratum 2 has one school only"),
        ((*ITEM, "--psu", "one"), "answers.csv has too few PSUs"),
        ((*ITEM, "--by", "name"), "'name' has 80 values: --by takes 50 groups"),
        (("--items", "word"), "answers.csv: Nobody has '1' in column 'word'; its values are No, Yes"),
        ((*ITEM, "--yes", "maybe"), "Nobody has 'maybe' in column 'q'"),
        (("--model", "q ~ alike"), r"answers.csv: The model cannot be fitted: .* same answer \(.*alike\)"),
        (("--model", "q ~ C(name)"), "'name' has 80 values"),
        (("--model", "q ~ one"), "'one' has one value only"),
        (("--model", "q"), 'written "Y ~ X1'),
        (("--model", "q ~ w * school"), r"cannot be read at 'w \* school'"),
        (("--model", "q ~ w + "), "cannot be read at ''"),
        (("--model", "q ~ w + w"), "names w twice"),
        (("--model", "q ~ q"), "names q twice"),
        ((*ITEM, "--domain", "q"), "cannot be read at its end: one of = != "),
        ((*ITEM, "--domain", "q = 1 or w = 1"), "cannot be read at 'or w = 1': the word and"),
        ((*ITEM, "--domain", "q == 1"), "cannot be read at '= 1': a value"),
        ((*ITEM, "--domain", "q = 1 and"), "cannot be read at 'and'"),
        ((*ITEM, "--domain", "__import__('os')"), "cannot be read at .*: one of ="),
        ((*ITEM, "--domain", "q = x"), "'q' has numbers, so --domain cannot compare it with 'x'"),
        ((*ITEM, "--domain", "word < 3"), "'word' has words, so --domain can ask = or !="),
        ((*ITEM, "--domain", "q > 7"), "No row is in the domain"),
        (("--items", "q,,w"), "list of columns"),
        ((), "Nothing is asked"),
        (("--by", "q", "--model", "q ~ w"), "--by compares groups"),
    ],
)
def test_a_request_that_cannot_be_answered(file: Path, asked: tuple[str, ...], words: str) -> None:
    said = refusal(file, *asked)
    assert re.search(words, said), said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"PK", "none of .csv .parquet .sav"),
        ("a", b"q\n1\n", "none of .csv .parquet .sav"),
        ("a.csv", b"", "a.csv"),
        ("a.csv", b"q\n", "a.csv has no row"),
        ("a.csv", b"q,w\n1,2\n\xff\xfe\x00,3\n", "a.csv cannot be read as .csv"),
        ("a.csv", b'q,w\n1,2\n"1,3\n', "a.csv"),
        ("a.csv", b"q,w\n1,2\n1,2,3\n", "a.csv cannot be read as .csv"),
        ("a.csv", b"Our survey\nq,w\n1,2\n0,3\n", "a.csv"),
        ("a.parquet", b"not parquet at all", "a.parquet cannot be read as .parquet"),
        ("a.sav", b"not SPSS at all", "a.sav cannot be read as .sav"),
        ("a*.csv", b"q\n1\n", "Rename it"),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refusal(path, *ITEM)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    for name in ("none.csv", "folder.csv"):
        assert "There is no file" in refusal(tmp_path / name, *ITEM)


def test_a_column_that_is_not_in_an_spss_file(tmp_path: Path) -> None:
    file = as_sav(tmp_path / "a.sav", {"other": [1.0, 0.0]}, {})
    assert "a.sav has no column 'q'; it has other" in refusal(file, *ITEM)
