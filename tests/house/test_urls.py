"""Every address x method x role is declared, and answers as declared."""

import pytest

from tests.house.addresses import LIBRARY, METHODS, TABLE, Scene, names, ours, patterns, wrong_cells
from tests.world import World


@pytest.fixture
def scene(world: World) -> Scene:
    return Scene(world)


def test_every_address_of_ours_is_declared() -> None:
    assert ours() == set(names())


def test_every_other_address_is_one_of_the_sign_in_library_that_we_chose() -> None:
    assert {str(p.name) for p in patterns()} - ours() == LIBRARY


@pytest.mark.asvs("V8.2.1", "V8.2.2", "V8.4.1")
@pytest.mark.parametrize("name", names())
def test_address_answers_every_role_as_declared(scene: Scene, name: str) -> None:
    assert wrong_cells(scene, name) == []
    assert [method for method in METHODS if (name, method) not in TABLE and not refused(scene, name, method)] == []


def refused(scene: Scene, name: str, method: str) -> bool:
    """Whether the method is not allowed even for those who may see the page."""
    return any(scene.send(name, method, role) == 405 for role in ("bob", "dana", "omar", "alice"))


def test_every_view_of_ours_carries_a_gate() -> None:
    bare = [
        p.name
        for p in patterns()
        if p.callback.__module__.startswith("onlinelives.") and not hasattr(p.callback, "gate")
    ]
    assert bare == []


@pytest.mark.asvs("V3.5.1")
def test_every_post_without_its_token_is_refused(scene: Scene) -> None:
    from django.test import Client
    from django.urls import reverse

    for name, method in TABLE:
        if method == "POST":
            client = Client(enforce_csrf_checks=True)
            client.force_login(scene.people["omar"])
            assert client.post(reverse(name, args=scene.args(name))).status_code == 403, name
