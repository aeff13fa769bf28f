"""Closed records whose day has come, and a copy that somebody asked for."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts.models import Person, Team
from onlinelives.cases.actions import closings, copies, disposals, holds, referrals, retention, young_people
from onlinelives.cases.actions.copies import Asked, Decided
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import copy_page
from onlinelives.demo.area import Area, moment
from onlinelives.demo.cast import CHILDRENS
from onlinelives.trail import clock

DECIDED = 2  # passages of the copy that Alice has gone through


@cache
def _written() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("keeping.yaml").read_text(encoding="utf-8"))
    return found


def lay_keeping(area: Area, today: date) -> None:
    """Records of young people who have grown up: one to review, one kept longer, one held, one that waits for a second
    person and one of which only the certificate is left. And a copy that is half prepared."""
    team = Team.objects.select_related("agency").get(agency=area.agency(CHILDRENS), name="Duty team")
    alice, bob = area.person("Alice"), area.manager(CHILDRENS)
    for number, told in enumerate(_written()["closed"]):
        with clock.at(moment(today - timedelta(days=told["opened"]), 9, 10 + number)):
            young_person = _open(team, told, today, alice)
        young_person = _close(young_person, today - timedelta(days=told["closed"]), alice)
        with clock.at(moment(today - timedelta(days=6 - number), 15)):
            _decide(young_person, told, today, alice, bob)
    _begin_a_copy(team, today, alice)


def _open(team: Team, told: dict[str, Any], today: date, by: Person) -> YoungPerson:
    identity = Identity(told["given"], told["family"], born_on=today - timedelta(days=told["born"]))
    young_person = young_people.open_record(team=team, identity=identity, by=by)
    said = Told(received_on=clock.today(), source="young_person", reason=told["reason"], online="reason")
    referral = referrals.receive(young_person=young_person, told=said, by=by)
    referrals.decide(referral=referral, outcome=told["outcome"], reason=told["why"], influences=[], expected=1, by=by)
    return young_person


def _close(young_person: YoungPerson, on: date, by: Person) -> YoungPerson:
    with clock.at(moment(on, 16)):
        return closings.close(
            young_person=young_person,
            reason="helped",
            outcome="safer",
            words="The help has done what it was for. They know whom to tell.",
            expected=young_person.version,
            by=by,
        ).young_person


def _decide(young_person: YoungPerson, told: dict[str, Any], today: date, alice: Person, bob: Person) -> None:
    if "until" in told:
        until = today + timedelta(days=told["until"])
        retention.keep_longer(young_person=young_person, until=until, reason=told["kept"], by=bob)
    if "hold" in told:
        holds.hold_record(young_person=young_person, reason=told["hold"], by=bob)
    if "proposed" in told:
        proposed = disposals.propose(young_person=young_person, reason=told["proposed"], approver=alice, by=bob)
        if told.get("approved"):
            disposals.approve(disposal=proposed, by=alice)


def _begin_a_copy(team: Team, today: date, by: Person) -> None:
    told = _written()["copy"]
    opened = today - timedelta(days=told["opened"])
    young_person = YoungPerson.objects.filter(team=team, opened_at__date=opened, restricted=False).order_by("pk")[0]
    asked = Asked(today - timedelta(days=told["received"]), "young_person", "document", told["note"])
    with clock.at(moment(today - timedelta(days=told["received"]), 16)):
        copy = copies.request(young_person=young_person, asked=asked, by=by)
    with clock.at(moment(today - timedelta(days=1), 17)):
        for line in copy_page(by, young_person.reference, copy.pk).lines[:DECIDED]:
            copies.decide(
                copy=copy,
                key=line.passage.key,
                sha256=line.passage.sha256,
                decided=Decided(marked=line.passage.text),
                expected=0,
                by=by,
            )
