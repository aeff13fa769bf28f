"""Limits for a proportion, most by Student's t with the degrees of freedom of the design.

The plain interval p -+ t SE goes below 0 and is too short near 0 and 1. Logit limits do well in the middle; limits of
Korn and Graubard (1998, Survey Methodology 24, 193-201) where the answer is rare or nearly universal, or where few
children gave one of the two answers. All functions take arrays that fit each other and give arrays of the same shape.

p: 0 to 1. se: 0 or more. df: at least 1, else ValueError. n: unweighted children who answered. level: of the interval.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from onlinelives.rules.estimation.moments import Floats

FEW = 10  # children, unweighted, on the rarer side
RARE = 0.05


@dataclass(frozen=True)
class Interval:
    """low, high: limits from 0 to 1 (those of `wald` may lie outside), not a number where there is no estimate."""

    low: Floats
    high: Floats


@dataclass(frozen=True)
class Chosen(Interval):
    """method: which limits were taken for each figure, `logit`, `beta` or `exact`; `none` without an estimate."""

    method: NDArray[np.str_]


def wald(p: Floats, se: Floats, df: ArrayLike, level: float = 0.95) -> Interval:
    """p -+ t se: for means of scores, and for differences; for proportions take `automatic`."""
    half = _quantile(df, level) * se
    return Interval(p - half, p + half)


def logit(p: Floats, se: Floats, df: ArrayLike, level: float = 0.95) -> Interval:
    """expit(ln(p/(1-p)) -+ t se/(p(1-p))). Not a number when p is 0 or 1."""
    inside = _inside(p)
    centre, half = np.log(inside) - np.log1p(-inside), _quantile(df, level) * se / (inside * (1 - inside))
    return Interval(1 / (1 + np.exp(half - centre)), 1 / (1 + np.exp(-half - centre)))


def arcsine(p: Floats, se: Floats, df: ArrayLike, level: float = 0.95) -> Interval:
    """sin(asin(sqrt p) -+ t se/(2 sqrt(p(1-p)))) squared, as a check on the others. Not a number when p is 0 or 1."""
    inside = _inside(p)
    centre, half = np.arcsin(np.sqrt(inside)), _quantile(df, level) * se / (2 * np.sqrt(inside * (1 - inside)))
    low, high = np.maximum(centre - half, 0), np.minimum(centre + half, np.pi / 2)
    return Interval(np.sin(low) ** 2, np.sin(high) ** 2)


def beta(p: Floats, se: Floats, df: ArrayLike, n: ArrayLike, level: float = 0.95) -> Interval:
    """Exact binomial limits with the effective number of children p(1-p)/se^2, corrected for df (Korn and Graubard
    1998). It is not capped at n, as in R. Not a number when p is 0 or 1, or se is 0."""
    inside, children = _inside(p), np.asarray(n, float)
    spare = np.where(children > 1, children - 1, np.nan)
    correction = stats.t.ppf(0.5 + level / 2, spare) / _quantile(df, level)
    return _binomial(inside, inside * (1 - inside) / np.where(se > 0, se, np.nan) ** 2 * correction**2, level)


def exact(p: Floats, n: ArrayLike, level: float = 0.95) -> Interval:
    """Exact binomial limits as if n children had been drawn one by one (Clopper and Pearson 1934)."""
    children = np.asarray(n, float)
    return _binomial(p, np.where(children > 0, children, np.nan), level)


def automatic(p: Floats, se: Floats, df: ArrayLike, *, n: ArrayLike, yes: ArrayLike, level: float = 0.95) -> Chosen:
    """Exact limits when p is 0 or 1 or se is 0; beta when fewer than 10 of the n children said yes, or fewer than 10
    said no, or p is outside 0.05 to 0.95; logit otherwise. yes: unweighted children who said yes."""
    children, rarer = np.asarray(n), np.minimum(yes, np.asarray(n) - yes)
    sure = (p <= 0) | (p >= 1) | (se == 0)
    rare = (rarer < FEW) | (p < RARE) | (p > 1 - RARE)
    unknown = np.isnan(p) | np.isnan(se) | (children < 1)
    conditions = [unknown, sure, rare]
    found = logit(p, se, df, level), beta(p, se, df, n, level), exact(p, n, level)
    nothing = np.full(np.shape(unknown), np.nan)
    low, high = (
        np.select(conditions, [nothing, edges[2], edges[1]], edges[0])
        for edges in ([one.low for one in found], [one.high for one in found])
    )
    return Chosen(low, high, np.select(conditions, ["none", "exact", "beta"], "logit"))


def _inside(p: Floats) -> Floats:
    return np.where((p > 0) & (p < 1), p, np.nan)


def _quantile(df: ArrayLike, level: float) -> Floats:
    if (np.asarray(df) < 1).any():
        raise ValueError("there are too few schools for an interval: schools less strata must be at least 1")
    return np.asarray(stats.t.ppf(0.5 + level / 2, df))


def _binomial(p: Floats, n: Floats, level: float) -> Interval:
    """Limits of a proportion p of n, where neither p n nor n need be whole."""
    tail = (1 - level) / 2
    low = stats.beta.ppf(tail, np.where(p > 0, n * p, np.nan), n * (1 - p) + 1)
    high = stats.beta.isf(tail, n * p + 1, np.where(p < 1, n * (1 - p), np.nan))
    return Interval(np.where(p <= 0, 0.0, low), np.where(p >= 1, 1.0, high))
