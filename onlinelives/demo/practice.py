"""Evidence, what was carried forward, draws and checks of the demonstration."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits.actions import carrying, checks, draws, evidence
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import Answer, Check, Draw, Evidence, Return, Round
from onlinelives.audits.queries.carrying import sources_for
from onlinelives.demo.area import Area, moment
from onlinelives.files.actions import stored
from onlinelives.rules.sampling import Parameters
from onlinelives.trail import clock

CARRIED = ("6.1", "6.2", "6.3")  # of the section that Bob's agency has not begun


@cache
def _written() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        Path(__file__).with_name("evidence.yaml").read_text(encoding="utf-8")
    )
    return found


def lay_evidence(area: Area, round_: Round, day: date) -> None:
    """Each agency's library, cited by the answers of the first round."""
    for place, (code, items) in enumerate(_written().items()):
        manager, agency = area.manager(code), area.agency(code)
        for number, item in enumerate(items):
            with clock.at(moment(day + timedelta(days=place % 5), 10 + number)):
                made = _add(agency, item, manager, day)
                _cite(round_, agency, item["cited"], made, manager)


def _add(agency: Agency, item: dict[str, Any], manager: Person, day: date) -> Evidence:
    kind = item["kind"]
    kept = stored.receive(content=item["body"].encode(), name=item["name"], by=manager) if kind == "file" else None
    told = Told(
        title=item["title"],
        shows=item["shows"],
        file=kept,
        link=item["body"] if kind == "link" else "",
        note=item["body"] if kind == "note" else "",
    )
    review_on = day + timedelta(days=365 + 7 * len(item["title"]) % 60)
    return evidence.add(agency=agency, told=told, owner=manager, review_on=review_on, by=manager)


def _cite(round_: Round, agency: Agency, statements: list[str], made: Evidence, by: Person) -> None:
    """Where the statement was answered with a score, its answer cites the evidence."""
    revision = made.revisions.select_related("evidence").latest("number")
    answers = Answer.objects.filter(
        audit_return__round=round_, audit_return__agency=agency, statement__in=statements, score__isnull=False
    ).select_related("audit_return__round", "audit_return__agency")
    for answer in answers:
        before = [c.revision for c in answer.citations.select_related("revision__evidence")]
        evidence.cite(answer=answer, revisions=[*before, revision], assigned=True, by=by)


def cite_again(area: Area, round_: Round, day: date) -> None:
    """The same evidence a year later: the first of each agency's has a newer revision, and answers cite it."""
    for code, items in _written().items():
        manager, agency = area.manager(code), area.agency(code)
        for item, made in zip(items, agency.evidence.order_by("pk"), strict=True):
            with clock.at(moment(day, 11)):
                if item is items[0]:
                    newest = made.revisions.latest("number")
                    told = Told(newest.title, f"{newest.shows} Brought up to date.", None, newest.link, newest.note)
                    evidence.revise(evidence=made, told=told, expected=1, by=manager)
                _cite(round_, agency, item["cited"], made, manager)


def carry_some(area: Area, audit_return: Return, day: date) -> None:
    """Bob begins the last section from last year's answers; nobody has re-checked them."""
    source = sources_for(audit_return)[0]
    with clock.at(moment(day, 14)):
        carrying.carry(
            audit_return=audit_return,
            source=source,
            statements=CARRIED,
            by=area.manager(audit_return.agency.code),
        )


def check_last_year(area: Area, round_: Round, day: date) -> None:
    """Two draws, checked, replied to and settled by Ravi."""
    ravi = area.person("Ravi")
    for later in (0, 90):
        with clock.at(moment(day + timedelta(days=later), 6)):
            draw = draws.draw_now(round_=round_, parameters=Parameters(5), reply_days=14, by=area.person("Dana"))
        for place, check in enumerate(_checks(draw)):
            with clock.at(moment(day + timedelta(days=later + 5 + place % 9), 9 + place % 7)):
                _check(check, _finding(check, place), ravi)
            if check.state == "found":
                with clock.at(moment(day + timedelta(days=later + 32), 10)):
                    _reply_and_settle(area, check, ravi, place)


def _checks(draw: Draw) -> list[Check]:
    return list(
        Check.objects.filter(candidate__draw=draw)
        .select_related("answer__audit_return__round", "answer__audit_return__agency", "candidate__draw", "reviewer")
        .order_by("answer__audit_return__agency__code", "answer__statement")
    )


def _finding(check: Check, place: int) -> Found:
    """High scores with nothing to show come out lower; most others stand."""
    own = check.candidate.score
    if check.candidate.thin and place % 3:
        return Found("lower", own - 1 - place % 2, "I asked what shows this, and there was nothing to look at.")
    if own >= 2 and place % 5 in (0, 1):
        return Found("lower", own - 1, "What is cited shows that it was planned. I did not see that it is done.")
    if own <= 1 and place % 5 == 2:
        return Found("higher", own + 1, "The form and the minutes show more than the agency gives itself credit for.")
    if place % 11 == 3:
        return Found("cannot_tell", None, "The page that is cited asks for a sign-in that I do not have.")
    return Found("agree")


def _check(check: Check, found: Found, ravi: Person) -> None:
    checks.take(check=check, by=ravi)
    checks.find(check=check, found=found, expected=check.version, by=ravi)


def _reply_and_settle(area: Area, check: Check, ravi: Person, place: int) -> None:
    manager = area.manager(check.answer.audit_return.agency.code)
    if place % 3:
        words = "We accept this." if place % 2 else "There is a second register that you were not shown. It is added."
        checks.reply(check=check, text=words, expected=check.version, by=manager)
    if check.state == "replied" or check.overdue:
        stands = Found(check.verdict, check.verified_score, "I have read the reply; this stands.")
        checks.settle(check=check, found=stands, expected=check.version, by=ravi)


def draw_this_year(area: Area, round_: Round, today: date) -> None:
    """A schedule and a fresh draw: some checks free, one taken, one waiting for a reply, one replied to."""
    ravi, dana = area.person("Ravi"), area.person("Dana")
    with clock.at(moment(today - timedelta(days=9), 9)):
        draws.set_schedule(
            round_=round_,
            every_months=1,
            per_agency=4,
            reply_days=14,
            first_on=today + timedelta(days=21),
            by=dana,
        )
        draw = draws.draw_now(round_=round_, parameters=Parameters(4), reply_days=14, by=dana)
    found = _checks(draw)
    with clock.at(moment(today - timedelta(days=6), 10)):
        for check in found[:4]:
            own = check.candidate.score
            told = (
                Found("lower", own - 1, "The minutes end in spring.")
                if own and check is not found[2]
                else Found("agree")
            )
            _check(check, told, ravi)
        checks.take(check=found[4], by=ravi)
    with clock.at(moment(today - timedelta(days=2), 15)):
        waiting = [check for check in found[:4] if check.state == "found"]
        for check in waiting[1:2]:
            manager = area.manager(check.answer.audit_return.agency.code)
            text = "The autumn minutes are now in the library as revision 2."
            checks.reply(check=check, text=text, expected=check.version, by=manager)
