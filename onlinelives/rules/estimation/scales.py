"""Scales made of several questions: a child's score, whether the questions hang together, and who comes first.

A mean score of a group is estimated with `proportions`, which takes any numbers for answers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from onlinelives.rules.estimation.moments import Floats, Moments
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, Sampling, covariance


@dataclass(frozen=True)
class Alpha:
    """value: Cronbach's alpha, at most 1; negative where questions run against each other. se: its standard error.
    Not a number where all answers are alike."""

    value: float
    se: float


@dataclass(frozen=True)
class Ranking:
    """place: (..., m), 1 for the highest; equals share a place and the next is left out (1, 2, 2, 4); not a number for
    what has no figure. tied: (..., m), whether another has the same place."""

    place: Floats
    tied: NDArray[np.bool_]


def score(answers: Floats, fewest: int) -> Floats:
    """n scores: the mean of the questions a child answered, in their unit, not a number when fewer than `fewest`.

    answers: (n, m) of the m questions of the scale, coded in one direction, not a number where missing. Raises
    ValueError unless `fewest` is from 1 to m. The mean of known answers, rather than their sum, keeps a child who left
    out one question on the same scale as the others.
    """
    if not 1 <= fewest <= answers.shape[-1]:
        raise ValueError(f"of {answers.shape[-1]} questions at least 1 and at most all must be answered, not {fewest}")
    known = ~np.isnan(answers)
    count = known.sum(-1)
    return np.asarray(np.where(known, answers, 0.0).sum(-1) / np.where(count >= fewest, count, np.nan))


def alpha_values(answers: Floats, weight: Floats) -> Floats:
    """(n, 1 + m + m(m+1)/2), what `alpha` takes the moments of: weight times 1, each answer, and each product of two
    answers (1 with 1, 1 with 2, ...). Zeros for a child who left out any of the m questions. answers: (n, m)."""
    complete = np.asarray(~np.isnan(answers).any(-1))
    filled = np.where(complete[:, None], answers, 0.0)
    first, second = np.triu_indices(answers.shape[-1])
    parts = [complete[:, None], filled, filled[:, first] * filled[:, second]]
    return np.concatenate(parts, -1) * weight[:, None]


def alpha(moments: Moments, questions: int, sampling: Sampling = WITH_REPLACEMENT) -> Alpha:
    """Cronbach's alpha (1951, Psychometrika 16, 297-334) of the population, k/(k-1) (1 - sum of variances / variance
    of the sum), from weighted variances, with a linearised standard error.

    moments: of `alpha_values`. Raises ValueError with fewer than 2 questions or totals that do not fit; LonelyStratum
    as `covariance` does.
    """
    totals = moments.totals.sum(-2)
    first, second = np.triu_indices(questions)
    if questions < 2 or totals.shape != (1 + questions + len(first),):
        raise ValueError(f"alpha of {questions} questions does not fit {totals.shape[-1]} totals")
    weight, sums, products = totals[0], totals[1 : 1 + questions], totals[1 + questions :]
    own, times = (first == second).astype(float), np.where(first == second, 1.0, 2.0)
    parts = own @ products / weight - (sums**2).sum() / weight**2
    whole = times @ products / weight - sums.sum() ** 2 / weight**2
    if not whole > 1e-12 * times @ np.abs(products) / weight:
        return Alpha(np.nan, np.nan)
    to_parts = [-(own @ products) / weight**2 + 2 * (sums**2).sum() / weight**3], -2 * sums / weight**2, own / weight
    to_whole = (
        [-(times @ products) / weight**2 + 2 * sums.sum() ** 2 / weight**3],
        np.full(questions, -2 * sums.sum() / weight**2),
        times / weight,
    )
    factor = questions / (questions - 1)
    slopes = factor * (parts / whole**2 * np.concatenate(to_whole) - np.concatenate(to_parts) / whole)
    variance = covariance(moments, sampling, slopes[None, :])[0, 0]
    return Alpha(float(factor * (1 - parts / whole)), float(np.sqrt(variance)))


def ranks(values: Floats, decimals: int | None = None) -> Ranking:
    """Places of m figures along the last axis, the highest first.

    decimals: equal to so many decimals means equal, as a reader of the shown figures would say; None compares exactly.
    """
    shown = values if decimals is None else np.round(values, decimals)
    known = ~np.isnan(shown)
    least = stats.rankdata(np.where(known, -shown, np.inf), "min", axis=-1)
    most = stats.rankdata(np.where(known, -shown, np.inf), "max", axis=-1)
    return Ranking(np.where(known, least, np.nan), known & (most > least))
