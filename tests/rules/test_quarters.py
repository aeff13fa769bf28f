"""Quarters follow each other without a gap, and say what they are in English."""

from datetime import date, timedelta

import pytest

from onlinelives.rules.quarters import Quarter, quarter_from, quarter_of, stretch, stretch_words


def test_every_day_of_five_years_is_in_exactly_one_quarter() -> None:
    day = date(2023, 1, 1)
    while day < date(2028, 1, 1):
        quarter = quarter_of(day)
        assert quarter.begins_on <= day <= quarter.ends_on
        assert quarter_from(quarter.code) == quarter
        assert quarter.later(1).begins_on == quarter.ends_on + timedelta(days=1)
        assert quarter.later(1).later(-1) == quarter
        day += timedelta(days=1)


def test_a_leap_year_has_its_day() -> None:
    assert quarter_of(date(2028, 2, 29)).ends_on == date(2028, 3, 31)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-Q1", "2026-Q1", "January to March 2026"),
        ("2026-Q1", "2026-Q4", "January to December 2026"),
        ("2025-Q4", "2026-Q1", "October 2025 to March 2026"),
    ],
)
def test_a_stretch_in_words(first: str, last: str, words: str) -> None:
    assert stretch_words(quarter_from(first), quarter_from(last)) == words


def test_a_stretch_has_both_its_ends() -> None:
    found = stretch(quarter_from("2025-Q4"), quarter_from("2026-Q2"))
    assert [quarter.code for quarter in found] == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert stretch(quarter_from("2026-Q2"), quarter_from("2026-Q1")) == ()


@pytest.mark.parametrize("code", ["", "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-q1", "2026-Q1 ", "٢٠٢٦-Q1", "-Q1"])
def test_what_is_no_quarter(code: str) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        quarter_from(code)


@pytest.mark.parametrize("day", [date(2026, 1, 2), date(2026, 2, 1)])
def test_a_quarter_begins_on_its_first_day(day: date) -> None:
    with pytest.raises(ValueError, match="no quarter"):
        Quarter(day)
