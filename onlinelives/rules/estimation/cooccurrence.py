"""Which kinds of risk come together: of the four Cs (content, contact, conduct, contract), or any few yes/no answers.

The four Cs are those of Livingstone and Stoilova (2021, CO:RE short report on classifying online risk). Everything
comes from how many children have each of the 2^c combinations.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from onlinelives.rules.estimation.comparisons import Comparison, compared
from onlinelives.rules.estimation.moments import Floats, Integers, Moments
from onlinelives.rules.estimation.proportions import Estimates
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, Sampling, covariance


@dataclass(frozen=True)
class Together:
    """shares: of children with 0, 1, ... c of the answers, (..., c + 1). pairs: the places of two answers, the first
    before the second. odds_ratios: (..., pairs), how the odds of one differ between those with and without the other;
    above 1 they come together; not a number where one of the four cells of the pair is empty."""

    shares: Estimates
    pairs: tuple[tuple[int, int], ...]
    odds_ratios: Comparison


def combination(answers: Floats) -> Floats:
    """(n, 2^c), 1 in the place of a child's combination: the place is the sum of 2^j over the answers j that are 1.

    answers: (n, c) of 0 and 1; zeros throughout for a child who left out any (not a number). Times the weight, this is
    what `together` takes the moments of.
    """
    complete = np.asarray(~np.isnan(answers).any(-1))
    place = np.where(complete[:, None], answers, 0.0) @ 2.0 ** np.arange(answers.shape[-1])
    return np.asarray((place[:, None] == np.arange(2 ** answers.shape[-1])) & complete[:, None], np.float64)


def together(moments: Moments, sampling: Sampling = WITH_REPLACEMENT, *, level: float = 0.95) -> Together:
    """How many of the answers children have, and which pairs come together.

    moments: of 2^c totals, sums of weights of the combinations. Raises ValueError when their number is no power of 2
    from 4 upwards, or there is no degree of freedom; LonelyStratum as `covariance` does.
    """
    cells = moments.totals.sum(-2)
    answers = cells.shape[-1].bit_length() - 1
    if answers < 2 or cells.shape[-1] != 2**answers:
        raise ValueError(f"{cells.shape[-1]} totals are not the combinations of yes/no answers")
    has = (np.arange(2**answers)[:, None] >> np.arange(answers)) & 1
    pairs = tuple(combinations(range(answers), 2))
    return Together(_shares(moments, cells, has.sum(1), sampling), pairs, _pairs(moments, has, pairs, sampling, level))


def _shares(moments: Moments, cells: Floats, number: Integers, sampling: Sampling) -> Estimates:
    members = (number == np.arange(number.max() + 1)[:, None]).astype(float)
    weight = cells.sum(-1)[..., None]
    weight = np.where(weight > 0, weight, np.nan)
    value = cells @ members.T / weight
    gradient = (members - value[..., None]) / weight[..., None]
    return Estimates(value, covariance(moments, sampling, gradient), moments.df)


def _pairs(
    moments: Moments, has: Integers, pairs: tuple[tuple[int, int], ...], sampling: Sampling, level: float
) -> Comparison:
    first, second = has[:, [one for one, _ in pairs]].T, has[:, [other for _, other in pairs]].T
    members = np.stack([first * second, first * (1 - second), (1 - first) * second, (1 - first) * (1 - second)], 1)
    four = np.einsum("...k,pck->...pc", moments.totals.sum(-2), members)  # the cells of each pair
    four = np.where(four > 0, four, np.nan)
    signs = np.array([1.0, -1.0, -1.0, 1.0])
    gradient = np.einsum("...pc,pck->...pk", signs / four, members.astype(float))
    variance = np.diagonal(covariance(moments, sampling, gradient), axis1=-2, axis2=-1)
    return compared("odds ratio", np.log(four) @ signs, variance, moments.df, level)
