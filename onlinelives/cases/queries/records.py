"""What the page of one young person shows, and what every page about them shows around it."""

from collections.abc import Callable
from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Signal, YoungPerson
from onlinelives.cases.queries import assessments, caseloads, incidents, referrals, restrictions, signals
from onlinelives.cases.queries.happenings import Happening, Source, day_of, every
from onlinelives.cases.queries.narrowing import marked
from onlinelives.cases.queries.open_signals import open_signal
from onlinelives.cases.queries.young_people import Look, looks_at

EVENTS = 60  # the newest lines of the chronology that the record shows unless all are asked for
LOOKS = 10  # the newest looks that the record itself shows

# Every kind of thing that happens to a young person.
SOURCES: list[Source] = [
    *referrals.SOURCES,
    *assessments.SOURCES,
    *incidents.SOURCES,
    *signals.SOURCES,
    *caseloads.SOURCES,
    *restrictions.SOURCES,
]
# A room above tells what it has to tell in one question of its own.
Teller = Callable[[YoungPerson], list[Happening]]
TELLERS: list[Teller] = []


@dataclass(frozen=True)
class Around:
    """What stands around every page about one young person, for the one who looks. `signal`: the one that is open."""

    closed: bool
    signal: Signal | None


@dataclass(frozen=True)
class Record:
    """One young person's page. `marks`: the same record with its marks (narrowing.marked). `chronology`: newest first;
    `more_events`: how many older ones there are beside. `looks`: the newest, newest first; `more_looks`: whether there
    are older ones."""

    young_person: YoungPerson
    marks: YoungPerson
    chronology: list[Happening]
    more_events: int
    named: list[Person]
    looks: list[Look]
    more_looks: bool


def tell_of(teller: Teller) -> None:
    """A room above this one has things to tell in the chronology. Called once, when the program starts."""
    TELLERS.append(teller)


def around(person: Person, young_person: YoungPerson) -> Around:
    """The person already passed the gate."""
    return Around(closed=young_person.state == "closed", signal=open_signal(young_person))


def record_of(person: Person, young_person: YoungPerson, *, whole: bool = True) -> Record:
    """What the page of a young person shows, who already passed the gate. Not `whole`: only the newest EVENTS."""
    happened = chronology(young_person)
    shown = happened if whole else happened[:EVENTS]
    seen, older = looks_at(person, young_person)
    return Record(
        young_person=young_person,
        marks=marked(YoungPerson.objects.filter(pk=young_person.pk)).get(),
        chronology=shown,
        more_events=len(happened) - len(shown),
        named=named_on(young_person) if young_person.restricted else [],
        looks=seen[:LOOKS],
        more_looks=older or len(seen) > LOOKS,
    )


def named_on(young_person: YoungPerson) -> list[Person]:
    """Those who see the record although it is restricted, by name."""
    named = young_person.named.filter(ended_at=None).select_related("person").order_by("person__name")
    return [each.person for each in named]


def chronology(young_person: YoungPerson) -> list[Happening]:
    """Everything that happened, newest first, at the day it happened."""
    opened = Happening(day_of(young_person.opened_at), "Record opened", f"by {young_person.opened_by.name}")
    told = [line for teller in TELLERS for line in teller(young_person)]
    return sorted([opened, *every(young_person, SOURCES), *told], key=lambda each: each.on, reverse=True)
