"""Teams, and the young people whose records they hold."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts.actions import teams
from onlinelives.accounts.models import Person, Team
from onlinelives.cases.actions import closings, referrals, young_people
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import may_close
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
ENDS = (
    ("helped", "safer", "Ten meetings and a plan for the nights. They know whom to tell, and did so twice."),
    ("moved", "not_known", "The family moved away in the holidays. Their new school has been told whom to ring."),
    ("stepped_down", "same", "The youth project goes on with them. Little has changed yet, and they turn up."),
)
RESTRICTED = 1  # which of the duty team's records: related to a colleague


@cache
def _written() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        Path(__file__).with_name("young_people.yaml").read_text(encoding="utf-8")
    )
    return found


def written_referrals() -> list[dict[str, Any]]:
    """What young people are referred for, in the order of the file."""
    return _written()["referrals"]


def lay_cases(area: Area, today: date) -> None:
    """The teams of three agencies and sixty young people, referred over the last fourteen months."""
    made = {}
    with clock.at(moment(today - timedelta(days=430), 9)):
        for code, (place, name, firsts) in TEAMS.items():
            people = [area.person(first) for first in firsts]
            made[code] = teams.add(agency=area.agency(place), name=name, people=people, by=area.manager(place))
    referred_for = written_referrals()
    for number, told in enumerate(sorted(_written()["young_people"], key=lambda told: -told["opened"])):
        by, opened = area.person(TEAMS[told["team"]][2][0]), today - timedelta(days=told["opened"])
        young_person = _open(made[told["team"]], told, by, today)
        if number % 6 != 5:  # some records are only opened
            _refer(young_person, referred_for[number % len(referred_for)], opened, by, today)
    _restrict(made["duty"], area, today)


def lay_caseloads(today: date) -> None:
    """Who works with whom, days to look again, some of them past, and a few records that were closed."""
    found = YoungPerson.objects.filter(restricted=False).select_related("opened_by", "team").order_by("opened_at")
    for number, young_person in enumerate(found):
        by, opened = young_person.opened_by, (today - young_person.opened_at.date()).days
        if number % 7 == 6 or opened < 5:
            continue  # nobody works with some of them yet
        with clock.at(moment(today - timedelta(days=min(opened - 1, 30)), 12)):
            review = today + timedelta(days=(number * 11) % 60 - 9)
            planned = closings.plan(
                young_person=young_person, worker=by, review_on=review, expected=young_person.version, by=by
            )
        if number % 9 == 4 and opened > 150 and may_close(planned):
            with clock.at(moment(today - timedelta(days=number % 40 + 2), 15)):
                _close(planned, by, number)


def _close(young_person: YoungPerson, by: Person, number: int) -> None:
    reason, outcome, words = ENDS[number % len(ENDS)]
    closings.close(
        young_person=young_person, reason=reason, outcome=outcome, words=words, expected=young_person.version, by=by
    )


def _open(team: Team, told: dict[str, Any], by: Person, today: date) -> YoungPerson:
    identity = Identity(
        told["given"],
        told["family"],
        told.get("known_as", ""),
        today - timedelta(days=told["born"]),
        told.get("postcode", ""),
    )
    with clock.at(moment(today - timedelta(days=told["opened"]), 10, told["born"] % 60)):
        return young_people.open_record(team=team, identity=identity, by=by)


def _refer(young_person: YoungPerson, told: dict[str, Any], day: date, by: Person, today: date) -> None:
    """Referred on the day the record was opened. Decided two days later, and found to have an online part on its day,
    where those days have come."""
    later = told["online"] == "later"
    said = Told(
        received_on=day,
        source=told["source"],
        reason=told["reason"],
        online="not_asked" if later else told["online"],
        harm=frozenset() if later else frozenset(told.get("harm", ())),
        significant_harm=told["significant_harm"],
    )
    with clock.at(moment(day, 11)):
        referral = referrals.receive(young_person=young_person, told=said, by=by)
    decided, found_on = day + timedelta(days=2), day + timedelta(days=told.get("found", 0))
    if "outcome" in told and decided < today:
        with clock.at(moment(decided, 14)):
            referral = referrals.decide(
                referral=referral,
                outcome=told["outcome"],
                reason=told["why"],
                influences=told["shaped"],
                expected=referral.version,
                by=by,
            ).referral
    if later and found_on < today:
        with clock.at(moment(found_on, 16)):
            referrals.find_online(
                referral=referral,
                found_on=found_on,
                how=told["how"],
                harm=told["harm"],
                expected=referral.version,
                by=by,
            )


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
