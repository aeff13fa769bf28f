"""Successive draws in one agency: how many answers each checked answer stands for, and how sure that makes a total.

One draw. Each settled check stands for 1 ÷ pi answers, where pi is its probability of having been drawn (Horvitz and
Thompson 1952). Checks that were drawn and are not settled, because the reviewer could not tell or has not come to them
yet, are assumed to be like the settled ones of the same draw and agency, which are weighted up by drawn ÷ settled. (The
ratio of the sums of 1 ÷ pi would do too, but is off a little in samples this small.) That is an assumption, not
arithmetic: if reviewers mostly cannot tell where evidence is thin, the estimate comes out too kind.

Several draws. A later draw leaves out what was drawn before. What the earlier checks found plus what the later sample
says about the remainder is an estimate of the same total, and the estimates of successive draws are uncorrelated (Des
Raj 1956). They are averaged with weights from the numbers of answers only, never from scores, so that the average is as
unbiased as its parts: settled ÷ (remaining × (remaining − settled)), in inverse proportion to the variance they would
have if all answers were alike. The estimate is unbiased for draws that were planned; a draw added because an earlier
one looked bad makes it slightly less so.

Variance. Of the draw: the approximation for samples of fixed size and unequal probabilities that needs no joint
probabilities (Hájek 1964; Deville 1999): m ÷ (m − 1) × sum of (1 − pi)(y ÷ pi − B)², B the mean of y ÷ pi weighted by
1 − pi. Of what is not settled: that of a simple random sample of the settled from the drawn. The two add up (two-phase
sampling: Särndal, Swensson and Wretman 1992, section 9.3).
"""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onlinelives.rules.scoring import HIGHEST, LOWEST, SECTIONS


@dataclass(frozen=True)
class Checked:
    """One answer that was drawn. It is settled, as far as arithmetic is concerned, when it has a verified score.

    section: 1 to 6. draw: successive draws have rising numbers. pi: its probability in that draw, over 0 and at most 1.
    self_score: 0 to 4, as it was when it was drawn. verified: 0 to 4, or None while there is no score. Where agreement
    settles a check at once and disagreement waits for a reply, give the reviewer's score meanwhile: counting only what
    is settled would leave out just the disagreements. Raises ValueError for anything else.
    """

    unit_id: str
    agency: str
    section: int
    draw: int
    pi: float
    self_score: int
    verified: int | None

    def __post_init__(self) -> None:
        if not 1 <= self.section <= SECTIONS:
            raise ValueError(f"a section is from 1 to {SECTIONS}, not {self.section}")
        if not 0 < self.pi <= 1:
            raise ValueError(f"a probability is over 0 and at most 1, not {self.pi}")
        for score in (self.self_score, self.verified):
            if score is not None and not LOWEST <= score <= HIGHEST:
                raise ValueError(f"a score is from {LOWEST} to {HIGHEST}, not {score}")

    @property
    def difference(self) -> int:
        """Verified minus self, -4 to 4. Only for a settled check: else ValueError."""
        if self.verified is None:
            raise ValueError("the check is not settled")
        return self.verified - self.self_score


Value = Callable[[Checked], float]


