"""Every page of an agency's return, as its manager and its practitioners meet it."""

import pytest
from playwright.sync_api import expect

from onlinelives.audits.actions import returns
from tests.journeys.doing import correct, enter_date, follow, is_told, press, sees
from tests.world import fill, say, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def base(world):
    return f"/returns/{world.elmfield_return.pk}/"


def test_an_empty_return(world, browse, look, base):
    bob = browse(world.bob)
    for address in ("/rounds/", f"/rounds/{world.round.pk}/", base, f"{base}sections/1/", f"{base}sections/6/"):
        bob.goto(address)
        look(bob)
    bob.goto(f"{base}answers/1.1/history/")
    sees(bob, "Nobody has answered this statement yet.")
    look(bob)
    bob.goto(f"{base}results/")
    sees(bob, "Nothing has been answered yet")
    look(bob)
    bob.goto(f"{base}sign-off/")
    sees(bob, "36 statements are still unanswered.")
    look(bob)


def test_a_return_that_is_half_answered(world, browse, look, base):
    left = [f"{section}.{number}" for section in (4, 5, 6) for number in range(1, 7)]
    fill(world.elmfield_return, world.alice, score=1, leave=left)
    say(world.elmfield_return, "1.1", world.bob, score=4)
    say(world.elmfield_return, "1.2", world.bob, not_applicable=True, reason="We look after adults only.")
    say(
        world.elmfield_return, "1.3", world.bob, score=0, commentary="Two\n\nparagraphs", evidence="https://a.example/b"
    )
    bob = browse(world.bob)
    for address in (base, f"{base}sections/1/", f"{base}results/", f"{base}sign-off/"):
        bob.goto(address)
        look(bob)
    for statement in ("1.1", "1.2", "1.3"):
        bob.goto(f"{base}answers/{statement}/history/")
        look(bob)


def test_a_section_with_everything_unfolded(world, browse, look, base):
    alice = browse(world.alice)
    alice.goto(f"{base}sections/1/")
    for place in range(1, 7):
        alice.get_by_text(f"Help with 1.{place}", exact=True).click()
    alice.get_by_label("Not applicable to us").first.check()
    expect(alice.get_by_label("Why does it not apply?").first).to_be_visible()
    look(alice)


def test_a_section_that_one_was_not_given_is_read_only_with_the_reason(world, browse, look, base):
    say(world.elmfield_return, "2.1", world.bob, score=3, commentary="Some words", evidence="Minutes")
    alice = browse(world.alice)
    alice.goto(f"{base}sections/2/")
    sees(alice, "This section has not been given to you.")
    assert not alice.get_by_role("radio").count()
    look(alice)


def test_giving_sections_to_people_and_its_error(world, browse, look, base):
    bob = browse(world.bob)
    bob.goto(f"{base}assign/")
    look(bob)
    enter_date(bob, "id_section-2-due_on", 31, 2, 2027)
    press(bob, "Save")
    look(bob)
    correct(bob, "Enter a real date", "id_section-2-due_on_0")
    assert bob.locator("#id_section-2-due_on_0").input_value() == "31"


def test_reading_signing_and_reopening(world, browse, look, base):
    fill(world.elmfield_return, world.alice, score=3)
    say(world.elmfield_return, "6.6", world.bob, score=4)
    bob = browse(world.bob)
    for address in (base, f"{base}results/", f"{base}sign-off/"):
        bob.goto(address)
        look(bob)
    press(bob, "Sign off")
    is_told(bob, "Confirm that the answers are an honest account")
    look(bob)

    say(world.elmfield_return, "6.6", world.bob, score=3)
    bob.get_by_label("I have read these answers").check()
    press(bob, "Sign off")
    is_told(bob, "An answer changed while you were reading")
    look(bob)

    sign_off(world.elmfield_return, world.bob)
    bob.goto(f"{base}sign-off/")
    sees(bob, "This return has been signed off.")
    look(bob)
    for address in (base, f"{base}results/", f"{base}sections/1/", f"{base}reopen/"):
        bob.goto(address)
        look(bob)
    press(bob, "Reopen")
    look(bob)

    reason = "The training log was out of date."
    returns.reopen(audit_return=world.elmfield_return, reason=reason, by=world.bob)
    bob.goto(base)
    sees(bob, reason)
    look(bob)


def test_a_round_as_a_practitioner_sees_it(world, browse, look):
    alice = browse(world.alice)
    alice.goto("/rounds/")
    look(alice)
    follow(alice, world.round.name)
    look(alice)
    assert not alice.get_by_role("button", name="Close the round").count()


def test_people_as_a_manager_sees_them(world, browse, look):
    bob = browse(world.bob)
    bob.goto("/people/")
    look(bob)
    bob.goto(f"/people/{world.alice.pk}/")
    look(bob)
    bob.goto("/people/invite/")
    look(bob)
    press(bob, "Send the invitation")
    look(bob)
