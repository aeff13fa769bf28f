"""School totals of many answers for many groups at once, in memory: one matrix product for each school."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, Integers
from onlinelives.survey.engine.sql import Read

AT_ONCE = 12_000  # children: 60 questions of them are 12 MB


def school_order(stratum: NDArray[Any], school: NDArray[Any]) -> tuple[NDArray[np.int64] | None, Integers]:
    """The order that brings the children of a school together (None if they are already), and where in it each school
    begins, with the number of children at the end."""
    change = np.diff(stratum)
    order = None
    if not ((change > 0) | ((change == 0) & (np.diff(school) >= 0))).all():
        order = np.lexsort((school, stratum))
        stratum, school = stratum[order], school[order]
    begins = np.flatnonzero((np.diff(stratum) != 0) | (np.diff(school) != 0)) + 1
    return order, np.concatenate([[0], begins, [len(school)]]).astype(np.int64)


def school_totals(answers: Sequence[Read], marks: Floats, edges: Integers) -> Floats:
    """answers: for each of q questions 0 missing, 1 no, 2 yes of n children; marks: m x n, 0 outside a domain and 1, or
    a weight, inside; edges: where each school begins. Gives schools x 2q x m: the marks of those who answered, then of
    those who said yes, for each question in turn."""
    totals = np.empty((len(edges) - 1, 2 * len(answers), len(marks)))
    first = 0
    while first < len(totals):
        last = max(first + 1, int(np.searchsorted(edges, edges[first] + AT_ONCE, "right")) - 1)
        begin, end = edges[first], edges[last]
        known = np.empty((2 * len(answers), end - begin))
        for row, answer in enumerate(answers):
            np.greater(answer[begin:end], 0, out=known[2 * row])
            np.equal(answer[begin:end], 2, out=known[2 * row + 1])
        for school in range(first, last):
            a, b = edges[school], edges[school + 1]
            np.matmul(known[:, a - begin : b - begin], marks[:, a:b].T, out=totals[school])
        first = last
    return totals


def of_figures(totals: Floats, figures: int, sides: int) -> Floats:
    """schools x 2q x (figures * sides) -> figures x q x schools x (2 * sides): for each figure and question, the
    totals W and Y of each side in turn."""
    schools, double, _ = totals.shape
    shaped = totals.reshape(schools, double // 2, 2, figures, sides).transpose(3, 1, 0, 4, 2)
    return shaped.reshape(figures, double // 2, schools, 2 * sides)
