"""Every page that does not depend on a role, in each of its states, and every kind of refusal."""

import pytest
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.audits.actions import rounds
from onlinelives.rules import roles
from tests.journeys.doing import correct, is_told, press, sees
from tests.world import add_round, fill, return_of, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_pages_of_somebody_who_is_not_signed_in(browse, look):
    page = browse()
    for name, title in (
        ("front", "Young people’s lives, on and offline"),
        ("account_login", "Sign in"),
        ("account_reset_password", "Choose a new password"),
        ("account_signup", "You need an invitation"),
    ):
        page.goto(reverse(name))
        assert title in page.title()
        look(page)
    page.goto(reverse("account_login"))
    press(page, "Sign in")
    is_told(page)
    look(page)
    page.goto("/nowhere/")
    assert "Page not found" in page.title()
    look(page)


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "dana", "ravi", "ines", "omar"])
def test_everybody_has_a_home_page(world, browse, look, who):
    person = getattr(world, who)
    page = browse(person)
    page.goto("/home/")
    assert f"Hello, {person.name}" in page.locator("h1").inner_text()
    look(page)


def test_a_home_page_with_nothing_to_do_and_one_with_everything(world, browse, look):
    bob, dana = browse(world.bob), browse(world.dana)
    dana.goto("/home/")
    sees(dana, "Nothing needs you now.")

    fill(world.elmfield_return, world.bob)
    draft = add_round("Next year", [world.elmfield], by=world.dana, opened=False)
    bob.goto("/home/")
    sees(bob, "Read and sign off the return")
    look(bob)
    dana.goto("/home/")
    sees(dana, f"Open {draft.name}")
    look(dana)

    sign_off(world.elmfield_return, world.bob)
    rounds.close(round_=world.round, by=world.dana)
    bob.goto("/home/")
    sees(bob, "Nothing needs you now.")
    look(bob)


def test_somebody_without_a_role_is_told_so(world, browse, look):
    held = world.ravi.memberships.get(role=roles.REVIEWER.code)
    people.end_role(membership=held, by=world.omar)
    page = browse(world.ravi)
    page.goto("/home/")
    sees(page, "You hold no role at the moment")
    look(page)


def test_the_pages_to_read(world, browse, look):
    page = browse(world.ravi)
    for address in ("/help/", "/frameworks/", "/frameworks/audit-2017/", "/frameworks/planning-2020/"):
        page.goto(address)
        look(page)
    page.get_by_text("What each level of 1.1 looks like").click()
    look(page)
    page.goto("/frameworks/compare/")
    look(page)


def test_the_account_and_its_error(world, browse, look):
    page = browse(world.alice)
    page.goto("/account/")
    look(page)
    page.get_by_label("Your name").fill("")
    press(page, "Save your name")
    is_told(page)
    look(page)
    correct(page, "Enter a name", "id_name")
    page.get_by_label("Your name").fill("Alice Amber")
    press(page, "Save your name")
    sees(page, "Your name has been changed.")
    look(page)


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "usersessions_list", "account_logout"])
def test_the_pages_of_signing_in_for_somebody_who_is(world, browse, look, name):
    page = browse(world.alice)
    page.goto(reverse(name))
    look(page)


def test_refusals_say_why(world, browse, look):
    alice = browse(world.alice)
    alice.goto("/agencies/")
    sees(alice, "Only an administrator can do this.")
    look(alice)
    alice.goto(f"/returns/{world.harbour_return.pk}/")
    assert "Page not found" in alice.title()
    look(alice)

    bob = browse(world.bob)
    sign_off_page = f"/returns/{world.elmfield_return.pk}/assign/"
    fill(world.elmfield_return, world.bob)
    bob.goto(sign_off_page)
    sign_off(world.elmfield_return, world.bob)
    press(bob, "Save")
    assert "This cannot be done now" in bob.title()
    sees(bob, "This return has been signed off.")
    look(bob)


def test_a_form_from_a_page_that_is_too_old_says_so(world, browse, look):
    page = browse(world.alice)
    page.goto("/account/")
    page.context.clear_cookies(name="csrftoken")
    press(page, "Save your name")
    sees(page, "This page was open for a long time")
    look(page)


def test_a_fault_of_ours_is_a_page_in_plain_english(world, browse, look, monkeypatch):
    def broken(person):
        raise RuntimeError("broken for a test")

    page = browse(world.alice)
    monkeypatch.setattr("onlinelives.config.views.needs_of", broken)
    page.goto("/home/")
    sees(page, "Something went wrong on our side")
    assert "broken for a test" not in page.content()
    look(page, "500", "status of 500")


def test_a_return_of_a_closed_round_without_sign_off(world, browse, look):
    closed = add_round("Last year", [world.elmfield, world.harbour], by=world.dana)
    rounds.close(round_=closed, by=world.dana)
    page = browse(world.bob)
    page.goto(f"/returns/{return_of(world.elmfield, closed).pk}/")
    sees(page, "This return was not signed off.")
    look(page)
