"""Figures of the survey before anything is hidden. What is in this module never leaves."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from onlinelives.rules.disclosure.shares.cuts import need_codes


@dataclass(frozen=True)
class Tally:
    """Exact, unweighted: how many children of a part `answered` an item, how many of them with a `yes`, and how many
    `schools` they are from. Whole numbers from 0, `yes` not above `answered`; otherwise ValueError."""

    answered: int
    yes: int
    schools: int

    def __post_init__(self) -> None:
        counts = self.answered, self.yes, self.schools
        if any(type(count) is not int or count < 0 for count in counts) or self.yes > self.answered:
            raise ValueError("a tally has whole numbers from 0, and no more with a yes than answered")

    @property
    def no(self) -> int:
        return self.answered - self.yes


@dataclass(frozen=True)
class Share:
    """The weighted estimate of a percentage with its 95% limits, each from 0 to 1, `low` <= `p` <= `high`."""

    p: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.p <= self.high <= 1:
            raise ValueError("a share and its limits lie between 0 and 1, in order")


class Measure(StrEnum):
    """What a comparison says. They are different things and are named as such everywhere."""

    DIFFERENCE = "difference"  # of percentages; here from -1 to 1
    RATIO = "ratio"  # of percentages: "twice as many"
    ODDS_RATIO = "odds_ratio"


@dataclass(frozen=True)
class Comparison:
    """Of one part of an item with another, with 95% limits and `p` (0 to 1), all finite."""

    item: str
    part: str
    other: str
    measure: Measure
    estimate: float
    low: float
    high: float
    p: float

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.estimate, self.low, self.high))) or not 0 <= self.p <= 1:
            raise ValueError("a comparison has finite limits, and p from 0 to 1")
        if self.part == self.other:
            raise ValueError("a part is not compared with itself")


@dataclass(frozen=True)
class ShareTable:
    """Percentages of items for the parts of one cut of one wave.

    wave: code of a single wave. answers: a hash (or another code) of the set of answers and weights it was made from;
    what comes from other answers has another one. cut: code of how young people are divided (`Cuts`). parts: its parts,
    disjoint and together everybody who answered. items: codes of questions, each once. tallies, shares: a row for each
    item with one entry for each part; a share that cannot be estimated is None, and is hidden. Codes have small
    letters, digits, "_", "-" and "+". Anything that does not fit raises ValueError.
    """

    wave: str
    answers: str
    cut: str
    parts: tuple[str, ...]
    items: tuple[str, ...]
    tallies: tuple[tuple[Tally, ...], ...]
    shares: tuple[tuple[Share | None, ...], ...]
    comparisons: tuple[Comparison, ...] = ()

    def __post_init__(self) -> None:
        need_codes([self.wave])
        need_codes([self.answers])
        need_codes(self.items)
        if not self.items or not self.parts:
            raise ValueError("a table has at least one item and one part")
        for rows in (self.tallies, self.shares):
            if len(rows) != len(self.items) or any(len(row) != len(self.parts) for row in rows):
                raise ValueError("a table has a row for each item, with an entry for each part")
        for one in self.comparisons:
            if one.item not in self.items or not {one.part, one.other} <= set(self.parts):
                raise ValueError("a comparison is of parts and an item of its table")
        told = [(one.item, one.part, one.other, one.measure) for one in self.comparisons]
        if len(set(told)) < len(told):
            raise ValueError("no comparison stands twice")
