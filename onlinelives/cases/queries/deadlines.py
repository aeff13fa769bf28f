"""Requests for a copy of a record that wait for an answer, and until when."""

from onlinelives.accounts.models import Person
from onlinelives.cases.models import CopyRequest, YoungPerson
from onlinelives.rules.subject_access import Deadline, deadline


def deadline_of(copy: CopyRequest) -> Deadline:
    return deadline(copy.received_on, [(stop.since, stop.until) for stop in copy.stops.all()])


def open_copies(person: Person) -> list[tuple[CopyRequest, Deadline]]:
    """About records the person sees; what is due soonest first, what stands still last."""
    seen = YoungPerson.objects.visible_to(person)
    found = CopyRequest.objects.filter(state="open", young_person__in=seen)
    told = [(each, deadline_of(each)) for each in found.select_related("young_person__team").prefetch_related("stops")]
    return sorted(told, key=lambda pair: (pair[1].on is None, pair[1].on or pair[0].received_on, pair[0].pk))


def open_deadlines(person: Person) -> list[Deadline]:
    return [due for _, due in open_copies(person)]
