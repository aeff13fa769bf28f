"""The pages that need every room, and the health check."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from tests.pages import menu
from tests.world import World

SignIn = Callable[[Person], Client]


@pytest.mark.django_db
def test_health_is_ok_only_if_the_database_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    got = client.get("/health/")
    assert (got.status_code, got.json()) == (200, {"status": "ok"})

    def broken() -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(connection, "cursor", broken)
    got = client.get("/health/")
    assert got.status_code == 503
    assert got.json()["status"] != "ok"


@pytest.mark.django_db
def test_the_front_page_is_public_and_says_what_this_is(client: Client) -> None:
    page = client.get("/").content.decode()
    assert "36 statements" in page
    assert "Sign in" in page


@pytest.mark.parametrize("name", ["alice", "bob", "charlie", "dana", "ravi", "ines", "omar"])
def test_everybody_has_a_home_page_with_their_role_in_plain_english(world: World, signed_in: SignIn, name: str) -> None:
    person = getattr(world, name)
    page = signed_in(person).get(reverse("home")).content.decode()
    assert person.held[0].kind.sentence.split("'")[0] in page
    assert "What needs you now" in page


def test_the_menu_offers_only_what_may_be_opened(world: World, signed_in: SignIn) -> None:
    def offered(person: Person) -> list[str]:
        return menu(signed_in(person).get(reverse("home")).content)

    practice = ["Home", "Young people", "Survey findings", "Sharing", "Self-audit", "Evidence", "Checks"]
    assert offered(world.alice) == practice
    assert offered(world.bob) == [*practice[:2], "Our figures", *practice[2:], "People", "Teams"]
    assert offered(world.dana) == [
        *("Home", "Figures", "Youth survey", "Survey findings", "Sharing", "Self-audit"),
        *("Checks", "Local items", "Extra access", "Trail"),
    ]
    assert offered(world.ravi) == ["Home", "Survey findings", "Checks"]
    assert offered(world.omar) == ["Home", "Survey findings", "Sharing", "People", "Agencies", "Extra access", "Trail"]
