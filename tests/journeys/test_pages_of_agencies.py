"""Every page of an agency's return, as its manager and its practitioners meet it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from onlinelives.audits.actions import carrying, evidence, returns
from onlinelives.trail import clock
from tests.journeys.doing import correct, enter_date, follow, is_told, press, sees
from tests.world import add_note, fill, return_of, say, sign_off

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


def test_an_agency_in_its_first_year(world, browse, look, base):
    bob = browse(world.bob)
    bob.goto(f"{base}carry/")
    sees(bob, "There is no earlier return")
    look(bob)
    bob.goto(f"{base}answers/1.1/evidence/")
    sees(bob, "The library is empty")
    look(bob)
    bob.goto("/evidence/")
    sees(bob, "Nothing here yet")
    look(bob)
    bob.goto("/checks/")
    sees(bob, "Verdicts on your agency’s answers appear here.")
    look(bob)
    bob.goto(f"/agencies/{world.elmfield.code}/over-time/")
    sees(bob, "There is nothing to show yet")
    look(bob)
    bob.goto(f"{base}results/sections/1/")
    look(bob)


def test_a_return_with_carried_answers(world, browse, look, base):
    last = return_of(world.elmfield, world.last_year((world.elmfield, world.bob)))
    bob = browse(world.bob)
    bob.goto(f"{base}carry/")
    bob.get_by_role("checkbox").evaluate_all("all => all.forEach((box) => box.checked = false)")
    press(bob, "Carry the ticked answers forward")
    is_told(bob)
    look(bob)
    carrying.carry(audit_return=world.elmfield_return, source=last, statements=["1.1", "1.2", "6.1"], by=world.bob)
    bob.goto(f"{base}carry/")
    sees(bob, "Take that back before you do it again.")
    look(bob)
    bob.goto(f"{base}results/")
    sees(bob, "3 answers were carried forward and not re-checked")
    look(bob)
    bob.goto(f"{base}sections/6/")
    sees(bob, "Reworded.", "2 to re-check")
    look(bob)
    bob.goto(f"{base}answers/1.1/history/")
    sees(bob, "Carried forward")
    look(bob)
    bob.goto(f"{base}answers/1.1/evidence/")
    sees(bob, "Which evidence shows that the score is right?")
    look(bob)


def test_evidence_from_beginning_to_end(world, browse, look):
    bob = browse(world.bob)
    bob.goto("/evidence/add/link/")
    bob.get_by_label("Web address").fill("over there")
    press(bob, "Add to the library")
    is_told(bob, "Enter a whole web address")
    look(bob)
    note = add_note(world.elmfield, world.bob, title="مذكرة 🦊 <b>March</b>")
    withdrawn = add_note(world.elmfield, world.bob, title="W" * 150)
    evidence.withdraw(evidence=withdrawn, by=world.bob)
    item = f"/evidence/{note.pk}/"
    bob.goto(f"{item}revise/")
    bob.get_by_label("Title").fill("")
    press(bob, "Add this revision")
    is_told(bob, "Give the evidence a title")
    look(bob)
    bob.get_by_label("Title").fill("مذكرة 🦊 <b>April</b>")
    bob.get_by_label("I have looked").check()
    press(bob, "Add this revision")
    sees(bob, "The new revision is in the library.", "Earlier revisions", "It should never have been put here")
    look(bob)
    follow(bob, "revision 1")
    look(bob)
    bob.goto(f"{item}care/")
    enter_date(bob, "id_review_on", 31, 2, 2027)
    press(bob, "Save")
    is_told(bob, "Enter a real date")
    look(bob)
    with clock.at(clock.now() - timedelta(days=1)):
        tomorrow = clock.today() + timedelta(days=2)
        evidence.look_after(evidence=note, owner=world.bob, review_on=tomorrow, by=world.bob)
    for show, words in (("kept", "Soon"), ("due", "Due for review (1)"), ("withdrawn", "W" * 150)):
        bob.goto(f"/evidence/?show={show}")
        sees(bob, words)
        look(bob)
    bob.goto(f"/evidence/{withdrawn.pk}/")
    sees(bob, "It is not offered to answers any more.")
    look(bob)
