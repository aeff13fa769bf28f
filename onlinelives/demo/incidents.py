"""Incidents of about a third of the young people, what is to be done about them, and three signals."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import follow_ups, incidents, settings, signals
from onlinelives.cases.actions.follow_ups import Plan
from onlinelives.cases.actions.incidents import Told
from onlinelives.cases.actions.settings import Wanted
from onlinelives.cases.actions.signals import Settled
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import who_answers_for
from onlinelives.cases.queries.happenings import day_of
from onlinelives.demo.area import Area, moment
from onlinelives.demo.cast import CHILDRENS
from onlinelives.trail import clock

EVERY = 3  # each third young person has an incident, and each ninth a second one
CALL_FIRST = """Duty social worker, day and night: 01632 960 101
Your own agency's safeguarding lead, 8am to 6pm: 01632 960 188
Police, when it is not 999: 101"""


@cache
def _written() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        Path(__file__).with_name("incidents.yaml").read_text(encoding="utf-8")
    )
    return found


def lay_incidents(area: Area, today: date) -> None:
    """After the young people: whom the area calls, incidents, follow-ups in time and late, and signals."""
    with clock.at(moment(today - timedelta(days=428), 9)):
        wanted = Wanted(call_first=CALL_FIRST, escalate_to="out-of-hours@brackenmoor.example")
        settings.decide(wanted=wanted, expected=1, by=area.person("Omar"))
    texts = _written()["incidents"]
    for number, young_person in enumerate(_those_with_incidents()):
        for again in range(2 if number % EVERY == 1 else 1):
            _lay(young_person, texts[(number + again * 4) % len(texts)], today)
    _lay_signals(area, today)


def _those_with_incidents() -> Iterator[YoungPerson]:
    """Each third, whichever team holds them; by the day their record was opened."""
    found = YoungPerson.objects.filter(restricted=False).select_related("agency", "opened_by__partnership")
    return iter(found.order_by("opened_at", "pk")[::EVERY])


def _lay(young_person: YoungPerson, told: dict[str, Any], today: date) -> None:
    opened, by = day_of(young_person.opened_at), young_person.opened_by
    written = min(max(opened + timedelta(days=1), today - timedelta(days=told["before"])), today - timedelta(days=1))
    on = opened - timedelta(days=told["earlier"]) if "earlier" in told else written
    with clock.at(moment(written, 15, told["before"] % 60)):
        incident = incidents.write(young_person=young_person, told=_told(told, on), planned=None, by=by)
    if "follow_up" not in told:
        return
    due = max(today + timedelta(days=told["due"]), written)
    with clock.at(moment(written, 16)):
        plan = Plan(told["follow_up"], due, by)
        follow_up = follow_ups.plan(incident=incident, planned=plan, by=by)
    if "done" in told:
        with clock.at(moment(today - timedelta(days=1), 11)):
            follow_ups.finish(follow_up=follow_up, note=told["done"], by=by)


def _told(told: dict[str, Any], on: date) -> Told:
    return Told(
        happened_on=on,
        harm=frozenset(told["harm"]),
        items=frozenset(told["items"]),
        what_happened=told["what"],
        who_was_told=told.get("told", ""),
        evidence_kept=told.get("evidence", ""),
        report=told.get("report", "not_reported"),
        recipients=frozenset(told.get("to", ())),
        report_note=told.get("note", ""),
    )


def _lay_signals(area: Area, today: date) -> None:
    """One since this morning, one that was acknowledged yesterday, one that was settled weeks ago: all of the team that
    Alice and Noor are in."""
    here = YoungPerson.objects.filter(agency=area.agency(CHILDRENS), restricted=False).select_related("agency")
    held = list(here.order_by("-opened_at", "pk"))
    morning = min(moment(today, 8, 40), clock.now())
    for young_person, told, at in zip(
        held[2::5],
        _written()["signals"],
        (morning, moment(today - timedelta(days=1), 14, 20), moment(today - timedelta(days=19), 17, 5)),
        strict=False,
    ):
        _signal(young_person, told, at, area.person("Noor"))


def _signal(young_person: YoungPerson, told: dict[str, Any], at: datetime, by: Person) -> None:
    with clock.at(at):
        signal = signals.raise_now(young_person=young_person, worry=told["worry"], by=by)
    if "doing" not in told:
        return
    [manager, *_] = [person for person in who_answers_for(young_person) if person != by]
    with clock.at(at + timedelta(minutes=12)):
        signal = signals.acknowledge(signal=signal, doing=told["doing"], expected=signal.version, by=manager)
    if "came_of" in told:
        settled = Settled(told["outcome"], told["came_of"])
        with clock.at(at + timedelta(days=1)):
            signals.settle(signal=signal, settled=settled, expected=signal.version, by=manager)
