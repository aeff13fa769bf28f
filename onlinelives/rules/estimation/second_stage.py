"""What the luck of the draw within schools adds, where only some children of a school were drawn and shares are large.

Schools vary also because of which of their children were asked, so with small shares of schools the first stage holds
all the variance (Särndal, Swensson and Wretman 1992, section 4.3.2). Where shares of schools are known and used, the
first stage is multiplied by 1 - share, and what that takes away within schools comes back here. It needs rows.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, of_rows


def within_schools(values: Floats, school: NDArray[Any], school_share: Floats, child_share: Floats) -> Floats:
    """(q, q), to be added to `covariance` of the same values with the sampling fractions of schools.

    values: (n, q), already weighted, such as weight (y - p) / sum of weights; 0 outside the group. school: n codes that
    do not repeat between strata. school_share, child_share: n, above 0 to 1, the share of the stratum's schools and of
    the school's children that took part. Raises ValueError for shares out of range, or where a single child stands for
    several in a school, which says nothing of how children differ there.
    """
    for share in (school_share, child_share):
        if not ((share > 0) & (share <= 1)).all():
            raise ValueError("a share of those who took part lies between 0 and 1")
    places = np.unique(school, return_inverse=True)[1].ravel()
    children = np.bincount(places)
    of_school = np.empty((2, len(children)))
    of_school[:, places] = school_share, child_share
    if ((children == 1) & (of_school[1] < 1)).any():
        raise ValueError("in some school a single child stands for several: leave the school's share of children at 1")
    spread = of_rows(values, np.arange(len(places)), places)  # each child a unit, each school a stratum
    inner = spread.products - spread.totals[:, :, None] * spread.totals[:, None, :] / children[:, None, None]
    factors = of_school[0] * (1 - of_school[1]) * children / np.maximum(children - 1, 1)
    return np.asarray(np.einsum("sij,s->ij", inner, factors))
