"""Pages for what went wrong say what to do, and never what a program would say."""

from typing import Any

import pytest
from django.test import Client

from tests.web.sample import Page

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.pages")]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/raise/suspicious/", 400, "The request could not be understood. Nothing was saved."),
        ("/raise/forbidden/", 403, "Not for you."),
        ("/nothing/here/", 404, "Page not found"),
        ("/raise/too-big/", 413, "What was sent is too large. Nothing was saved."),
        ("/raise/broken/", 500, "Something went wrong on our side"),
    ],
)
def test_an_error_is_told_in_plain_english(address: str, status: int, words: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    page = Page(answer.content.decode())
    assert answer.status_code == status
    assert words in page.text
    assert "a secret of the program" not in page.html
    assert page.one("html")["lang"] == "en-GB"
    assert page.all("h1")
    assert "/" in [link["href"] for link in page.all("a")]


def test_a_form_without_its_token_is_refused_in_plain_english() -> None:
    answer = Client(enforce_csrf_checks=True).post("/public/")
    assert answer.status_code == 403
    assert "This page was open for a long time, or cookies are switched off" in answer.content.decode()


def test_a_form_that_is_too_large_is_refused_before_it_is_read() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/account/sign-in/")  # for the token
    answer = client.post("/account/sign-in/", "a" * 3_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


def test_the_page_of_a_broken_program_needs_nothing_that_may_be_broken(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(0):
        answer = Client(raise_request_exception=False).get("/raise/broken/")
    assert Page(answer.content.decode()).one("link", rel="stylesheet")["href"] == "/static/web/plain.css"
