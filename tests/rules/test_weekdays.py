"""Days on which offices are open."""

from datetime import date

import pytest

from onlinelives.rules.weekdays import later


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 11, 16), 1, date(2026, 11, 17)),  # Monday
        (date(2026, 11, 16), 3, date(2026, 11, 19)),
        (date(2026, 11, 18), 3, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday
        (date(2026, 11, 22), 5, date(2026, 11, 27)),  # Sunday
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
    ],
)
def test_days_later(day: date, count: int, found: date) -> None:
    assert later(day, count) == found


def test_it_only_goes_forwards() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        later(date(2026, 11, 16), 0)