@dataclass(frozen=True)
class Stratum:
    """One draw in one agency, with at least one settled check.

    drawn: how many answers. remaining: how many of the agency's the earlier draws do not tell about. frame: how many
    could be drawn. share: the weight of this draw's estimate among those of the agency, which add up to 1. later: the
    sum of the shares of later draws, whose estimates take in what was found here.
    """

    agency: str
    settled: tuple[Checked, ...]
    drawn: int
    remaining: int
    frame: int
    share: float = 0
    later: float = 0

    def total(self, value: Value) -> float:
        """What this draw adds to the estimate of the agency's total of `value`."""
        return self.drawn / len(self.settled) * sum(value(one) * self._weight(one) for one in self.settled)

    def variance(self, value: Value) -> float | None:
        """The variance of what it adds; None if it rests on a single check, which says nothing about spread."""
        settled = len(self.settled)
        told = [(self._lengthened(one), value(one)) for one in self.settled]
        uncertain = [(1 - 1 / weight, value * weight) for weight, value in told if weight > 1]
        if (settled == 1 < self.drawn) or (len(uncertain) == 1 and self.share):
            return None
        found = 0.0
        if uncertain:
            middle = sum(doubt * each for doubt, each in uncertain) / sum(doubt for doubt, _ in uncertain)
            squares = sum(doubt * (each - middle) ** 2 for doubt, each in uncertain)
            found += self.share**2 * self.drawn / settled * squares * len(uncertain) / (len(uncertain) - 1)
        if settled < self.drawn:
            spread = statistics.variance(value(one) * self._weight(one) for one in self.settled)
            found += self.drawn * (self.drawn - settled) / settled * spread
        return found

    @property
    def reach(self) -> float:
        """What the variance of one answer is multiplied by in `variance`, were all probabilities equal."""
        weight = self.share * self.remaining / self.drawn + self.later
        unsettled = self.drawn * (self.drawn - len(self.settled)) / len(self.settled) * weight**2
        return unsettled + self.share**2 * self.remaining * max(0, self.remaining - self.drawn) / self.drawn

    def _lengthened(self, one: Checked) -> float:
        """How many of the remaining answers it stands for: 1 ÷ pi, stretched to those added since the draw."""
        return self.remaining / self.frame / one.pi

    def _weight(self, one: Checked) -> float:
        return self.share * self._lengthened(one) + self.later


def strata(checked: Iterable[Checked], size: int, frames: Mapping[int, int]) -> list[Stratum]:
    """The draws of one agency that have settled checks, earliest first.

    size: how many answers count in the agency. frames: by draw, how many of them could have been drawn in it; a draw
    that is not named could draw all but those drawn before. More drawn than there were, or an answer drawn twice,
    raises ValueError.
    """
    draws: dict[int, list[Checked]] = defaultdict(list)
    for one in checked:
        draws[one.draw].append(one)
    if len({one.unit_id for drawn in draws.values() for one in drawn}) < sum(map(len, draws.values())):
        raise ValueError("an answer was drawn twice")
    found: list[Stratum] = []
    gone, remaining = 0, size
    for number, drawn in sorted(draws.items()):
        frame = frames.get(number, size - gone)
        if not len(drawn) <= frame <= size - gone:
            raise ValueError("more answers were drawn than there were")
        gone += len(drawn)
        settled = tuple(one for one in drawn if one.verified is not None)
        if settled:
            found.append(Stratum(drawn[0].agency, settled, len(drawn), remaining, frame))
            remaining -= len(drawn)
    return _shared(found)


def total(parts: Iterable[Stratum], value: Value) -> float:
    """The sum over agencies of the total of `value`."""
    return sum(part.total(value) for part in parts)


def variance(parts: Iterable[Stratum], value: Value) -> float | None:
    """The variance of `total`: agencies are drawn independently, and what successive draws add is uncorrelated.

    A draw with a single settled check borrows the widest spread of one answer found in any other: on the safe side.
    None when there is nobody to borrow from.
    """
    measured = [(part, part.variance(value)) for part in parts]
    spreads = [found / part.reach for part, found in measured if found is not None and part.reach]
    if not spreads and any(found is None for _, found in measured):
        return None
    return sum(max(spreads) * part.reach if found is None else found for part, found in measured)


def _shared(parts: Sequence[Stratum]) -> list[Stratum]:
    """The same draws with their shares. A draw that leaves nothing unknown has the whole."""
    unknown = [part.remaining * (part.remaining - len(part.settled)) / len(part.settled) for part in parts]
    precision = [1 / each for each in unknown] if all(unknown) else [float(each == 0) for each in unknown]
    shares = [each / sum(precision) for each in precision]
    return [
        replace(part, share=share, later=sum(shares[place + 1 :]))
        for place, (part, share) in enumerate(zip(parts, shares, strict=True))
    ]
