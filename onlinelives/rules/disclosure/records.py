"""Records that leave one by one: nobody may be recognised by what others may know about them.

What others may know (year group, age, gender, the groups somebody belongs to) is withheld, from the end of the list
on, until every combination that is left is shared by at least ten young people; those for whom even that is not enough,
fewer than ten in all, are left out. It does not protect against somebody who knows an answer, and says nothing about
what the ten have in common: so records go to named people for a stated reason (notes on the survey, section 9.2, rule
8).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TOGETHER = 10

Known = Mapping[str, NDArray[np.int64]]  # what others may know -> n codes, what is kept longest first
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Withheld:
    """stays: n, who is not left out. masks: for each of what others may know, n: where it is withheld."""

    stays: Mask
    masks: Mapping[str, Mask]

    @property
    def left_out(self) -> int:
        return int(np.count_nonzero(~self.stays))

    def share(self, name: str) -> float:
        """Of those who stay, for how many this is withheld; from 0 to 1."""
        return float(self.masks[name][self.stays].mean()) if self.stays.any() else 0.0


def withhold(known: Known, together: int = TOGETHER) -> Withheld:
    """What to withhold of each record so that at least `together` (2 or more) that leave are alike. Raises ValueError
    for columns of different lengths, or none.

    Whoever would stand with too few is joined by others from whom as much is withheld, if these leave enough behind:
    otherwise exactly those would be left out who are rare.
    """
    if together < 2 or len({len(column) for column in known.values()}) != 1:
        raise ValueError("records have at least one column, all of one length, and 2 or more are to be alike")
    names = list(known)
    table = np.column_stack([known[name] for name in names])
    level = np.full(len(table), -1)  # how many of the names are kept; -1: none decided yet
    for kept in range(len(names), -1, -1):
        _, alike = np.unique(table[:, :kept], axis=0, return_inverse=True)
        order = np.argsort(alike.ravel(), kind="stable")
        edges = np.searchsorted(alike.ravel()[order], np.arange(alike.max(initial=-1) + 2))
        for group in np.unique(alike.ravel()[level < 0]):
            own = order[edges[group] : edges[group + 1]]
            rows = own[level[own] < 0]
            wanted = max(together - len(rows), 0)
            rows = np.concatenate([rows, _joining(own[level[own] > kept], table, level, together)[:wanted]])
            if len(rows) >= together:
                level[rows] = kept
        if (level >= 0).all():
            break
    return Withheld(level >= 0, {name: level <= place for place, name in enumerate(names)})


def _joining(rows: Rows, table: NDArray[np.int64], level: Rows, together: int) -> Rows:
    """Of these rows, those that can be spared where they stand: each class keeps `together`. The largest classes first,
    because there the least is lost."""
    found: list[Rows] = []
    for depth in np.unique(level[rows]):
        here = rows[level[rows] == depth]
        _, place, sizes = np.unique(table[here, :depth], axis=0, return_inverse=True, return_counts=True)
        for group in np.argsort(-sizes, kind="stable"):
            members = here[place.ravel() == group]
            found.append(members[together:])
    return np.concatenate(found) if found else np.zeros(0, np.int64)
