"""What stands in each column: how many different values, and which, unless there are so many that they may be names."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onlinelives.survey.bringing import pieces
from onlinelives.survey.bringing.shapes import Advance, Described, Raw

MOST_VALUES = 60
ALONE = 12  # more values than this, most of which occur once, are names or ids too


@dataclass(frozen=True)
class Value:
    """text: as it stands in the file; None where the cell is empty. count: 1 or more. first: the row it is first in,
    as people count rows."""

    text: str | None
    count: int
    first: int


@dataclass(frozen=True)
class Column:
    """values: the most frequent first, the empty cell among them; nothing where there are too many to be shown."""

    described: Described
    empty: int
    values: tuple[Value, ...]
    many: bool

    @property
    def name(self) -> str:
        return self.described.name

    @property
    def filled(self) -> tuple[Value, ...]:
        return tuple(value for value in self.values if value.text is not None)

    def words_of(self, text: str | None) -> str:
        """What the file says that this value means, or ""."""
        return self.described.labels.get(text, "") if text is not None else ""


def look(raw: Path, known: Raw, advance: Advance) -> tuple[Column, ...]:
    """Every column of the Parquet, from the left."""
    duck = pieces.opened(raw.parent, raw.parent / "spill")
    try:
        duck.read_parquet(str(raw), file_row_number=True).create_view("raw")
        found = []
        for place, described in enumerate(known.columns):
            asked = f"SELECT c{place}, COUNT(*), MIN(file_row_number) FROM raw GROUP BY 1 ORDER BY 2 DESC, 3"
            rows = duck.sql(f"{asked} LIMIT {MOST_VALUES + 2}").fetchall()
            values = tuple(Value(text, count, first + known.first_row) for text, count, first in rows)
            empty = next((value.count for value in values if value.text is None), None)
            many = len(values) - (empty is not None) > MOST_VALUES or _names(values)
            if many and empty is None:
                ((empty,),) = duck.sql(f"SELECT COUNT(*) - COUNT(c{place}) FROM raw").fetchall()
            found.append(Column(described, empty or 0, () if many else values, many))
            advance(place + 1, len(known.columns))
    finally:
        duck.close()
    return tuple(found)


def told(columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    """As JSON can carry it."""
    return [asdict(column) for column in columns]


def from_told(columns: list[Mapping[str, Any]]) -> tuple[Column, ...]:
    return tuple(
        Column(
            Described(
                each["described"]["name"],
                each["described"]["label"],
                each["described"]["labels"],
                tuple((low, high) for low, high in each["described"]["missing"]),
            ),
            each["empty"],
            tuple(Value(**value) for value in each["values"]),
            each["many"],
        )
        for each in columns
    )


def _names(values: tuple[Value, ...]) -> bool:
    filled = [value for value in values if value.text is not None]
    return len(filled) > ALONE and 2 * len(filled) > sum(value.count for value in filled)
