"""What the verified mean score of an area would be if every answer were checked, estimated from random checks.

The self scores of all answers are known; a check adds the difference, verified minus self. So the estimate is the mean
of all self scores plus the estimated mean difference (the difference estimator: Särndal, Swensson and Wretman 1992,
section 6.3), and only the differences carry the luck of the draw. They are weighted by the probabilities of the draw:
the plain mean of the checked answers would be of the answers that draws favour, not of the area's. `successive` has the
weights, the handling of several draws and of checks that are not settled, and the variance.

Every answer counts the same, so an agency that scored more statements weighs more. An agency without any settled check
is left out of the estimate and of the self mean beside it, and named. Intervals are 95 per cent, by Student's t with
as many degrees of freedom as settled checks less one for each draw in each agency, at least 1, within 0 and 4.

Answers change, often because of a check: a score found too high is corrected. The corrected answers were drawn; others
like them were not, and are still too high. So an answer that has a verified score counts for good as it was when it was
drawn, in `self_score` and `self_total` alike, and is not drawn again as far as the estimate goes: with corrected scores
in its place the estimate would soon say that all is well. All other answers count as they are now. An answer changed
before it had a verified score is as though it had not been drawn, and answers added or changed since a draw are taken
to be like the others: a `Frame` says how many of those that count could have been drawn.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onlinelives.rules.quantiles import student
from onlinelives.rules.scoring import HIGHEST, LOWEST
from onlinelives.rules.successive import Checked, Stratum, strata, total, variance

__all__ = [
    "ALIKE",
    "NOBODY",
    "SINGLE",
    "Checked",
    "Estimate",
    "Frame",
    "Population",
    "by_agency",
    "by_section",
    "estimate",
]

UPPER = 0.975  # of an interval of 95 per cent
NOBODY, SINGLE, ALIKE = "nobody checked", "single check", "all alike"  # why there is no interval
NOTHING = 1e-9  # a standard error below this is rounding


@dataclass(frozen=True)
class Population:
    """The scored answers of one agency in one section: how many (`size`) and the sum of their self scores.

    Those with a verified score count as they were when they were drawn, all others as they are now. Raises ValueError
    for a sum that so many scores from 0 to 4 cannot make.
    """

    agency: str
    section: int
    size: int
    self_total: int

    def __post_init__(self) -> None:
        if not 0 <= LOWEST * self.size <= self.self_total <= HIGHEST * self.size:
            raise ValueError(f"{self.size} scores cannot add up to {self.self_total}")


@dataclass(frozen=True)
class Frame:
    """How many of the answers that count in an agency could have been drawn in one draw: none drawn before it.

    Needed only where answers were added or changed since. More than are left, or fewer than were drawn: ValueError.
    """

    agency: str
    draw: int
    size: int


@dataclass(frozen=True)
class Estimate:
    """An estimated mean verified score, 0 to 4, beside the mean self score of the same agencies.

    verified_mean, self_mean: 0 to 4, None when nothing is checked. An impossible estimate is given as 0 or 4.
    low, high: the interval; standard_error: 0 or more; all three None when the checks cannot tell, and then `reason`
    says why: NOBODY was checked, a SINGLE check says nothing about spread, or all differences were ALIKE so far, which
    does not prove that the unchecked ones are. When everything is checked low and high are the mean itself.
    n_checked, n_drawn: settled checks and drawn answers. agencies, left_out: codes in order.
    """

    verified_mean: float | None
    low: float | None
    high: float | None
    standard_error: float | None
    self_mean: float | None
    n_checked: int
    n_drawn: int
    agencies: tuple[str, ...]
    left_out: tuple[str, ...]
    reason: str


def estimate(checked: Iterable[Checked], populations: Iterable[Population], frames: Iterable[Frame] = ()) -> Estimate:
    """Estimate the area's verified mean score. A check of an agency without a population raises ValueError."""
    return _estimate(_known(checked, populations, frames))


