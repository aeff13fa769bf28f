"""Signed rounds with evidence in files, and checks in the state a test wants; also as no action could make them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits.actions import checks, evidence, returns
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.guards import GUARDS
from onlinelives.audits.models import AnswerRevision, Check, Draw, Evidence, Return, Round
from onlinelives.files.actions import stored
from onlinelives.trail import clock, guards
from tests.world import World, add_round, cite, return_of, say, sign_off

NOTE = "The minutes end in May"
NAMED = ("answer__audit_return__round", "answer__audit_return__agency", "candidate__draw", "reviewer")


@contextmanager
def unguarded(*tables: str) -> Iterator[None]:
    """Whoever holds the database can do this; the program cannot. tables: whose guards step aside, or all."""
    off = [guard for guard in GUARDS if not tables or guard.table in tables]
    if connection.vendor == "postgresql":  # it drops no trigger while a constraint waits to be checked
        connection.check_constraints()
    guards.switch_off(connection, off)
    yield
    if connection.vendor == "postgresql":
        connection.check_constraints()
    guards.switch_on(connection, off)


def check_of(made: Draw, statement: str = "1.1", agency: Agency | None = None) -> Check:
    """One check of a draw, as a page would fetch it."""
    found = Check.objects.select_related(*NAMED).filter(candidate__draw=made, answer__statement=statement)
    return found.get(**{"answer__audit_return__agency": agency} if agency else {})


def checks_of(made: Draw, agency: Agency) -> list[Check]:
    """The checks of one agency in a draw, by statement."""
    found = Check.objects.select_related(*NAMED).filter(candidate__draw=made, answer__audit_return__agency=agency)
    return list(found.order_by("answer__statement"))


def again(check: Check) -> Check:
    """As the next request would see it."""
    return Check.objects.select_related(*NAMED).get(pk=check.pk)


def found(check: Check, by: Person, verdict: str = "lower", verified: int | None = 1, note: str = NOTE) -> Check:
    """Taken and found."""
    taken = checks.take(check=again(check), by=by)
    told = Found(verdict, verified, note)
    return checks.find(check=taken, found=told, expected=taken.version, by=by)


def scored(check: Check, verified: int, by: Person) -> Check:
    """Taken, and found to bear out this score, whatever the agency's own is."""
    own = check.candidate.score
    verdict = "agree" if verified == own else "lower" if verified < own else "higher"
    return found(check, by, verdict, verified, NOTE if verdict != "agree" else "")


def settled(check: Check, by: Person, verdict: str, verified: int | None = None, note: str = NOTE) -> Check:
    """Settled when the agency's time to reply has passed."""
    with clock.at(clock.now() + timedelta(days=30)):
        told = Found(verdict, verified, note)
        return checks.settle(check=again(check), found=told, expected=again(check).version, by=by)


def correct(round_: Round, agency: Agency, manager: Person, **scores: int) -> None:
    """The agency reopens its return, changes scores (s1_1=2 for 1.1) and signs again."""
    audit_return = return_of(agency, round_)
    returns.reopen(audit_return=audit_return, reason="The check found a mistake.", by=manager)
    for key, score in scores.items():
        say(return_of(agency, round_), key[1:].replace("_", "."), manager, score=score, evidence="Minutes")
    sign_off(return_of(agency, round_), manager)


def add_file(agency: Agency, by: Person, title: str) -> Evidence:
    """Evidence with a file of its own."""
    kept = stored.receive(content=f"{title}, in full".encode(), name=f"{title}.txt", by=by)
    told = Told(title=title, shows="What was agreed", file=kept)
    return evidence.add(agency=agency, told=told, owner=by, review_on=clock.today() + timedelta(days=90), by=by)


def round_with_files(world: World) -> Round:
    """Elmfield's signed return: 1.1 cites “Minutes” and 1.2 “Policy”, both files."""
    with clock.at(clock.now() - timedelta(days=60)):
        made = add_round("Spring check", [world.elmfield], by=world.dana)
        audit_return = return_of(world.elmfield, made)
        filled(audit_return, world.bob)
        cite(audit_return, "1.1", [add_file(world.elmfield, world.bob, "Minutes")], world.bob)
        cite(audit_return, "1.2", [add_file(world.elmfield, world.bob, "Policy")], world.bob)
        sign_off(audit_return, world.bob)
    return made


def filled(audit_return: Return, by: Person, score: int = 3, **besides: Any) -> None:
    """Every statement answered at one go, much faster than one by one. besides: what the answers say otherwise, such as
    evidence=""."""
    told = {"score": score, "commentary": "As we said", "evidence": "Minutes", **besides}
    audit_return.answers.update(version=1, changed_at=clock.now(), changed_by_name=by.name, **told)
    AnswerRevision.objects.bulk_create(
        AnswerRevision(
            partnership_id=by.partnership_id, answer=answer, number=1, person=by, person_name=by.name, **told
        )
        for answer in audit_return.answers.all()
    )


def signed(world: World, *agencies: tuple[Agency, Person], name: str = "Last year", score: int = 3) -> Round:
    """A round of a year ago with each agency's return filled and signed by its manager."""
    with clock.at(clock.now() - timedelta(days=365)):
        made = add_round(name, [agency for agency, _ in agencies], by=world.dana)
        for agency, manager in agencies:
            filled(return_of(agency, made), manager, score)
            sign_off(return_of(agency, made), manager)
    return made


class _UndoneError(Exception):
    pass


def undone(act: Callable[[], Any]) -> Any:
    """What `act` gives; whatever it did to the database is undone."""
    kept: list[Any] = []
    try:
        with transaction.atomic():
            kept.append(act())
            raise _UndoneError
    except _UndoneError:
        return kept[0]


def sent(person: Person, name: str, check: Check, **data: Any) -> Any:
    """What the address of a check answers when the person opens it (name "check") or sends a form there."""
    client = Client()
    client.force_login(person)
    url = reverse(name, args=[check.pk])
    return client.get(url) if name == "check" else client.post(url, data)
