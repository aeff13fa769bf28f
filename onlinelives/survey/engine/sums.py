"""The questions that we put to an engine, as text. `gather` asks them and puts the answers together.

Columns of the file: stratum and school (integers), weight (double), and one for each item. Outputs have names of their
own (`r0`, `weight_sum`), because engines differ in what an output named like a column means.
"""

from collections.abc import Sequence

from onlinelives.survey.engine.sql import MISSING, Part, Question, Reading, checked


def schools(table: str) -> str:
    """One row for each school: its children, those with a weight, and the lightest and heaviest weight."""
    return (
        "SELECT s.stratum AS stratum_code, s.school AS school_code, COUNT(*) AS children, COUNT(s.weight) AS weighed, "
        "COALESCE(MIN(s.weight), 0) AS lightest, COALESCE(MAX(s.weight), 0) AS heaviest "
        f"FROM {checked(table)} s GROUP BY s.stratum, s.school"
    )


def answers(table: str, columns: Sequence[str], part: Part | None = None) -> str:
    """The answers of a part, or of everybody, as they are, one row for each child: r0, r1, ... in as many bytes as in
    the file, for matrix products. It is a projection and no sum, because groups times items are sums that SQL makes one
    at a time (decision 0028)."""
    missing = f"CAST({MISSING} AS TINYINT)"  # of one byte, or an engine would make every answer wider
    asked = (f"COALESCE(s.{checked(name)}, {missing}) AS r{i}" for i, name in enumerate(columns))
    where = f" WHERE {part.text()}" if part else ""
    return (
        f"SELECT s.stratum AS stratum_code, s.school AS school_code, CAST(s.weight AS DOUBLE) AS weighing, "
        f"{', '.join(asked)} FROM {checked(table)} s{where}"
    )


def _complete(table: str, readings: Sequence[Reading], where: str = "") -> tuple[str, str]:
    """Children with their readings, as a derived table r with r0, r1, ...; and the condition that all are known."""
    read = ", ".join(f"{reading.text()} AS r{i}" for i, reading in enumerate(readings))
    source = f"SELECT s.stratum AS stratum_code, s.school AS school_code, s.weight AS weighing, {read}"
    known = " AND ".join(f"r.r{i} > 0" for i in range(len(readings)))
    return f"({source} FROM {checked(table)} s{where}) r", known


def cells(table: str, readings: Sequence[Reading], part: Part) -> str:
    """For each school and combination of readings that occurs in it: children, and the sum of their weights."""
    source, known = _complete(table, readings, f" WHERE {part.text()}")
    keys = ", ".join(f"r.r{i}" for i in range(len(readings)))
    return (
        f"SELECT r.stratum_code, r.school_code, {keys}, COUNT(*) AS children, SUM(r.weighing) AS weight_sum "
        f"FROM {source} WHERE {known} GROUP BY r.stratum_code, r.school_code, {keys}"
    )


def patterns(table: str, outcome: Question, predictors: Sequence[Reading]) -> str:
    """For each combination of predictors: children, the sum of their weights, and of the weights of those with a yes.
    The outcome is r0 inside; the predictors are r1, r2, ..."""
    source, known = _complete(table, [outcome, *predictors])
    keys = ", ".join(f"r.r{i}" for i in range(1, len(predictors) + 1))
    return (
        f"SELECT {keys}, COUNT(*) AS children, SUM(r.weighing) AS weight_sum, "
        "SUM(CASE WHEN r.r0 = 2 THEN r.weighing ELSE 0 END) AS yes_sum "
        f"FROM {source} WHERE {known} GROUP BY {keys}"
    )


def score(table: str, fitted: str, outcome: Question, predictors: Sequence[Reading], coefficients: int) -> str:
    """For each school: sums of weight * (yes - mu) * x, with mu and the design row x of each pattern from `fitted`."""
    source, known = _complete(table, [outcome, *predictors])
    same = " AND ".join(f"r.r{i} = m.r{i}" for i in range(1, len(predictors) + 1))
    sums = ", ".join(f"SUM(r.weighing * (r.r0 - 1 - m.mu) * m.x{i}) AS u{i}" for i in range(coefficients))
    return (
        f"SELECT r.stratum_code, r.school_code, {sums} FROM {source} JOIN {checked(fitted)} m ON {same} "
        f"WHERE {known} GROUP BY r.stratum_code, r.school_code"
    )


def everything(table: str, columns: Sequence[str]) -> str:
    """These columns as they are, one row for each child, for an export."""
    return f"SELECT {', '.join(f's.{checked(name)}' for name in columns)} FROM {checked(table)} s"