def by_agency(
    checked: Iterable[Checked], populations: Iterable[Population], frames: Iterable[Frame] = ()
) -> dict[str, Estimate]:
    """The same for each agency alone, by its code: every agency that has a population, in order."""
    return {one.agency: _estimate([one]) for one in _known(checked, populations, frames)}


def by_section(
    checked: Iterable[Checked], populations: Iterable[Population], frames: Iterable[Frame] = ()
) -> dict[int, Estimate]:
    """The same for each section of the framework, by its number, over all agencies together.

    A difference outside the section counts as 0 (estimation for domains: Särndal, Swensson and Wretman 1992, section
    10.3), so the estimate is as unbiased as the area's. Draws give every section its expected number of checks rounded
    down or up, which the variance does not know: it is mostly a little wide. Degrees of freedom: checks in it less 1.
    """
    agencies = _known(checked, populations, frames)
    numbers = {number for one in agencies for number in one.sections}
    return {number: _estimate(agencies, number) for number in sorted(numbers)}


@dataclass(frozen=True)
class _Agency:
    """What is known of one agency. A section of None means all of them."""

    agency: str
    sections: Mapping[int, Population]
    checked: Sequence[Checked]
    strata: Sequence[Stratum]

    def size(self, section: int | None) -> int:
        return sum(one.size for number, one in self.sections.items() if section in (None, number))

    def self_total(self, section: int | None) -> int:
        return sum(one.self_total for number, one in self.sections.items() if section in (None, number))


def _known(checked: Iterable[Checked], populations: Iterable[Population], frames: Iterable[Frame]) -> list[_Agency]:
    """Everything by agency, in the order of their codes."""
    sections: dict[str, dict[int, Population]] = defaultdict(dict)
    for population in populations:
        if population.section in sections[population.agency]:
            raise ValueError(f"section {population.section} of {population.agency} is given twice")
        sections[population.agency][population.section] = population
    drawn: dict[str, list[Checked]] = defaultdict(list)
    for one in checked:
        if one.section not in sections.get(one.agency, {}):
            raise ValueError(f"{one.agency} has no population in section {one.section}")
        drawn[one.agency].append(one)
    could: dict[str, dict[int, int]] = defaultdict(dict)
    for frame in frames:
        could[frame.agency][frame.draw] = frame.size
    return [
        _Agency(agency, own, drawn[agency], strata(drawn[agency], sum(p.size for p in own.values()), could[agency]))
        for agency, own in sorted(sections.items())
    ]


def _estimate(agencies: Sequence[_Agency], section: int | None = None) -> Estimate:
    present = [one for one in agencies if one.size(section)]
    counted = [one for one in present if one.strata]
    drawn = [check for one in present for check in one.checked if section in (None, check.section)]
    settled = sum(check.verified is not None for check in drawn)
    without = Estimate(
        verified_mean=None,
        low=None,
        high=None,
        standard_error=None,
        self_mean=None,
        n_checked=settled,
        n_drawn=len(drawn),
        agencies=tuple(one.agency for one in counted),
        left_out=tuple(one.agency for one in present if not one.strata),
        reason=NOBODY,
    )
    if not settled:
        return without
    parts = [part for one in counted for part in one.strata]
    size = sum(one.size(section) for one in counted)
    self_mean = sum(one.self_total(section) for one in counted) / size

    def difference(check: Checked) -> float:
        return check.difference / size if section in (None, check.section) else 0.0

    mean = total(parts, difference)
    found = variance(parts, difference)
    degrees = settled - (len(parts) if section is None else 1)
    estimated = replace(without, verified_mean=_possible(self_mean + mean), self_mean=self_mean)
    if found is None or settled == 1 < size:
        return replace(estimated, reason=SINGLE)
    error = math.sqrt(found)
    if error < NOTHING and settled < size:
        return replace(estimated, reason=ALIKE)
    half = student(UPPER, max(1, degrees)) * error
    low, high = _possible(self_mean + mean - half), _possible(self_mean + mean + half)
    return replace(estimated, low=low, high=high, standard_error=error, reason="")


def _possible(mean: float) -> float:
    return min(float(HIGHEST), max(float(LOWEST), mean))
