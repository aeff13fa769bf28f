"""Everything that matters works in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.doing import follow, is_told, part, press, score, sees
from tests.world import fill

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_alice_answers_a_whole_section(world, browse, look):
    alice = browse(world.alice, scripts=False)
    alice.goto("/home/")
    look(alice)
    follow(alice, "Answer section 1")
    look(alice)
    for place in range(1, 6):
        score(alice, f"1.{place}", "3 – To a large extent")
    score(alice, "1.6", "Not applicable to us")
    part(alice, "1.1").get_by_label("Commentary").fill("We count every month.")
    press(alice, "Save and go on to section 2")

    is_told(alice, "Say why statement 1.6 does not apply to your agency")
    assert part(alice, "1.6").get_by_text("Say why statement 1.6").is_visible()
    look(alice)
    alice.get_by_role("link", name="Say why statement 1.6").click()
    expect(alice.locator("#id_s1_6-reason")).to_be_visible()
    alice.locator("#id_s1_6-reason").fill("We have no training budget of our own.")
    press(alice, "Save")
    sees(alice, "Section 1 has been saved.", "6 of 36 answered")
    look(alice)

    follow(alice, "1. Data")
    expect(part(alice, "1.1").get_by_label("Commentary")).to_have_value("We count every month.")
    expect(part(alice, "1.6").get_by_role("radio", name="Not applicable to us")).to_be_checked()


def test_the_list_of_sections_counts_what_has_just_been_saved(world, browse):
    alice = browse(world.alice, scripts=False)
    alice.goto(f"/returns/{world.elmfield_return.pk}/sections/1/")
    score(alice, "1.1", "3 – To a large extent")
    score(alice, "1.6", "Not applicable to us")
    press(alice, "Save")
    is_told(alice, "Say why statement 1.6 does not apply to your agency")
    expect(alice.locator("#here-progress")).to_have_text("1 of 6 answered")


def test_a_score_of_nought_survives(world, browse):
    alice = browse(world.alice, scripts=False)
    address = f"/returns/{world.elmfield_return.pk}/sections/1/"
    alice.goto(address)
    score(alice, "1.1", "0 – Not at all")
    score(alice, "1.2", "Not applicable to us")
    press(alice, "Save")
    expect(part(alice, "1.1").get_by_role("radio", name="0 – Not at all")).to_be_checked()
    alice.goto(address)
    expect(part(alice, "1.1").get_by_role("radio", name="0 – Not at all")).to_be_checked()


def test_bob_signs_off_and_reopens(world, browse, look):
    fill(world.elmfield_return, world.bob)
    bob = browse(world.bob, scripts=False)
    bob.goto("/home/")
    follow(bob, "Read and sign off the return")
    press(bob, "Sign off")
    is_told(bob, "Confirm that the answers are an honest account")
    look(bob)
    bob.get_by_label("I have read these answers").check()
    press(bob, "Sign off")
    sees(bob, "The return has been signed off.")
    look(bob)
    bob.goto(f"/returns/{world.elmfield_return.pk}/reopen/")
    bob.get_by_label("Why is the return reopened?").fill("The training log was out of date.")
    press(bob, "Reopen")
    sees(bob, "The return is open again.")


def test_bob_gives_out_sections(world, browse, look):
    bob = browse(world.bob, scripts=False)
    bob.goto(f"/returns/{world.elmfield_return.pk}/assign/")
    bob.get_by_label(world.alice.name, exact=True).nth(3).check()
    press(bob, "Save")
    sees(bob, "The sections have been given out.")
    look(bob)


def test_omar_invites_somebody_who_accepts(world, browse, look):
    omar = browse(world.omar, scripts=False)
    omar.goto("/people/")
    press(omar, "Invite somebody")
    press(omar, "Send the invitation")
    is_told(omar, "Enter their name", "Select a role")
    look(omar)
    omar.get_by_label("Full name").fill("Greta Finch")
    omar.get_by_label("Work e-mail address").fill("greta@a.example")
    omar.get_by_label("Analyst").check()
    press(omar, "Send the invitation")
    sees(omar, "Hand the invitation to Greta Finch")

    greta = browse(scripts=False)
    greta.goto(omar.locator(".ol-code").inner_text())
    greta.get_by_label("Choose a password").fill("seven lanterns drift north")
    press(greta, "Accept the invitation")
    sees(greta, "Hello, Greta Finch")
    look(greta)
    press(greta, "Sign out")
    sees(greta, "Young people live on and offline at once")


def test_dana_runs_a_round_from_beginning_to_end(world, browse, look):
    dana = browse(world.dana, scripts=False)
    dana.goto("/rounds/")
    press(dana, "Prepare a round")
    dana.get_by_label("Name of the round").fill("Self-audit 2027")
    for field, year in (("opens_on", "2027"), ("due_on", "2028")):
        for place, value in enumerate(("1", "3", year)):
            dana.locator(f"#id_{field}_{place}").fill(value)
    dana.get_by_label(world.harbour.name).check()
    press(dana, "Prepare the round")
    press(dana, "Open the round")
    press(dana, "Open the round now")
    sees(dana, "Agencies can answer now.")
    look(dana)
    press(dana, "Close the round")
    press(dana, "Close the round for ever")
    sees(dana, "It can never be changed again.")
