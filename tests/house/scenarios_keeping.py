"""Scenarios of test_actions for keeping, erasing and giving copies of records."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from onlinelives.accounts.actions import people
from onlinelives.cases.actions import copies, disposals, holds, restrictions, retention, settings, young_people
from onlinelives.cases.models import CopyRequest, Disposal, LegalHold
from onlinelives.trail import clock
from tests.copies import ASKED, approve, decide, decide_all
from tests.keeping import Keeping
from tests.practice import Practice, restricted_to
from tests.world import World

WHY = "Quarrels about who may look after this have ended."


def nameless(world: World) -> Practice:
    practice = Practice(world)
    settings.decide(wanted=settings.Wanted(keeps_identity=False), expected=1, by=world.omar)
    return practice


def locked_out(world: World) -> Practice:
    """Tariq's record is restricted to Alice, who has left."""
    practice = Practice(world)
    restricted_to([world.alice], practice.tariq, world.bob)
    people.end_role(membership=world.alice.memberships.get(), by=world.omar)
    return practice


def proposed(world: World) -> tuple[Keeping, Disposal]:
    keeping = Keeping(world)
    return keeping, keeping.proposed(world.bob)


def held(world: World) -> LegalHold:
    return holds.hold_record(young_person=Keeping(world).ondine, reason=WHY, by=world.bob)


def asked(world: World) -> CopyRequest:
    return copies.request(young_person=Practice(world).tariq, asked=ASKED, by=world.alice)


def ready(world: World) -> CopyRequest:
    copy = asked(world)
    decide_all(copy, world.alice)
    return copy


def stopped(world: World) -> CopyRequest:
    copy = asked(world)
    copies.stop_clock(copy=copy, since=clock.today(), reason=WHY, by=world.alice)
    return copy


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "young_people.forget_identity": (
        nameless,
        lambda w, x: young_people.forget_identity(young_person=x.tariq, expected=1, by=w.alice),
    ),
    "retention.decide": (
        lambda w: None,
        lambda w, x: retention.decide(kind="in_need", start="closing", years=9, reason=WHY, expected=0, by=w.omar),
    ),
    "retention.keep_longer": (
        Keeping,
        lambda w, x: retention.keep_longer(
            young_person=x.ondine, until=clock.today() + timedelta(days=9), reason=WHY, by=w.bob
        ),
    ),
    "holds.hold_record": (
        Keeping,
        lambda w, x: holds.hold_record(young_person=x.ondine, reason=WHY, by=w.bob),
    ),
    "holds.hold_area": (lambda w: None, lambda w, x: holds.hold_area(agency=w.elmfield, reason=WHY, by=w.omar)),
    "holds.lift": (held, lambda w, x: holds.lift(hold=x, reason=WHY, by=w.bob)),
    "disposals.propose": (Keeping, lambda w, x: x.proposed(w.bob, approver=w.alice)),
    "disposals.approve": (proposed, lambda w, x: disposals.approve(disposal=x[1], by=x[0].bea)),
    "disposals.turn_down": (
        proposed,
        lambda w, x: disposals.turn_down(disposal=x[1], answer=WHY, by=x[0].bea),
    ),
    "disposals.withdraw": (proposed, lambda w, x: disposals.withdraw(disposal=x[1], by=w.bob)),
    "copies.request": (
        Practice,
        lambda w, x: copies.request(young_person=x.tariq, asked=ASKED, by=w.alice),
    ),
    "copies.correct": (asked, lambda w, x: copies.correct(copy=x, asked=ASKED, expected=1, by=w.alice)),
    "copies.stop_clock": (
        asked,
        lambda w, x: copies.stop_clock(copy=x, since=clock.today(), reason=WHY, by=w.alice),
    ),
    "copies.run_clock": (stopped, lambda w, x: copies.run_clock(copy=x, until=clock.today(), by=w.alice)),
    "copies.decide": (
        asked,
        lambda w, x: decide(x, "record", w.alice, left_out=True, why="other", note=WHY),
    ),
    "copies.approve": (ready, lambda w, x: approve(x, w.bob)),
    "copies.give_out": (
        lambda w: approve(ready(w), w.bob).request,
        lambda w, x: copies.give_out(copy=x, form="pdf", by=w.bob),
    ),
    "copies.end": (asked, lambda w, x: copies.end(copy=x, answer=WHY, by=w.alice)),
    "restrictions.give_back": (
        locked_out,
        lambda w, x: restrictions.give_back(reference=x.tariq.reference, manager=w.bob, reason=WHY, by=w.omar),
    ),
}
