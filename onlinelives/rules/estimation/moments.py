"""What design-based statistics need of a survey, however large it is: first and second moments of school totals.

A figure about a survey is a function of weighted totals T over all children, for example (sum of w, sum of w y) for a
proportion. Its sampling variance comes from how these totals differ between the schools of a stratum, so that per
stratum the number of schools, the sum of their totals and the sum of the products of their totals say everything
(Wolter 2007, section 1.4; Lumley 2010, chapter 2). They do not grow with the number of children or schools, and add up
over parts of a file. An engine makes them from answers by two GROUP BYs; `of_rows` makes them in memory.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Moments:
    """Of k totals, for H strata, and for any number of figures at once (the leading axes `...`, such as items).

    schools: H, the schools in each stratum of the *whole* design, at least 1. A school in which nobody is in the
    domain, or nobody answered, counts here and adds zeros to the rest.
    totals: (..., H, k), sums over the schools of the stratum.
    products: (..., H, k, k), sums over the schools of the outer product of their totals with themselves.
    """

    schools: Integers
    totals: Floats
    products: Floats

    def __post_init__(self) -> None:
        strata, k = self.totals.shape[-2:]
        if self.schools.shape != (strata,) or self.products.shape != (*self.totals.shape, k):
            raise ValueError(f"moments do not fit: {self.schools.shape}, {self.totals.shape} and {self.products.shape}")
        if (self.schools < 1).any():
            raise ValueError("every stratum has at least one school")

    @property
    def df(self) -> int:
        """Degrees of freedom of the design: schools less strata."""
        return int(self.schools.sum()) - len(self.schools)

    def __getitem__(self, place: Any) -> "Moments":
        """The moments of some of the figures: an index into the leading axes."""
        return Moments(self.schools, self.totals[place], self.products[place])

    def combine(self, matrix: Floats) -> "Moments":
        """Of the linear combinations `matrix` (m x k) of the totals: m totals instead of k."""
        return Moments(self.schools, self.totals @ matrix.T, matrix @ self.products @ matrix.T)


def of_rows(values: Floats, school: NDArray[Any], stratum: NDArray[Any] | None = None) -> Moments:
    """From n rows in memory. values: (..., n, k), already weighted, with zeros outside the domain and where an answer
    is missing. school: n codes, which may repeat in another stratum; stratum: n codes, or None for one stratum."""
    strata = np.zeros(len(school), int) if stratum is None else np.unique(stratum, return_inverse=True)[1]
    pairs, of_row = np.unique(
        np.column_stack([strata, np.unique(school, return_inverse=True)[1]]), axis=0, return_inverse=True
    )
    of_row, of_school = of_row.ravel(), pairs[:, 0]
    order = np.argsort(of_row, kind="stable")
    starts = np.searchsorted(of_row[order], np.arange(len(pairs)))
    totals = np.add.reduceat(values[..., order, :], starts, axis=-2)
    edges = np.searchsorted(of_school, np.arange(of_school[-1] + 1))
    products = totals[..., :, None] * totals[..., None, :]
    return Moments(
        np.bincount(of_school).astype(np.int64),
        np.add.reduceat(totals, edges, axis=-2),
        np.add.reduceat(products, edges, axis=-3),
    )
