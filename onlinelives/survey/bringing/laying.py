"""Lays a file down as codes, sorted as the engine reads it, in memory that does not grow with the file.

Values of the file reach DuckDB as parameters or as rows of a small table, never in the text of a query; the names of
columns are c0, c1, … or those of the questionnaire.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from onlinelives.rules.questionnaires.made import YEAR_GROUP, made
from onlinelives.rules.questionnaires.shapes import Missing, Questionnaire
from onlinelives.survey.bringing import pieces
from onlinelives.survey.bringing.looking import Column
from onlinelives.survey.bringing.mapping import Mapped, Use, items_of, place_of
from onlinelives.survey.bringing.matching import year_of
from onlinelives.survey.bringing.shapes import Advance, Unreadable
from onlinelives.survey.engine.files import SCHOOL, STRATUM, WEIGHT
from onlinelives.survey.engine.sql import checked

AT_ONCE = 100_000  # rows held as numpy columns
UNKNOWN_SCHOOLS = 1_000_000  # schools that the area does not know are numbered from here
ALL_PLACES, OTHER_PLACES = "All places", "Other places"
UNWEIGHTED = "Every young person counts once: the file has no weights."
LONGEST = 30  # letters of a value in a sentence

Parameters = list[Any]


@dataclass(frozen=True)
class Known:
    """A file that was read and looked through. first_row: as people count rows."""

    raw: Path
    first_row: int
    columns: tuple[Column, ...]
    mapped: Mapped
    asks: Questionnaire


@dataclass(frozen=True)
class Surveyed:
    """problems: what stands in the way, in sentences that name row and column. schools, strata: how many there are.
    lightest, heaviest: weights."""

    problems: tuple[str, ...]
    rows: int
    schools: int
    strata: int
    lightest: float
    heaviest: float


@dataclass(frozen=True)
class Laid:
    """path: the finished Parquet, which has yet to get its name for good."""

    path: Path
    rows: int
    schools: int
    columns: tuple[str, ...]
    strata: tuple[str, ...]
    weighting: str
    design_effect: float


def survey(known: Known) -> Surveyed:
    """What can be said of school, kind of place and weight without laying the file down."""
    duck = pieces.opened(known.raw.parent, known.raw.parent / "spill")
    try:
        duck.read_parquet(str(known.raw), file_row_number=True).create_view("raw")
        school, stratum, weight = (place_of(known.mapped, use) for use in (Use.SCHOOL, Use.STRATUM, Use.WEIGHT))
        rows, schools, strata, lightest, heaviest = _one(
            duck,
            f"SELECT COUNT(*), {_different(school)}, {_different(stratum)}, {_ends(weight)} FROM raw",
        )
        found = [*_without_school(duck, known, school), *_without_weight(duck, known, weight)]
    finally:
        duck.close()
    return Surveyed(tuple(found), rows, schools, max(strata, 1), lightest or 0.0, heaviest or 0.0)


def lay(known: Known, settings: Mapping[str, int], advance: Advance) -> Laid:
    """The file as codes. settings: the lower-case name of a setting of the area -> its key. The caller has found no
    problem in it. Raises Unreadable where it has a problem all the same."""
    told = survey(known)
    if told.problems:
        raise Unreadable(told.problems[0])
    work = Path(tempfile.mkdtemp(dir=known.raw.parent))
    duck = pieces.opened(known.raw.parent, work)
    try:
        duck.read_parquet(str(known.raw), file_row_number=True).create_view("raw")
        strata = _strata(duck, known)
        _schools(duck, known, settings)
        sorted_ = work / "sorted.parquet"
        asked, parameters = _codes(known)
        order = f"ORDER BY {STRATUM}, {SCHOOL}, file_row_number"
        duck.execute(
            f"COPY (SELECT * EXCLUDE file_row_number FROM ({asked}) {order}) TO ? "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {pieces.TOGETHER})",
            [*parameters, str(sorted_)],
        )
        columns, laid = _with_what_is_made(duck, sorted_, known, told.rows, advance)
        schools, deff = _one(
            duck,
            f"SELECT COUNT(DISTINCT {SCHOOL}), COUNT(*) * SUM({WEIGHT} * {WEIGHT}) / (SUM({WEIGHT}) * SUM({WEIGHT})) "
            "FROM laid",
        )
        path = known.raw.with_name(f"{work.name}.laid")
        laid.replace(path)
    except BaseException:
        duck.close()
        raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    duck.close()
    return Laid(path, told.rows, schools, columns, strata, _weighting(known), float(deff))


def _codes(known: Known) -> tuple[str, Parameters]:
    """SQL for every column of the answers, and its parameters in order."""
    weight = place_of(known.mapped, Use.WEIGHT)
    told = "1.0" if weight is None else f"raw.c{weight}"
    stratum, school = place_of(known.mapped, Use.STRATUM), place_of(known.mapped, Use.SCHOOL)
    held = [f"s.code AS {SCHOOL}", f"CAST({told} AS DOUBLE) AS {WEIGHT}", "raw.file_row_number"]
    held.append("CAST(0 AS SMALLINT) AS stratum" if stratum is None else f"t.code AS {STRATUM}")
    parameters: Parameters = []
    for name, place, codes in [*_items(known), _year_group(known)]:
        whens = "".join(
            f" WHEN raw.c{place} {'IS NULL' if text is None else '= ?'} THEN {code:d}" for text, code in codes.items()
        )
        parameters += [text for text in codes if text is not None]
        case = f"CASE{whens} ELSE {int(Missing.LEFT)} END" if whens else f"{int(Missing.LEFT)}"
        bytes_ = "TINYINT" if max(codes.values(), default=0) <= np.iinfo(np.int8).max else "SMALLINT"
        held.append(f"CAST({case} AS {bytes_}) AS {checked(name)}")
    joined = f"raw JOIN schools s ON raw.c{school} = s.value"
    if stratum is not None:
        joined += f" JOIN strata t ON COALESCE(raw.c{stratum}, '') = t.value"
    return f"SELECT {', '.join(held)} FROM {joined}", parameters


def _items(known: Known) -> list[tuple[str, int, dict[str | None, int]]]:
    return [
        (each.item or "", place, {text: code for text, code in each.values.items() if code is not None})
        for place, each in enumerate(known.mapped)
        if each.use is Use.ITEM
    ]


def _year_group(known: Known) -> tuple[str, int, dict[str | None, int]]:
    """As the place gave it; else as the young person said it; else not known, which is kept as left empty."""
    place = place_of(known.mapped, Use.YEAR_GROUP)
    if place is not None:
        values = known.mapped[place].values
        return YEAR_GROUP, place, {text: year for text, year in values.items() if year is not None}
    item = items_of(known.asks).get("year_group")
    asked = next((p for p, each in enumerate(known.mapped) if item and each.item == item.name), None)
    if item is None or asked is None:
        return YEAR_GROUP, 0, {}
    years = {code: year_of(words) for code, words in item.values.items() if code >= 0}
    told = {text: years.get(code) for text, code in known.mapped[asked].values.items() if code is not None}
    return YEAR_GROUP, asked, {text: year for text, year in told.items() if year is not None}


def _schools(duck: duckdb.DuckDBPyConnection, known: Known, settings: Mapping[str, int]) -> None:
    """The table `schools`: what stands in the file -> the key of the setting, or a number of its own."""
    place = place_of(known.mapped, Use.SCHOOL) or 0
    values = _values(duck, place)
    names = {value: " ".join((known.columns[place].described.labels.get(value) or value).split()) for value in values}
    unknown = sorted({name for name in names.values() if name.lower() not in settings})
    numbers = {name: UNKNOWN_SCHOOLS + place for place, name in enumerate(unknown)}
    codes = [settings.get(names[value].lower(), numbers.get(names[value], 0)) for value in values]
    duck.register("schools", {"value": np.array(values, dtype=object), "code": np.array(codes, np.int32)})


def _strata(duck: duckdb.DuckDBPyConnection, known: Known) -> tuple[str, ...]:
    """The table `strata`, where the file has any; their names in the order of their codes."""
    place = place_of(known.mapped, Use.STRATUM)
    if place is None:
        return (ALL_PLACES,)
    labels = known.columns[place].described.labels
    names = {value: labels.get(value) or value for value in _values(duck, place)}
    if known.columns[place].empty:
        names[""] = OTHER_PLACES
    order = sorted(set(names.values()))
    codes = np.array([order.index(name) for name in names.values()], np.int16)
    duck.register("strata", {"value": np.array(list(names), dtype=object), "code": codes})
    return tuple(order)


def _values(duck: duckdb.DuckDBPyConnection, place: int) -> list[str]:
    found = duck.execute(f"SELECT DISTINCT c{place} FROM raw WHERE c{place} IS NOT NULL ORDER BY 1").fetchall()
    return [value for (value,) in found]


def _with_what_is_made(
    duck: duckdb.DuckDBPyConnection, sorted_: Path, known: Known, rows: int, advance: Advance
) -> tuple[tuple[str, ...], Path]:
    """The names of all columns, and the file with those that are made of several answers; it is the view `laid` too."""
    duck.read_parquet(str(sorted_), file_row_number=True).create_view("sorted")
    parts: list[str] = []
    names: tuple[str, ...] = ()
    for start in range(0, rows, AT_ONCE):
        found = duck.execute(
            "SELECT * EXCLUDE file_row_number FROM sorted WHERE file_row_number >= ? AND file_row_number < ? "
            "ORDER BY file_row_number",
            [start, start + AT_ONCE],
        ).fetchnumpy()
        columns = {name: np.ma.getdata(column) for name, column in found.items()}
        whole = columns | made(known.asks, columns)
        names = tuple(sorted(whole))
        duck.register("piece", {name: whole[name] for name in names})
        parts.append(str(sorted_.with_name(f"part-{start}.parquet")))
        duck.table("piece").write_parquet(parts[-1], compression=pieces.COMPRESSION)
        duck.unregister("piece")
        advance(min(start + AT_ONCE, rows), rows)
    laid = sorted_.with_name("laid.parquet")
    duck.read_parquet(parts).write_parquet(str(laid), compression=pieces.COMPRESSION)
    duck.read_parquet(str(laid)).create_view("laid")
    return names, laid


def _without_school(duck: duckdb.DuckDBPyConnection, known: Known, place: int | None) -> list[str]:
    if place is None:
        return []
    count, first = _one(duck, f"SELECT COUNT(*), MIN(file_row_number) FROM raw WHERE c{place} IS NULL")
    name = known.columns[place].name
    return [f"{_row(known, first)}, column “{name}”: no school is named{_others(count)}."] if count else []


def _without_weight(duck: duckdb.DuckDBPyConnection, known: Known, place: int | None) -> list[str]:
    if place is None:
        return []
    number = f"TRY_CAST(c{place} AS DOUBLE)"
    count, first, text = _one(
        duck,
        f"SELECT COUNT(*), MIN(file_row_number), arg_min(COALESCE(c{place}, ''), file_row_number) FROM raw "
        f"WHERE {number} IS NULL OR NOT isfinite({number}) OR {number} <= 0",
    )
    if not count:
        return []
    said = f"the weight “{text[:LONGEST]}” is no number above 0" if text else "there is no weight"
    return [f"{_row(known, first)}, column “{known.columns[place].name}”: {said}{_others(count)}."]


def _row(known: Known, first: int) -> str:
    return f"Row {first + known.first_row:,}"


def _others(count: int) -> str:
    if count == 1:
        return ""
    return f", and the same holds for {count - 1:,} other row{'s' if count > 2 else ''}"


def _different(place: int | None) -> str:
    return "0" if place is None else f"COUNT(DISTINCT COALESCE(c{place}, ''))"


def _ends(place: int | None) -> str:
    if place is None:
        return "1.0, 1.0"
    return f"MIN(TRY_CAST(c{place} AS DOUBLE)), MAX(TRY_CAST(c{place} AS DOUBLE))"


def _weighting(known: Known) -> str:
    place = place_of(known.mapped, Use.WEIGHT)
    if place is None:
        return UNWEIGHTED
    return f"Weighted by the column “{known.columns[place].name[:100]}” of the file."


def _one(duck: duckdb.DuckDBPyConnection, asked: str) -> tuple[Any, ...]:
    (found,) = duck.execute(asked).fetchall()
    return tuple(found)
