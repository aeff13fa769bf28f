"""From which day a closed record is reviewed, so that it is either kept for a reason or disposed of by two people.

The years are an area's own decision. What ships is a start: where our notes name a figure it is that one, and each says
so; the council's own retention schedule decides. A review day is never a day on which something is deleted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

BIRTH, CLOSING = "birth", "closing"
STARTS = {BIRTH: "From the date of birth", CLOSING: "From the day the record was closed"}
FEWEST, MOST = 1, 100  # years

# kind -> what people call it. A record has every kind that ever fitted it; later ones weigh more.
KINDS = {
    "nothing_further": "Advice given, or passed on",
    "early_help": "Early help, or support by our own team",
    "restricted": "Restricted record",
    "in_need": "Child in need (section 17)",
    "protection": "Child protection (section 47)",
    "looked_after": "Looked after, or leaving care",
}


@dataclass(frozen=True)
class Rule:
    """How long records of one kind are kept: `years` from `start`, which is BIRTH or CLOSING."""

    kind: str
    start: str
    years: int

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.start not in STARTS or not FEWEST <= self.years <= MOST:
            raise ValueError(f"no rule: {self}")

    @property
    def words(self) -> str:
        """ "until the 21st birthday", "35 years after closing" """
        if self.start == BIRTH:
            return f"until the {ordinal(self.years)} birthday"
        return f"{self.years} {'year' if self.years == 1 else 'years'} after closing"


_SAME = "No figure is known to us for this kind: the same as for a child in need. Your council’s schedule decides."

# What holds until an area decides, and where it comes from.
DEFAULTS = {
    "nothing_further": (Rule("nothing_further", BIRTH, 21), _SAME),
    "early_help": (Rule("early_help", BIRTH, 21), _SAME),
    "restricted": (Rule("restricted", BIRTH, 21), _SAME),
    "in_need": (
        Rule("in_need", BIRTH, 21),
        "An example: one council keeps these for three years after the 18th birthday. Your council’s schedule decides.",
    ),
    "protection": (
        Rule("protection", CLOSING, 35),
        "An example: one council keeps these for 35 years. Your council’s schedule decides.",
    ),
    "looked_after": (
        Rule("looked_after", BIRTH, 75),
        "The law: until the 75th birthday; after a death before 18, 15 years. Your council’s schedule decides.",
    ),
}


@dataclass(frozen=True)
class Due:
    """The review day of one record: `on`, by which rule, and why that day, in a sentence for people."""

    on: date
    rule: Rule
    reason: str


def due(rule: Rule, *, closed_on: date, born_on: date | None = None, born_by: date | None = None) -> Due:
    """The day from which a record is reviewed under one rule; never before it was closed.

    born_on: the date of birth, where one is kept. born_by: the latest day on which they can have been born, worked out
    from an age that somebody told (`latest_birth`); used only without `born_on`. Where neither is known, the years are
    counted from closing, which is never too early for somebody who had been born by then.
    """
    if rule.start == CLOSING:
        return Due(years_later(closed_on, rule.years), rule, "Counted from the day the record was closed.")
    first, reason = _from_birth(rule, closed_on, born_on, born_by)
    if first < closed_on:
        return Due(closed_on, rule, f"They were past their {ordinal(rule.years)} birthday when the record was closed.")
    return Due(first, rule, reason)


def longest(rules: Iterable[Rule], *, closed_on: date, born_on: date | None = None, born_by: date | None = None) -> Due:
    """The latest review day under any of these rules, at least one; of equal days that of the kind that weighs most."""
    weight = list(KINDS)
    every = [due(rule, closed_on=closed_on, born_on=born_on, born_by=born_by) for rule in rules]
    return max(every, key=lambda each: (each.on, weight.index(each.rule.kind)))


def latest_birth(age: int, on: date) -> date:
    """The latest day on which somebody can have been born who was `age` whole years old on `on`."""
    year = on.year - age
    return date(year, 2, 28) if (on.month, on.day) == (2, 29) and not _leap(year) else on.replace(year=year)


def years_later(day: date, years: int) -> date:
    """The same day, `years` later. Who was born on 29 February has a birthday on 1 March in other years."""
    year = day.year + years
    return date(year, 3, 1) if (day.month, day.day) == (2, 29) and not _leap(year) else day.replace(year=year)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st"""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _from_birth(rule: Rule, closed_on: date, born_on: date | None, born_by: date | None) -> tuple[date, str]:
    birthday = f"{ordinal(rule.years)} birthday"
    if born_on:
        return years_later(born_on, rule.years), f"The day of their {birthday}."
    if born_by:
        told = (
            f"No date of birth is kept. By the age that was told at referral, this is the latest day of the {birthday}."
        )
        return years_later(born_by, rule.years), told
    told = "Neither a date of birth nor an age is kept, so the years are counted from the day the record was closed."
    return years_later(closed_on, rule.years), told


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
