"""The sampling covariance of totals, and of anything smooth made from them, out of the moments of school totals.

Schools are the units that were drawn, so only differences between the schools of a stratum carry the luck of the draw:
in a stratum with G schools, G/(G-1) times (products - totals totals'/G), added up over strata (Wolter 2007, section
1.4; Lumley 2010, chapter 2). A smooth function of totals has the covariance of its linear part (Taylor series).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, Moments

Lonely = Literal["fail", "adjust", "average", "remove", "certainty"]

ROUNDING = 1e-13  # a variance this small beside the squares it is the difference of is rounding, and is given as 0


class LonelyStratum(ValueError):
    """One school alone in a stratum says nothing about how schools differ there. strata: the places of these."""

    def __init__(self, strata: tuple[int, ...], names: tuple[str, ...]) -> None:
        self.strata = strata
        said = ", ".join(names[place] if names else f"number {place + 1}" for place in strata)
        several = len(strata) > 1
        super().__init__(
            f"{'Strata' if several else 'Stratum'} {said} {'have' if several else 'has'} one school only, so that the "
            "spread between schools cannot be seen there: merge it with a similar stratum, or state another rule."
        )


@dataclass(frozen=True)
class Sampling:
    """How schools were drawn, as far as variance needs it.

    lonely: what to do about a stratum with one school. `fail`: raise LonelyStratum. `adjust`: take its deviation from
    the mean of all schools. `average`: give it the mean variance of the other strata. `remove` and `certainty`: no
    variance, for a school that is ignored or that was sure to be in. (The options of R's survey package, Lumley 2010,
    section 3.2.1.)
    fractions: H, the share of each stratum's schools that took part, 0 to 1; None means a small share, as if drawn with
    replacement, which errs towards wider intervals.
    names: H, what strata are called in messages, or none.
    """

    lonely: Lonely = "fail"
    fractions: Floats | None = None
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.fractions is not None and not ((self.fractions >= 0) & (self.fractions <= 1)).all():
            raise ValueError("a sampling fraction lies between 0 and 1")


WITH_REPLACEMENT = Sampling()


def covariance(moments: Moments, sampling: Sampling = WITH_REPLACEMENT, gradient: Floats | None = None) -> Floats:
    """(..., k, k): the covariance of the k totals over all strata.

    gradient: (..., m, k), the slopes of m quantities in the k totals; then the result is theirs, (..., m, m). Slopes
    that are not a number, of a figure about nobody, spoil their own rows and columns only.
    Raises LonelyStratum where the rule says so, ValueError where no stratum has two schools or shapes do not fit.
    """
    totals, products = moments.totals, moments.products
    sizes = np.sqrt(np.diagonal(products, axis1=-2, axis2=-1))
    if gradient is not None:
        turned = np.swapaxes(gradient, -1, -2)
        totals, sizes = totals @ turned, sizes @ np.abs(turned)
        products = gradient[..., None, :, :] @ products @ turned[..., None, :, :]
    factors, shares = _factors(moments.schools, sampling)
    deviations = products - _outer(totals) * shares[:, None, None]
    if sampling.lonely == "adjust":
        alone = moments.schools == 1
        mean = totals.sum(-2, keepdims=True) / moments.schools.sum()
        deviations = np.where(alone[:, None, None], _outer(totals - mean), deviations)
    found = np.einsum("...hij,h->...ij", deviations, factors)
    nothing = np.diagonal(found, axis1=-2, axis2=-1) <= ROUNDING * np.einsum("...hi,h->...i", sizes**2, factors)
    return np.where(nothing[..., :, None] | nothing[..., None, :], 0.0, found)


def standard_errors(found: Floats) -> Floats:
    """(..., k): the square roots of the diagonal of covariances (..., k, k)."""
    return np.sqrt(np.diagonal(found, axis1=-2, axis2=-1))


def _outer(totals: Floats) -> Floats:
    return totals[..., :, None] * totals[..., None, :]


def _factors(schools: NDArray[np.int64], sampling: Sampling) -> tuple[Floats, Floats]:
    """What to multiply each stratum's sum of squared deviations by, and 1 / schools."""
    taken = np.zeros(len(schools)) if sampling.fractions is None else sampling.fractions
    if taken.shape != schools.shape:
        raise ValueError(f"{len(schools)} strata, but {len(taken)} sampling fractions")
    alone = schools == 1
    factors = (1 - taken) * schools / np.maximum(schools - 1, 1)
    if alone.any():
        if sampling.lonely == "fail":
            raise LonelyStratum(tuple(int(place) for place in np.flatnonzero(alone)), sampling.names)
        if sampling.lonely == "average":
            if alone.all():
                raise ValueError("no stratum has two schools, so there is no variance to take the average of")
            factors = np.where(alone, 0.0, factors) * len(schools) / np.count_nonzero(~alone)
        elif sampling.lonely != "adjust":
            factors = np.where(alone, 0.0, factors)
    return factors, 1 / schools
