"""What may leave: a table in which hidden counts are not there at all.

`Published` can only be made in this package. Its maker has to show a token that is not exported, there are no
subclasses, copies are the thing itself, and it does not go through pickle; to store it, store `as_data()`. That stops
every mistake and short cut. It cannot stop somebody who writes Python in order to break in.
"""

import hashlib
import json
from dataclasses import InitVar, dataclass, field
from typing import Any, NoReturn, final

from onlinelives.rules.disclosure.settings import Reason, Settings, words
from onlinelives.rules.disclosure.tables import Frame

DOOR = object()  # for this package only; `__init__` does not export it


@dataclass(frozen=True)
class Cell:
    """A count that is shown (`number`, from 0) or hidden (`reason`), never both. Anything else raises ValueError."""

    number: int | None = None
    reason: Reason | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.reason is None):
            raise ValueError("a count has a number or a reason why it is hidden")

    @property
    def hidden(self) -> bool:
        return self.number is None


Grid = tuple[tuple[Cell, ...], ...]


@final
@dataclass(frozen=True)
class Published:
    """A table as it may be shown to anybody.

    frame: the names of rows and columns. grid: its cells with the totals, a row more than the frame and a column more
    (a list has one column and its total last). definition: what is counted, in words. period: when, in words.
    population: the codes of the units that it counts, in order (see `releases`). base: shown numbers are whole
    multiples of it, 1 for exact ones. sums_of_shown: a total is the sum of the numbers shown, not of all people.
    sha256: 64 hexadecimal digits over all of it.
    """

    frame: Frame
    grid: Grid
    settings: Settings
    definition: str
    period: str
    population: tuple[str, ...]
    base: int
    sums_of_shown: bool
    door: InitVar[object]
    sha256: str = field(init=False)

    def __new__(cls, *_: object, door: object = None, **__: object) -> "Published":
        if door is not DOOR:  # here and not later, so that there is never so much as an empty one
            raise TypeError("only rules/disclosure can make a Published: call publish()")
        return super().__new__(cls)

    def __post_init__(self, door: object) -> None:
        told = json.dumps(self.as_data(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        object.__setattr__(self, "sha256", hashlib.sha256(told.encode()).hexdigest())

    def __init_subclass__(cls, **kwargs: object) -> NoReturn:
        raise TypeError("Published has no subclasses: they could leave the checks out")

    def __copy__(self) -> "Published":
        return self

    def __deepcopy__(self, memo: object) -> "Published":
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("Published is not pickled: store as_data()")

    @property
    def rows(self) -> tuple[str, ...]:
        return self.frame.rows

    @property
    def columns(self) -> tuple[str, ...]:
        return self.frame.columns

    @property
    def cells(self) -> Grid:
        """The cells without any totals, a row of them for each of `rows`; those of a list have one cell each."""
        return tuple(row[: len(self.columns) or 1] for row in self.grid[:-1])

    @property
    def row_totals(self) -> tuple[Cell, ...]:
        """One for each row; a list has none."""
        return tuple(row[-1] for row in self.grid[:-1]) if self.columns else ()

    @property
    def column_totals(self) -> tuple[Cell, ...]:
        """One for each column; a list has none."""
        return self.grid[-1][:-1] if self.columns else ()

    @property
    def total(self) -> Cell:
        return self.grid[-1][-1]

    def words(self, cell: Cell) -> str:
        """A cell as people read it: the number, or why it is hidden."""
        return f"{cell.number:,}" if cell.reason is None else words(cell.reason, self.settings)

    def as_data(self) -> dict[str, Any]:
        """All of it but the hash, for JSON: a shown cell is its number, a hidden one its reason ("primary" ...)."""
        return {
            "rows": list(self.rows),
            "columns": list(self.columns),
            "grid": [[cell.number if cell.reason is None else cell.reason.value for cell in row] for row in self.grid],
            "fewest": self.settings.fewest,
            "zeros_shown": self.settings.zeros_shown,
            "reasons_told": self.settings.reasons_told,
            "definition": self.definition,
            "period": self.period,
            "population": list(self.population),
            "base": self.base,
            "sums_of_shown": self.sums_of_shown,
        }
