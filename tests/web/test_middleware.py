"""What every answer goes through: headers, reasons as pages, nothing kept, and an honest end of session."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from onlinelives.accounts.models import Person
from tests.web.sample import HOSTILE, Page
from tests.world import again, area

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.pages")]

HTMX = {"HX-Request": "true"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def omar() -> Person:
    return again(area("mossley-vale", "Mossley Vale", "Omar"))


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in and is shown error pages, as visitors are."""
    return Client(raise_request_exception=False)


@pytest.fixture
def browser(omar: Person, signed_in: Callable[[Person], Client]) -> Client:
    """Omar's."""
    client = signed_in(omar)
    client.raise_request_exception = False
    return client


REASONS = {
    "refused": (403, "Only a manager may."),
    "not-now": (409, "This round is closed."),
    "invalid": (422, "Choose an agency."),
}


@pytest.mark.parametrize(("name", "status", "reason"), [(name, *told) for name, told in REASONS.items()])
def test_a_no_becomes_a_page_with_its_reason(visitor: Client, name: str, status: int, reason: str) -> None:
    answer = visitor.get(f"/raise/{name}/")
    page = Page(answer.content.decode())
    assert answer.status_code == status
    assert f"{reason} {HOSTILE}" in page.text
    assert not page.all("img")


def test_any_other_error_stays_an_error(visitor: Client) -> None:
    assert visitor.get("/raise/broken/").status_code == 500


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        ("/account/sign-in/", 200),
        ("/public/", 200),
        ("/private/", 302),
        ("/moved/", 302),
        ("/raise/suspicious/", 400),
        ("/raise/refused/", 403),
        ("/nothing/here/", 404),
        ("/raise/not-now/", 409),
        ("/raise/too-big/", 413),
        ("/raise/invalid/", 422),
        ("/raise/broken/", 500),
    ],
)
def test_every_answer_has_every_header(visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "address", ["/home/", "/private/", "/public/", "/nothing/here/", "/raise/refused/", "/raise/broken/", "/moved/"]
)
def test_nothing_of_somebody_signed_in_is_kept_anywhere(browser: Client, address: str) -> None:
    assert browser.get(address).headers["Cache-Control"] == "no-store"


def test_a_page_behind_a_secret_link_is_not_kept_either(visitor: Client) -> None:
    assert visitor.get("/link/abc/").headers["Cache-Control"] == "no-store"


def test_a_public_page_may_be_kept(visitor: Client) -> None:
    assert "no-store" not in visitor.get("/public/").headers.get("Cache-Control", "")


def test_a_visitor_is_sent_to_sign_in(visitor: Client) -> None:
    assert visitor.get("/private/").headers["Location"] == "/account/sign-in/?next=/private/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_save_after_the_session_ended_answers_401(visitor: Client, method: str) -> None:
    send: Any = getattr(visitor, method)
    answer = send("/private/", headers=HTMX)
    assert (answer.status_code, answer.content) == (401, b"")
    assert "Location" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_save_that_is_led_elsewhere_is_left_alone(visitor: Client) -> None:
    assert visitor.get("/moved/", headers=HTMX).status_code == 302


def test_a_save_of_somebody_signed_in_goes_through(browser: Client) -> None:
    assert browser.post("/private/", headers=HTMX).content == b"private"
