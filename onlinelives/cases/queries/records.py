"""What the page of one young person shows, and what every page about them shows around it."""

from collections.abc import Callable
from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Restriction, YoungPerson
from onlinelives.cases.queries import referrals
from onlinelives.cases.queries.happenings import Happening, day_of
from onlinelives.cases.queries.young_people import Look, looks_at

LOOKS = 10  # the newest looks that the record itself shows

Source = Callable[[YoungPerson], list[Happening]]

# Every kind of thing that happens to a young person: a function from the record to lines, in any order.
SOURCES: list[Source] = [referrals.happenings]


@dataclass(frozen=True)
class Around:
    """What stands around every page about one young person, for the one who looks."""

    closed: bool


@dataclass(frozen=True)
class Record:
    """One young person's page. `looks`: the newest, newest first; `more_looks`: whether there are older ones."""

    young_person: YoungPerson
    chronology: list[Happening]
    named: list[Person]
    restrictions: list[Restriction]
    looks: list[Look]
    more_looks: bool


def tell_of(source: Source) -> None:
    """A room above this one has things to tell in the chronology. Called once, when the program starts."""
    SOURCES.append(source)


def around(person: Person, young_person: YoungPerson) -> Around:
    """The person already passed the gate."""
    return Around(closed=young_person.state == "closed")


def record_of(person: Person, young_person: YoungPerson) -> Record:
    """What the page of a young person shows, who already passed the gate."""
    seen, older = looks_at(person, young_person)
    named = young_person.named.filter(ended_at=None).select_related("person").order_by("person__name")
    return Record(
        young_person=young_person,
        chronology=chronology(young_person),
        named=[each.person for each in named] if young_person.restricted else [],
        restrictions=list(young_person.restrictions.select_related("by")),
        looks=seen[:LOOKS],
        more_looks=older or len(seen) > LOOKS,
    )


def chronology(young_person: YoungPerson) -> list[Happening]:
    """Everything that happened, newest first, at the day it happened."""
    found = [Happening(day_of(young_person.opened_at), "Record opened", f"by {young_person.opened_by.name}")]
    for happenings in SOURCES:
        found += happenings(young_person)
    return sorted(found, key=lambda each: each.on, reverse=True)
