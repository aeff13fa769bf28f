"""What referrals, incidents and signals ask of those who see them, for the home page and the digest. Numbers only,
never who."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import FollowUp, Referral, Signal, YoungPerson
from onlinelives.cases.models.signals import OPEN
from onlinelives.cases.queries.happenings import day_of
from onlinelives.rules import roles
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural

SOON = timedelta(days=7)  # how long before its day a follow-up asks

# What the list of young people can be narrowed to: a function from who asks to the ids of young people.
SIGNALS, FOLLOW_UPS, WAITING, NOT_ASKED = "signal", "follow-up", "waiting", "not-asked"
ASKING = {WAITING: Q(state="waiting"), NOT_ASKED: Q(online=Referral.Online.NOT_ASKED)}
NARROWED: dict[str, Callable[[Person], QuerySet[Any, Any]]] = {
    SIGNALS: lambda person: Signal.objects.filter(OPEN).values("young_person"),
    FOLLOW_UPS: lambda person: _follow_ups_of(person).values("incident__young_person"),
    WAITING: lambda person: Referral.objects.filter(ASKING[WAITING]).values("young_person"),
    NOT_ASKED: lambda person: Referral.objects.filter(ASKING[NOT_ASKED]).values("young_person"),
}


def needs(person: Person) -> list[Need]:
    if not permissions.see_young_people(person):
        return []
    visible = YoungPerson.objects.visible_to(person).values("pk")
    return [*_signals(person, visible), *_follow_ups(person, visible), *_referrals(visible)]


def _signals(person: Person, visible: QuerySet[Any, Any]) -> list[Need]:
    """Before everything else. Whoever may acknowledge is asked to; everybody else knows that it waits."""
    raised, answers = Q(state="raised"), Q(young_person__agency_id__in=person.agencies_as(roles.MANAGER))
    answers |= Q(young_person__restricted=True)  # then everybody who sees the record is named on it
    counts = Signal.objects.filter(OPEN, young_person__in=visible).aggregate(
        raised=Count("pk", filter=raised),
        mine=Count("pk", filter=raised & answers & ~Q(raised_by=person)),
        settle=Count("pk", filter=~raised & answers),
        since=Min("raised_at", filter=raised),
    )
    since = day_of(counts["since"]) if counts["since"] else None
    found = []
    if mine := counts["mine"]:
        what = f"Acknowledge {plural(mine, 'signal')} of significant harm"
        more = "Somebody is worried about a young person now."
        found.append(Need(what, _narrowed(SIGNALS), more, due=since, late=True, first=True))
    if others := counts["raised"] - counts["mine"]:
        what = f"{plural(others, 'signal')} of significant harm {'waits' if others == 1 else 'wait'} for somebody else"
        more = "Nobody has acknowledged it yet. Do not wait for that: call."
        found.append(Need(what, _narrowed(SIGNALS), more, due=since, late=True, first=True))
    if settle := counts["settle"]:
        what = f"Say what came of {plural(settle, 'signal')} of significant harm"
        found.append(Need(what, _narrowed(SIGNALS), "Somebody has acknowledged it.", first=True))
    return found


def _follow_ups(person: Person, visible: QuerySet[Any, Any]) -> list[Need]:
    asked = _follow_ups_of(person).filter(incident__young_person__in=visible)
    counts = asked.aggregate(all=Count("incident", distinct=True), first=Min("due_on"))
    if not counts["all"]:
        return []
    what = f"Follow up {plural(counts['all'], 'incident')}"
    due = counts["first"]
    return [Need(what, _narrowed(FOLLOW_UPS), due=due, late=due < clock.today())]


def _follow_ups_of(person: Person) -> QuerySet[FollowUp]:
    """What is given to the person and is due soon; and what is late, whoever it was given to: they may have left."""
    today = clock.today()
    asked = Q(due_on__lt=today) | Q(who=person, due_on__lte=today + SOON)
    return FollowUp.objects.filter(asked, done_at=None)


def _referrals(visible: QuerySet[Any, Any]) -> list[Need]:
    seen = Referral.objects.filter(young_person__in=visible)
    counts = seen.aggregate(**{name: Count("pk", filter=which) for name, which in ASKING.items()})
    found = []
    if waiting := counts[WAITING]:
        found.append(Need(f"Decide on {plural(waiting, 'referral')}", _narrowed(WAITING)))
    if not_asked := counts[NOT_ASKED]:
        what = f"Ask about life online in {plural(not_asked, 'referral')}"
        found.append(Need(what, _narrowed(NOT_ASKED), "Nobody has asked yet whether there is an online part."))
    return found


def _narrowed(show: str) -> str:
    return reverse("young_people", query={"show": show})
