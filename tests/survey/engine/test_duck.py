"""DuckDB answers like the rows themselves, and reaches nothing but its folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from onlinelives.survey.engine import gather, start
from onlinelives.survey.engine.duck import Duck
from onlinelives.survey.engine.sql import Question
from tests.survey.engine import comparisons
from tests.survey.engine.invented import QUESTIONS, lay


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Duck]:
    made = start("duckdb", tmp_path)
    assert isinstance(made, Duck)
    yield made
    made.close()


@pytest.mark.parametrize("compare", comparisons.ALL, ids=lambda compare: compare.__name__)
@pytest.mark.parametrize("seed", [1, 2])
def test_it_answers_like_the_rows(compare: Callable, seed: int, engine: Duck, tmp_path: Path) -> None:
    data = lay(tmp_path, seed=seed, shuffled=seed == 1)
    engine.register("survey", data.path)
    compare(engine, data)


@pytest.mark.parametrize("at_once", comparisons.PARTS)
def test_parts_hold_every_school_once(at_once: int, engine: Duck, tmp_path: Path) -> None:
    engine.register("survey", lay(tmp_path).path)
    asked = gather.survey(engine, "survey", at_once=at_once)
    sizes = [engine.rows(f"SELECT COUNT(*) AS n FROM survey s WHERE {part.text()}")["n"].item() for part in asked.parts]
    assert sum(sizes) == asked.children == 216
    assert {10_000: 1, 60: 5, 1: 8}[at_once] == len(sizes)
    assert min(sizes) > 0


def test_a_file_in_order_is_read_once(engine: Duck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "in-order.parquet"
    duckdb.sql(
        "COPY (SELECT i // 900 AS stratum, i // 70 AS school, 1 + i % 3 / 4.0 AS weight, "
        "CAST(i % 7 - 1 AS SMALLINT) AS seen, CAST(i % 5 % 3 - 1 AS SMALLINT) AS in_care FROM range(9000) r(i)) "
        f"TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)"
    )
    engine.register("survey", path)
    questions, groups = [Question("seen"), Question("seen", (2, 3))], [Question("in_care")]
    in_one = gather.groups(gather.survey(engine, "survey"), questions, groups)
    asked = gather.survey(engine, "survey", at_once=1000)
    assert len(asked.parts) > 1
    with monkeypatch.context() as no_rows:
        no_rows.delattr(Duck, "rows")
        once = gather.groups(asked, questions, groups)
    monkeypatch.setattr(Duck, "pieces", lambda _engine, _sql: None)
    for found in (once, gather.groups(asked, questions, groups)):
        comparisons.same(found.moments, in_one.moments)
        assert found.answered.tolist() == in_one.answered.tolist()
        assert found.yes.tolist() == in_one.yes.tolist()
        assert found.schools.tolist() == in_one.schools.tolist()


@pytest.mark.parametrize("weight", ["NULL", "0", "-1", "'nan'::DOUBLE", "'inf'::DOUBLE"])
def test_a_child_without_a_weight_is_refused(weight: str, engine: Duck, tmp_path: Path) -> None:
    path = tmp_path / "weights.parquet"
    row = "SELECT 1 AS stratum, 2 AS school, 1 AS q0"
    duckdb.sql(f"COPY ({row}, 1.5::DOUBLE AS weight UNION ALL {row}, {weight}) TO '{path}'")
    engine.register("survey", path)
    with pytest.raises(ValueError, match="weight above 0"):
        gather.survey(engine, "survey")


@pytest.mark.parametrize("column", ["stratum", "school"])
def test_a_child_without_a_school_is_refused(column: str, engine: Duck, tmp_path: Path) -> None:
    path = tmp_path / "schools.parquet"
    duckdb.sql(f"COPY (SELECT * REPLACE (NULL::INT AS {column}) FROM '{lay(tmp_path).path}') TO '{path}'")
    engine.register("survey", path)
    with pytest.raises(ValueError, match=f"{column}_code has rows without a value"):
        gather.survey(engine, "survey")


@pytest.mark.parametrize(
    "wish",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('{folder}/../../../../../../etc/passwd')",
        "SELECT * FROM read_parquet('{elsewhere}')",
        "COPY (SELECT 1) TO '{elsewhere}.csv'",
        "ATTACH '{elsewhere}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 4",
        "SET enable_external_access = true",
        "SELECT * FROM columns",  # a variable of Python's
    ],
)
def test_it_reaches_nothing_but_its_folder(wish: str, tmp_path: Path) -> None:
    columns = {"r0": np.arange(3)}
    (tmp_path / "own").mkdir()
    elsewhere = lay(tmp_path).path
    engine = Duck(tmp_path / "own")
    refused = (duckdb.PermissionException, duckdb.InvalidInputException, duckdb.CatalogException)
    with pytest.raises(refused):
        engine.rows(wish.format(folder=tmp_path / "own", elsewhere=elsewhere))
    assert len(columns) == 1
    engine.put("own", columns)
    assert engine.rows("SELECT SUM(o.r0) AS total FROM own o")["total"].tolist() == [3]
    engine.close()


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "children's answers"
    folder.mkdir()
    engine = Duck(folder)
    engine.register("survey", lay(folder).path)
    assert gather.survey(engine, "survey").children == 216
    engine.close()


def test_what_does_not_fit_into_memory_fails_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = Duck(tmp_path, memory="20MB")
    with pytest.raises(duckdb.OutOfMemoryException):
        engine.rows("SELECT a.range AS a, COUNT(*) AS n FROM range(5000000) a GROUP BY a.range ORDER BY n, a")
    assert list(tmp_path.iterdir()) == []
    assert engine.rows("SELECT current_setting('temp_directory') AS spill")["spill"].tolist() == [""]
    engine.close()


@pytest.mark.parametrize(("kind", "master"), [("spark", ""), ("postgres", ""), ("", "")])
def test_the_setting_names_an_engine(kind: str, master: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match='"duckdb", or "spark" with the address'):
        start(kind, tmp_path, master=master)


def test_nothing_asked_is_refused(engine: Duck, tmp_path: Path) -> None:
    engine.register("survey", lay(tmp_path).path)
    asked = gather.survey(engine, "survey")
    for ask in (
        lambda: gather.proportions(asked, []),
        lambda: gather.groups(asked, QUESTIONS, []),
        lambda: gather.cells(asked, []),
        lambda: gather.patterns(asked, QUESTIONS[0], []),
    ):
        with pytest.raises(ValueError, match="at least one"):
            ask()


def test_fitted_values_of_other_patterns_are_refused(engine: Duck, tmp_path: Path) -> None:
    engine.register("survey", lay(tmp_path).path)
    asked = gather.survey(engine, "survey")
    held = gather.patterns(asked, QUESTIONS[0], [Question("in_care")])
    with pytest.raises(ValueError, match="2 patterns, a design of"):
        gather.score(asked, QUESTIONS[0], [Question("in_care")], held=held, design=np.ones((3, 1)), mu=np.ones(3))
