"""Scenarios of test_actions for incidents, what is done after them, and signals."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from onlinelives.cases.actions import follow_ups, incidents, signals
from onlinelives.cases.models import Signal
from onlinelives.trail import clock
from tests.incidents import acknowledged, happened, planned, settled, signalled, to_do, told
from tests.practice import Practice
from tests.world import World


def _incident(world: World) -> Any:
    return happened(Practice(world).tariq, world.alice)


def _signal(world: World) -> Any:
    return signalled(Practice(world).tariq, world.alice)


def _due(world: World) -> Any:
    signal = _signal(world)
    Signal.objects.update(escalate_at=clock.now() - timedelta(minutes=1))
    return signal


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "incidents.write": (
        Practice,
        lambda w, x: happened(x.tariq, w.alice, to_do(w.bob), evidence_kept="Related to us."),
    ),
    "incidents.correct": (
        _incident,
        lambda w, x: incidents.correct(incident=x, told=told(what_happened="Quarrels."), expected=1, by=w.alice),
    ),
    "follow_ups.plan": (_incident, lambda w, x: planned(x, w.bob, w.alice)),
    "follow_ups.finish": (
        lambda w: planned(_incident(w), w.bob, w.alice),
        lambda w, x: follow_ups.finish(follow_up=x, note="Quarrels are over.", by=w.alice),
    ),
    "signals.raise_now": (Practice, lambda w, x: signalled(x.tariq, w.alice)),
    "signals.acknowledge": (_signal, lambda w, x: acknowledged(x, w.bob)),
    "signals.settle": (lambda w: acknowledged(_signal(w), w.bob), lambda w, x: settled(x, w.bob)),
    "signals.escalate": (_due, lambda w, x: signals.escalate(signal=x)),
}
