"""Quantiles of Student's t distribution, for the intervals of small samples.

Source: NIST Digital Library of Mathematical Functions, section 8.17 (incomplete beta function and its continued
fraction, 8.17.22), evaluated by the method of Lentz (1976).
"""

import math
from functools import cache

TINY = 1e-300
CLOSE = 1e-15
MOST_TERMS = 10_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function I_x(a, b), 0 to 1, for a and b over 0 and x from 0 to 1."""
    if a <= 0 or b <= 0 or not 0 <= x <= 1:
        raise ValueError("a and b must be over 0 and x from 0 to 1")
    if x in (0, 1):
        return float(x)
    if x > (a + 1) / (a + b + 2):  # the fraction converges quickly on the other side only
        return 1 - incomplete_beta(b, a, 1 - x)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) / (a * _continued_fraction(a, b, x))


def student(probability: float, degrees: float) -> float:
    """The t below which a Student variable falls with `probability`, 0 to 1 exclusive; `degrees` of freedom are over 0.

    Right to at least nine figures. Raises ValueError outside those ranges.
    """
    if not 0 < probability < 1 or degrees <= 0:
        raise ValueError("a probability lies between 0 and 1, and degrees of freedom are over 0")
    return -_upper(probability, degrees) if probability < 0.5 else _upper(1 - probability, degrees)


@cache
def _upper(tail: float, degrees: float) -> float:
    """The t, 0 or more, that is exceeded with probability `tail`, at most a half: found by halving an interval."""

    def exceeded(t: float) -> float:
        return incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2

    low, high = 0.0, 1.0
    while exceeded(high) > tail:
        low, high = high, high * 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if exceeded(middle) > tail else (low, middle)
    return low


def _continued_fraction(a: float, b: float, x: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), the denominator of DLMF 8.17.22."""
    value, above, below = 1.0, 1.0, 0.0
    for term in range(1, MOST_TERMS):
        m, odd = divmod(term, 2)
        if odd:
            d = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            d = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        below = 1 / ((1 + d * below) or TINY)
        above = (1 + d / above) or TINY
        value *= above * below
        if abs(above * below - 1) < CLOSE:
            return value
    raise ArithmeticError("the continued fraction did not converge")
