"""What is known of a file of answers once it has been read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from onlinelives.rules.verdict import Invalid

MOST_COLUMNS = 1_000

Advance = Callable[[int, int], None]  # told how many steps of how many are done


class Unreadable(Invalid):
    """What is wrong with the file, in a sentence for who sent it."""

    def __init__(self, message: str):
        super().__init__(message, "file")


@dataclass(frozen=True)
class Described:
    """What the file itself says of a column. labels: value -> words. missing: ranges of values (both ends count) that
    the file declares to be no answer. Values are texts; whole numbers have no decimal point."""

    name: str
    label: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[tuple[str, str], ...] = ()

    def declares_missing(self, value: str) -> bool:
        return any(value in ends or _between(value, *ends) for ends in self.missing)


@dataclass(frozen=True)
class Raw:
    """A file that was read: its columns, from the left, are c0, c1, … of the Parquet. first_row: the number that people
    see beside the first row, 2 where a row of names stands above. notes: what they should know of the reading."""

    columns: tuple[Described, ...]
    rows: int
    first_row: int
    notes: tuple[str, ...] = ()


def columns_in(width: int) -> list[str]:
    """The names of so many columns of the Parquet."""
    return [f"c{place}" for place in range(width)]


def named(names: Sequence[str]) -> list[str]:
    """The names without spaces around; a column without one is called after its place. Raises Unreadable where there is
    none, too many, or two of one name."""
    held = [" ".join(name.split()) for name in names]
    while held and not held[-1]:
        held.pop()
    if not held:
        raise Unreadable("The file has no column: its first row must hold the names of the columns.")
    if len(held) > MOST_COLUMNS:
        raise Unreadable(f"The file has {len(held):,} columns. At most {MOST_COLUMNS:,} can be taken in.")
    held = [name or f"Column {place}" for place, name in enumerate(held, 1)]
    twice = next((name for name in held if held.count(name) > 1), None)
    if twice is not None:
        places = [str(place) for place, name in enumerate(held, 1) if name == twice]
        raise Unreadable(f"Columns {' and '.join(places[:2])} have the same name, “{twice}”. Give each its own.")
    return held


def _between(value: str, low: str, high: str) -> bool:
    try:
        return float(low) <= float(value) <= float(high)
    except ValueError:
        return False
