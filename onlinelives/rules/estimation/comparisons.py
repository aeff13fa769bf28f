"""Two groups beside each other: as a difference, as a ratio of percentages, or as an odds ratio.

The three are named for what they are. "Twice as likely" is a ratio of percentages; an odds ratio is further from 1.
Groups overlap (a young carer may be in care), so the variance of a comparison comes from the covariance of the two and
not from adding variances. A group is set against the children outside it, never against a total that contains it.
Ratios are handled on the log scale, where they are nearer to normal (Korn and Graubard 1999, section 3.2).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from onlinelives.rules.estimation.moments import Floats
from onlinelives.rules.estimation.proportions import Estimates

Kind = Literal["difference", "ratio of percentages", "odds ratio", "contrast"]
Places = int | NDArray[np.int64]

ROUNDING = 1e-12  # a variance this small beside its parts is what rounding leaves of them, and is given as 0


@dataclass(frozen=True)
class Comparison:
    """kind: what `estimate` is. estimate, low, high: (...), the difference in the unit of the estimates (0.02 is two
    percentage points) or a ratio, above 0. se: standard error of the difference or contrast; of a ratio, the standard
    error of its natural logarithm. p_value: two-sided, by Student's t with `df` degrees of freedom. Not a number where
    a percentage of 0 or 100 leaves a ratio undefined, or where nobody answered; p_value also where the se is 0.
    """

    kind: Kind
    estimate: Floats
    se: Floats
    low: Floats
    high: Floats
    p_value: Floats
    df: float


def difference(
    estimates: Estimates, group: Places, reference: Places, *, df: float | None = None, level: float = 0.95
) -> Comparison:
    """The percentage (or mean) of `group` less that of `reference`: places among the d groups, or arrays of them.

    df: degrees of freedom other than the design's. level: of the interval. Raises ValueError when df is below 1.
    """
    ones = np.ones_like(estimates.value[..., group])
    found = estimates.value[..., group] - estimates.value[..., reference]
    return compared(
        "difference", found, _variance(estimates, group, reference, ones, ones), _degrees(estimates, df), level
    )


def ratio(
    estimates: Estimates, group: Places, reference: Places, *, df: float | None = None, level: float = 0.95
) -> Comparison:
    """How many times the percentage of `reference` that of `group` is: the ratio of percentages. As `difference`."""
    value = np.where(estimates.value > 0, estimates.value, np.nan)
    one, other = value[..., group], value[..., reference]
    spread = _variance(estimates, group, reference, 1 / one, 1 / other)
    return compared("ratio of percentages", np.log(one) - np.log(other), spread, _degrees(estimates, df), level)


def odds_ratio(
    estimates: Estimates, group: Places, reference: Places, *, df: float | None = None, level: float = 0.95
) -> Comparison:
    """The odds p/(1-p) of `group` over those of `reference`. As `difference`. Only for proportions."""
    value = np.where((estimates.value > 0) & (estimates.value < 1), estimates.value, np.nan)
    one, other = value[..., group], value[..., reference]
    spread = _variance(estimates, group, reference, 1 / (one * (1 - one)), 1 / (other * (1 - other)))
    found = np.log(one) - np.log1p(-one) - np.log(other) + np.log1p(-other)
    return compared("odds ratio", found, spread, _degrees(estimates, df), level)


def contrast(estimates: Estimates, weights: Floats, *, df: float | None = None, level: float = 0.95) -> Comparison:
    """The sum of `weights` (..., d) times the estimates. As `difference`. A group with weight 0 has no part in it."""
    used = weights != 0
    value = np.where(used, estimates.value, 0.0)
    both = used[..., :, None] & used[..., None, :]
    parts = weights[..., :, None] * np.where(both, estimates.covariance, 0.0) * weights[..., None, :]
    size = np.sqrt(np.diagonal(parts, axis1=-2, axis2=-1)).sum(-1) ** 2
    spread = _cleared(parts.sum((-2, -1)), size)
    return compared("contrast", (weights * value).sum(-1), spread, _degrees(estimates, df), level)


def _variance(estimates: Estimates, group: Places, reference: Places, one: Floats, other: Floats) -> Floats:
    """Of a difference whose slopes are `one` in the group and minus `other` in the reference."""
    found = estimates.covariance
    own, theirs = one**2 * found[..., group, group], other**2 * found[..., reference, reference]
    size = (np.sqrt(own) + np.sqrt(theirs)) ** 2
    return _cleared(own + theirs - 2 * one * other * found[..., group, reference], size)


def _degrees(estimates: Estimates, df: float | None) -> float:
    return estimates.df if df is None else df


def _cleared(variance: Floats, size: Floats) -> Floats:
    return np.where(variance <= ROUNDING * size, 0.0, variance)


def compared(kind: Kind, found: Floats, variance: Floats, df: float, level: float) -> Comparison:
    """Test and limits of `found` (...), a difference or the logarithm of a ratio, given its variance (...). Raises
    ValueError when df is below 1."""
    if df < 1:
        raise ValueError("there are too few schools to compare groups: schools less strata must be at least 1")
    se = np.sqrt(np.where(np.isnan(found), np.nan, variance))
    half = stats.t.ppf(0.5 + level / 2, df) * se
    tested = 2 * stats.t.sf(np.abs(found) / np.where(se > 0, se, np.nan), df)
    estimate, low, high = found, found - half, found + half
    if kind in ("ratio of percentages", "odds ratio"):
        estimate, low, high = np.exp(estimate), np.exp(low), np.exp(high)
    return Comparison(kind, estimate, se, low, high, tested, df)
