"""Did it go up or down over the waves: only along a piece of the series that can be compared.

Three figures stand beside each other: the slope per year by least squares, the equally spaced contrast (which knows the
order of the waves only), and the plain difference of two waves. All are linear in the proportions, and use their full
covariance: a school that took part in several waves is one school, so that waves are correlated. The slope of the log
odds comes from `logistic`, with the year among the predictors.

A wave is linked to the one before when its question, and the group it is asked of, mean the same. Where a link is
broken the series ends and another begins; no line and no test goes across. A wave without a figure is left out.
"""

from itertools import pairwise

import numpy as np

from onlinelives.rules.estimation.comparisons import Comparison, contrast, difference
from onlinelives.rules.estimation.moments import Floats, Integers
from onlinelives.rules.estimation.proportions import Estimates


class NoTrend(ValueError):
    """There is nothing to compare; the message says why, in a sentence."""


def pieces(estimates: Estimates, linked: tuple[bool, ...]) -> tuple[tuple[int, ...], ...]:
    """The places of the waves that may be joined by a line, oldest first. A piece may be a single wave.

    estimates: of d waves, value of shape (d,). linked: d - 1, whether each wave can be compared with the one before.
    Raises ValueError when the numbers do not fit.
    """
    waves = estimates.value.shape[-1]
    if estimates.value.ndim != 1 or len(linked) != waves - 1:
        raise ValueError(f"{waves} waves have {waves - 1} links between them, not {len(linked)}")
    found: list[list[int]] = [[0]]
    for place, joined in enumerate(linked, 1):
        if joined:
            found[-1].append(place)
        else:
            found.append([place])
    known = ([place for place in piece if not np.isnan(estimates.value[place])] for piece in found)
    return tuple(tuple(piece) for piece in known if piece)


def slope(estimates: Estimates, years: Floats, linked: tuple[bool, ...], *, df: float | None = None) -> Comparison:
    """The change per year, in the unit of the estimates, over the latest piece of the series.

    estimates: of d waves, value of shape (d,). years: d, increasing. linked: as in `pieces`. df: other than the
    design's. Raises NoTrend when that piece has fewer than three waves, ValueError when years do not increase.
    """
    if len(years) != len(estimates.value) or any(after <= before for before, after in pairwise(years)):
        raise ValueError("there must be one year for each wave, increasing")
    piece = _latest(estimates, linked, 3)
    centred = years[piece] - years[piece].mean()
    return _over(estimates, piece, np.asarray(centred / (centred**2).sum(), float), df)


def ordered(estimates: Estimates, linked: tuple[bool, ...], *, df: float | None = None) -> Comparison:
    """The contrast with weights -3, -1, 1, 3 (of four waves; as many as there are) over the latest piece, to be read
    for its p-value only. As `slope`."""
    piece = _latest(estimates, linked, 3)
    return _over(estimates, piece, equally_spaced(len(piece)), df)


def equally_spaced(waves: int) -> Floats:
    """Weights of the linear contrast of so many ordered groups, 2 apart and adding up to 0."""
    return np.asarray(2 * np.arange(waves) - (waves - 1), np.float64)


def latest_change(estimates: Estimates, linked: tuple[bool, ...], *, df: float | None = None) -> Comparison:
    """The last wave with a figure less the one before it, if both are in one piece; else NoTrend."""
    piece = _latest(estimates, linked, 2)
    return difference(estimates, int(piece[-1]), int(piece[-2]), df=df)


def _latest(estimates: Estimates, linked: tuple[bool, ...], fewest: int) -> Integers:
    found = pieces(estimates, linked)
    piece = found[-1] if found else ()
    if len(piece) < fewest:
        raise NoTrend(
            f"Only {len(piece)} of the latest waves can be compared with each other, and this needs {fewest}."
        )
    return np.array(piece)


def _over(estimates: Estimates, piece: Integers, weights: Floats, df: float | None) -> Comparison:
    spread = np.zeros(len(estimates.value))
    spread[piece] = weights
    return contrast(estimates, spread, df=df)
