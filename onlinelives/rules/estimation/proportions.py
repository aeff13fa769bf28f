"""Proportions and means of several, possibly overlapping, groups of children, with one covariance for all of them.

A proportion is A/B, where B is the sum of weights and A the sum of weight times answer over the children of a group who
answered. Its slopes in (B, A) are (-p/B, 1/B), which gives the linearised variance (Särndal, Swensson and Wretman 1992,
sections 5.6 and 7.2). A child outside the group and a missing answer add zeros: they are never deleted, so that a
school with nobody in the group still counts among the schools.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from onlinelives.rules.estimation.moments import Floats, Moments
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, Sampling, covariance, standard_errors


@dataclass(frozen=True)
class Estimates:
    """Of d groups, for any number of figures at once.

    value: (..., d), proportions from 0 to 1, or means in the unit of the answer; not a number where nobody answered.
    covariance: (..., d, d), their sampling covariance. df: degrees of freedom of the design, schools less strata.
    """

    value: Floats
    covariance: Floats
    df: int

    @property
    def se(self) -> Floats:
        """(..., d), standard errors, in the unit of `value`."""
        return standard_errors(self.covariance)

    def __getitem__(self, place: Any) -> "Estimates":
        """The estimates of some of the figures: an index into the leading axes."""
        return Estimates(self.value[place], self.covariance[place], self.df)


def proportions(moments: Moments, sampling: Sampling = WITH_REPLACEMENT) -> Estimates:
    """Estimate the proportion, or mean, of each of d groups.

    moments: of k = 2 d totals in the order B_1, A_1, B_2, A_2, ...: sum of weights, sum of weight times answer, both
    over the children of the group who answered. Raises ValueError for an odd number of totals, LonelyStratum as
    `covariance` does.
    """
    totals = moments.totals.sum(-2)
    if totals.shape[-1] % 2:
        raise ValueError(f"proportions need two totals for each group, and there are {totals.shape[-1]}")
    base, yes = totals[..., 0::2], totals[..., 1::2]
    somebody = np.where(base > 0, base, np.nan)
    value = yes / somebody
    groups = base.shape[-1]
    gradient = np.zeros((*value.shape, 2 * groups))
    place = np.arange(groups)
    gradient[..., place, 2 * place] = -value / somebody
    gradient[..., place, 2 * place + 1] = 1 / somebody
    return Estimates(value, covariance(moments, sampling, _whole(gradient)), moments.df)


def _whole(gradient: Floats) -> Floats:
    """A group of nobody is not a number throughout its row, so that its standard error is none either."""
    return np.where(np.isnan(gradient).any(-1, keepdims=True), np.nan, gradient)
