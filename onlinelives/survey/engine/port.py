"""What an engine must be able to do. Nothing else in the product knows which engine answers."""

from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

Columns = dict[str, NDArray[Any]]


class Engine(Protocol):
    """Five verbs. Every name is checked (`sql.checked`); text comes from `sums` alone, never from a person."""

    def register(self, name: str, path: Path) -> None:
        """From now on the Parquet file at `path` is the table `name`. ValueError if it is outside the folder."""

    def rows(self, sql: str) -> Columns:
        """All rows of a query, as one array for each column. ValueError if one holds a NULL."""

    def pieces(self, sql: str) -> Generator[Columns] | None:
        """The rows of a query without a sum, little by little, in the order of the file. None from an engine that keeps
        no order; it is then asked for the `rows` of one part after another. ValueError if one holds a NULL. Nothing
        else may be asked before the end, or `close`."""

    def put(self, name: str, columns: Mapping[str, NDArray[Any]]) -> None:
        """From now on these columns, of one length, are the table `name`; an earlier one of this name is gone."""

    def close(self) -> None:
        """Lets go of everything."""


def inside(folder: Path, path: Path) -> Path:
    """The path in full, if it is a file in the folder; otherwise ValueError."""
    full = path.resolve()
    if not full.is_relative_to(folder.resolve()) or not full.is_file():
        raise ValueError(f"{path.name} is not a file in the folder of survey answers")
    return full
