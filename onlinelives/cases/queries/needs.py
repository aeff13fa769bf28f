"""What records ask of people, for the home page and the digest. Numbers only, never who."""

from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import Assessment, Referral, Signal, YoungPerson
from onlinelives.cases.models.signals import OPEN
from onlinelives.cases.queries import needs_of_keeping, study_reading
from onlinelives.cases.queries.happenings import day_of
from onlinelives.cases.queries.narrowing import (
    FLAG,
    FLAG_WAITS,
    FOLLOW_UPS,
    NOT_ASKED,
    REVIEW,
    SIGNALS,
    UNFINISHED,
    WAITING,
    follow_ups_of,
    marked,
)
from onlinelives.rules import roles
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural


def needs(person: Person) -> list[Need]:
    return [*_of_records(person), *needs_of_keeping.needs(person)]


def _of_records(person: Person) -> list[Need]:
    if not permissions.see_young_people(person):
        return []
    mine = YoungPerson.objects.visible_to(person).filter(state="open")
    every = YoungPerson.objects.visible_to(person).values("pk")  # a signal may be raised on a closed record too
    urgent = [*_signals(person, every), *_follow_ups(person, every)]
    own = [*_of_referrals(mine), *_of_assessments(mine, person), *_of_reviews(mine, person)]
    return [*urgent, *own, *study_reading.needs(person)]


def narrowed_to(show: str) -> str:
    """The address of the list, narrowed."""
    return reverse("young_people", query={"show": show})


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
        found.append(Need(what, narrowed_to(SIGNALS), more, due=since, late=True, first=True))
    if others := counts["raised"] - counts["mine"]:
        what = f"{plural(others, 'signal')} of significant harm {'waits' if others == 1 else 'wait'} for somebody else"
        more = "Nobody has acknowledged it yet. Do not wait for that: call."
        found.append(Need(what, narrowed_to(SIGNALS), more, due=since, late=True, first=True))
    if settle := counts["settle"]:
        what = f"Say what came of {plural(settle, 'signal')} of significant harm"
        found.append(Need(what, narrowed_to(SIGNALS), "Somebody has acknowledged it.", first=True))
    return found


def _follow_ups(person: Person, visible: QuerySet[Any, Any]) -> list[Need]:
    asked = follow_ups_of(person).filter(incident__young_person__in=visible)
    counts = asked.aggregate(all=Count("incident", distinct=True), first=Min("due_on"))
    if not counts["all"]:
        return []
    what = f"Follow up {plural(counts['all'], 'incident')}"
    due = counts["first"]
    return [Need(what, narrowed_to(FOLLOW_UPS), due=due, late=due < clock.today())]


def _of_referrals(mine: QuerySet[YoungPerson]) -> list[Need]:
    states = Referral.objects.filter(young_person__in=mine.values("pk")).filter(
        Q(state="waiting") | Q(online=Referral.Online.NOT_ASKED)
    )
    rows = list(states.values_list("state", "online"))
    waiting = sum(state == "waiting" for state, _ in rows)
    not_asked = sum(online == Referral.Online.NOT_ASKED for _, online in rows)
    found = []
    if waiting:
        found.append(Need(f"Decide on {plural(waiting, 'referral')}", narrowed_to(WAITING)))
    if not_asked:
        what = f"Ask about life online in {plural(not_asked, 'referral')}"
        found.append(Need(what, narrowed_to(NOT_ASKED), "Nobody has asked yet whether there is an online part."))
    return found


def _of_assessments(mine: QuerySet[YoungPerson], person: Person) -> list[Need]:
    found = []
    if flags := marked(mine).filter(FLAG_WAITS).count():
        what = f"Confirm or decline {plural(flags, 'flag')} for intensive support"
        found.append(Need(what, narrowed_to(FLAG), "Four factors or more are a prompt. The decision is yours."))
    drafts = Assessment.objects.filter(state="draft", begun_by=person, young_person__in=mine.values("pk")).count()
    if drafts:
        found.append(Need(f"Finish {plural(drafts, 'assessment')} that you began", narrowed_to(UNFINISHED)))
    return found


def _of_reviews(mine: QuerySet[YoungPerson], person: Person) -> list[Need]:
    due = mine.filter(worker=person, review_on__lte=clock.today()).values_list("review_on", flat=True)
    days = [day for day in due if day]
    if not days:
        return []
    late = min(days) < clock.today()
    what = f"Look again at {plural(len(days), 'young person', 'young people')}"
    return [Need(what, narrowed_to(REVIEW), due=min(days), late=late)]
