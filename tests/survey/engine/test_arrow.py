"""Rows that DuckDB hands over piece by piece are the rows of the query, as long as anybody looks at them."""

import gc
from collections.abc import Generator, Iterator

import duckdb
import numpy as np
import pytest

from onlinelives.survey.engine.arrow import pieces
from onlinelives.survey.engine.port import Columns

KINDS = {"TINYINT": "i1", "SMALLINT": "i2", "INTEGER": "i4", "BIGINT": "i8", "FLOAT": "f4", "DOUBLE": "f8"}


@pytest.fixture
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def ask(duck: duckdb.DuckDBPyConnection, sql: str) -> Generator[Columns]:
    return pieces(duck.sql(sql))


@pytest.mark.parametrize(("named", "kind"), KINDS.items())
def test_every_kind_of_number(named: str, kind: str, duck: duckdb.DuckDBPyConnection) -> None:
    (found,) = ask(duck, f"SELECT CAST(i - 3 AS {named}) AS a, i AS b FROM range(100) r(i)")
    assert found["a"].dtype == np.dtype(kind)
    assert found["a"].tolist() == list(range(-3, 97))
    assert found["b"].tolist() == list(range(100))


def test_pieces_are_in_order_and_outlive_the_query(duck: duckdb.DuckDBPyConnection) -> None:
    duck.execute("CREATE TABLE held AS SELECT i AS a, i * 0.5::DOUBLE AS b FROM range(2500000) r(i)")
    found = list(ask(duck, "SELECT h.a, h.b FROM held h"))
    duck.close()
    gc.collect()
    assert len(found) > 1
    assert np.array_equal(np.concatenate([piece["a"] for piece in found]), np.arange(2_500_000))
    assert np.array_equal(np.concatenate([piece["b"] for piece in found]), np.arange(2_500_000) * 0.5)


def test_a_null_is_refused(duck: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="b has rows without a value"):
        list(ask(duck, "SELECT i AS a, CASE WHEN i = 9 THEN NULL ELSE i END AS b FROM range(20) r(i)"))


def test_anything_but_numbers_is_refused(duck: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="only numbers are read: name, day"):
        list(ask(duck, "SELECT 1 AS a, 'x' AS name, DATE '2026-01-01' AS day"))


def test_a_failure_on_the_way_says_why(duck: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises((OSError, ValueError, duckdb.Error), match="128"):
        list(ask(duck, "SELECT CAST(i AS TINYINT) AS a FROM range(3000000) r(i)"))


def test_no_row_is_no_piece(duck: duckdb.DuckDBPyConnection) -> None:
    assert sum(len(piece["a"]) for piece in ask(duck, "SELECT i AS a FROM range(9) r(i) WHERE i > 9")) == 0


def test_another_question_may_follow_one_that_was_closed(duck: duckdb.DuckDBPyConnection) -> None:
    duck.execute("CREATE TABLE held AS SELECT i AS a FROM range(2500000) r(i)")
    relation = duck.sql("SELECT h.a FROM held h")  # held on to, as a traceback may
    asked = pieces(relation)
    first = next(asked)
    asked.close()
    assert duck.execute("SELECT COUNT(*) FROM held").fetchone() == (2_500_000,)
    assert first["a"][:3].tolist() == [0, 1, 2]
