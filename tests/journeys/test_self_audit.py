"""The whole story: a section is given out, answered, finished, signed, seen, reopened and closed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.doing import correct, follow, is_told, press, saved, score, sees, soon, write
from tests.world import fill

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_bob_gives_a_section_to_alice_and_she_finds_it(world, browse, look):
    bob, alice = browse(world.bob), browse(world.alice)
    bob.goto("/home/")
    follow(bob, "Give 5 sections to somebody")
    bob.get_by_label(world.alice.name, exact=True).nth(1).check()
    press(bob, "Save")
    sees(bob, "The sections have been given out.")
    look(bob)

    alice.goto("/home/")
    sees(alice, "Answer section 1, Data", "Answer section 2, Staff training")
    look(alice)
    follow(alice, "Answer section 2")
    expect(alice.get_by_role("heading", level=1)).to_contain_text("Staff training")


def test_alice_answers_and_everything_is_saved_while_she_works(world, browse, look):
    alice = browse(world.alice)
    alice.goto("/home/")
    follow(alice, "Answer section 1")
    expect(alice.locator("#here-progress")).to_have_text("0 of 6 answered")

    score(alice, "1.1", "0 – Not at all")
    saved(alice, "1.1")
    expect(alice.locator("#here-progress")).to_have_text("1 of 6 answered")
    alice.get_by_label("Commentary").first.press_sequentially("Nobody counts yet.")
    write(alice, "1.1", "Evidence", "The referral form, 2026")
    saved(alice, "1.1")

    score(alice, "1.2", "Not applicable to us")
    saved(alice, "1.2", "Not saved yet. Say why statement 1.2 does not apply to your agency")
    look(alice)
    write(alice, "1.2", "Why does it not apply?", "We take no referrals.")
    saved(alice, "1.2")
    expect(alice.locator("#here-progress")).to_have_text("2 of 6 answered")
    look(alice)

    alice.reload()
    expect(alice.locator("#s1_1").get_by_role("radio", name="0 – Not at all")).to_be_checked()
    expect(alice.get_by_label("Commentary").first).to_have_value("Nobody counts yet.")
    expect(alice.get_by_label("Evidence").first).to_have_value("The referral form, 2026")
    expect(alice.locator("#s1_2").get_by_role("radio", name="Not applicable to us")).to_be_checked()
    expect(alice.get_by_label("Why does it not apply?").nth(1)).to_have_value("We take no referrals.")

    score(alice, "1.3", "4 – Fully")
    press(alice, "Save and go on to section 2")
    sees(alice, "Section 1 has been saved.", "This section has not been given to you.")
    look(alice)


def test_what_is_typed_is_saved_without_leaving_the_field(world, browse):
    alice = browse(world.alice)
    alice.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    alice.get_by_label("Commentary").first.press_sequentially("Typing, and then a pause")
    saved(alice, "1.1")
    alice.reload()
    expect(alice.get_by_label("Commentary").first).to_have_value("Typing, and then a pause")


def test_clicking_fast_loses_nothing_and_meets_no_conflict_with_oneself(world, browse, look):
    alice = browse(world.alice)
    alice.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    for statement in ("1.1", "1.2", "1.3", "1.1", "1.2", "1.3"):
        for choice in ("1 – Very little", "3 – To a large extent"):
            score(alice, statement, choice)
    rows = world.elmfield_return.answers.filter(statement__in=["1.1", "1.2", "1.3"])
    soon(lambda: list(rows.values_list("score", flat=True)) == [3, 3, 3])
    for statement in ("1.1", "1.2", "1.3"):
        saved(alice, statement)
    look(alice)


def test_the_page_says_what_is_missing_when_it_is_saved_as_a_whole(world, browse, look):
    alice = browse(world.alice)
    alice.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    alice.route("**/save/", lambda route: route.abort())
    score(alice, "1.4", "Not applicable to us")
    saved(alice, "1.4", "Not saved.")
    press(alice, "Save")
    is_told(alice, "Say why statement 1.4 does not apply to your agency")
    look(alice, "net::ERR_FAILED", "htmx:")
    correct(alice, "Say why statement 1.4", "id_s1_4-reason")
    alice.keyboard.type("We have no such records.")
    press(alice, "Save")
    sees(alice, "Section 1 has been saved.")


def test_bob_finishes_reads_and_signs_off(world, browse, look):
    fill(world.elmfield_return, world.bob, leave=["6.6"])
    bob = browse(world.bob)
    bob.goto("/home/")
    follow(bob, "Complete the return")
    score(bob, "6.6", "3 – To a large extent")
    saved(bob, "6.6")
    press(bob, "Save and finish")
    sees(bob, "Section 6 has been saved.", "0 still open")
    look(bob)
    follow(bob, "Read and sign off")
    sees(bob, "About 4.4", "Your signature covers exactly what is below.")
    press(bob, "Sign off")
    is_told(bob, "Confirm that the answers are an honest account")
    correct(bob, "Confirm that the answers", "id_declared")
    bob.keyboard.press("Space")
    press(bob, "Sign off")
    sees(bob, "The return has been signed off.", f"by {world.bob.name}")
    look(bob)


def test_dana_sees_it_until_bob_reopens_it_and_then_closes_the_round(world, browse, look):
    bob, dana = browse(world.bob), browse(world.dana)
    address, area = f"/returns/{world.elmfield_return.pk}/", f"/rounds/{world.round.pk}/area/"
    fill(world.elmfield_return, world.bob)
    dana.goto(address)
    sees(dana, "Page not found")

    bob.goto(f"{address}sign-off/")
    bob.get_by_label("I have read these answers").check()
    press(bob, "Sign off")
    dana.goto(area)
    row = dana.get_by_role("row", name=world.elmfield.name)
    expect(row).to_contain_text("72")
    follow(dana, world.elmfield.name)
    sees(dana, "72 of 144 points")
    look(dana)

    bob.goto(address)
    follow(bob, "Reopen")
    bob.get_by_label("Why is the return reopened?").fill("Wrong")
    press(bob, "Reopen")
    is_told(bob, "Say why the return is reopened, in a sentence.")
    bob.get_by_label("Why is the return reopened?").fill("The training log was out of date.")
    press(bob, "Reopen")
    sees(bob, "The return is open again.")
    dana.goto(area)
    expect(row).to_contain_text("Not signed off: 36 of 36 answered")
    dana.goto(address)
    sees(dana, "Page not found")

    dana.goto(f"/rounds/{world.round.pk}/")
    press(dana, "Close the round")
    sees(dana, "2 agencies have not signed off.")
    look(dana)
    press(dana, "Close the round for ever")
    sees(dana, "It can never be changed again.")
    look(dana)
    bob.goto(f"{address}sections/1/")
    sees(bob, "This round is closed. Closed rounds can never be changed.", "About 1.1")
    assert not bob.get_by_role("radio").count()
    assert not bob.get_by_role("textbox").count()


def test_alice_saves_after_the_return_was_signed_off_and_is_told(world, browse, look):
    alice, bob = browse(world.alice), browse(world.bob)
    fill(world.elmfield_return, world.bob)
    alice.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    bob.goto(f"/returns/{world.elmfield_return.pk}/sign-off/")
    bob.get_by_label("I have read these answers").check()
    press(bob, "Sign off")
    score(alice, "1.1", "4 – Fully")
    saved(alice, "1.1", "Not saved yet. This return has been signed off.")
    look(alice)
    press(alice, "Save")
    sees(alice, "This cannot be done now", "This return has been signed off.")
