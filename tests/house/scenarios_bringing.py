"""Scenarios of test_actions for files of answers that are brought in."""

from collections.abc import Callable
from typing import Any

from onlinelives.survey.actions import brought_files
from onlinelives.survey.bringing.mapping import Use
from tests.brought import lay, look, send
from tests.world import World


def _looked(world: World) -> Any:
    return look(send(world))


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "brought_files.bring": (lambda w: None, lambda w, x: send(w)),
    "brought_files.change_column": (
        _looked,
        lambda w, x: brought_files.change_column(brought=x, place=5, use=Use.STRATUM, expected=1, by=w.dana),
    ),
    "brought_files.take_in": (
        _looked,
        lambda w, x: brought_files.take_in(brought=x, laid=lay(x), expected=1, by=w.ines),
    ),
    "brought_files.throw_away": (_looked, lambda w, x: brought_files.throw_away(brought=x, by=w.dana)),
}
