"""Teams, and young people whose records they hold, built through the ordinary actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from onlinelives.accounts.actions import teams
from onlinelives.accounts.models import Agency, Person, Team
from onlinelives.cases.actions import referrals, young_people
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import Referral, YoungPerson
from onlinelives.trail import clock
from tests.world import World

_today = clock.today()
_day = {"_0": _today.day, "_1": _today.month, "_2": _today.year}
# What the forms of a referral send.
REFERRED = {"source": "school", "reason": "Quarrels at home.", "online": "not_asked"}
REFERRED |= {"significant_harm": "not_known", **{f"received_on{part}": value for part, value in _day.items()}}
FOUND = {f"found-found_on{part}": value for part, value in _day.items()}

TARIQ = Identity("Tariq", "Winterbourne-Okafor", "Taz", date(2012, 5, 17), "ZZ9 4QX")


def add_team(name: str, agency: Agency, people: Iterable[Person], *, by: Person) -> Team:
    return teams.add(agency=agency, name=name, people=people, by=by)


def add_young_person(team: Team, by: Person, identity: Identity = TARIQ, **said: Any) -> YoungPerson:
    return young_people.open_record(team=team, identity=Identity(**said) if said else identity, by=by)


def restricted_to(people: Iterable[Person], young_person: YoungPerson, by: Person) -> YoungPerson:
    return young_people.restrict(
        young_person=young_person,
        people=people,
        reason="Related to somebody in the team.",
        expected=young_person.version,
        by=by,
    )


def refer(young_person: YoungPerson, by: Person, **said: Any) -> Referral:
    """Referred today by their school, for quarrels at home, with nothing asked about life online, unless `said`."""
    first = {"received_on": clock.today(), "source": "school", "reason": "Quarrels at home.", "online": "not_asked"}
    return referrals.receive(young_person=young_person, told=Told(**{**first, **said}), by=by)


class Practice:
    """In Elmfield the pastoral team, which is Alice, holds the record of Tariq; the night team holds nobody yet. His
    school has referred him."""

    def __init__(self, world: World):
        self.pastoral = add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)
        self.night = add_team("Night team", world.elmfield, [], by=world.bob)
        self.tariq = add_young_person(self.pastoral, world.alice)
        self.referral = refer(self.tariq, world.alice)


def closed(young_person: YoungPerson, on: date | None = None) -> YoungPerson:
    """The record as it is once it has been closed, today unless another day is given."""
    young_person.state, young_person.closed_on = "closed", on or clock.today()
    young_person.save(update_fields=["state", "closed_on"])
    return young_person
