"""A save that failed, hung or met an ended session is said in words, and works again afterwards."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from playwright.sync_api import Page, expect

from tests.journeys.doing import part, press, saved, score, sees, write
from tests.world import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LOST = "Not saved. Check your connection"


@pytest.fixture
def alice(world, browse) -> Page:
    page = browse(world.alice)
    page.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    return page


def is_well_again(page: Page) -> None:
    write(page, "1.1", "Evidence", "The minutes of March")
    saved(page, "1.1")
    page.reload()
    expect(part(page, "1.1").get_by_label("Commentary")).to_have_value("What Alice wrote")
    expect(part(page, "1.1").get_by_label("Evidence")).to_have_value("The minutes of March")


def test_the_connection_is_cut(alice, look):
    alice.context.set_offline(True)
    write(alice, "1.1", "Commentary", "What Alice wrote")
    saved(alice, "1.1", LOST)
    look(alice, "ERR_INTERNET_DISCONNECTED", "htmx:")
    alice.context.set_offline(False)
    is_well_again(alice)


def test_the_server_hangs(alice, look):
    assert alice.evaluate("htmx.config.timeout") == 10_000
    alice.evaluate("htmx.config.timeout = 700")
    alice.route("**/save/", lambda route: None)
    began = time.monotonic()
    write(alice, "1.1", "Commentary", "What Alice wrote")
    saved(alice, "1.1", LOST)
    assert time.monotonic() - began < 5
    look(alice, "htmx:timeout", "htmx:")
    alice.unroute("**/save/")
    is_well_again(alice)


def test_the_server_fails(alice, look, monkeypatch):
    def broken(**told):
        raise OperationalError("broken for a test")

    with monkeypatch.context() as patch:
        patch.setattr("onlinelives.audits.forms.answers.answers.save", broken)
        write(alice, "1.1", "Commentary", "What Alice wrote")
        saved(alice, "1.1", "Not saved.")
        look(alice, "500")
    is_well_again(alice)


def test_alice_has_been_signed_out(world, alice, browse, look):
    Session.objects.all().delete()
    write(alice, "1.1", "Commentary", "What Alice wrote")
    saved(alice, "1.1", "Not saved. You have been signed out.")
    look(alice, "Status Error Code 401")

    tab = alice.context.new_page()
    tab.goto("/account/sign-in/")
    tab.get_by_label("E-mail").fill(world.alice.email)
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    press(tab, "Sign in")
    sees(tab, f"Hello, {world.alice.name}")
    is_well_again(alice)


def test_alice_no_longer_may(world, alice, look):
    world.elmfield_return.assignments.all().delete()
    score(alice, "1.1", "2 – To some extent")
    saved(alice, "1.1", "Not saved yet. This section has not been given to you.")
    look(alice)


def test_leaving_with_unsaved_text_asks_first(alice, look):
    alice.route("**/save/", lambda route: route.abort())
    write(alice, "1.1", "Commentary", "What Alice wrote")
    saved(alice, "1.1", LOST)
    with alice.expect_event("dialog") as asked:
        alice.get_by_role("link", name="Results so far").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(part(alice, "1.1").get_by_label("Commentary")).to_have_value("What Alice wrote")
    look(alice, "dialog beforeunload", "htmx:", "net::ERR_FAILED")
    alice.unroute("**/save/")
    is_well_again(alice)
    alice.get_by_role("link", name="Results so far").click()
    expect(alice).to_have_title("Results of Elmfield School – Online Lives")
    look(alice)


def test_the_button_saves_after_the_connection_came_back(alice):
    alice.context.set_offline(True)
    write(alice, "1.1", "Commentary", "What Alice wrote")
    saved(alice, "1.1", LOST)
    alice.context.set_offline(False)
    press(alice, "Save")
    sees(alice, "Section 1 has been saved.")


def test_one_answer_that_is_not_saved_is_enough_to_ask(alice, look):
    alice.route("**/answers/1.1/save/", lambda route: route.abort())
    write(alice, "1.1", "Commentary", "What Alice wrote")
    saved(alice, "1.1", LOST)
    write(alice, "1.2", "Commentary", "Another answer, which is saved")
    saved(alice, "1.2")
    with alice.expect_event("dialog") as asked:
        alice.get_by_role("link", name="Results so far").click(no_wait_after=True)
    assert asked.value.type == "beforeunload"
