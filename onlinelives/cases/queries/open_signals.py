"""Signals that are not settled yet, for every page and list that must show them."""

from django.db.models import Exists, OuterRef, QuerySet

from onlinelives.cases.models import Signal, YoungPerson
from onlinelives.cases.models.signals import OPEN
from onlinelives.trail import clock


def open_signal(young_person: YoungPerson) -> Signal | None:
    """The signal that is not settled, with who raised it. There is at most one. Of a record that was fetched
    `with_signals` nothing is asked where there is none."""
    if not getattr(young_person, "signalled", True):
        return None
    return young_person.signals.filter(OPEN).select_related("raised_by").first()


def with_signals(young_people: QuerySet[YoungPerson]) -> QuerySet[YoungPerson]:
    """Each with `signalled`: whether a signal on them is open."""
    return young_people.annotate(signalled=Exists(Signal.objects.filter(OPEN, young_person=OuterRef("pk"))))


def signals_overdue() -> list[Signal]:
    """For the program itself, in every area: those that nobody has acknowledged in time, and that go further now."""
    return list(Signal.objects.filter(state="raised", escalate_at__lte=clock.now()).order_by("escalate_at"))
