"""Somebody who tries to work hidden counts out. Not a line of the code under test is used.

What is unknown is how many pupils of each kind (in care or not, girl or boy, year 7 or 8 ...) said yes and no, so that
every table is a sum of the same unknowns. Known is that a base is at most 2 off, a percentage half a point, and that 8
stand on either side of what is shown; all weights are equal.
"""

from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from onlinelives.rules.disclosure.shares import ALL, SharesReleased

LARGE = 5000


class Attacker:
    def __init__(self, ledger: SharesReleased, answers: str = "first") -> None:
        self.dimensions = {one.code: one.parts for one in ledger.cuts.dimensions}
        self.kinds = list(product(*self.dimensions.values()))
        self.cells = ledger.cells("2026", answers, "q")
        self.rows: list[tuple[np.ndarray, float, float]] = []
        for (cut, part), cell in self.cells.items():
            if cell is None:
                continue
            yes, no = self.sum(cut, part, "yes"), self.sum(cut, part, "no")
            self.rows += [(yes, 8, np.inf), (no, 8, np.inf)]
            self.rows.append((yes + no, max(30, cell.base - 2), cell.base + 2))
            self.rows.append((yes - (cell.percent - 0.5) / 100 * (yes + no), -1e-9, np.inf))
            self.rows.append((yes - (cell.percent + 0.5) / 100 * (yes + no), -np.inf, 1e-9))

    def sum(self, cut: str, part: str, side: str) -> np.ndarray:
        wanted = {} if cut == ALL else dict(zip(cut.split("*"), part.split("*"), strict=True))
        mine = [
            all(dict(zip(self.dimensions, kind, strict=True))[c] == p for c, p in wanted.items()) for kind in self.kinds
        ]
        one_side = np.array(mine, float)
        nothing = np.zeros(len(one_side))
        return np.concatenate([one_side, nothing] if side == "yes" else [nothing, one_side])

    def know(self, cut: str, part: str, yes: int, no: int) -> None:
        """From inside: the true numbers of some part."""
        self.rows += [(self.sum(cut, part, "yes"), yes, yes), (self.sum(cut, part, "no"), no, no)]

    def reach(self, cut: str, part: str, side: str) -> tuple[int, int]:
        """The smallest and largest number that fits all that is known."""
        goal = self.sum(cut, part, side)
        rule = LinearConstraint(*(np.array(each) for each in zip(*self.rows, strict=True))) if self.rows else ()
        ends = []
        for way in (1, -1):
            found = milp(way * goal, constraints=rule, integrality=np.ones(len(goal)), bounds=Bounds(0, LARGE))
            assert found.success, "what is released contradicts itself"
            ends.append(round(way * found.fun))
        return ends[0], ends[1]

    def hidden(self) -> list[tuple[str, str]]:
        return [key for key, cell in self.cells.items() if cell is None]


def found_out(true: int, low: int, high: int) -> bool:
    """A small number must still be able to be anything from 1 to 7, any other one more than eight numbers."""
    assert low <= true <= high
    return not (low <= 1 and high >= 7) if true < 8 else high - low < 8
