"""What may stand beside published percentages of the survey: changes, odds, tests, and why there is no answer.

Each is made from exact figures by one function here, which gives None where it may not be shown. They follow the notes
on the survey, 9.2: rules 1 to 4 for counts of reasons, rule 10 for odds ratios and slopes. Nothing else makes them.
"""

from collections.abc import Sequence
from dataclasses import InitVar, dataclass
from math import isfinite
from typing import Any

from onlinelives.rules.disclosure.published import DOOR
from onlinelives.rules.disclosure.shares.published import Cell
from onlinelives.rules.disclosure.thresholds import FEWEST_ON_A_SIDE, nearest

LEAST_IN_MODEL = 10  # children on each side of the outcome, for every level of every factor
LEAST_LEFT = 10  # residual degrees of freedom: a model that nearly repeats its table would tell the table
PLACES = 3  # of a p-value


@dataclass(frozen=True)
class _Guarded:
    """Made in this module only."""

    def __new__(cls, *_: object, door: object = None, **__: object) -> Any:
        if door is not DOOR:
            raise TypeError(f"only rules/disclosure can make a {cls.__name__}")
        return super().__new__(cls)


@dataclass(frozen=True)
class Change(_Guarded):
    """By how many whole percentage points a later figure differs from an earlier one, with 95% limits. p: to three
    places, adjusted for all changes looked at together; 0.0 is less than 0.001."""

    points: int
    low: int
    high: int
    p: float
    door: InitVar[object]


@dataclass(frozen=True)
class Odds(_Guarded):
    """An odds ratio (above 0, two digits) with its 95% limits, and p as of `Change`."""

    ratio: float
    low: float
    high: float
    p: float
    door: InitVar[object]


@dataclass(frozen=True)
class Chance(_Guarded):
    """p of a test, to three places, adjusted for all tests of its family; 0.0 is less than 0.001."""

    p: float
    door: InitVar[object]

    @property
    def explains(self) -> bool:
        """Whether chance alone could well explain what was found."""
        return self.p >= 0.05


@dataclass(frozen=True)
class Reasons(_Guarded):
    """How many answered, and how many did not for each reason: to the nearest 5, None for 0 to 7. asked: the sum of
    what is shown, so that nothing is left to subtract."""

    answered: int | None
    missing: tuple[int | None, ...]
    door: InitVar[object]

    @property
    def asked(self) -> int:
        return sum(count for count in (self.answered, *self.missing) if count)


def change(numbers: Sequence[float], p: float, *, later: Cell, earlier: Cell) -> Change | None:
    """numbers: the difference with its limits, -1 to 1. Both figures must be shown."""
    if later is None or earlier is None or not all(map(isfinite, (*numbers, p))):
        return None
    points, low, high = map(_points, numbers)
    return Change(points, low, high, round(p, PLACES), door=DOOR)


def odds(numbers: Sequence[float], p: float, *, fewest: int, left: int) -> Odds | None:
    """numbers: the ratio with its limits. fewest: children on the smaller side of the outcome, in the smallest level of
    any factor. left: cells of the table that the model is about, less its coefficients."""
    if fewest < LEAST_IN_MODEL or left < LEAST_LEFT or not all(map(isfinite, (*numbers, p))):
        return None
    return _odds(numbers, p)


def pair_odds(numbers: Sequence[float], p: float, *, cells: Sequence[int]) -> Odds | None:
    """Of two answers that may come together. cells: children in each of the four combinations; a ratio by itself does
    not give back a table of 10 or more in each."""
    if min(cells) < LEAST_IN_MODEL or not all(map(isfinite, (*numbers, p))):
        return None
    return _odds(numbers, p)


def _odds(numbers: Sequence[float], p: float) -> Odds:
    ratio, low, high = (float(f"{value:.2g}") for value in numbers)
    return Odds(ratio, low, high, round(p, PLACES), door=DOOR)


def chance(p: float, *, about: Sequence[Cell]) -> Chance | None:
    """about: the figures that are compared, all of which must be shown."""
    if any(cell is None for cell in about) or not isfinite(p):
        return None
    return Chance(round(p, PLACES), door=DOOR)


def reasons(answered: int, missing: Sequence[int]) -> Reasons:
    """Exact counts of children; a hidden one may be anything from 0 to 7."""
    return Reasons(_count(answered), tuple(map(_count, missing)), door=DOOR)


def _count(exact: int) -> int | None:
    return nearest(exact) if exact >= FEWEST_ON_A_SIDE else None


def _points(value: float) -> int:
    return int(100 * value + 0.5) if value >= 0 else -int(0.5 - 100 * value)
