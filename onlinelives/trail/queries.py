"""Reading and verifying the trail."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from onlinelives.trail import chain as links
from onlinelives.trail.models import START, Entry, Head

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One entry as a person reads it."""

    seq: int
    at: datetime
    actor: str
    verb: str
    subject: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """The first entry of a chain that does not fit, and in what way."""

    chain: str
    seq: int
    problem: str


@dataclass(frozen=True)
class Filter:
    """What to look for; empty fields do not narrow. `before` is a number: only entries below it (for paging)."""

    actor: str = ""
    verb: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


def lines(chain: str, wanted: Filter) -> tuple[list[Line], bool]:
    """Up to PAGE entries of one chain, newest first, and whether there are older ones."""
    found = Entry.objects.filter(chain=chain).order_by("-seq")
    if wanted.actor:
        found = found.filter(actor=wanted.actor)
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    if wanted.since:
        found = found.filter(at__gte=_start(wanted.since))
    if wanted.until and wanted.until < date.max:
        found = found.filter(at__lt=_start(wanted.until + timedelta(days=1)))
    if wanted.before:
        found = found.filter(seq__lt=wanted.before)
    rows = list(found[: PAGE + 1])
    return [_line(entry) for entry in rows[:PAGE]], len(rows) > PAGE


def verbs(chain: str) -> list[str]:
    """Every verb that occurs in a chain, in alphabetical order."""
    return list(Entry.objects.filter(chain=chain).order_by("verb").values_list("verb", flat=True).distinct())


def actors(chain: str) -> list[str]:
    """Every actor that occurs in a chain."""
    return list(Entry.objects.filter(chain=chain).order_by("actor").values_list("actor", flat=True).distinct())


def head(chain: str) -> Head:
    """The end of a chain, to be noted elsewhere (print, e-mail): it shows later that nothing was cut off."""
    return Head.objects.filter(chain=chain).first() or Head(chain=chain)


def chains() -> list[str]:
    """Every chain there is, also one of which only the entries or only the head remain."""
    heads: Iterable[str] = Head.objects.values_list("chain", flat=True)
    entries: Iterable[str] = Entry.objects.order_by().values_list("chain", flat=True).distinct()
    return sorted({*heads, *entries})


def verify(chain: str) -> Fault | None:
    """None for a sound chain, or the first entry that was altered, added, moved or is missing."""
    before, expected = START, 1
    for entry in Entry.objects.filter(chain=chain).order_by("seq").iterator(chunk_size=2000):
        problem = _problem(entry, expected, before)
        if problem:
            return Fault(chain, min(entry.seq, expected), problem)
        before, expected = entry.mac, expected + 1
    end = head(chain)
    if end.seq > expected - 1:
        return Fault(chain, expected, "is missing")
    if (end.seq, end.mac) != (expected - 1, before):
        return Fault(chain, expected - 1, "does not agree with the head of the chain")
    return None


def _problem(entry: Entry, expected: int, before: str) -> str:
    """What is wrong with the entry that stands where number `expected` should; empty when nothing is."""
    if entry.seq != expected:
        return "is missing" if entry.seq > expected else "does not belong there"
    if entry.key_id not in settings.TRAIL_KEYS:
        return f"needs key {entry.key_id}, which is not in ONLINELIVES_TRAIL_KEYS"
    return "" if links.fits(entry, seq=expected, before=before) else "was altered"


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _line(entry: Entry) -> Line:
    details = json.loads(entry.body)["details"]
    return Line(entry.seq, entry.at, entry.actor, entry.verb, entry.subject, details)
