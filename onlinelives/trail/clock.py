"""The one clock. Every moment the product writes down comes from here.

`at` sets the clock for a block of code, so that invented data can be laid down in the past through the ordinary
actions. A house test allows it in the demo and in tests only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _set.get() or timezone.now()


def today() -> date:
    """Today's date where the partnership is (TIME_ZONE)."""
    return timezone.localtime(now()).date()


def is_set() -> bool:
    """Whether somebody set the clock with `at`."""
    return _set.get() is not None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside the block, the clock stands at `moment`, which must be aware."""
    if timezone.is_naive(moment):
        raise ValueError("the clock needs a moment with a time zone")
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
