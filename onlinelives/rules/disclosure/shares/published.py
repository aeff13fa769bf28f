"""What may leave of the survey's figures: hidden ones are not there at all.

Only this package makes a `PublishedShares`, for the same reasons and by the same means as `Published`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import InitVar, dataclass, field
from typing import Any, NoReturn, final

from onlinelives.rules.disclosure.published import DOOR
from onlinelives.rules.disclosure.shares.figures import Measure
from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_SCHOOLS, ROUNDED_TO

HIDDEN_WORDS = "Not shown, to protect young people: too few in this group, or another number could be worked out"
BEHIND_WORDS = f"From {FEWEST_ANSWERED} or more young people in {FEWEST_SCHOOLS} or more schools"


@dataclass(frozen=True)
class Shown:
    """A percentage that is shown, with its 95% limits: whole, 0 to 100. base: how many answered, to the nearest 5.

    They are from 3 schools or more; how many is not told, since two numbers of schools, one taken from the other, could
    say that all of a hidden group go to one school.
    """

    percent: int
    low: int
    high: int
    base: int

    def __post_init__(self) -> None:
        told = self.percent, self.low, self.high, self.base
        if any(type(number) is not int for number in told) or not 0 <= self.low <= self.percent <= self.high <= 100:
            raise ValueError("a percentage and its limits are whole, from 0 to 100, in order")
        if self.base < FEWEST_ANSWERED or self.base % ROUNDED_TO:
            raise ValueError("the base of a figure is 30 or more, and a multiple of 5")


Cell = Shown | None  # None: hidden, and every hidden cell looks the same


def words(cell: Cell) -> str:
    """A cell as people read it. What rounds to nobody or everybody is never told as nobody or everybody."""
    if cell is None:
        return HIDDEN_WORDS
    if cell.percent in (0, 100):
        return "less than 1%" if cell.percent == 0 else "more than 99%"
    return f"{cell.percent}%"


@dataclass(frozen=True)
class Compared:
    """A comparison of two parts that are both shown. A difference is in whole percentage points (-100 to 100), a ratio
    of percentages or of odds has two digits. p: to three places; 0.0 is "less than 0.001"."""

    item: str
    part: str
    other: str
    measure: Measure
    estimate: float
    low: float
    high: float
    p: float


@final
@dataclass(frozen=True)
class PublishedShares:
    """Percentages as they may be shown to anybody.

    wave, answers, cut, parts, items: as in `ShareTable`. cells: a row for each item with a cell for each part.
    comparisons: those of which both sides are shown. sha256: 64 hexadecimal digits over all of it.
    """

    wave: str
    answers: str
    cut: str
    parts: tuple[str, ...]
    items: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    comparisons: tuple[Compared, ...]
    door: InitVar[object]
    sha256: str = field(init=False)

    def __new__(cls, *_: object, door: object = None, **__: object) -> "PublishedShares":
        if door is not DOOR:
            raise TypeError("only rules/disclosure can make a PublishedShares: call publish_shares()")
        return super().__new__(cls)

    def __post_init__(self, door: object) -> None:
        told = json.dumps(self.as_data(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        object.__setattr__(self, "sha256", hashlib.sha256(told.encode()).hexdigest())

    def __init_subclass__(cls, **kwargs: object) -> NoReturn:
        raise TypeError("PublishedShares has no subclasses: they could leave the checks out")

    def __copy__(self) -> "PublishedShares":
        return self

    def __deepcopy__(self, memo: object) -> "PublishedShares":
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("PublishedShares is not pickled: store as_data()")

    def cell(self, item: str, part: str) -> Cell:
        """One figure, None if it is hidden. An item or a part that is not in the table: ValueError."""
        return self.cells[self.items.index(item)][self.parts.index(part)]

    def compared(self, item: str) -> tuple[Compared, ...]:
        """The comparisons of an item."""
        return tuple(one for one in self.comparisons if one.item == item)

    def as_data(self) -> dict[str, Any]:
        """All of it but the hash, for JSON: a cell is [percent, low, high, base], or null where it is hidden."""
        return {
            "wave": self.wave,
            "answers": self.answers,
            "cut": self.cut,
            "parts": list(self.parts),
            "items": list(self.items),
            "cells": [[cell and [cell.percent, cell.low, cell.high, cell.base] for cell in row] for row in self.cells],
            "comparisons": [
                [one.item, one.part, one.other, one.measure.value, one.estimate, one.low, one.high, one.p]
                for one in self.comparisons
            ],
        }


def published_shares_from(data: Mapping[str, Any], sha256: str) -> PublishedShares:
    """What was published, from `as_data()` as it was stored and the hash that it had. Data that do not fit the hash
    raise ValueError: what was altered is never shown as published."""
    again = PublishedShares(
        wave=data["wave"],
        answers=data["answers"],
        cut=data["cut"],
        parts=tuple(data["parts"]),
        items=tuple(data["items"]),
        cells=tuple(tuple(cell and Shown(*cell) for cell in row) for row in data["cells"]),
        comparisons=tuple(
            Compared(item, part, other, Measure(measure), *numbers)
            for item, part, other, measure, *numbers in data["comparisons"]
        ),
        door=DOOR,
    )
    if again.sha256 != sha256:
        raise ValueError("this is not what was published: its hash is another one")
    return again
