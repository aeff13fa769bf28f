"""Weights that make the children who answered add up to the school census.

Post-stratification knows how many children there are in every cell, raking only in the margins (Deming and Stephan
1940, Annals of Mathematical Statistics 11, 427-444). Trimming keeps single children from weighing too much, at the
price that margins hold only nearly. These work on rows of children: a margin is a code for each child, and a count of
children in the population for each code.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onlinelives.rules.estimation.moments import Floats, Integers

SETTLED, MOST_ROUNDS = 1e-12, 1000
AGREE = 1e-6  # relative difference between the totals of two margins


class Unweightable(ValueError):
    """No weights can meet these margins; the message says why, in a sentence."""


@dataclass(frozen=True)
class Margin:
    """name: for messages. codes: n, from 0, of each child. counts: how many children of each code the population has,
    above 0. Raises Unweightable for a code without a count or a count without a child."""

    name: str
    codes: Integers
    counts: Floats

    def __post_init__(self) -> None:
        if ((self.codes < 0) | (self.codes >= len(self.counts))).any():
            raise Unweightable(
                f"In {self.name} some children have no known value, or one the population does not have."
            )
        if not (self.counts > 0).all():
            raise Unweightable(f"In {self.name} every value needs a count of children above 0.")
        empty = np.flatnonzero(np.bincount(self.codes, minlength=len(self.counts)) == 0)
        if len(empty):
            said = ", ".join(str(int(code)) for code in empty)
            raise Unweightable(f"In {self.name} no child has the value {said}: put values together.")

    def factors(self, weight: Floats) -> Floats:
        """What to multiply the weights of each code by so that they add up to its count."""
        present = np.bincount(self.codes, weight, len(self.counts))
        return self.counts / present

    @property
    def indicators(self) -> Floats:
        """(n, codes), 1 where a child has the code."""
        return np.asarray(self.codes[:, None] == np.arange(len(self.counts)), np.float64)


def post_stratify(weight: Floats, cells: Margin) -> Floats:
    """n weights, above 0, that add up to the count of every cell."""
    return weight * cells.factors(_positive(weight))[cells.codes]


def rake(weight: Floats, margins: Sequence[Margin]) -> Floats:
    """n weights, above 0, that add up to the counts of every margin, found by going round the margins until no factor
    is further from 1 than 1e-12. Raises Unweightable when margins contradict each other or 1,000 rounds are not
    enough, as when a combination that the margins need has no child."""
    totals = [float(margin.counts.sum()) for margin in margins]
    if max(totals) - min(totals) > AGREE * max(totals):
        said = ", ".join(f"{margin.name} {total:g}" for margin, total in zip(margins, totals, strict=True))
        raise Unweightable(f"The margins count different populations: {said}.")
    found = _positive(weight).copy()
    for _ in range(MOST_ROUNDS):
        furthest = 0.0
        for margin in margins:
            factors = margin.factors(found)
            furthest = max(furthest, float(np.abs(factors - 1).max()))
            found = found * factors[margin.codes]
        if furthest < SETTLED:
            return found
    raise Unweightable(f"After {MOST_ROUNDS} rounds the margins still pull against each other: put values together.")


def trim(weight: Floats, lowest: float, highest: float) -> Floats:
    """n weights clipped to the limits; what was clipped is shared out equally among the children inside them.

    As `trimWeights` of R's survey package, once: a weight near a limit may end up a little outside it. The sum stays.
    Raises Unweightable when nobody is left inside to take the rest.
    """
    inside = (weight >= lowest) & (weight <= highest)
    if not inside.any():
        raise Unweightable(f"No weight lies between {lowest:g} and {highest:g}.")
    clipped = np.clip(weight, lowest, highest)
    return np.where(inside, clipped + (weight - clipped).sum() / np.count_nonzero(inside), clipped)


def kish(weight: Floats) -> float:
    """Kish's design effect of unequal weights alone, n sum w^2 / (sum w)^2, at least 1 (Kish 1965, section 11.7)."""
    return float(len(weight) * (weight**2).sum() / weight.sum() ** 2)


def _positive(weight: Floats) -> Floats:
    if not (weight > 0).all():
        raise Unweightable("Every weight must be above 0.")
    return weight
