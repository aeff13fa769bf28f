"""Taking any one scope out must turn the table of addresses red: otherwise the table proves nothing."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import QuerySet

from tests.house.addresses import Scene, names, wrong_cells
from tests.world import World

STRANGERS = ("charlie", "dana", "zoe", "yan", "olu")


def scoped() -> list[type[QuerySet[Any]]]:
    """Every queryset of ours that has a scope."""
    found = {
        type(model._default_manager.all())
        for model in apps.get_models()
        if model.__module__.startswith("onlinelives.") and hasattr(model._default_manager.all(), "visible_to")
    }
    return sorted(found, key=lambda kind: kind.__name__)


def test_there_is_a_scope_for_every_kind_of_thing_with_pages() -> None:
    assert [kind.__name__ for kind in scoped()] == [
        "AgencyQuerySet",
        "CheckQuerySet",
        "DrawQuerySet",
        "ElevationQuerySet",
        "EvidenceQuerySet",
        "InvitationQuerySet",
        "PersonQuerySet",
        "ReturnQuerySet",
        "RevisionQuerySet",
        "RoundQuerySet",
        "WorkQuerySet",
        "WorkbookImportQuerySet",
    ]


def test_with_every_scope_in_place_one_scene_answers_as_declared(world: World) -> None:
    """What the next test stands on: a red cell there comes from the scope that was taken out."""
    scene = Scene(world)
    assert [cell for name in names() for cell in wrong_cells(scene, name, STRANGERS, ("GET", "POST"))] == []


@pytest.mark.parametrize("kind", scoped(), ids=lambda kind: kind.__name__)
def test_removing_a_scope_is_noticed(kind: type[QuerySet[Any]], world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene(world)
    monkeypatch.setattr(kind, "visible_to", lambda self, person: self.all())
    assert any(wrong_cells(scene, name, STRANGERS, ("GET", "POST")) for name in names())
