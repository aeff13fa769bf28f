"""Adjusted odds ratios, or ratios of percentages, with what the design makes of their uncertainty.

The covariance of the coefficients is the sandwich H^-1 V H^-1: V is the covariance of the schools' score vectors, the
sums over children of w (y - mu) x, and H the information at the final coefficients (Binder 1983, International
Statistical Review 51, 279-292; Lumley 2010, chapter 6). So it takes two passes over the answers: `fitting.fit` on
patterns, then `regression` with the moments of `fitting.scores`. The crude ratio is shown beside the adjusted one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from onlinelives.rules.estimation.fitting import SINGULAR, Fit, Link, NoRegression
from onlinelives.rules.estimation.moments import Floats, Moments
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, Sampling, covariance, standard_errors


@dataclass(frozen=True)
class Regression:
    """coefficients, se, t, p_value, low, high: k, on the scale of the link (0 means no association); p_value two-sided,
    by Student's t. covariance: (k, k). df: degrees of freedom of the tests, the design's less k - 1. ratio, ratio_low,
    ratio_high: k, odds ratios (`logit`) or ratios of percentages (`log`), above 0; that of the constant is an odds or a
    percentage itself. level: of the intervals."""

    link: Link
    coefficients: Floats
    covariance: Floats
    df: int
    level: float = 0.95

    @property
    def se(self) -> Floats:
        return standard_errors(self.covariance)

    @property
    def t(self) -> Floats:
        return self.coefficients / np.where(self.se > 0, self.se, np.nan)

    @property
    def p_value(self) -> Floats:
        return np.asarray(2 * stats.t.sf(np.abs(self.t), self.df))

    @property
    def low(self) -> Floats:
        return self.coefficients - self._half

    @property
    def high(self) -> Floats:
        return self.coefficients + self._half

    @property
    def ratio(self) -> Floats:
        return np.exp(self.coefficients)

    @property
    def ratio_low(self) -> Floats:
        return np.exp(self.low)

    @property
    def ratio_high(self) -> Floats:
        return np.exp(self.high)

    @property
    def _half(self) -> Floats:
        return np.asarray(stats.t.ppf(0.5 + self.level / 2, self.df) * self.se)


@dataclass(frozen=True)
class Joint:
    """A test that several coefficients are all 0. statistic: F, 0 or more. p_value: 0 to 1."""

    statistic: float
    numerator_df: int
    denominator_df: int
    p_value: float


def regression(
    found: Fit, moments: Moments, sampling: Sampling = WITH_REPLACEMENT, *, df: int | None = None, level: float = 0.95
) -> Regression:
    """The coefficients with their covariance.

    moments: of the k `scores`. A school of the design without a child in the regression counts, and adds zeros. df:
    degrees of freedom of the design, when it is not schools less strata. Raises NoRegression when fewer than 1 degree
    of freedom is left for k coefficients; LonelyStratum as `covariance` does.
    """
    k = len(found.coefficients)
    left = (moments.df if df is None else df) - (k - 1)
    if left < 1:
        raise NoRegression(f"There are too few schools for {k} coefficients: take fewer predictors.")
    inverse = np.linalg.inv(found.information)
    return Regression(found.link, found.coefficients, inverse @ covariance(moments, sampling) @ inverse, left, level)


def joint(found: Regression, places: ArrayLike) -> Joint:
    """Wald's F test that the coefficients at `places` are all 0, such as those of all levels of one predictor.

    Raises NoRegression when their covariance is singular, as with more coefficients than schools can tell apart.
    """
    at = np.atleast_1d(np.asarray(places, int))
    tested, spread = found.coefficients[at], found.covariance[np.ix_(at, at)]
    scale = np.sqrt(np.diag(spread))
    if not scale.all() or np.linalg.cond(spread / np.outer(scale, scale)) > SINGULAR:
        raise NoRegression("These coefficients cannot be tested together: too few schools tell them apart.")
    statistic = float(tested @ np.linalg.solve(spread, tested)) / len(at)
    return Joint(statistic, len(at), found.df, float(stats.f.sf(statistic, len(at), found.df)))
