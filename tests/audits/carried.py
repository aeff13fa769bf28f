"""A return of last year, carried forward, as tests of it need it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import answers, carrying, returns
from onlinelives.audits.models import Answer, AnswerRevision, CarryForward, Citation, Return, SignOff
from onlinelives.audits.queries import answer_for, return_page
from onlinelives.rules.scoring import Tally
from onlinelives.trail import clock
from tests.world import (
    STATEMENTS,
    World,
    return_of,
    say,
    sign_off,
)

SignIn = Callable[[Person], Client]


def signed_last_year(world: World) -> Return:
    """Elmfield's signed return of last year: all 3, but 1.2 a 0, 1.3 not applicable; 1.1 cites a note."""
    round_ = world.last_year((world.elmfield, world.bob))
    found = return_of(world.elmfield, round_)
    with clock.at(clock.now() - timedelta(days=300)):
        returns.reopen(audit_return=found, reason="To tell two of them apart", by=world.bob)
        say(found, "1.2", world.bob, score=0, commentary="None of it", evidence="Looked through it")
        say(found, "1.3", world.bob, not_applicable=True, reason="No referrals reach us", commentary="By agreement")
        sign_off(found, world.bob)
    return return_of(world.elmfield, round_)


def carry(world: World, source: Return, *codes: str, by: Person | None = None) -> CarryForward:
    return carrying.carry(
        audit_return=world.elmfield_return, source=source, statements=codes or STATEMENTS, by=by or world.bob
    )


def answer(world: World, code: str = "1.1") -> Answer:
    return answer_for(world.bob, world.elmfield_return.pk, code).answer


def confirm(world: World, *codes: str) -> None:
    for code in codes:
        now = answer(world, code)
        answers.confirm(answer=now, expected=now.version, assigned=False, by=world.bob)


def overall(world: World) -> Tally:
    return return_page(world.bob, world.elmfield_return.pk).overall


def cites(audit_return: Return, code: str = "1.1") -> list[str]:
    found = Citation.objects.filter(answer__audit_return=audit_return, answer__statement=code)
    return sorted(f"{c.revision.title} {c.revision.number}" for c in found.select_related("revision"))


def all_of(audit_return: Return) -> list[Any]:
    """Every row of a return."""
    about: list[Any] = [
        Return.objects.filter(pk=audit_return.pk),
        Answer.objects.filter(audit_return=audit_return),
        AnswerRevision.objects.filter(answer__audit_return=audit_return),
        Citation.objects.filter(answer__audit_return=audit_return),
        SignOff.objects.filter(audit_return=audit_return),
        CarryForward.objects.filter(audit_return=audit_return),
    ]
    return [list(found.order_by("pk").values()) for found in about]
