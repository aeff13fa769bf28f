"""The review day of a closed record, against days worked out by hand, and what must hold for any days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.names import age_on
from onlinelives.rules.retention import (
    BIRTH,
    CLOSING,
    DEFAULTS,
    KINDS,
    MOST,
    STARTS,
    Rule,
    due,
    latest_birth,
    longest,
    ordinal,
    years_later,
)

CLOSED = date(2026, 3, 17)
NEED, PROTECTION, CARE = (DEFAULTS[kind][0] for kind in ("in_need", "protection", "looked_after"))

# rule, date of birth, latest by age told, closed on -> review day, part of the reason
TRUTH = [
    (NEED, date(2012, 5, 17), None, CLOSED, date(2033, 5, 17), "The day of their 21st birthday"),
    (NEED, date(2012, 5, 17), date(2011, 1, 1), CLOSED, date(2033, 5, 17), "The day of their 21st birthday"),
    (NEED, None, date(2012, 3, 1), CLOSED, date(2033, 3, 1), "By the age that was told"),
    (NEED, None, None, CLOSED, date(2047, 3, 17), "Neither a date of birth nor an age"),
    (NEED, date(2004, 3, 16), None, CLOSED, CLOSED, "past their 21st birthday"),
    (NEED, date(2005, 3, 17), None, CLOSED, CLOSED, "The day of their 21st birthday"),
    (NEED, date(2012, 2, 29), None, CLOSED, date(2033, 3, 1), "The day of their 21st birthday"),
    (Rule("in_need", BIRTH, 20), date(2012, 2, 29), None, CLOSED, date(2032, 2, 29), "The day of their 20th birthday"),
    (PROTECTION, date(2012, 5, 17), None, CLOSED, date(2061, 3, 17), "from the day the record was closed"),
    (PROTECTION, None, None, date(2024, 2, 29), date(2059, 3, 1), "from the day the record was closed"),
    (CARE, date(2012, 5, 17), None, CLOSED, date(2087, 5, 17), "The day of their 75th birthday"),
    (CARE, None, None, CLOSED, date(2101, 3, 17), "Neither a date of birth nor an age"),
]


@pytest.mark.parametrize("told", TRUTH)
def test_the_day_and_why(told: tuple[Any, ...]) -> None:
    rule, born_on, born_by, closed_on, on, reason = told
    found = due(rule, closed_on=closed_on, born_on=born_on, born_by=born_by)
    assert found.on == on
    assert reason in found.reason
    assert found.rule is rule


def test_the_longest_rule_wins_whatever_the_order() -> None:
    born = date(2012, 5, 17)
    for some in ([NEED, PROTECTION], [PROTECTION, NEED]):
        assert longest(some, closed_on=CLOSED, born_on=born).rule is PROTECTION
    assert longest([PROTECTION, CARE, NEED], closed_on=CLOSED, born_on=born).rule is CARE
    old = longest([NEED, PROTECTION], closed_on=CLOSED, born_on=date(2002, 1, 1))
    assert (old.rule, old.on) == (PROTECTION, date(2061, 3, 17))


def test_of_equal_days_the_weightier_kind_is_named() -> None:
    lighter = DEFAULTS["nothing_further"][0]
    assert longest([NEED, lighter], closed_on=CLOSED).rule is NEED
    assert longest([lighter, NEED], closed_on=CLOSED).rule is NEED


def test_every_kind_has_a_first_rule_that_says_the_council_decides() -> None:
    assert list(DEFAULTS) == list(KINDS)
    for kind, (rule, source) in DEFAULTS.items():
        assert rule.kind == kind
        assert source.endswith("Your council’s schedule decides.")


@pytest.mark.parametrize(
    ("kind", "start", "years"),
    [("other", BIRTH, 5), ("in_need", "death", 5), ("in_need", BIRTH, 0), ("in_need", BIRTH, 101)],
)
def test_no_other_rules(kind: str, start: str, years: int) -> None:
    with pytest.raises(ValueError, match="no rule"):
        Rule(kind, start, years)


def test_rules_in_words() -> None:
    assert NEED.words == "until the 21st birthday"
    assert PROTECTION.words == "35 years after closing"
    assert Rule("in_need", CLOSING, 1).words == "1 year after closing"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 75, 100)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "75th", "100th")
    ]


DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
RULES = st.builds(Rule, st.sampled_from(list(KINDS)), st.sampled_from(list(STARTS)), st.integers(1, MOST))


@given(RULES, DAYS, st.none() | DAYS, st.none() | DAYS)
def test_a_review_never_comes_before_closing(
    rule: Rule, closed_on: date, born_on: date | None, born_by: date | None
) -> None:
    assert due(rule, closed_on=closed_on, born_on=born_on, born_by=born_by).on >= closed_on


@given(RULES, DAYS, st.integers(0, 9000))
def test_knowing_less_never_brings_the_day_forward(rule: Rule, closed_on: date, days: int) -> None:
    """Born, told an age on the day of closing, or neither: each day is at or after the one before."""
    born_on = closed_on - timedelta(days=days)
    told = latest_birth(age_on(born_on, closed_on), closed_on)
    known = due(rule, closed_on=closed_on, born_on=born_on).on
    by_age = due(rule, closed_on=closed_on, born_by=told).on
    assert known <= by_age <= due(rule, closed_on=closed_on).on


@given(st.lists(RULES, min_size=1, max_size=6), RULES, DAYS, st.none() | DAYS)
def test_another_kind_never_shortens(some: list[Rule], more: Rule, closed_on: date, born_on: date | None) -> None:
    before = longest(some, closed_on=closed_on, born_on=born_on).on
    assert longest([*some, more], closed_on=closed_on, born_on=born_on).on >= before


@given(DAYS, st.integers(0, 25))
def test_nobody_was_born_after_the_latest_birth(on: date, age: int) -> None:
    last = latest_birth(age, on)
    assert age_on(last, on) == age
    assert age_on(last + timedelta(days=1), on) == age - 1 if age else last == on


@given(DAYS, st.integers(1, 100))
def test_a_birthday_is_the_first_day_of_that_age(born: date, years: int) -> None:
    birthday = years_later(born, years)
    assert age_on(born, birthday) == years
    assert age_on(born, birthday - timedelta(days=1)) == years - 1
