"""Signals that are not settled yet, for every page and list that must show them."""

from django.db.models import Exists, OuterRef

from onlinelives.cases.models import Signal, YoungPerson
from onlinelives.cases.models.signals import OPEN
from onlinelives.cases.models.young_people import YoungPersonQuerySet


def open_signal(young_person: YoungPerson) -> Signal | None:
    """The signal that is not settled, with who raised it. There is at most one."""
    return young_person.signals.filter(OPEN).select_related("raised_by").first()


def with_signals(young_people: YoungPersonQuerySet) -> YoungPersonQuerySet:
    """Each with `signalled`: whether a signal on them is open."""
    return young_people.annotate(signalled=Exists(Signal.objects.filter(OPEN, young_person=OuterRef("pk"))))
