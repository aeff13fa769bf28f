"""What a reader who does all the sums can work out of one item: the smallest and largest number a hidden count can be.

The reader is taken to know more than readers do: that every child has the same weight, so that a percentage and its
base tell how many said yes. A base of 40 is 38 to 42 children, 25% is 24.5% to 25.5% of them, and 8 at least are on
either side. Of a hidden cell nothing is known but sums. Where weights differ so much that the figures contradict one
another under this belief, the reader gives up as little of it as will do, and then as much again.

Plain limits decide most counts (`intervals`). The others are found by a linear programme in whole numbers (scipy's
milp), one for each end of each count, unless numbers met on the way to another answer have decided it.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from onlinelives.rules.disclosure.releases import Refused
from onlinelives.rules.disclosure.shares.intervals import HALF, OFF, Limits, narrowed, pairs
from onlinelives.rules.disclosure.shares.published import Cell
from onlinelives.rules.disclosure.shares.sums import Key, Sums
from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_ON_A_SIDE

MOST = 1_000_000  # more children than one wave has
ROUGH = 0.5  # near enough to the end, for numbers met on the way
TINY = 1e-6
WHOLLY = 100  # percentage points
SIDES = ("yes", "no")
CONTRADICT = "These figures do not fit those that are published already. Were answers, weights or groups changed since?"

Count = tuple[Key, str]  # a cell, and which side of it
Numbers = NDArray[np.float64]

NOTHING_MET: Mapping[Count, Limits] = {}


def narrow(low: int, high: int, count: int | None = None) -> bool:
    """Whether a hidden count that can be `low` to `high` is known too well.

    What may be anything from 1 to 7 never is. Otherwise a small count (0 to 7) always is, and another one, or one that
    is not known here, where it could be fewer than nine different numbers.
    """
    if low <= 1 and high >= FEWEST_ON_A_SIDE - 1:
        return False
    small = count is not None and count < FEWEST_ON_A_SIDE
    return small or high - low < FEWEST_ON_A_SIDE


class Attack:
    """On one item.

    cells: those released, None where hidden. met: numbers that hidden counts are known to be able to be, from an attack
    on the same cells with fewer of them hidden (its `lasting`). Methods raise `Refused` where no numbers fit the cells.
    """

    def __init__(self, sums: Sums, cells: Mapping[Key, Cell], met: Mapping[Count, Limits] = NOTHING_MET) -> None:
        self.sums = sums
        self._cells = [cells.get(key) for key in sums.keys]
        self._pairs = [None if cell is None else pairs(cell) for cell in self._cells]
        self._places = {(key, side): 2 * at + way for at, key in enumerate(sums.keys) for way, side in enumerate(SIDES)}
        self.hidden = [(key, side) for key, cell in cells.items() if cell is None for side in SIDES]
        self._met: dict[Count, Limits] = dict(met)

    @property
    def lasting(self) -> dict[Count, Limits]:
        """What hidden counts were found able to be, so far as it holds when more is hidden: with equal weights only."""
        weighted = "_programme" in self.__dict__ and self._programme[2][-1] > 0
        return {} if weighted else dict(self._met)

    def told(self, counts: Mapping[Count, int]) -> Iterator[Count]:
        """The hidden counts that are known too well, what is found quickly first. counts: the true numbers, as far as
        they are known here."""
        quickly = [count for count in self.hidden if self._surely(count, counts.get(count))]
        yield from quickly
        others = [count for count in self.hidden if count not in quickly]
        for side in SIDES:
            for way in (-1, 1):
                if together := [one for one in others if one[1] == side and self._unsure(one, counts.get(one))]:
                    self._run(dict.fromkeys(together, way), gap=ROUGH)
        yield from (one for one in others if self.too_well(one, counts.get(one)))

    def too_well(self, count: Count, number: int | None) -> bool:
        """Whether a hidden count is known too well (see `narrow`)."""
        if self._surely(count, number):
            return True
        return self._unsure(count, number) and narrow(*self.reach(count), number)

    def reach(self, count: Count) -> Limits:
        """The smallest and largest number that a hidden count can be."""
        low, high = (self._run({count: way})[self._places[count]] for way in (1, -1))
        return round(float(low)), round(float(high))

    def _surely(self, count: Count, number: int | None) -> bool:
        limits = self._cannot(count)
        return limits is not None and narrow(*limits, number)

    def _unsure(self, count: Count, number: int | None) -> bool:
        """Whether neither plain sums nor numbers met so far say that a count is not known too well."""
        if limits := self._can(count):
            self._meet(count, limits)
        return count not in self._met or narrow(*self._met[count], number)

    def _cannot(self, count: Count) -> Limits | None:
        """Limits that a count surely does not pass; None where plain sums contradict one another."""
        if self._outside is None:
            return None
        answered, yes = (limits[self._places[count] // 2] for limits in self._outside)
        if count[1] == "yes":
            return yes[0], min(yes[1], answered[1])
        return max(0, answered[0] - yes[1]), answered[1] - yes[0]

    def _can(self, count: Count) -> Limits | None:
        """Limits that a count surely reaches; None where plain sums do not say."""
        if self._inside is None:
            return None
        answered, yes = (limits[self._places[count] // 2] for limits in self._inside)
        return yes if count[1] == "yes" else (answered[0] - yes[1], answered[1] - yes[0])

    @cached_property
    def _outside(self) -> tuple[list[Limits], list[Limits]] | None:
        boxes = [((0, MOST), (0, MOST)) if one is None else one.around for one in self._pairs]
        answered, yes = (narrowed(self.sums.adding, [box[which] for box in boxes]) for which in (0, 1))
        return None if answered is None or yes is None else (answered, yes)

    @cached_property
    def _inside(self) -> tuple[list[Limits], list[Limits]] | None:
        """Answered and yes apart from each other: yes stays below the fewest that can have answered a hidden cell, for
        which those who are left are shared out evenly."""
        if not self.sums.tree:
            return None
        free = (0, MOST)
        answered = narrowed(self.sums.adding, [free if one is None else one.inside[0] for one in self._pairs])
        if answered is None:
            return None
        for whole, parts in self.sums.adding:
            unknown = [part for part in parts if self._pairs[part] is None]
            if len(unknown) > 1:
                left = answered[whole][0] - sum(answered[part][1] for part in parts if part not in unknown)
                for part in unknown:
                    answered[part] = max(0, left // len(unknown)), answered[part][1]
        answered = narrowed(self.sums.adding, answered)
        if answered is None:
            return None
        fewest = [limits[0] for limits in answered]
        boxes = [(0, most) if one is None else one.inside[1] for one, most in zip(self._pairs, fewest, strict=True)]
        yes = narrowed(self.sums.adding, boxes)
        return None if yes is None else (answered, yes)

    @cached_property
    def _programme(self) -> tuple[LinearConstraint, Numbers, Numbers]:
        """Rows that hold, and the limits of each number; the last number is by how many points more than rounding
        leaves open a percentage may be wrong."""
        size = 2 * len(self.sums.keys)
        rows, lows, highs = [], [], []
        for whole, parts in self.sums.adding:
            for way in range(len(SIDES)):
                row = np.zeros(size + 1)
                row[2 * whole + way] = -1
                row[[2 * part + way for part in parts]] = 1
                rows.append(row)
                lows.append(0.0)
                highs.append(0.0)
        least, most = np.zeros(size + 1), np.full(size + 1, float(MOST))
        for at, (cell, open_) in enumerate(zip(self._cells, self._pairs, strict=True)):
            if cell is None or open_ is None:
                continue
            least[2 * at : 2 * at + 2] = FEWEST_ON_A_SIDE
            off = HALF + open_.spare
            for yes, no, spare, low, high in (
                (1, 1, 0, max(FEWEST_ANSWERED, cell.base - OFF), cell.base + OFF),
                (100 - (cell.percent - off), -(cell.percent - off), cell.base, 0, np.inf),
                (100 - (cell.percent + off), -(cell.percent + off), -cell.base, -np.inf, 0),
            ):
                row = np.zeros(size + 1)
                row[[2 * at, 2 * at + 1, size]] = yes, no, spare
                rows.append(row)
                lows.append(low)
                highs.append(high)
        rule = LinearConstraint(np.reshape(rows, (-1, size + 1)), lows, highs)
        most[-1] = 0
        if self._solved(rule, least, most, np.zeros(size + 1)) is None:
            most[-1] = WHOLLY
            goal = np.zeros(size + 1)
            goal[-1] = 1
            found = self._solved(rule, least, most, goal)
            if found is None:
                raise Refused(CONTRADICT)
            most[-1] = 2 * found[-1] + TINY
        return rule, least, most

    def _run(self, wanted: Mapping[Count, int], gap: float = 0) -> Numbers:
        """Numbers that fit, with those wanted (1: small, -1: large) as far out as they go together."""
        rule, least, most = self._programme
        goal = np.zeros(len(most))
        for count, way in wanted.items():
            goal[self._places[count]] = way
        found = self._solved(rule, least, most, goal, gap)
        if found is None:
            raise Refused(CONTRADICT)
        return found

    def _solved(
        self, rule: LinearConstraint, least: Numbers, most: Numbers, goal: Numbers, gap: float = 0
    ) -> Numbers | None:
        whole = np.ones(len(goal))
        whole[-1] = 0
        answer = milp(
            goal, constraints=rule, integrality=whole, bounds=Bounds(least, most), options={"mip_rel_gap": gap}
        )
        if not answer.success:
            return None
        found: Numbers = answer.x
        for count in self.hidden:
            number = round(float(found[self._places[count]]))
            self._meet(count, (number, number))
        return found

    def _meet(self, count: Count, limits: Limits) -> None:
        low, high = self._met.get(count, limits)
        self._met[count] = min(low, limits[0]), max(high, limits[1])
