"""The children's own door: as well protected as every other page, and past everything that knows people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, override_settings

from onlinelives.accounts.models import Person
from onlinelives.survey.views import taking_part
from tests.waves import Fieldwork
from tests.world import World

pytestmark = pytest.mark.django_db

OWN = {"Cache-Control", "Referrer-Policy", "Content-Length", "Content-Type", "Vary", "Location", "Allow"}
ADDRESSES = ["/s/", "/s/key/", "/s/leave/", "/s/page/", "/s/whole/", "/s/nothing/here/", "/s/asks/none/en/"]


def headers_of(address: str, **told: Any) -> dict[str, str]:
    got = Client(raise_request_exception=False).get(address, **told)
    return {name: value for name, value in got.items() if name not in OWN}


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("address", ADDRESSES)
def test_children_get_every_header_that_others_get(db: None, address: str, secure: bool) -> None:
    with override_settings(SECURE_HSTS_SECONDS=63_072_000):
        other, child = headers_of("/", secure=secure), headers_of(address, secure=secure)
    child.pop("Clear-Site-Data", None)  # of leaving
    assert "Content-Security-Policy" in other
    assert ("Strict-Transport-Security" in other) is secure
    assert child == other


def test_an_error_behind_the_door_is_a_page_with_every_header(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **told: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(taking_part, "render", fail)
    got = Client(raise_request_exception=False).get("/s/")
    assert got.status_code == 500
    assert headers_of("/s/") == headers_of("/")


def test_an_unknown_host_is_refused_as_everywhere() -> None:
    assert Client(raise_request_exception=False).get("/s/", headers={"Host": "evil.example"}).status_code == 400


def test_plain_http_is_sent_to_https_where_others_are() -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert Client().get("/s/").headers["Location"] == "https://testserver/s/"


def test_somebody_signed_in_is_not_known_there(
    world: World, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    fieldwork, dana = Fieldwork(world), signed_in(world.dana)

    def look(self: object) -> None:
        raise AssertionError("a session was opened")

    monkeypatch.setattr(SessionStore, "load", look)
    got = dana.post("/s/", {"code": fieldwork.class_8b.codes[0]})
    assert "Part 1 of" in got.content.decode()
    assert not hasattr(got.wsgi_request, "user")
    assert not hasattr(got.wsgi_request, "session")
    assert not got.cookies
    assert "Cookie" not in got.headers.get("Vary", "")


def test_the_door_is_above_everything_that_knows_people() -> None:
    names = settings.MIDDLEWARE
    door = names.index("onlinelives.survey.door.children")
    people = [name for name in names if "session" in name.lower() or "accounts" in name or "auth" in name]
    assert people
    assert all(names.index(name) > door for name in people)
