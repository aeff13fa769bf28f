"""The columns that are asked for, from a file of answers: CSV, Parquet or SPSS. Everything that is wrong with the file
is said in a sentence that names it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyreadstat
from numpy.typing import NDArray

from onlinelives.survey.analysing.asking import Unanswerable
from onlinelives.survey.analysing.columns import Column, Mask, of_numbers, of_words
from onlinelives.survey.bringing.delimited import separator_in
from onlinelives.survey.engine.duck import confined

PATTERN = frozenset("*?[]{}")  # DuckDB would take a name with one of these for several files
MEMORY = "1GB"
NAMED = 12  # columns named in a message

Columns = Mapping[str, Column]


def read(path: Path, names: tuple[str, ...]) -> Columns:
    """The columns `names`. Raises Unanswerable, naming the file, where it cannot be read, has no row, or lacks one."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unanswerable(f"{path.name} is not a file that can be read: its name ends in none of .csv .parquet .sav.")
    if not path.is_file():
        raise Unanswerable(f"There is no file {path}.")
    try:
        found = reader(path, names)
    except (duckdb.Error, pyreadstat.ReadstatError, OSError, UnicodeError) as error:
        raise Unanswerable(f"{path.name} cannot be read as {path.suffix}: {_first_line(error)}") from error
    if not len(next(iter(found.values())).codes):
        raise Unanswerable(f"{path.name} has no row.")
    return found


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def _delimited(path: Path, names: tuple[str, ...]) -> Columns:
    """How it is written is settled here, so that nothing is guessed, and a broken line is an error and not a cell."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        separator = separator_in(file.readline(), file.readline())
    return _through_duck(
        path,
        names,
        lambda duck: duck.read_csv(
            str(path.resolve()),
            header=True,
            all_varchar=True,
            delimiter=separator,
            quotechar='"',
            escapechar='"',
            comment="",
            skiprows=0,
            null_padding=False,
        ),
    )


def _parquet(path: Path, names: tuple[str, ...]) -> Columns:
    return _through_duck(path, names, lambda duck: duck.read_parquet(str(path.resolve())))


def _through_duck(
    path: Path, names: tuple[str, ...], opened: Callable[[duckdb.DuckDBPyConnection], duckdb.DuckDBPyRelation]
) -> Columns:
    """Names of columns go to DuckDB as expressions, never as part of a text of SQL."""
    if PATTERN & set(str(path.resolve())):
        raise Unanswerable(f"{path.name} cannot be read: its name or folder has one of * ? [ ] {{ }} in it. Rename it.")
    duck = confined(path.resolve().parent, threads=2, memory=MEMORY)
    try:
        relation = opened(duck)
        _need(path, names, relation.columns)
        cells = relation.select(*(duckdb.ColumnExpression(name) for name in names)).fetchnumpy()
    finally:
        duck.close()
    return {name: _typed(name, cells[name]) for name in names}


def _typed(name: str, cells: NDArray | np.ma.MaskedArray) -> Column:
    missing = np.ma.getmaskarray(cells)
    held = np.ma.getdata(cells)
    if held.dtype.kind in "biuf":
        return of_numbers(name, held.astype(float), missing)
    return of_words(name, np.where(missing, "", held.astype(str)))


def _spss(path: Path, names: tuple[str, ...]) -> Columns:
    options: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True}
    with path.open("rb"):  # a file that may not be opened says so here, in the words of the system
        _, about = pyreadstat.read_sav(str(path), metadataonly=True, **options)
    _need(path, names, about.column_names)
    cells, about = pyreadstat.read_sav(str(path), usecols=list(names), user_missing=True, **options)
    return {name: _labelled(name, cells[name], about.missing_ranges.get(name, [])) for name in names}


def _labelled(name: str, cells: Any, ranges: list[Mapping[str, Any]]) -> Column:
    """Codes that the file declares missing count as missing."""
    held = np.asarray(cells, dtype=object)
    if any(isinstance(cell, str) for cell in held):
        away = {str(each["lo"]) for each in ranges}
        return of_words(name, np.array(["" if cell is None or cell in away else cell for cell in held], dtype=object))
    numbers = held.astype(float)
    missing: Mask = np.zeros(len(numbers), bool)
    for each in ranges:
        missing |= (numbers >= each["lo"]) & (numbers <= each["hi"])
    return of_numbers(name, numbers, missing)


def _need(path: Path, names: tuple[str, ...], there: list[str]) -> None:
    for name in names:
        if name not in there:
            listed = ", ".join(there[:NAMED]) + (f" and {len(there) - NAMED} more" if len(there) > NAMED else "")
            raise Unanswerable(f"{path.name} has no column {name!r}; it has {listed}.")


READERS = {".csv": _delimited, ".parquet": _parquet, ".sav": _spss}
