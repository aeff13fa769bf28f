"""Signals that are not settled yet, for every page and list that must show them."""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

from onlinelives.cases.models import Signal, YoungPerson
from onlinelives.cases.models.signals import OPEN
from onlinelives.cases.models.young_people import YoungPersonQuerySet
from onlinelives.trail import clock


def open_signal(young_person: YoungPerson) -> Signal | None:
    """The signal that is not settled, with who raised it. There is at most one."""
    return next((signal for signal in signals_of(young_person) if signal.state != "settled"), None)


def signals_of(young_person: YoungPerson) -> list[Signal]:
    """Every signal on them, newest first; the database is asked once for all parts of a page."""
    prefetch_related_objects([young_person], Prefetch("signals", Signal.objects.select_related("raised_by")))
    return list(young_person.signals.all())


def with_signals(young_people: YoungPersonQuerySet) -> YoungPersonQuerySet:
    """Each with `signalled`: whether a signal on them is open."""
    return young_people.annotate(signalled=Exists(Signal.objects.filter(OPEN, young_person=OuterRef("pk"))))


def signals_overdue() -> list[Signal]:
    """For the program itself, in every area: those that nobody has acknowledged in time, and that go further now."""
    return list(Signal.objects.filter(state="raised", escalate_at__lte=clock.now()).order_by("escalate_at"))
