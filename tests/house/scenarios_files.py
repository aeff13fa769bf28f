"""Scenarios of test_actions for files and for work that takes a while."""

from collections.abc import Callable
from typing import Any
from unittest import mock

from django.test import override_settings

from onlinelives.files.actions import stored, upkeep, work
from onlinelives.files.models import StoredFile, Work
from onlinelives.trail.actions import System
from tests.files import chores
from tests.world import World


def _asked(world: World) -> Work:
    return work.ask(title="Report", leads_to="/", task=chores.greet, by=world.alice)


def _begun(world: World) -> Work:
    return work.begin(str(_asked(world).pk))


def _made(world: World) -> Work:
    return work.finish(work=_begun(world), result=stored.keep_made(b"A report", "report.txt", world.partnership))


def _received(world: World) -> StoredFile:
    return stored.receive(content=b"Minutes of the group", name="minutes.txt", by=world.bob)


def _scanning(act: Callable[[], Any]) -> Any:
    """With a scanner that finds nothing."""
    with override_settings(CLAMAV="/s"), mock.patch("onlinelives.files.scanner.scan", return_value=None):
        return act()


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "work.ask": (lambda w: None, lambda w, x: _asked(w)),
    "work.finish": (_begun, lambda w, x: work.finish(work=x)),
    "work.fail": (_asked, lambda w, x: work.fail(work=x, problem="No.")),
    "work.take": (_made, lambda w, x: work.take(work=x, by=w.alice)),
    "stored.receive": (lambda w: None, lambda w, x: _received(w)),
    "stored.scan": (_received, lambda w, x: _scanning(lambda: stored.scan(stored=x, by=w.omar))),
    "stored.scan_waiting": (_received, lambda w, x: _scanning(stored.scan_waiting)),
    "upkeep.reseal": (lambda w: None, lambda w, x: upkeep.reseal(by=System())),
    "upkeep.remove_leftovers": (lambda w: None, lambda w, x: upkeep.remove_leftovers(by=System())),
    "stored.erase": (_received, lambda w, x: stored.erase(stored=x, by=w.bob)),
}
