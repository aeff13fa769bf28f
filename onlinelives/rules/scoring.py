"""Adding up scores, so that 0, unanswered and not applicable are never confused.

Source: both editions score each of 36 statements 0 to 4. They print no totals, averages or pass marks: the totals
of 24 for a section and 144 overall are our arithmetic, and no grade is made of them.

A mark is one of three things: a score from 0 to 4 (0 is a real answer), not applicable (with a reason, kept
elsewhere), or unanswered (None). Unanswered is never counted as 0, and not applicable is never counted at all.
A mark carried forward from an earlier return counts in the points, and not in the progress until it is re-checked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LOWEST, HIGHEST = 0, 4
STATEMENTS_IN_SECTION = 6
SECTIONS = 6
SECTION_MAXIMUM = STATEMENTS_IN_SECTION * HIGHEST  # 24
OVERALL_MAXIMUM = SECTIONS * SECTION_MAXIMUM  # 144


@dataclass(frozen=True)
class Mark:
    """One answer as far as arithmetic is concerned. `score` is 0 to 4, or None."""

    score: int | None = None
    not_applicable: bool = False
    carried: bool = False  # from an earlier return, not re-checked

    def __post_init__(self) -> None:
        if self.score is not None and not LOWEST <= self.score <= HIGHEST:
            raise ValueError(f"a score is from {LOWEST} to {HIGHEST}, not {self.score}")
        if self.score is not None and self.not_applicable:
            raise ValueError("an answer is scored or not applicable, not both")

    @property
    def answered(self) -> bool:
        return self.score is not None or self.not_applicable


@dataclass(frozen=True)
class Tally:
    """A set of marks added up: a section, a return, or an area.

    points: the sum of the scores. scored, not_applicable, unanswered: counts that add up to `statements`. carried: how
    many of those scored or not applicable have been carried forward and not re-checked.
    """

    points: int = 0
    scored: int = 0
    not_applicable: int = 0
    unanswered: int = 0
    carried: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.points + other.points,
            self.scored + other.scored,
            self.not_applicable + other.not_applicable,
            self.unanswered + other.unanswered,
            self.carried + other.carried,
        )

    @property
    def statements(self) -> int:
        return self.scored + self.not_applicable + self.unanswered

    @property
    def answered(self) -> int:
        """Scored or not applicable, and not waiting to be re-checked: what progress counts."""
        return self.scored + self.not_applicable - self.carried

    @property
    def complete(self) -> bool:
        return self.statements > 0 and self.unanswered == 0 and self.carried == 0

    @property
    def maximum(self) -> int:
        """24 for a section, 144 for a return: 4 for every statement, answered or not."""
        return self.statements * HIGHEST

    @property
    def possible(self) -> int:
        """The most that the statements scored so far could have earned: what `percent` is a share of."""
        return self.scored * HIGHEST

    @property
    def percent(self) -> int | None:
        """Points as a whole per cent of `possible`, halves up; None where nothing is scored."""
        return None if not self.scored else rounded(Decimal(100 * self.points) / self.possible)

    @property
    def mean(self) -> Decimal | None:
        """Mean score 0.00 to 4.00 over what was scored, two places; None where nothing is scored."""
        if not self.scored:
            return None
        return (Decimal(self.points) / self.scored).quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def progress(self) -> int:
        """Whole per cent of statements answered, rounded down so that 100 means all of them."""
        return 100 * self.answered // self.statements if self.statements else 0


def rounded(value: Decimal) -> int:
    """To a whole number, halves up, as people round."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def tally(marks: Iterable[Mark]) -> Tally:
    """Add up marks."""
    points = scored = not_applicable = unanswered = carried = 0
    for mark in marks:
        carried += mark.carried and mark.answered
        if mark.score is not None:
            points, scored = points + mark.score, scored + 1
        elif mark.not_applicable:
            not_applicable += 1
        else:
            unanswered += 1
    return Tally(points, scored, not_applicable, unanswered, carried)


def statement_order(code: str) -> tuple[int, int]:
    """Sort key of a statement's number: "2.10" would come after "2.9"."""
    section, number = code.split(".")
    return int(section), int(number)


def lowest_first(scores: dict[str, int]) -> list[str]:
    """Statement numbers by score, lowest first, ties in the order of the framework."""
    return sorted(scores, key=lambda code: (scores[code], statement_order(code)))
