"""Scenarios of test_actions for workbooks that come in."""

from collections.abc import Callable
from typing import Any

from onlinelives.audits.actions import imports
from onlinelives.audits.models import WorkbookImport
from onlinelives.audits.queries.imports import import_page
from onlinelives.rules.roundtrip import NOTHING, Reading, Row, Says, fingerprint
from tests.world import World

READ = Reading((Row("1.1", Says(3), 0, fingerprint("1.1", 0, NOTHING)),))


def _received(world: World) -> WorkbookImport:
    return imports.receive(audit_return=world.elmfield_return, reading=READ, by=world.bob)


def _apply(world: World, page: Any) -> Any:
    return imports.apply(workbook_import=page.workbook_import, digest=page.digest, decided={}, by=world.bob)


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "imports.receive": (lambda w: None, lambda w, x: _received(w)),
    "imports.apply": (lambda w: import_page(w.bob, _received(w).pk), _apply),
    "imports.give_up": (_received, lambda w, x: imports.give_up(workbook_import=x, by=w.bob)),
}
