"""One line of a chronology."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Happening:
    """When it was, what kind of thing, in a few words, and the page where it is told in full (name and arguments).

    `written_at` is given where it was written down on a later day than it was. `about` tells two of a kind apart for
    those who hear the page read. `waits`: what it still waits for, in a word or two."""

    on: date
    kind: str
    words: str
    page: str = ""
    args: tuple[Any, ...] = ()
    about: str = ""
    waits: str = ""
    written_at: datetime | None = None


def day_of(moment: datetime) -> date:
    """The day it was where the partnership is."""
    return timezone.localtime(moment).date()


def written_later(on: date, written_at: datetime) -> datetime | None:
    """`written_at` where that was another day than `on`, otherwise None."""
    return written_at if day_of(written_at) != on else None
