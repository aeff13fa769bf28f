"""Proportions and means after post-stratification or raking, with the precision that the census margins add.

An answer that the margins predict no longer varies with the luck of who was asked, so that its variance is that of the
residuals from a regression on the margins, with the weights from before (Deville and Särndal 1992, JASA 87, 376-382).
To treat raked weights as fixed is safe but wasteful: standard errors then come out too large, at times twofold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, of_rows
from onlinelives.rules.estimation.proportions import Estimates
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, Sampling, covariance
from onlinelives.rules.estimation.weighting import Margin


@dataclass(frozen=True)
class Calibrated:
    """value: q, proportions or means. influence: (n, q), what each child adds to the error of each, weights included:
    the covariance of its school totals is that of `value`."""

    value: Floats
    influence: Floats

    def estimates(
        self, school: NDArray[Any], stratum: NDArray[Any] | None = None, sampling: Sampling = WITH_REPLACEMENT
    ) -> Estimates:
        """As `proportions` gives them, to be compared with each other. school, stratum: n codes, as for `of_rows`.
        Raises LonelyStratum as `covariance` does."""
        moments = of_rows(self.influence, school, stratum)
        return Estimates(self.value, covariance(moments, sampling), moments.df)


def calibrated(
    answers: Floats, base: Floats, weight: Floats, margins: Sequence[Margin], trimmed: Floats | None = None
) -> Calibrated:
    """answers: (n, q), not a number where missing or outside the group. base: n, weights before raking; weight: n,
    those after it; trimmed: n, those after trimming too, which then give the values. A column in which nobody answered
    raises ValueError."""
    used = weight if trimmed is None else trimmed
    known = ~np.isnan(answers)
    total = used @ known
    if not (total > 0).all():
        raise ValueError("in some column nobody answered")
    filled = np.where(known, answers, 0.0)
    value = used @ filled / total
    linear = known * (filled - value) / total * (used / weight)[:, None]
    return Calibrated(value, weight[:, None] * _residuals(linear, base, margins))


def _residuals(linear: Floats, base: Floats, margins: Sequence[Margin]) -> Floats:
    predictors = np.concatenate([margin.indicators for margin in margins], 1)
    root = np.sqrt(base)[:, None]
    slopes = np.linalg.lstsq(predictors * root, linear * root, rcond=None)[0]
    return np.asarray(linear - predictors @ slopes)
