"""Calendar quarters, the one cut of time in which young people are counted."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months, known by their first day. Another day than the first of a quarter raises ValueError."""

    begins_on: date

    def __post_init__(self) -> None:
        if self.begins_on.day != 1 or self.begins_on.month % 3 != 1:
            raise ValueError(f"no quarter begins on {self.begins_on}")

    @property
    def ends_on(self) -> date:
        """The last day, included."""
        return self.later(1).begins_on - timedelta(days=1)

    @property
    def code(self) -> str:
        """2026-Q1"""
        return f"{self.begins_on.year}-Q{(self.begins_on.month + 2) // 3}"

    @property
    def words(self) -> str:
        """January to March 2026"""
        return stretch_words(self, self)

    def later(self, quarters: int) -> "Quarter":
        """So many quarters later, or earlier where the number is below 0."""
        months = self.begins_on.year * 12 + self.begins_on.month - 1 + 3 * quarters
        return Quarter(date(months // 12, months % 12 + 1, 1))


def quarter_of(day: date) -> Quarter:
    return Quarter(date(day.year, day.month - (day.month - 1) % 3, 1))


def quarter_from(code: str) -> Quarter:
    """The quarter with a code such as 2026-Q1. Any other text raises ValueError."""
    year, _, number = code.partition("-Q")
    if not (len(year) == 4 and year.isascii() and year.isdigit() and number in ("1", "2", "3", "4")):
        raise ValueError(f"no quarter is called {code!r}")
    return Quarter(date(int(year), 3 * int(number) - 2, 1))


def stretch(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Every quarter from the first to the last, both included; none where they are the wrong way round."""
    found = []
    while first <= last:
        found.append(first)
        first = first.later(1)
    return tuple(found)


def stretch_words(first: Quarter, last: Quarter) -> str:
    """January to September 2026, or October 2025 to March 2026"""
    begin, end = first.begins_on, last.ends_on
    year = "" if begin.year == end.year else f" {begin.year}"
    return f"{begin:%B}{year} to {end:%B %Y}"
