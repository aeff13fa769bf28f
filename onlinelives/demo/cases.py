"""Teams, and the young people whose records they hold."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts.actions import teams
from onlinelives.accounts.models import Person, Team
from onlinelives.cases.actions import young_people
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.demo.area import Area, moment
from onlinelives.demo.cast import CHILDRENS, SCHOOL, YOUTH
from onlinelives.trail import clock

# code in the file -> agency, name, the first names of who is in it
TEAMS = {
    "duty": (CHILDRENS, "Duty team", ("Alice", "Noor")),
    "adolescents": (CHILDRENS, "Adolescents team", ("Noor",)),
    "lantern": (YOUTH, "Lantern Street project", ("Yusuf",)),
    "school": (SCHOOL, "Pastoral team", ("Charlie",)),
}
RESTRICTED = 1  # which of the duty team's records: related to a colleague


@cache
def _written() -> list[dict[str, Any]]:
    told = yaml.safe_load(Path(__file__).with_name("young_people.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = told["young_people"]
    return found


def lay_cases(area: Area, today: date) -> None:
    """The teams of three agencies and sixty young people, whose records were opened over the last fourteen months."""
    made = {}
    with clock.at(moment(today - timedelta(days=430), 9)):
        for code, (place, name, firsts) in TEAMS.items():
            people = [area.person(first) for first in firsts]
            made[code] = teams.add(agency=area.agency(place), name=name, people=people, by=area.manager(place))
    for told in sorted(_written(), key=lambda told: -told["opened"]):
        _open(made[told["team"]], told, area.person(TEAMS[told["team"]][2][0]), today)
    _restrict(made["duty"], area, today)


def _open(team: Team, told: dict[str, Any], by: Person, today: date) -> None:
    identity = Identity(
        told["given"],
        told["family"],
        told.get("known_as", ""),
        today - timedelta(days=told["born"]),
        told.get("postcode", ""),
    )
    with clock.at(moment(today - timedelta(days=told["opened"]), 10, told["born"] % 60)):
        young_people.open_record(team=team, identity=identity, by=by)


def _restrict(team: Team, area: Area, today: date) -> None:
    found = YoungPerson.objects.filter(team=team).order_by("opened_at")[RESTRICTED]
    with clock.at(moment(today - timedelta(days=2), 15)):
        young_people.restrict(
            young_person=found,
            people=[area.person("Alice")],
            reason="A member of the team is related to the family. Agreed with the head of service.",
            expected=found.version,
            by=area.manager(CHILDRENS),
        )
