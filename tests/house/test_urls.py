"""Every address x method x role is declared, and answers as declared."""

import pytest
from django.db import connection

from tests.house.addresses import LIBRARY, METHODS, TABLE, Scene, names, ours, patterns, wrong_cells
from tests.house.answers import ROLES
from tests.laid import laid
from tests.world import World


def furnished() -> Scene:
    """With the records of young people, and everybody signed in."""
    scene = Scene(World())
    assert scene.practice
    for role in scene.people:
        scene.session(role)
    return scene


@pytest.fixture
def scene(db: None) -> Scene:
    return laid(furnished)


def test_every_address_of_ours_is_declared() -> None:
    assert ours() == set(names())


def test_every_other_address_is_one_of_the_sign_in_library_that_we_chose() -> None:
    assert {str(p.name) for p in patterns()} - ours() == LIBRARY


@pytest.mark.asvs("V8.2.1", "V8.2.2", "V8.4.1")
@pytest.mark.parametrize("name", names())
def test_address_answers_every_role_as_declared(scene: Scene, name: str) -> None:
    assert wrong_cells(scene, name, roles_=asked(name)) == []
    assert [method for method in METHODS if (name, method) not in TABLE and not refused(scene, name, method)] == []


def asked(name: str) -> tuple[str, ...]:
    """Everybody. On PostgreSQL, after everybody was asked on SQLite, one of those who get the same answers."""
    if connection.vendor == "sqlite":
        return ROLES
    rows = [TABLE[name, method] for method in METHODS if (name, method) in TABLE]
    return tuple(dict(zip(zip(*rows, strict=True), ROLES, strict=True)).values())


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


# Pages of children know nobody, so that nothing can be forged in anybody's name: what they act on is in the form.
FOR_ANYBODY = {"survey_enter", "survey_step", "survey_whole"}


@pytest.mark.asvs("V3.5.1")
def test_every_post_without_its_token_is_refused(scene: Scene) -> None:
    from django.test import Client
    from django.urls import reverse

    for name, method in TABLE:
        if method == "POST" and name not in FOR_ANYBODY:
            client = Client(enforce_csrf_checks=True)
            client.force_login(scene.people["omar"])
            assert client.post(reverse(name, args=scene.args(name))).status_code == 403, name
