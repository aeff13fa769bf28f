"""Coefficients of a regression of a yes/no answer, from how many of each combination of predictors said yes.

With the logit link the model is p = 1/(1 + exp(-x'b)), and exp(b) an odds ratio. With the log link it is p = exp(x'b),
fitted as counts are (Zou 2004, American Journal of Epidemiology 159, 702-706), and exp(b) is a ratio of percentages.
Their covariance needs the schools: `logistic`.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats
from onlinelives.rules.estimation.separation import separating

Link = Literal["logit", "log"]

MOST_STEPS = 50
ALL = 1e-9  # sums of yes and of weights may differ by so much, relative, and still be of the same children
SETTLED, ROUNDED = 1e-12, 1e-8  # a step this small ends the search; below the second, so does one that shrinks no more
FAR = 15.0  # a linear predictor beyond this is worth a look for separation
LONGEST = 10.0  # no linear predictor moves further in a step: beyond, probabilities are 0 or 1 to the last digit
SINGULAR = 1e12  # condition number of the information, scaled to a diagonal of 1


class NoRegression(ValueError):
    """These data have no such regression; the message says why, in a sentence."""


@dataclass(frozen=True)
class Fit:
    """coefficients: k, on the scale of the link. fitted: m, the probability (or mean, with the log link) of each
    pattern. information: (k, k), H at these coefficients. steps: Newton steps taken."""

    link: Link
    coefficients: Floats
    fitted: Floats
    information: Floats
    steps: int


def fit(predictors: Floats, weight: Floats, yes: Floats, *, link: Link = "logit", names: tuple[str, ...] = ()) -> Fit:
    """Maximise the weighted likelihood by Newton's steps.

    predictors: (m, k), one row for each combination that occurs, with a column of ones for the constant. weight: m,
    sums of weights, above 0. yes: m, sums of weight times answer, 0 to `weight`. names: k, of the predictors, for
    messages. Raises NoRegression on separation, on predictors that repeat each other, and when the steps do not settle;
    ValueError for sums that cannot be.
    """
    if not ((weight > 0) & (yes >= 0) & (yes <= weight * (1 + ALL))).all():
        raise ValueError("weights must be above 0, and the sums of yes between 0 and them")
    share = float(yes.sum() / weight.sum())
    if not 0 < share < 1:
        raise NoRegression(f"Everybody gave the same answer, {'yes' if share else 'no'}, so nothing can explain it.")
    return _Search(predictors, weight, yes, link, names).run(share)


def scores(found: Fit, predictors: Floats, weight: Floats, yes: Floats) -> Floats:
    """(n, k), weight (y - mu) x of each row: what `logistic.regression` takes the moments of, summed by school.

    predictors: (n, k); weight, yes: n, as in `fit`, for any rows: children, or patterns within a school. A child who is
    not in the regression has a weight and a yes of 0. mu is worked out anew from the predictors.
    """
    return (yes - weight * mean(predictors @ found.coefficients, found.link))[:, None] * predictors


def mean(linear: Floats, link: Link) -> Floats:
    """The probability, or mean, that belongs to a linear predictor x'b: any shape."""
    return np.asarray(np.exp(linear) if link == "log" else 1 / (1 + np.exp(-linear)))


@dataclass(frozen=True)
class _Search:
    predictors: Floats
    weight: Floats
    yes: Floats
    link: Link
    names: tuple[str, ...]

    def run(self, share: float) -> Fit:
        level = np.log(share) if self.link == "log" else np.log(share / (1 - share))
        b = np.linalg.lstsq(self.predictors, np.full(len(self.predictors), level), rcond=None)[0]
        before, looked = np.inf, False
        for steps in range(1, MOST_STEPS + 1):
            step = self._step(b)
            b = b + step
            size = float(np.abs(step).max()) / max(1.0, float(np.abs(b).max()))
            if size < SETTLED or before <= size < ROUNDED:
                fitted = mean(self.predictors @ b, self.link)
                return Fit(self.link, b, fitted, self._information(fitted), steps)
            if not looked and np.abs(self.predictors @ b).max() > FAR:
                looked = True
                self._refuse_separation()
            before = size
        self._refuse_separation()
        raise NoRegression(f"The regression did not settle within {MOST_STEPS} steps: take fewer predictors.")

    def _step(self, b: Floats) -> Floats:
        """Newton's step, kept short where it would overshoot, and halved until the likelihood does not fall."""
        fitted, before = mean(self.predictors @ b, self.link), self._likelihood(b)
        step = self._solve(self._information(fitted), self.predictors.T @ (self.yes - self.weight * fitted))
        step = step / max(1.0, float(np.abs(self.predictors @ step).max()) / LONGEST)
        for _ in range(MOST_STEPS):
            if self._likelihood(b + step) >= before - 1e-9 * abs(before):
                break
            step = step / 2
        return step

    def _information(self, fitted: Floats) -> Floats:
        slope = fitted if self.link == "log" else fitted * (1 - fitted)
        return self.predictors.T @ (self.predictors * (self.weight * slope)[:, None])

    def _likelihood(self, b: Floats) -> float:
        linear = self.predictors @ b
        normaliser = np.exp(linear) if self.link == "log" else np.logaddexp(0, linear)
        return float(self.yes @ linear - self.weight @ normaliser)

    def _solve(self, information: Floats, score: Floats) -> Floats:
        scale = np.sqrt(np.diag(information))
        if not scale.all():
            raise NoRegression(f"Nobody is in {self._named(np.flatnonzero(scale == 0))}, so it has no coefficient.")
        scaled = information / np.outer(scale, scale)
        if np.linalg.cond(scaled) > SINGULAR:
            self._refuse_separation()
            raise NoRegression("The predictors repeat each other: leave out one that the others already tell.")
        return np.asarray(np.linalg.solve(scaled, score / scale) / scale)

    def _refuse_separation(self) -> None:
        everybody = (self.yes >= self.weight * (1 - ALL)) & (self.link == "logit")
        places = separating(self.predictors, everybody, self.yes <= 0)
        if len(places):
            raise NoRegression(
                f"In some group everybody gave the same answer ({self._named(places)}), so that no finite ratio "
                "describes it: leave that predictor out, or put groups together."
            )

    def _named(self, places: NDArray[np.int64]) -> str:
        return ", ".join(self.names[place] if self.names else f"predictor {place + 1}" for place in places)
