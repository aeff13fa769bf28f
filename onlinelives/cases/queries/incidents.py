"""Incidents of a young person whose record one may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Concat
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import FollowUp, Incident, IncidentItem, IncidentRevision, YoungPerson
from onlinelives.cases.queries.happenings import Happening, Row, Source, rows_of
from onlinelives.cases.queries.items import Group, every_item, grouped
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.content import taxonomies
from onlinelives.content.taxonomy_shapes import HarmType
from onlinelives.rules import incidents as rules
from onlinelives.rules.risk import CATEGORIES
from onlinelives.trail import clock
from onlinelives.web.jinja import day
from onlinelives.web.words import listed


@dataclass(frozen=True)
class IncidentPage:
    """`codes`: of the items it is about. `about_images`, `may_be_abuse`: what to say at once because of them."""

    young_person: YoungPerson
    incident: Incident
    harm: list[HarmType]
    codes: list[str]
    groups: list[Group]
    follow_ups: list[FollowUp]
    about_images: bool
    may_be_abuse: bool


@dataclass(frozen=True)
class Version:
    """What an incident said after one save, with the items in words."""

    revision: IncidentRevision
    harm: list[HarmType]
    groups: list[Group]


def incident_for(person: Person, reference: str, pk: str) -> Incident:
    """One incident, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    incident = young_person.incidents.select_related("written_by").filter(pk=pk).first()
    if incident is None:
        raise Http404
    incident.young_person = young_person
    return incident


def incident_page(person: Person, reference: str, pk: str) -> IncidentPage:
    incident = incident_for(person, reference, pk)
    codes = list(incident.items.values_list("item", flat=True))
    return IncidentPage(
        young_person=incident.young_person,
        incident=incident,
        harm=_harm(incident.harm),
        codes=codes,
        groups=_groups(incident.partnership_id, codes),
        follow_ups=list(incident.follow_ups.select_related("who", "planned_by", "done_by")),
        about_images=rules.is_about_images(codes),
        may_be_abuse=rules.may_be_abuse(codes),
    )


def versions_of(incident: Incident) -> list[Version]:
    """What it said after each save, newest first."""
    return [
        Version(each, _harm(each.harm), _groups(incident.partnership_id, each.items.split()))
        for each in incident.revisions.select_related("by")
    ]


def follow_up_for(person: Person, reference: str, pk: str, number: str) -> FollowUp:
    """One thing to do after an incident, or 404."""
    incident = incident_for(person, reference, pk)
    follow_up = incident.follow_ups.select_related("who", "done_by").filter(pk=number).first()
    if follow_up is None:
        raise Http404
    follow_up.incident = incident
    return follow_up


def _rows(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Incidents with the Cs they are under and whether something is still to be done about them."""
    under = {c: Exists(IncidentItem.objects.filter(incident=OuterRef("pk"), category=c)) for c in CATEGORIES}
    listed_under = Concat(*(Case(When(under[c], then=Value(f"{c} ")), default=Value("")) for c in CATEGORIES))
    to_do = FollowUp.objects.filter(incident=OuterRef("pk"), done_at=None)
    late = Case(When(Exists(to_do.filter(due_on__lt=clock.today())), then=Value("late")), default=Value(""))
    found = young_person.incidents.annotate(under=listed_under, late=late)
    names = {"on": "happened_on", "at": "written_at", "code": "under", "more": "late", "about": "happened_on"}
    return rows_of(found, **names, waits=Exists(to_do))


def _told(young_person: YoungPerson, row: Row) -> Happening:
    return Happening(
        on=row.day,
        kind="Incident",
        words=listed(row.code.split()).capitalize() or "None of the listed risks",
        page="young_person_incident",
        args=(young_person.reference, row.page),
        about=f"of {day(row.about)}",
        waits=("Follow-up late" if row.more else "To follow up") if row.waits else "",
        written_at=row.written_at,
    )


# Incidents, at the day they happened.
SOURCES = (Source(_rows, _told),)


def _harm(names: Iterable[str]) -> list[HarmType]:
    return [taxonomies.load().harm_type(name) for name in names]


def _groups(partnership_id: int, codes: Iterable[str]) -> list[Group]:
    every, chosen = every_item(partnership_id), set(codes)
    return grouped(item for code, item in every.items() if code in chosen)
