"""The trail as people read it: actors get their names back."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from onlinelives.accounts.models import Elevation, Person
from onlinelives.trail import queries as trail
from onlinelives.trail.queries import Filter, Line


@dataclass(frozen=True)
class TrailPage:
    lines: list[Line]
    older: bool


def _names(person: Person, actors: set[str]) -> dict[str, str]:
    ids = {actor.split("/")[1] for actor in actors if actor.startswith("person/")}
    found = Person.objects.filter(partnership_id=person.partnership_id, pk__in=ids).values_list("pk", "name")
    return {f"person/{pk}": name for pk, name in found}


def trail_lines(person: Person, wanted: Filter) -> TrailPage:
    """A page of the trail of the person's own partnership, newest first, with names for actors."""
    lines, older = trail.lines(person.trail_chain, wanted)
    names = _names(person, {line.actor for line in lines} | {line.subject for line in lines})
    return TrailPage(
        [
            replace(line, actor=names.get(line.actor, line.actor), subject=names.get(line.subject, line.subject))
            for line in lines
        ],
        older,
    )


def actor_choices(person: Person) -> list[tuple[str, str]]:
    """(actor, name) of everybody who occurs in the partnership's trail, by name."""
    actors = trail.actors(person.trail_chain)
    names = _names(person, set(actors))
    return sorted(((actor, names.get(actor, actor)) for actor in actors), key=lambda choice: choice[1].lower())


@dataclass(frozen=True)
class TrailChoices:
    """What the filter offers: who occurs, as (actor, name), and every verb."""

    actors: list[tuple[str, str]]
    verbs: list[str]


def trail_choices(person: Person) -> TrailChoices:
    return TrailChoices(actor_choices(person), trail.verbs(person.trail_chain))


def opened_during(person: Person, elevation: Elevation) -> list[Line]:
    """What the holder of extra access did while it ran, for the one who reviews it; at most one page, newest first."""
    until = elevation.ended_at or elevation.ends_at
    holder = elevation.person.trail_id
    found = trail_lines(person, Filter(actor=holder, since=_day(elevation.began_at), until=_day(until))).lines
    return [line for line in found if elevation.began_at <= line.at <= until]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
