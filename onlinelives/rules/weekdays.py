"""Days on which offices are open: Monday to Friday. Public holidays are not known here."""

from datetime import date, timedelta

SATURDAY = 5


def later(day: date, count: int) -> date:
    """The `count`-th day from Monday to Friday after `day` (1 or more)."""
    if count < 1:
        raise ValueError(f"at least one day later, not {count}")
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day
