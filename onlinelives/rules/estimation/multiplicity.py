"""Many tests at once: p-values adjusted for how many were looked at.

Holm (1979, Scandinavian Journal of Statistics 6, 65-70) keeps the chance of any false alarm in a family below the
level: inside one report. Benjamini and Hochberg (1995, Journal of the Royal Statistical Society B 57, 289-300) keep
down the share of false alarms among those raised: across a question bank. The family is declared before figures are
read. A test that could not be made (not a number) is not of the family, and stays so.
"""

import numpy as np

from onlinelives.rules.estimation.moments import Floats, Integers


def holm(p_values: Floats) -> Floats:
    """(..., m) p-values of a family along the last axis, 0 to 1, adjusted to the same shape and order."""
    order, ordered, places, size = _ordered(p_values)
    raised = np.maximum.accumulate(np.where(np.isnan(ordered), 0, (size - places) * ordered), -1)
    return _back(raised, order, p_values)


def benjamini_hochberg(p_values: Floats) -> Floats:
    """(..., m) p-values of a family along the last axis, 0 to 1, adjusted to the same shape and order."""
    order, ordered, places, size = _ordered(p_values)
    raised = np.where(np.isnan(ordered), np.inf, size * ordered / (places + 1))
    return _back(np.minimum.accumulate(raised[..., ::-1], -1)[..., ::-1], order, p_values)


def _ordered(p_values: Floats) -> tuple[Integers, Floats, Integers, Integers]:
    """The order, upwards with what is not a number last, the ordered values, their places and the family's size."""
    if ((p_values < 0) | (p_values > 1)).any():
        raise ValueError("a p-value lies between 0 and 1")
    order = np.argsort(p_values, -1, kind="stable")
    size = np.count_nonzero(~np.isnan(p_values), axis=-1, keepdims=True)
    return order, np.take_along_axis(p_values, order, -1), np.arange(p_values.shape[-1]), np.asarray(size)


def _back(raised: Floats, order: Integers, p_values: Floats) -> Floats:
    found = np.empty_like(p_values)
    np.put_along_axis(found, order, np.minimum(raised, 1.0), -1)
    return np.where(np.isnan(p_values), np.nan, found)
