"""Whose records a name and a date of birth meet, across the agencies of a partnership. Strict: every word of the name
must sound like one that is kept, and the date of birth must be the same.

What is found here never reaches the page of who asked, but for the team that holds a record and how to reach it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases import finding
from onlinelives.cases.models import SearchKey, YoungPerson
from onlinelives.cases.queries import Look
from onlinelives.rules import names
from onlinelives.sharing.models import Met


@dataclass(frozen=True)
class Holder:
    """Who holds a record, and how to reach them: all that a look-up tells."""

    team: str
    agency: str
    contact: str


@dataclass(frozen=True)
class Call:
    """Somebody to call back about a restricted record: who asked, from where, and why."""

    met: Met
    who: str
    email: str
    agency: str
    reason: str


def records_met(agencies: Iterable[int], name: str, born_on: date) -> list[YoungPerson]:
    """Young people with a record in one of the agencies (their ids) whom the name and the date fit, restricted or not.
    None for a name without words."""
    places, words = sorted(agencies), names.words(name)
    if not words or not places:
        return []
    found = _with_key([key for place in places for key in finding.born(born_on, place)], None)
    for word in words:
        found = _with_key([key for place in places for key in finding.sounding(word, place)], found)
    return list(YoungPerson.objects.filter(pk__in=found).select_related("team", "agency").order_by("reference"))


def agencies_in_area(person: Person) -> set[int]:
    return set(Agency.objects.filter(partnership=person.partnership_id).values_list("pk", flat=True))


def calls_for(person: Person) -> tuple[list[Call], list[Call]]:
    """Whom to call back about records that the person sees, soonest first, and the last 50 who were called."""
    found = Met.objects.visible_to(person).select_related(
        "young_person", "called_by", "lookup__by", "lookup__agency", "agency_check__asked_by", "agency_check__asked_for"
    )
    waiting = found.filter(called_at=None).order_by("call_by", "pk")
    done = found.filter(called_at__isnull=False).order_by("-called_at")[:50]
    return [_call(met) for met in waiting], [_call(met) for met in done]


def looks_by_lookup(young_person: YoungPerson) -> list[Look]:
    """Who learned of the record by the look-up, or would have if it were not restricted."""
    found = young_person.met.filter(lookup__isnull=False).select_related("lookup__by", "lookup__agency")
    return [
        Look(
            at=met.lookup.at,
            who=f"{met.lookup.by.name}, {met.lookup.agency.name}",
            how="looked them up, and was shown nothing" if met.call_by else "looked them up, and was told the team",
        )
        for met in found
        if met.lookup
    ]


def _with_key(keys: list[str], among: set[UUID] | None) -> set[UUID]:
    found = SearchKey.objects.filter(key__in=keys)
    if among is not None:
        found = found.filter(young_person__in=among)
    return set(found.values_list("young_person", flat=True))


def _call(met: Met) -> Call:
    if met.lookup:
        asked = met.lookup
        return Call(met, asked.by.name, asked.by.email, asked.agency.name, asked.reason)
    check = met.agency_check
    assert check is not None  # noqa: S101  the database holds one of the two
    return Call(met, check.asked_by.name, check.asked_by.email, check.asked_for.name, check.question)
