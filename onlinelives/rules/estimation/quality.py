"""What stands beside every figure: how much the design costs it, and whether there is enough behind it to show it."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onlinelives.rules.estimation.moments import Floats

CHILDREN, SCHOOLS = 30, 3  # unweighted, who answered; schools in which somebody answered

Verdict = Literal["enough", "too few children", "too few schools"]


def design_effect(p: Floats, se: Floats, n: ArrayLike, weight: ArrayLike) -> Floats:
    """The variance beside that of n children drawn one by one without weights; not a number when p is 0 or 1.

    p, se: (...), a proportion and its standard error. n: unweighted children who answered; weight: the sum of their
    weights, an estimate of how many children they stand for. The plain variance is p(1-p)/(n-1) (1 - n/weight): R's
    survey package keeps the last factor also in a design drawn with replacement, and so do we. Where weights were
    scaled to add up to n there is no such factor to keep, and none is applied.
    """
    children, total = np.asarray(n, float), np.asarray(weight, float)
    left = np.where(total > children * (1 + 1e-9), 1 - children / np.where(total > 0, total, np.nan), 1.0)
    plain = p * (1 - p) / np.where(children > 1, children - 1, np.nan) * left
    return se**2 / np.where(plain > 0, plain, np.nan)


def enough(children: ArrayLike, schools: ArrayLike) -> NDArray[np.str_]:
    """Whether an estimate with an interval can be shown, and if not why: an array of `Verdict`.

    children: unweighted children of the group who answered; schools: schools they are from. Fewer than 30 children or
    3 schools make an interval that means little (Sport England's school survey has the same floor of 30, and shows
    nothing from two schools). This is about quality; what could tell on a child is the matter of disclosure control.
    """
    few, narrow = np.asarray(children) < CHILDREN, np.asarray(schools) < SCHOOLS
    return np.select([few, narrow], ["too few children", "too few schools"], "enough")
