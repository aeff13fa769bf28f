"""Somebody who tries to work out what releases of the survey hide. Not a line of disclosure control is used.

For one question: how many young people of every part of every released way of dividing said yes, and no. Known is that
the parts of each division add up to the same young people, and crossings to what they cross; that a base is at most 2
off; that a percentage is half a point off, and a little more where weights are unequal; that 8 stand on either side of
what is shown. Everything else is sought: for each hidden count the smallest and largest number that fits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

MOST = 100_000
CROSSED, EVERYBODY = "*", "all"
SIDES = ("yes", "no")

Key = tuple[str, str]  # a way of dividing, and one of its parts
Row = tuple[NDArray[np.float64], float, float]
Seen = tuple[int, int, int, int] | None  # percent, low, high, base; None where it is hidden


@dataclass
class Attacker:
    """parts: the parts of every single dimension. cells: every released figure of one question."""

    parts: Mapping[str, Sequence[str]]
    cells: Mapping[Key, Seen]
    links: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.keys = list(dict.fromkeys([(EVERYBODY, EVERYBODY), *self._known()]))
        self.at = {
            (key, side): 2 * place + way for place, key in enumerate(self.keys) for way, side in enumerate(SIDES)
        }
        self.met: dict[tuple[Key, str], tuple[int, int]] = {}
        rows = [*self._sums()]
        self.links = len(rows)
        rows += self._shown()
        self.rule = LinearConstraint(*(np.array(each) for each in zip(*rows, strict=True)))
        self.off = float(MOST)  # by how many points more than half a percentage may be wrong
        least = self._seek(np.eye(1, self._size, self._size - 1)[0])[-1]
        self.off = 2 * float(least) + 1e-6

    @property
    def hidden(self) -> list[tuple[Key, str]]:
        return [(key, side) for key, cell in self.cells.items() if cell is None for side in SIDES]

    def reach(self, key: Key, side: str, true: int) -> tuple[int, int]:
        """The smallest and largest number that a hidden count can be, or as far as it takes to be safe."""
        for way in (1, -1):
            low, high = self.met[key, side]
            if low <= true <= high and not found_out(true, low, high):
                break
            goal = np.zeros(self._size)
            goal[self.at[key, side]] = way
            self._seek(goal)
        return self.met[key, side]

    @property
    def _size(self) -> int:
        return 2 * len(self.keys) + 1

    def _known(self) -> Iterator[Key]:
        """The released parts, and those of the dimensions that are crossed."""
        for cut in dict.fromkeys(cut for cut, _ in self.cells):
            for single in cut.split(CROSSED):
                if single != EVERYBODY:
                    yield from ((single, part) for part in self.parts[single])
            if CROSSED in cut:
                yield from (key for key in self.cells if key[0] == cut)

    def _sums(self) -> Iterator[Row]:
        for cut in dict.fromkeys(cut for cut, _ in self.keys if cut != EVERYBODY):
            mine = [key for key in self.keys if key[0] == cut]
            if CROSSED not in cut:
                yield from self._adding((EVERYBODY, EVERYBODY), mine)
                continue
            for place, single in enumerate(cut.split(CROSSED)):
                for part in self.parts[single]:
                    yield from self._adding(
                        (single, part), [key for key in mine if key[1].split(CROSSED)[place] == part]
                    )

    def _adding(self, whole: Key, parts: Sequence[Key]) -> Iterator[Row]:
        for side in SIDES:
            row = np.zeros(self._size)
            row[self.at[whole, side]] = -1
            row[[self.at[part, side] for part in parts]] = 1
            yield row, 0, 0

    def _shown(self) -> Iterator[Row]:
        for key, cell in self.cells.items():
            if cell is None:
                continue
            percent, _, _, base = cell
            yes, no = self.at[key, "yes"], self.at[key, "no"]
            for count in (yes, no):
                yield np.eye(1, self._size, count)[0], 8, np.inf
            answered, above, below = np.zeros((3, self._size))
            answered[[yes, no]] = 1
            yield answered, max(30, base - 2), base + 2
            above[yes], above[no], above[-1] = 100 - percent + 0.5, 0.5 - percent, base
            below[yes], below[no], below[-1] = 100 - percent - 0.5, -0.5 - percent, -base
            yield above, 0, np.inf
            yield below, -np.inf, 0

    def _seek(self, goal: NDArray[np.float64]) -> NDArray[np.float64]:
        whole = np.ones(self._size)
        whole[-1] = 0
        most = np.full(self._size, float(MOST))
        most[-1] = self.off
        answer = milp(goal, constraints=self.rule, integrality=whole, bounds=Bounds(0, most))
        if not answer.success:
            raise ValueError("what was released contradicts itself")
        for key, side in self.hidden:
            number = round(float(answer.x[self.at[key, side]]))
            low, high = self.met.get((key, side), (number, number))
            self.met[key, side] = min(low, number), max(high, number)
        found: NDArray[np.float64] = answer.x
        return found


def found_out(true: int, low: int, high: int) -> bool:
    """A number of 0 to 7 must be able to be anything from 1 to 7, any other one of nine numbers. Who is sure of the
    wrong numbers has found nothing out."""
    if not low <= true <= high:
        return False
    return not (low <= 1 and high >= 7) if true < 8 else high - low < 8
