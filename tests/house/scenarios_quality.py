"""Scenarios of test_actions for evidence, carrying forward, draws and checks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from onlinelives.audits.actions import answers, carrying, checks, draws, evidence
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import DrawSchedule, Evidence
from onlinelives.audits.queries import answer_for
from onlinelives.rules.sampling import Parameters
from onlinelives.trail import clock
from tests.world import World, add_note, checked, draw, first_check, return_of

NOTED = Told(title="Minutes of March", shows="Referrals are counted monthly", note="In the locked cupboard")


def _note(world: World) -> Evidence:
    return add_note(world.elmfield, world.bob)


def _withdrawn(world: World) -> Evidence:
    return evidence.withdraw(evidence=_note(world), by=world.bob)


def _next_year() -> Any:
    return clock.today() + timedelta(days=365)


def _past(world: World) -> Any:
    return world.last_year((world.elmfield, world.bob))


def _carried(world: World) -> Any:
    source = return_of(world.elmfield, _past(world))
    carrying.carry(audit_return=world.elmfield_return, source=source, statements=["1.1", "1.2"], by=world.bob)
    return answer_for(world.bob, world.elmfield_return.pk, "1.1").answer


def _drawn(world: World) -> Any:
    return draw(_past(world), world.dana)


def _taken(world: World) -> Any:
    return checks.take(check=first_check(_drawn(world)), by=world.ravi)


def _found(world: World) -> Any:
    return checked(_drawn(world), world.ravi)


def _replied(world: World) -> Any:
    check = _found(world)
    return checks.reply(check=check, text="We accept this.", expected=check.version, by=world.bob)


def _schedule(world: World) -> DrawSchedule:
    past = _past(world)
    return draws.set_schedule(
        round_=past, every_months=1, per_agency=5, reply_days=14, first_on=clock.today(), by=world.dana
    )


def _set(world: World) -> DrawSchedule:
    return draws.set_schedule(
        round_=world.round, every_months=1, per_agency=5, reply_days=14, first_on=clock.today(), by=world.dana
    )


LOWER = Found("lower", 1, "The minutes end in May")

SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "evidence.add": (
        lambda w: None,
        lambda w, x: evidence.add(agency=w.elmfield, told=NOTED, owner=w.bob, review_on=_next_year(), by=w.bob),
    ),
    "evidence.revise": (_note, lambda w, x: evidence.revise(evidence=x, told=NOTED, expected=1, by=w.alice)),
    "evidence.look_after": (
        _note,
        lambda w, x: evidence.look_after(evidence=x, owner=w.alice, review_on=_next_year(), by=w.alice),
    ),
    "evidence.withdraw": (_note, lambda w, x: evidence.withdraw(evidence=x, by=w.bob)),
    "evidence.bring_back": (_withdrawn, lambda w, x: evidence.bring_back(evidence=x, by=w.bob)),
    "evidence.remove": (_note, lambda w, x: evidence.remove(evidence=x, by=w.bob)),
    "evidence.open_file": (_note, lambda w, x: evidence.open_file(revision=x.revisions.get(), by=w.bob)),
    "evidence.cite": (
        _note,
        lambda w, x: evidence.cite(
            answer=answer_for(w.bob, w.elmfield_return.pk, "1.1").answer,
            revisions=list(x.revisions.select_related("evidence")),
            assigned=True,
            by=w.bob,
        ),
    ),
    "answers.confirm": (
        _carried,
        lambda w, x: answers.confirm(answer=x, expected=x.version, assigned=True, by=w.bob),
    ),
    "carrying.carry": (
        lambda w: return_of(w.elmfield, _past(w)),
        lambda w, x: carrying.carry(audit_return=w.elmfield_return, source=x, statements=["1.1", "2.2"], by=w.bob),
    ),
    "carrying.undo": (_carried, lambda w, x: carrying.undo(audit_return=w.elmfield_return, by=w.bob)),
    "draws.draw_now": (
        _past,
        lambda w, x: draws.draw_now(round_=x, parameters=Parameters(5), reply_days=14, by=w.dana),
    ),
    "draws.draw_due": (_schedule, lambda w, x: draws.draw_due(schedule=x)),
    "draws.set_schedule": (lambda w: None, lambda w, x: _set(w)),
    "draws.stop_schedule": (
        _set,
        lambda w, x: draws.stop_schedule(round_=w.round, by=w.dana),
    ),
    "draws.export": (_drawn, lambda w, x: draws.export(draw=x, by=w.dana)),
    "checks.take": (_drawn, lambda w, x: checks.take(check=first_check(x), by=w.ravi)),
    "checks.hand_back": (_taken, lambda w, x: checks.hand_back(check=x, by=w.ravi)),
    "checks.find": (_taken, lambda w, x: checks.find(check=x, found=LOWER, expected=x.version, by=w.ravi)),
    "checks.reply": (
        _found,
        lambda w, x: checks.reply(check=x, text="We accept this.", expected=x.version, by=w.bob),
    ),
    "checks.settle": (_replied, lambda w, x: checks.settle(check=x, found=LOWER, expected=x.version, by=w.ravi)),
    "checks.set_aside": (
        _drawn,
        lambda w, x: checks.set_aside(check=first_check(x), reason="It cannot be opened here.", expected=0, by=w.dana),
    ),
}
