"""Scenarios of test_actions for releases and findings of the youth survey."""

from collections.abc import Callable
from typing import Any

from onlinelives.audits.actions import findings as citing
from onlinelives.audits.queries import answer_for
from onlinelives.survey.actions import findings, releases
from tests.findings import found, laid, proposed, seen
from tests.world import World


def _cite(world: World, finding: Any) -> Any:
    read = answer_for(world.alice, world.elmfield_return.pk, "1.6")
    return citing.cite(answer=read.answer, finding=finding, assigned=True, by=world.alice)


def _let_out(world: World, waiting: Any) -> Any:
    saw = seen(waiting, world.dana)
    return releases.let_out(release=waiting, seen=saw, decision="It is right.", by=world.dana)


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "releases.propose": (laid, proposed),
    "releases.let_out": (proposed, _let_out),
    "releases.decline": (proposed, lambda w, x: releases.decline(release=x, decision="Not yet.", by=w.dana)),
    "releases.take_back": (proposed, lambda w, x: releases.take_back(release=x, by=w.ines)),
    "findings.withdraw": (found, lambda w, x: findings.withdraw(finding=x, why="It was wrong.", by=w.dana)),
    "findings.export": (found, lambda w, x: findings.export(finding=x, by=w.bob)),
    "findings.cite": (found, _cite),
}
