from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from onlinelives.survey.bringing import looking, reading
from onlinelives.survey.bringing.shapes import Raw


def quiet(step: int, steps: int) -> None:
    pass


class Brought:
    """A file that was read: what is known of it, and its cells as rows of texts."""

    def __init__(self, folder: Path, content: bytes, kind: str):
        sent = folder / f"sent.{kind}"
        sent.write_bytes(content)
        self.path = folder / "raw.parquet"
        self.raw: Raw = reading.read(sent, kind, self.path, quiet)

    @property
    def cells(self) -> list[tuple[str | None, ...]]:
        return duckdb.read_parquet(str(self.path)).fetchall()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.raw.columns]

    def look(self) -> tuple[looking.Column, ...]:
        return looking.look(self.path, self.raw, quiet)


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[bytes, str], Brought]:
    """bring(content, kind) -> the file as it was read, or Unreadable."""
    return lambda content, kind: Brought(tmp_path, content, kind)
