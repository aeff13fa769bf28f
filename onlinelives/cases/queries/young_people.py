"""Young people and their records, from who is asking."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404
from django.utils import timezone

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person, Team
from onlinelives.accounts.queries import Filter
from onlinelives.cases.models import Referral, Restriction, YoungPerson
from onlinelives.cases.queries.needs import NARROWED

PAGE = 50
LOOKED = "young person looked at"
LOOKS = 10  # the newest looks that the record itself shows


@dataclass(frozen=True)
class Look:
    at: datetime
    who: str


@dataclass(frozen=True)
class Happening:
    """One line of a chronology: when it was, what kind of thing, in a few words, and where it is told in full.

    `written_at` is given where it was written down on a later day than it was."""

    on: date
    kind: str
    words: str
    referral: Referral | None = None
    written_at: datetime | None = None


@dataclass(frozen=True)
class Record:
    """One young person's page. `looks`: the newest, newest first; `more_looks`: whether there are older ones."""

    young_person: YoungPerson
    chronology: list[Happening]
    named: list[Person]
    restrictions: list[Restriction]
    looks: list[Look]
    more_looks: bool


def young_people_for(person: Person, show: str = "", page: str = "") -> Page[YoungPerson]:
    """A page of everybody whose record the person may see, newest record first. `show`: a key of needs.NARROWED, to
    leave only those with such a referral; anything else leaves all."""
    found = YoungPerson.objects.visible_to(person).select_related("team")
    if show in NARROWED:
        found = found.filter(pk__in=Referral.objects.filter(NARROWED[show]).values("young_person"))
    return Paginator(found, PAGE).get_page(page)


def young_person_for(person: Person, reference: str) -> YoungPerson:
    """One young person the person may see, or 404: the same for a restricted record as for none."""
    found = YoungPerson.objects.visible_to(person).select_related("team", "agency", "opened_by")
    return get_object_or_404(found, reference=reference)


def record_of(person: Person, young_person: YoungPerson) -> Record:
    """What the page of a young person shows, who already passed the gate."""
    seen, older = looks_at(person, young_person)
    named = young_person.named.filter(ended_at=None).select_related("person").order_by("person__name")
    return Record(
        young_person=young_person,
        chronology=_chronology(young_person),
        named=[each.person for each in named],
        restrictions=list(young_person.restrictions.select_related("by")),
        looks=seen[:LOOKS],
        more_looks=older or len(seen) > LOOKS,
    )


def _chronology(young_person: YoungPerson) -> list[Happening]:
    """Everything that happened, newest first, at the day it happened."""
    found = [Happening(_day(young_person.opened_at), "Record opened", f"by {young_person.opened_by.name}")]
    for referral in young_person.referrals.prefetch_related("decisions__by"):
        later = referral.written_at if _day(referral.written_at) != referral.received_on else None
        found.append(Happening(referral.received_on, "Referral", referral.get_source_display(), referral, later))
        if referral.found_online_on:
            found.append(Happening(referral.found_online_on, "Online part found", "after referral", referral))
        for decision in referral.decisions.all():
            words = f"{decision.get_outcome_display()}, by {decision.by.name}"
            found.append(Happening(_day(decision.at), "Decision", words, referral))
    return sorted(found, key=lambda each: each.on, reverse=True)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def looks_at(person: Person, young_person: YoungPerson) -> tuple[list[Look], bool]:
    """Who has looked at the record, newest first, at most a page, and whether there are older looks."""
    found = accounts.trail_lines(person, Filter(verb=LOOKED, subject=young_person.trail_subject))
    return [Look(line.at, line.actor) for line in found.lines], found.older


def teams_that_could_hold(young_person: YoungPerson) -> list[Team]:
    """The other teams of the agency, by name: whoever sees a record may hand it to any of them."""
    return list(Team.objects.filter(agency=young_person.agency_id).exclude(pk=young_person.team_id))


def teams_to_hold(person: Person) -> list[Team]:
    """The teams in which the person may open a record, by name."""
    return accounts.teams_for(person)


def who_may_be_named(young_person: YoungPerson) -> list[Person]:
    """Those who work in the agency with young people."""
    return accounts.colleagues(young_person.agency)
