"""Young people and their records, from who is asking."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.shortcuts import get_object_or_404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person, Team
from onlinelives.accounts.queries import Filter
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries.narrowing import narrowed
from onlinelives.cases.queries.open_signals import with_signals

PAGE = 50
LOOKED = "young person looked at"


@dataclass(frozen=True)
class Look:
    """`how`: where it was no page of the record, what they learned from."""

    at: datetime
    who: str
    how: str = ""


Looks = Callable[[YoungPerson], list[Look]]

# Other ways in which somebody learns that there is a record, told by rooms above this one.
OTHER_LOOKS: list[Looks] = []


def looked_by(source: Looks) -> None:
    """A room above this one lets people learn of a record. Called once, when the program starts."""
    OTHER_LOOKS.append(source)


def young_people_for(person: Person, show: str = "", page: str = "") -> Page[YoungPerson]:
    """A page of those whose record the person may see, newest record first, narrowed to `show` (narrowing.NARROWINGS)
    and with its marks."""
    return Paginator(narrowed(person, show).select_related("team", "worker"), PAGE).get_page(page)


def young_person_for(person: Person, reference: str) -> YoungPerson:
    """One young person the person may see, or 404: the same for a restricted record as for none."""
    seen = YoungPerson.objects.visible_to(person).select_related("team", "agency", "opened_by", "worker")
    found = with_signals(seen)
    return get_object_or_404(found, reference=reference)


def looks_at(person: Person, young_person: YoungPerson) -> tuple[list[Look], bool]:
    """Who has looked at the record, newest first, at most a page, and whether there are older looks."""
    found = accounts.trail_lines(person, Filter(verb=LOOKED, subject=young_person.trail_subject))
    pages = [Look(line.at, line.actor) for line in found.lines]
    others = [look for source in OTHER_LOOKS for look in source(young_person)]
    oldest = pages[-1].at if found.older else None  # older ones are not shown, of whichever kind
    shown = [look for look in others if oldest is None or look.at >= oldest]
    return sorted(pages + shown, key=lambda look: look.at, reverse=True), found.older


def teams_that_could_hold(young_person: YoungPerson) -> list[Team]:
    """The other teams of the agency, by name: whoever sees a record may hand it to any of them."""
    return list(Team.objects.filter(agency=young_person.agency_id).exclude(pk=young_person.team_id))


def teams_to_hold(person: Person) -> list[Team]:
    """The teams in which the person may open a record, by name."""
    return accounts.teams_for(person)


def who_may_be_named(young_person: YoungPerson) -> list[Person]:
    """Those who work in the agency with young people."""
    return accounts.colleagues(young_person.agency)
