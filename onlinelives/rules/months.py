"""Days that come round again."""

from calendar import monthrange
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day of the month, `months` later (1 or more); the month's last day where it has no such day."""
    if months < 1:
        raise ValueError(f"at least one month later, not {months}")
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
