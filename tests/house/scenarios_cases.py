"""Scenarios of test_actions for teams and young people."""

from collections.abc import Callable
from typing import Any

from onlinelives.accounts.actions import teams
from onlinelives.cases.actions import assessments, closings, local_items, referrals, sealing, settings, young_people
from onlinelives.cases.actions.referrals import Told
from onlinelives.trail import clock
from onlinelives.trail.actions import System
from tests.practice import (
    JUDGEMENT,
    TARIQ,
    Practice,
    add_team,
    add_young_person,
    begin,
    close,
    decide,
    finish,
    local_item,
    refer,
    restricted_to,
    write,
)
from tests.world import World

WHY = "Related to somebody in the team."
SAID = Told(received_on=clock.today(), source="health", reason="Quarrels at school.", online="none")


def _practice(world: World) -> Practice:
    return Practice(world)


def _restricted(world: World) -> Any:
    return restricted_to([world.alice, world.bob], Practice(world).tariq, world.bob)


def _prepared(world: World) -> Any:
    return Practice(world).assessment


def _finished(world: World) -> Any:
    return finish(Practice(world).assessment, world.alice)


def _decided(world: World) -> Any:
    practice = Practice(world)
    decide(practice.referral, world.alice)
    return practice.tariq


def _judged(world: World) -> Any:
    practice = Practice(world)
    write(practice.assessment, world.alice, wants={"judgement": JUDGEMENT})
    return practice.assessment


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "teams.add": (lambda w: None, lambda w, x: add_team("Pastoral team", w.elmfield, [w.alice], by=w.bob)),
    "teams.change": (
        _practice,
        lambda w, x: teams.change(team=x.pastoral, name="Others", people=[w.bob], expected=1, by=w.bob),
    ),
    "referrals.receive": (_practice, lambda w, x: refer(x.tariq, w.alice)),
    "referrals.correct": (
        _practice,
        lambda w, x: referrals.correct(referral=x.referral, told=SAID, expected=1, by=w.alice),
    ),
    "referrals.find_online": (
        _practice,
        lambda w, x: referrals.find_online(
            referral=x.referral, found_on=clock.today(), how=WHY, harm=[], expected=1, by=w.alice
        ),
    ),
    "referrals.decide": (
        _practice,
        lambda w, x: referrals.decide(
            referral=x.referral, outcome="early_help", reason=WHY, influences=[], expected=1, by=w.alice
        ),
    ),
    "assessments.begin": (_practice, lambda w, x: begin(x.tariq, w.alice)),
    "assessments.save": (
        _prepared,
        lambda w, x: assessments.save(assessment=x, topic="wants", fields={"wants": WHY}, expected=0, by=w.alice),
    ),
    "assessments.finish": (_judged, lambda w, x: assessments.finish(assessment=x, saves=1, by=w.alice)),
    "assessments.set_aside": (_prepared, lambda w, x: assessments.set_aside(assessment=x, by=w.alice)),
    "assessments.decide_flag": (
        _finished,
        lambda w, x: assessments.decide_flag(assessment=x, flagged=True, reason=WHY, by=w.alice),
    ),
    "closings.plan": (
        _practice,
        lambda w, x: closings.plan(young_person=x.tariq, worker=w.alice, review_on=None, expected=1, by=w.bob),
    ),
    "closings.close": (_decided, lambda w, x: close(x, w.alice)),
    "closings.reopen": (
        lambda w: close(_decided(w), w.alice),
        lambda w, x: closings.reopen(young_person=x.young_person, because=WHY, by=w.bob),
    ),
    "local_items.add": (lambda w: None, lambda w, x: local_item(w)),
    "local_items.end": (local_item, lambda w, x: local_items.end(item=x, by=w.dana)),
    "settings.decide": (
        lambda w: None,
        lambda w, x: settings.decide(wanted=settings.Wanted(), expected=1, by=w.omar),
    ),
    "sealing.reseal": (_practice, lambda w, x: sealing.reseal(by=System())),
    "young_people.open_record": (_practice, lambda w, x: add_young_person(x.night, w.bob)),
    "young_people.identify": (
        _practice,
        lambda w, x: young_people.identify(young_person=x.tariq, identity=TARIQ, expected=1, by=w.alice),
    ),
    "young_people.move": (
        _practice,
        lambda w, x: young_people.move(young_person=x.tariq, team=x.night, expected=1, by=w.alice),
    ),
    "young_people.restrict": (_practice, lambda w, x: restricted_to([w.alice], x.tariq, w.bob)),
    "young_people.lift": (
        _restricted,
        lambda w, x: young_people.lift(young_person=x, reason=WHY, expected=x.version, by=w.bob),
    ),
    "young_people.look": (
        _practice,
        lambda w, x: young_people.look(young_person=x.tariq, page="record", by=w.alice),
    ),
    "young_people.see_names": (
        _practice,
        lambda w, x: young_people.see_names(young_people=[x.tariq], searched=True, by=w.alice),
    ),
}
