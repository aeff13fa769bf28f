"""Whether a regression has an answer at all: separation, found by linear programming.

When some combination of predictors sorts the children who said yes from those who said no, the likelihood grows without
end, and so do the coefficients (Albert and Anderson 1984, Biometrika 71, 1-10). It is so if and only if a direction of
coefficients exists that never lowers the likelihood and raises it somewhere (Konis 2007, chapter 4).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from onlinelives.rules.estimation.moments import Floats

NOTHING = 1e-7


def separating(predictors: Floats, rising: NDArray[np.bool_], falling: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The places of the coefficients that would run off without end: none when the regression is sound.

    predictors: (m, k). rising, falling: m booleans, patterns in which a larger (or smaller) linear predictor always
    fits better, because everybody (or nobody) said yes. All other patterns hold their linear predictor where it is.
    """
    size = np.abs(predictors).max(0)
    scaled = predictors / np.where(size > 0, size, 1)
    free, fixed = rising | falling, ~(rising | falling)
    if not free.any():
        return np.empty(0, np.int64)
    towards = np.where(rising[free], 1.0, -1.0)[:, None] * scaled[free]
    held = np.linalg.qr(scaled[fixed], mode="r") if fixed.any() else None
    found = linprog(
        -towards.sum(0),
        A_ub=-towards,
        b_ub=np.zeros(len(towards)),
        A_eq=held,
        b_eq=None if held is None else np.zeros(len(held)),
        bounds=(-1, 1),
    )
    if found.x is None or -found.fun <= NOTHING:
        return np.empty(0, np.int64)
    return np.flatnonzero(np.abs(found.x) > NOTHING)
