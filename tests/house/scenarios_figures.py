"""Scenarios of test_actions for figures about young people."""

from collections.abc import Callable
from typing import Any

from onlinelives.cases.actions import releases
from tests.counted import publish
from tests.practice import Practice
from tests.world import World


def _released(world: World) -> Any:
    Practice(world)
    return publish(world.ines)


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "releases.publish": (lambda w: None, lambda w, x: publish(w.ines)),
    "releases.export": (_released, lambda w, x: releases.export(release=x, by=w.dana)),
}
