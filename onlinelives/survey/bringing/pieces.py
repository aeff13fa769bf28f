"""Writes the Parquet of texts piece by piece, so that memory does not grow with the file."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from numpy.typing import NDArray

from onlinelives.survey.bringing.shapes import columns_in
from onlinelives.survey.engine.duck import confined

MEMORY, THREADS = "400MB", 2
TOGETHER = 20_480  # rows of a row group; more of them, times 100 columns of text, do not fit into MEMORY and spill
COMPRESSION = "zstd"

_WHOLE = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$")
_BROKEN = re.compile(r"(FLOAT|DOUBLE|DECIMAL.*)$")
_PLAIN = re.compile(r"(VARCHAR|ENUM.*|DATE|TIME.*|NULL|\"NULL\")$")


def opened(folder: Path, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection that reaches this folder alone. spill: a folder in it for what does not fit into memory."""
    return confined(folder, threads=THREADS, memory=MEMORY, temp=spill)


def text_of(column: str, kind: str) -> str | None:
    """SQL for the column, of DuckDB's type `kind`, as text: whole numbers without a decimal point, NULL for nothing.
    None where the type holds no text, number, truth or day."""
    if kind == "BOOLEAN":
        return f"CASE WHEN {column} THEN '1' WHEN NOT {column} THEN '0' END"
    if _WHOLE.match(kind):
        return f"CAST({column} AS VARCHAR)"
    if _BROKEN.match(kind):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return (
            f"CASE WHEN isnan(CAST({column} AS DOUBLE)) THEN NULL "
            f"WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    return f"NULLIF(TRIM(CAST({column} AS VARCHAR)), '')" if _PLAIN.match(kind) else None


def rows_in(duck: duckdb.DuckDBPyConnection, raw: Path) -> int:
    ((rows,),) = duck.read_parquet(str(raw)).count("*").fetchall()
    return int(rows)


def write(relation: duckdb.DuckDBPyRelation, raw: Path) -> None:
    relation.write_parquet(str(raw), compression=COMPRESSION, row_group_size=TOGETHER)


class Pieces:
    """Rows that come in order, some thousands at a time."""

    def __init__(self, folder: Path, width: int):
        self._duck = opened(folder, folder)
        self._folder = folder
        self._columns = columns_in(width)
        self._parts: list[str] = []
        self.rows = 0

    def add(self, cells: Sequence[NDArray[Any]]) -> None:
        """cells: for each column n values, float64 or objects that are str or None."""
        rows = len(cells[0])
        if not rows:
            return
        self._duck.register("piece", dict(zip(self._columns, cells, strict=True)))
        kinds = ["DOUBLE" if each.dtype.kind == "f" else "VARCHAR" for each in cells]
        asked = ", ".join(f"{text_of(name, kind)} AS {name}" for name, kind in zip(self._columns, kinds, strict=True))
        part = self._folder / f"part-{len(self._parts)}.parquet"
        write(self._duck.sql(f"SELECT {asked} FROM piece"), part)
        self._duck.unregister("piece")
        self._parts.append(str(part))
        self.rows += rows

    def whole(self, raw: Path) -> int:
        """Everything that was added, as one file. How many rows that are; without any there is no file."""
        if self._parts:
            write(self._duck.read_parquet(self._parts), raw)
        return self.rows

    def close(self) -> None:
        self._duck.close()
