"""What sharing asks of people, for the home page and the digest. Numbers only, never who."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import roles
from onlinelives.sharing import permissions
from onlinelives.sharing.models import (
    AgencyCheck,
    Agreement,
    CheckAnswer,
    Extract,
    Met,
    Opening,
    SharingDecision,
)
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural

AHEAD = timedelta(days=30)  # a review is asked for so long before it is due

RING = "Ring the agency, or no longer ask."
NOTHING_TOO = "Say so also when you know nothing."
Seen = QuerySet[YoungPerson, Any]  # ids of those whose record the person sees


def needs(person: Person) -> list[Need]:
    found = []
    if permissions.keep_agreements(person):
        found += _reviews(person)
    if permissions.share(person):
        seen = YoungPerson.objects.visible_to(person).values("pk")
        found += [*_asked(person), *_received(person), *_calls(person), *_checks(seen), *_decisions(person, seen)]
    return found


def _reviews(person: Person) -> list[Need]:
    due = Agreement.objects.visible_to(person).filter(ended_on=None, review_on__lte=clock.today() + AHEAD)
    return _counted(due, "review_on", "Review {}", "sharing agreement", page="sharing_agreements")


def _asked(person: Person) -> list[Need]:
    waiting = AgencyCheck.objects.visible_to(person).filter(state="asked")
    return _counted(waiting, "due_on", "Answer {} of another agency", "check", page="sharing_asked", more=NOTHING_TOO)


def _received(person: Person) -> list[Need]:
    opened = Opening.objects.filter(extract=OuterRef("pk"))
    new = Extract.objects.visible_to(person).filter(revoked_at=None, expires_at__gt=clock.now())
    count = new.exclude(Exists(opened)).count()
    return [Need(f"Read {plural(count, 'extract')} shared with you", reverse("sharing_received"))] if count else []


def _calls(person: Person) -> list[Need]:
    waiting = Met.objects.visible_to(person).filter(called_at=None)
    what = "Call back about {} of a young person by somebody who was told nothing"
    return _counted(waiting, "call_by", what, "look-up", page="sharing_calls")


def _checks(seen: Seen) -> list[Need]:
    silent = AgencyCheck.objects.filter(young_person__in=seen, state="asked", due_on__lt=clock.today())
    what = "No reply to {} with another agency"
    found = _counted(silent, "due_on", what, "check", page="sharing_ours", more=RING)
    unread = CheckAnswer.objects.filter(young_person__in=seen, read_at=None).count()
    if unread:
        found.append(Need(f"Read {plural(unread, 'answer')} to what you asked other agencies", reverse("sharing_ours")))
    return found


def _decisions(person: Person, seen: Seen) -> list[Need]:
    open_ = SharingDecision.objects.filter(young_person__in=seen, state="made", urgent=True, completed_at=None)
    managed = person.agencies_as(roles.MANAGER)
    open_ = open_.filter(Q(decided_by=person) | Q(young_person__agency__in=managed))
    found = _counted(open_, "complete_by", "Complete {}", "urgent sharing decision", page="sharing_ours")
    waiting = SharingDecision.objects.filter(
        young_person__in=seen, young_person__agency__in=managed, state="waiting"
    ).count()
    if waiting:
        what = f"Agree to {plural(waiting, 'decision')} not to share"
        found.append(Need(what, reverse("sharing_ours"), "Or give it back, with a reason."))
    return found


def _counted(found: QuerySet[Any], day: str, what: str, thing: str, *, page: str, more: str = "") -> list[Need]:
    """One need for all of `found`, due when the first of them is. `what`: the words around their number."""
    told = found.aggregate(count=Count("pk"), first=Min(day))
    if not told["count"]:
        return []
    first: date = told["first"]
    return [Need(what.format(plural(told["count"], thing)), reverse(page), more, due=first, late=first < clock.today())]
