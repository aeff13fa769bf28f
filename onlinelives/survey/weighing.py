"""Weights by which the young people who answered count as all pupils of the area, or of the settings that took part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onlinelives.rules.estimation import Margin, Unweightable, kish, post_stratify, rake, trim
from onlinelives.rules.estimation.moments import Floats, Integers

LIGHTEST, HEAVIEST = 0.3, 3.0  # of the mean weight; our choice, said beside the figures
NAMES = ("kinds of setting", "year groups")
NUMBERS_LACKING = "Every young person counts once: the numbers of pupils are not known for every year group."

TOO_UNEQUAL = "Every young person counts once: too few answered in some settings to stand for all of the pupils."
OF_SETTINGS = "of the settings that took part"
OF_AREA = "that the area’s school census counts in them"

Counts = Mapping[tuple[int, int], int]  # stratum and year group -> pupils


@dataclass(frozen=True)
class Pupils:
    """How many there are, and whose they are: how “the 1,200 pupils …” goes on."""

    counts: Counts
    whose: str


@dataclass(frozen=True)
class Weighted:
    """weight: n, above 0. words: how it was made, in a sentence or two. design_effect: of the weights alone, from 1."""

    weight: Floats
    words: str

    @property
    def design_effect(self) -> float:
        return kish(self.weight)


def evenly(rows: int, words: str = NUMBERS_LACKING) -> Weighted:
    return Weighted(np.ones(rows), words)


def weighted(stratum: Integers, year_group: Integers, known: Sequence[Pupils]) -> Weighted:
    """Raked to the pupils of each stratum and each year group, or, where these pull against each other, made to add up
    in every combination of them; and trimmed. stratum, year_group: n. known: the first that has a number for every
    combination that occurs is used; everybody counts once where none has."""
    present = set(zip(stratum.tolist(), year_group.tolist(), strict=True))
    pupils = next((each for each in known if all(each.counts.get(pair) for pair in present)), None)
    if pupils is None:
        return evenly(len(stratum))
    held = {pair: pupils.counts[pair] for pair in present}
    codes = stratum, year_group
    try:
        raked = rake(np.ones(len(stratum)), [_margin(name, codes[part], held, part) for part, name in enumerate(NAMES)])
    except Unweightable:
        raked = post_stratify(np.ones(len(stratum)), _combined(codes, held))
    weight = raked / raked.mean()
    if not ((weight >= LIGHTEST) & (weight <= HEAVIEST)).any():
        return evenly(len(stratum), TOO_UNEQUAL)
    outside = int(np.count_nonzero((weight < LIGHTEST) | (weight > HEAVIEST)))
    words = (
        "Weighted so that year groups and kinds of setting count as they do among the "
        f"{sum(held.values()):,} pupils {pupils.whose}; {outside:,} of the weights were trimmed."
    )
    return Weighted(trim(weight, LIGHTEST, HEAVIEST) if outside else weight, words)


def _combined(codes: tuple[Integers, Integers], pupils: Counts) -> Margin:
    """Every combination as one margin."""
    pairs, place = np.unique(np.column_stack(codes), axis=0, return_inverse=True)
    counts = np.array([float(pupils[int(stratum), int(year)]) for stratum, year in pairs])
    return Margin("kinds of setting and year groups", place.ravel(), counts)


def _margin(name: str, codes: Integers, pupils: Counts, part: int) -> Margin:
    """part: which of stratum and year group."""
    order, place = np.unique(codes, return_inverse=True)
    counts = [float(sum(n for pair, n in pupils.items() if pair[part] == code)) for code in order.tolist()]
    return Margin(name, place.ravel(), np.array(counts))
