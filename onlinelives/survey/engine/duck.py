"""DuckDB inside this process: the engine that nobody has to install or start."""

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from onlinelives.survey.engine import arrow
from onlinelives.survey.engine.port import Columns, inside
from onlinelives.survey.engine.sql import checked

AT_ONCE = 65_536  # children of a piece: with 67 answers of a byte 4 MB, which the processor keeps near


def confined(folder: Path, *, threads: int, memory: str, temp: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection that reaches the files of one folder and nothing else, for good. temp: a folder inside it for what
    does not fit into memory; without one that fails."""
    connection = duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": str(temp.resolve()) if temp else "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        }
    )
    quoted = f"{folder.resolve()}/".replace("'", "''")
    for last in (  # in this order: each makes the one before it final
        f"allowed_directories = ['{quoted}']",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {last}")
    return connection


class Duck:
    """Reaches one folder and nothing else: no other file, no network, no extension. What does not fit into `memory`
    fails, because otherwise answers of children would be laid down in a temporary file."""

    def __init__(self, folder: Path, *, threads: int = 2, memory: str = "256MB") -> None:
        self._folder = folder.resolve()
        self._connection = confined(self._folder, threads=threads, memory=memory)

    def register(self, name: str, path: Path) -> None:
        self._connection.read_parquet(str(inside(self._folder, path))).create_view(checked(name), replace=True)

    def rows(self, sql: str) -> Columns:
        found = self._connection.execute(sql).fetchnumpy()
        for name, column in found.items():
            if isinstance(column, np.ma.MaskedArray):
                if column.mask.any():
                    raise ValueError(f"{name} has rows without a value")
                found[name] = column.data
        return found

    def pieces(self, sql: str) -> Generator[Columns]:
        return arrow.pieces(self._connection.sql(sql).to_arrow_reader(AT_ONCE))

    def put(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        self._connection.register(checked(name), {checked(column): held for column, held in columns.items()})

    def close(self) -> None:
        self._connection.close()
