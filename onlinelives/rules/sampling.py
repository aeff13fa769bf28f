"""Which answers are drawn for an independent check: a random sample that anybody can draw again.

In each agency the answers are laid end to end, sections in order and answers within a section in a random order, each
as long as its probability of being drawn. A rule with marks one apart is laid beside them from a random start, and
whatever a mark falls on is drawn (systematic sampling with unequal probabilities: Madow 1949; Särndal, Swensson and
Wretman 1992, sections 3.4 and 3.6). So exactly as many answers are drawn as were asked for, each with exactly the
probability stated, and every section gets its expected number rounded down or up. Weights make some answers likelier:
high scores that cite no evidence, and statements that nobody has checked before.

Randomness is SHA-256 of a text that begins with a purpose and the seed, read as a number:

    start|SEED|AGENCY   where the rule starts in that agency
    order|SEED|ID       the order of the answers within a section
    list|SEED|ID        the order in which the drawn answers are listed, so that the first few are a random few

All arithmetic is in whole numbers, so every machine draws the same sample. An agency's draw depends on its own answers
and the seed, not on other agencies. Freeze the population (`population_digest`) before the seed is made: whoever can
change the one after knowing the other can choose the sample. A seed is for one draw.

What it costs: two answers that fit between two marks are never drawn together. With one answer drawn in an agency that
holds for every pair, and with six drawn evenly for every pair within a section. A sample with such pairs has no
unbiased estimate of variance. The usual approximation (see `successive`) takes the draw as though it were as random as
its probabilities allow; the random order within sections makes that fair, and where sections differ from each other
it errs on the wide side.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from onlinelives.rules.scoring import HIGHEST, LOWEST, SECTIONS, STATEMENTS_IN_SECTION

ALGORITHM = "systematic-1"  # changes whenever the same seed and population would give another sample
MOST_PER_AGENCY = SECTIONS * STATEMENTS_IN_SECTION  # 36
MOST_FACTOR = 10
THIN_FROM = 3  # a score of 3 or 4 without evidence is thin
HASH_BITS = 256


@dataclass(frozen=True)
class Unit:
    """One answer that can be drawn. `id` is stable and its own; `section` is 1 to 6 and `score` 0 to 4.

    thin: the score is 3 or 4 and cites no evidence. never_checked: nobody has checked the agency on this statement.
    Raises ValueError for anything else.
    """

    id: str
    agency: str
    section: int
    score: int
    thin: bool
    never_checked: bool

    def __post_init__(self) -> None:
        if not self.id or not self.agency:
            raise ValueError("an answer needs an id and an agency")
        if not 1 <= self.section <= SECTIONS:
            raise ValueError(f"a section is from 1 to {SECTIONS}, not {self.section}")
        if not LOWEST <= self.score <= HIGHEST:
            raise ValueError(f"a score is from {LOWEST} to {HIGHEST}, not {self.score}")
        if self.thin and self.score < THIN_FROM:
            raise ValueError(f"only a score of {THIN_FROM} or more can be thin, not {self.score}")


@dataclass(frozen=True)
class Parameters:
    """per_agency: answers drawn in each agency, 1 to 36. The factors multiply a weight of 1 and are whole, 1 to 10."""

    per_agency: int
    thin_factor: int = 2
    never_factor: int = 2

    def __post_init__(self) -> None:
        if not 1 <= self.per_agency <= MOST_PER_AGENCY:
            raise ValueError(f"from 1 to {MOST_PER_AGENCY} answers are drawn in an agency, not {self.per_agency}")
        for factor in (self.thin_factor, self.never_factor):
            if not isinstance(factor, int) or not 1 <= factor <= MOST_FACTOR:
                raise ValueError(f"a factor is a whole number from 1 to {MOST_FACTOR}, not {factor}")


@dataclass(frozen=True)
class Drawn:
    """A sample. `ids` are the drawn answers in random order; `inclusion` has the probability of every answer."""

    algorithm: str
    seed: str
    parameters: Parameters
    ids: tuple[str, ...]
    inclusion: Mapping[str, Fraction]


def weights(units: Iterable[Unit], parameters: Parameters) -> dict[str, int]:
    """The weight of each answer by id: 1, times `thin_factor` if thin, times `never_factor` if never checked."""
    return {unit.id: _weight(unit, parameters) for unit in units}


def inclusion(units: Iterable[Unit], parameters: Parameters) -> dict[str, Fraction]:
    """The probability that each answer is drawn, by id, over 0 and at most 1.

    Within an agency it is n × weight ÷ sum of weights; whatever would pass 1 is certain, and the rest of n is shared
    among the others in the same way. The probabilities of an agency add up to n exactly: `per_agency`, or all its
    answers if it has fewer. Two answers with one id raise ValueError.
    """
    found: dict[str, Fraction] = {}
    for members in _by_agency(units).values():
        lengths, mark = _lengths(members, parameters)
        shared = {length: Fraction(length, mark) for length in set(lengths.values())}
        found.update({unit_id: shared[length] for unit_id, length in lengths.items()})
    return found


def draw(units: Iterable[Unit], parameters: Parameters, seed: str) -> Drawn:
    """Draw the sample: the same units in whatever order, parameters and seed always give the same.

    The seed is made of letters A to Z and digits, for example 32 hexadecimal digits. Raises ValueError for any other
    seed, and for two answers with one id.
    """
    if not re.fullmatch(r"[0-9A-Za-z]+", seed):
        raise ValueError("a seed is made of letters A to Z and digits")
    known = list(units)
    chosen: list[str] = []
    for agency, members in _by_agency(known).items():
        lengths, mark = _lengths(members, parameters)
        laid = sorted(members, key=lambda unit: (unit.section, _number("order", seed, unit.id)))
        next_mark = mark * _number("start", seed, agency) >> HASH_BITS
        reached = 0
        for unit in laid:
            reached += lengths[unit.id]
            if next_mark < reached:
                chosen.append(unit.id)
                next_mark += mark
    listed = tuple(sorted(chosen, key=lambda unit_id: _number("list", seed, unit_id)))
    return Drawn(ALGORITHM, seed, parameters, listed, inclusion(known, parameters))


def population_digest(units: Iterable[Unit], parameters: Parameters) -> str:
    """64 hexadecimal digits over the algorithm, the parameters and every answer, in any order: what to freeze first."""
    rows = sorted(
        [unit.agency, unit.section, unit.id, unit.score, unit.thin, unit.never_checked]
        for members in _by_agency(units).values()
        for unit in members
    )
    settings = [parameters.per_agency, parameters.thin_factor, parameters.never_factor]
    told = json.dumps([ALGORITHM, settings, rows], separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _weight(unit: Unit, parameters: Parameters) -> int:
    thin = parameters.thin_factor if unit.thin else 1
    never = parameters.never_factor if unit.never_checked else 1
    return thin * never


def _by_agency(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    agencies: dict[str, list[Unit]] = defaultdict(list)
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            raise ValueError(f"two answers have the id {unit.id}")
        seen.add(unit.id)
        agencies[unit.agency].append(unit)
    return agencies


def _lengths(members: list[Unit], parameters: Parameters) -> tuple[dict[str, int], int]:
    """The length of each answer by id, and the distance between marks: their ratio is the probability."""
    weight = weights(members, parameters)
    wanted, total = min(parameters.per_agency, len(members)), sum(weight.values())
    certain: set[str] = set()
    while passing := {one for one in weight if one not in certain and wanted * weight[one] >= total}:
        certain |= passing
        wanted -= len(passing)
        total -= sum(weight[one] for one in passing)
    mark = total or 1
    return {one: mark if one in certain else wanted * weight[one] for one in weight}, mark


def _number(purpose: str, seed: str, name: str) -> int:
    """A whole number from 0 to 2**256 - 1, as good as random."""
    return int.from_bytes(hashlib.sha256(f"{purpose}|{seed}|{name}".encode()).digest(), "big")
