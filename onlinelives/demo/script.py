"""Lays the demonstration down through the ordinary actions: the same every time on the same day."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import get_random_string

from onlinelives.accounts.actions import agencies, invitations, partnerships, people
from onlinelives.accounts.models import Partnership, Person
from onlinelives.audits.actions import answers, returns, rounds
from onlinelives.audits.actions.keeping import Said
from onlinelives.audits.models import Return, Round
from onlinelives.audits.queries import return_page
from onlinelives.demo import (
    assessments,
    cases,
    figures,
    findings,
    incidents,
    keeping,
    practice,
    sharing,
    studies,
    survey,
)
from onlinelives.demo.area import Area, moment
from onlinelives.demo.cast import AREA_CODE, AREA_NAME, CHILDRENS, PLACES, PLAYERS, SCHOOL, YOUTH
from onlinelives.rules import roles
from onlinelives.trail import clock

ANSWERS = Path(__file__).parent / "answers"


def refuse_production() -> None:
    """Invented people must never get near real records. Raises ImproperlyConfigured outside demo mode."""
    if not settings.DEMO:
        raise ImproperlyConfigured("The demonstration runs only with ONLINELIVES_MODE=demo, on data of its own.")


def is_loaded() -> bool:
    return Partnership.objects.filter(code=AREA_CODE).exists()


def load(say: Callable[[str], object] = lambda words: None) -> None:
    """The whole demonstration, relative to today. Does nothing when it is there already."""
    refuse_production()
    if is_loaded():
        return
    today = clock.today()
    say("People and agencies of Brackenmoor …")
    with clock.at(moment(today - timedelta(days=460), 9)):
        area = people_and_agencies()
    say("Last year's round …")
    closed_from = today - timedelta(days=400)
    closed = _run_round(area, "Self-audit, first year", "audit-2017", closed_from, closed_from + timedelta(days=60))
    practice.lay_evidence(area, closed, closed_from + timedelta(days=40))
    for place in PLACES:
        with clock.at(moment(closed_from + timedelta(days=50), 15)):
            _sign_off(_return(closed, place.code), area.manager(place.code))
    with clock.at(moment(closed_from + timedelta(days=63), 10)):
        rounds.close(round_=closed, by=area.person("Dana"))
    say("Checks by an independent reviewer …")
    practice.check_last_year(area, closed, closed_from + timedelta(days=70))
    say("This year's round …")
    open_from = today - timedelta(days=38)
    opened = _run_round(area, "Self-audit, second year", "planning-2020", open_from, open_from + timedelta(days=52))
    practice.cite_again(area, opened, open_from + timedelta(days=15))
    practice.carry_some(area, _return(opened, CHILDRENS), open_from + timedelta(days=20))
    for place in PLACES:
        if place.signs_off_after is not None:
            with clock.at(moment(open_from + timedelta(days=place.signs_off_after), 16)):
                _sign_off(_return(opened, place.code), area.manager(place.code))
    practice.draw_this_year(area, opened, today)
    say("Young people …")
    cases.lay_cases(area, today)
    assessments.lay_assessments(area)
    cases.lay_caseloads(today)
    incidents.lay_incidents(area, today)
    keeping.lay_keeping(area, today)
    figures.publish_figures(area, today)
    studies.lay_studies(area, today)
    say("The youth survey …")
    survey.lay_survey(area, today)
    findings.lay_findings(area, _return(opened, CHILDRENS), today)
    say("Checks, decisions and extracts …")
    sharing.lay_sharing(area, today)
    with clock.at(moment(today - timedelta(days=3), 11)):
        returns.reopen(
            audit_return=_return(opened, YOUTH),
            reason="The training log was out of date. We want to check section 2 again.",
            by=area.manager(YOUTH),
        )
    with clock.at(moment(today - timedelta(days=2), 9)):
        invitations.send(
            name="Wilf Underhay-Moss",
            email="wilf.underhay-moss@brackenmoor.example",
            role=roles.PRACTITIONER,
            agency=area.agency(SCHOOL),
            by=area.person("Omar"),
        )


def people_and_agencies() -> Area:
    """The area, its agencies and everybody in the cast."""
    partnership = partnerships.found(code=AREA_CODE, name=AREA_NAME)
    admin = next(p for p in PLAYERS if p.role is roles.ADMINISTRATOR)
    omar = people.first_administrator(
        partnership=partnership, name=admin.name, email=_address(admin.email), password=get_random_string(40)
    )
    made = {place.code: agencies.add(name=place.name, kind=place.kind, by=omar) for place in PLACES}
    if list(made) != [agency.code for agency in made.values()]:
        raise AssertionError("the codes in cast.py must be those that the names give")
    found = {admin.first: omar}
    for player in PLAYERS:
        if player is admin:
            continue
        agency = made[player.agency] if player.agency else None
        invitation, _ = invitations.send(
            name=player.name, email=_address(player.email), role=player.role, agency=agency, by=omar
        )
        found[player.first] = invitations.accept(invitation=invitation, name=player.name, password=None)
    return Area(found, made)


def _address(email: str) -> str:
    """Without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", email).encode("ascii", "ignore").decode()
    return plain.replace("'", "")


def _run_round(area: Area, name: str, edition: str, opens_on: date, due_on: date) -> Round:
    dana = area.person("Dana")
    with clock.at(moment(opens_on - timedelta(days=7), 14)):
        round_ = rounds.prepare(
            name=name, edition=edition, opens_on=opens_on, due_on=due_on, agencies=area.agencies(), by=dana
        )
    with clock.at(moment(opens_on, 9)):
        round_ = rounds.open_now(round_=round_, by=dana)
    for place in PLACES:
        with clock.at(moment(opens_on + timedelta(days=2), 10)):
            _give_sections(area, _return(round_, place.code), due_on - timedelta(days=10))
        _answer(area, round_, place.code, opens_on)
    return round_


def _return(round_: Round, code: str) -> Return:
    return Return.objects.select_related("round", "agency").get(round=round_, agency__code=code)


def _give_sections(area: Area, audit_return: Return, due_on: date) -> None:
    code = audit_return.agency.code
    manager = area.manager(code)
    for section in range(1, 7):
        if code == CHILDRENS and section == 6 and audit_return.round.edition == "planning-2020":
            continue  # left for Bob to give to somebody, or to answer himself
        returns.assign(
            audit_return=audit_return,
            section=section,
            people=[area.writer(code, f"{section}.1")],
            due_on=due_on,
            by=manager,
        )


@cache
def _written(code: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ANSWERS / f"{code}.yaml").read_text(encoding="utf-8"))
    return found


def _answer(area: Area, round_: Round, code: str, opens_on: date) -> None:
    audit_return = _return(round_, code)
    laid_out = {answer.statement: answer for answer in audit_return.answers.all()}
    for place, (statement, told) in enumerate(sorted(_written(code)[round_.edition].items())):
        by = area.writer(code, statement)
        answer = laid_out[statement]
        answer.audit_return = audit_return
        said = Said(
            score=told.get("score"),
            not_applicable="not_applicable" in told,
            reason=told.get("not_applicable", ""),
            commentary=told.get("commentary", ""),
            evidence=told.get("evidence", ""),
        )
        day = opens_on + timedelta(days=4 + (place * 3 + len(code)) % 17)
        with clock.at(moment(day, 9 + place % 8, (place * 7) % 60)):
            answers.save(answer=answer, said=said, expected=answer.version, assigned=True, by=by)


def _sign_off(audit_return: Return, manager: Person) -> None:
    page = return_page(manager, audit_return.pk)
    returns.sign_off(audit_return=page.audit_return, digest=page.digest, by=manager)
