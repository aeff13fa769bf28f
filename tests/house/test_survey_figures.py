"""Exact figures of the survey stay where they are made: pages, charts and files hold what disclosure control let go."""

from typing import Any

import pytest

from onlinelives.rules.disclosure.beside import Chance, Change, Odds, Reasons
from onlinelives.rules.disclosure.shares import PublishedShares, Shown
from onlinelives.survey.questions import ASKED
from onlinelives.survey.reports.page import Mark
from tests.answered import answered_wave
from tests.house.test_figures import PACKAGE, held_by, imported
from tests.world import World

REPORTS = "survey/reports"
EXACT = {  # exact figures, and who may have them in hand
    "onlinelives.survey.reports.tables": {
        "__init__",
        "adjusting",
        "answered",
        "changing",
        "joining",
        "places",
        "showing",
    },
    "onlinelives.survey.engine.gather": {"adjusting", "answered", "changing", "joining", "tables"},
    "onlinelives.survey.engine.sums": {"places"},
    "onlinelives.rules.estimation": {"adjusting", "changing", "joining", "showing", "tables"},
    "ShareTable": {"changing", "tables"},
}


@pytest.mark.parametrize("name", EXACT)
def test_exact_figures_are_asked_for_only_where_they_are_guarded(name: str) -> None:
    users = {path.stem for path in (PACKAGE / REPORTS).glob("*.py") if name in imported(path)}
    assert users == EXACT[name]


def test_nothing_else_of_the_room_imports_them() -> None:
    own = {"engine", "analysing", "reports", "opening.py", "weighing.py", "management", "actions", "migrations"}
    for path in (PACKAGE / "survey").rglob("*.py"):
        if path.relative_to(PACKAGE / "survey").parts[0] not in own:
            told = imported(path)
            assert "onlinelives.survey.reports.tables" not in told, path
            assert "share_tables" not in told, path
            assert "onlinelives.survey.engine.gather" not in told, path


def numbers(thing: Any, where: str = "") -> list[str]:
    """Every number in a report that did not come through disclosure control; which piece of a line a mark is in is no
    figure."""
    if isinstance(thing, PublishedShares | Shown | Odds | Chance | Change | Reasons | bool):
        return []
    if isinstance(thing, int | float):
        return [where]
    inside = held_by(thing)
    if isinstance(thing, Mark):
        inside = [(name, held) for name, held in inside if name != ".piece"]
    return [found for name, held in inside for found in numbers(held, f"{where}{name}")]


def test_the_search_for_numbers_does_search() -> None:
    assert numbers({"told": [(1.5,), "two", Shown(38, 31, 45, 120)]}) == ["[told][][]"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("peers", {"group": "in_care", "kind": "made_contact"}),
        ("changes", {}),
        ("together", {}),
        ("telling", {"by": "in_care"}),
        ("places", {"kind": "made_contact"}),
        ("table", {"by": "gender*in_care", "ask": ["hacked"]}),
    ],
)
def test_a_report_holds_words_and_published_figures(world: World, name: str, chosen: dict[str, Any]) -> None:
    answered_wave(world.ines, year=2025)
    wave = answered_wave(world.ines)
    report = ASKED[name].build(world.ines, wave.pk, **chosen)
    assert report.sections
    assert numbers(report) == []
