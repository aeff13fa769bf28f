"""Limits of counts by plain sums, without trying numbers: what surely cannot be, and what surely can.

A shown cell is a set of pairs (answered, yes) of whole numbers. The smallest box around them is good for finding what
cannot be; a box that holds no other pairs is good for finding what can be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from onlinelives.rules.disclosure.shares.published import Shown
from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_ON_A_SIDE, ROUNDED_TO

Limits = tuple[int, int]  # smallest and largest, both possible
Box = tuple[Limits, Limits]  # of answered and of yes
Adding = Sequence[tuple[int, tuple[int, ...]]]  # see `Sums`

OFF = ROUNDED_TO // 2  # by how much a base can be wrong
HALF = 0.5  # a percentage point that rounding leaves open
STEP = 0.25


@dataclass(frozen=True)
class Pairs:
    """The pairs that a shown cell leaves open: for each number answered, from the fewest, the limits of yes.

    spare: points by which a percentage may be wrong beyond rounding, because no whole number fits it without.
    """

    fewest: int
    yes: tuple[Limits, ...]
    spare: float

    @property
    def around(self) -> Box:
        """The smallest box around all pairs."""
        kept = [(self.fewest + more, limits) for more, limits in enumerate(self.yes) if limits[0] <= limits[1]]
        most = max(high for _, (_, high) in kept)
        return (kept[0][0], kept[-1][0]), (min(low for _, (low, _) in kept), most)

    @property
    def inside(self) -> Box:
        """The roomiest box that holds pairs alone."""
        return max(self._boxes(), key=lambda box: (sum(high - low for low, high in box), -box[0][0]))

    def _boxes(self) -> Iterator[Box]:
        for first in range(len(self.yes)):
            for last in range(first, len(self.yes)):
                low = max(limits[0] for limits in self.yes[first : last + 1])
                high = min(limits[1] for limits in self.yes[first : last + 1])
                if low <= high:
                    yield (self.fewest + first, self.fewest + last), (low, high)


def pairs(cell: Shown) -> Pairs:
    """What a shown cell leaves open.

    Where no pair of whole numbers has this percentage, weights were not equal: the percentage is taken to be wrong by
    twice as much as it must be.
    """
    fewest, most = max(FEWEST_ANSWERED, cell.base - OFF), cell.base + OFF
    spare = 0.0
    while True:
        yes = tuple(_yes(answered, cell.percent, HALF + 2 * spare) for answered in range(fewest, most + 1))
        if any(low <= high for low, high in yes):
            return Pairs(fewest, yes, 2 * spare)
        spare += STEP


def _yes(answered: int, percent: int, off: float) -> Limits:
    low, high = (percent - off) * answered / 100, (percent + off) * answered / 100
    return max(FEWEST_ON_A_SIDE, ceil(low - 1e-9)), min(answered - FEWEST_ON_A_SIDE, floor(high + 1e-9))


def narrowed(adding: Adding, limits: Sequence[Limits]) -> list[Limits] | None:
    """Limits after every sum has been used until nothing moves; None if some number cannot be anything.

    Where the sums make a tree, each limit is reached by numbers that fit them all.
    """
    now = list(limits)
    moved = True
    while moved:
        moved = False
        for whole, parts in adding:
            low, high = sum(now[part][0] for part in parts), sum(now[part][1] for part in parts)
            least, most = max(low, now[whole][0]), min(high, now[whole][1])
            after = [(whole, (least, most))]
            for part in parts:
                own = now[part]
                after.append((part, (max(own[0], least - (high - own[1])), min(own[1], most - (low - own[0])))))
            for place, found in after:
                if found[0] > found[1]:
                    return None
                moved = moved or found != now[place]
                now[place] = found
    return now
