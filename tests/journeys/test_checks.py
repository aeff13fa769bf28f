"""Dana draws answers, Ravi checks one that is not as good as it says, Bob replies, Ravi settles, and all see both."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from onlinelives.accounts.actions import agencies, people
from onlinelives.audits.actions import checks, evidence
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.actions.evidence import Told
from onlinelives.files.actions import stored
from onlinelives.rules import roles
from onlinelives.trail import clock
from tests.journeys.doing import AWKWARD, correct, follow, is_told, press, sees
from tests.world import STATEMENTS, again, cite, draw, first_check, say, sign_off

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SCORED = ["1.1", "1.2", "1.3"]
REGISTER = b"Attended: 61 of 74"
REPLY = "The register since May is in the staff room.\n\nWe accept the score."


@pytest.fixture
def signed(world):
    """Elmfield, under an awkward name, has signed off three scores of 3, each with a file as evidence."""
    agencies.change(agency=world.elmfield, name=AWKWARD, kind="school", by=world.omar)
    file = stored.receive(content=REGISTER, name="سجل التدريب 🦊.txt", by=world.bob)
    told = Told(title="Training register", shows="Who attended, by role", file=file)
    due = clock.today() + timedelta(days=365)
    register = evidence.add(agency=world.elmfield, told=told, owner=world.bob, review_on=due, by=world.bob)
    for statement in STATEMENTS:
        if statement in SCORED:
            say(world.elmfield_return, statement, world.bob, score=3, commentary=f"About {statement}")
            cite(world.elmfield_return, statement, [register], world.bob)
        else:
            say(world.elmfield_return, statement, world.bob, not_applicable=True, reason="We take no referrals.")
    return sign_off(world.elmfield_return, world.bob)


def draws(dana: Page, world, look) -> None:
    dana.goto(f"/rounds/{world.round.pk}/quality/draw/")
    sees(dana, "There are 3 signed answers of 1 agency to draw from.")
    dana.get_by_label("How many answers of each agency?").fill("0")
    press(dana, "Draw now")
    is_told(dana, "Enter a number from 1 to 36")
    look(dana)
    dana.get_by_label("How many answers of each agency?").fill("2")
    press(dana, "Draw now")
    sees(dana, "The answers have been drawn.", "2 of 3 answers were drawn", "Probabilities run from 0.667 to 0.667.")
    expect(dana.locator(".govuk-tag", has_text="Repeated")).to_be_visible()
    expect(dana.get_by_role("row", name=AWKWARD).first).to_contain_text("0.667")


def lowers(ravi: Page, look) -> None:
    """From his home page to a verdict that is lower than what the agency says."""
    ravi.goto("/home/")
    follow(ravi, "Take a check: 2 answers wait for a reviewer")
    with ravi.expect_navigation():
        ravi.get_by_role("row").get_by_role("link").first.click()
    sees(ravi, "1 piece of evidence. Take the check to open them.")
    press(ravi, "Take this check")
    address = ravi.url
    with ravi.expect_navigation():
        ravi.get_by_role("link", name="Training register").click()
    with ravi.expect_download() as download:
        ravi.get_by_role("link", name="سجل التدريب 🦊.txt").click()
    assert download.value.path().read_bytes() == REGISTER
    look(ravi)

    ravi.goto(address)
    ravi.get_by_label("Lower", exact=True).check()
    press(ravi, "Give this verdict")
    is_told(ravi)
    look(ravi)
    ravi.get_by_label("Which score does the evidence bear out?").select_option("2")
    ravi.get_by_label("What did you see, and why").fill("The register ends in May.")
    press(ravi, "Give this verdict")
    sees(ravi, "Your verdict has been kept.", "score 2", "The agency can reply until")
    look(ravi)


def replies(bob: Page, look) -> None:
    bob.goto("/home/")
    follow(bob, "Reply to the check of statement")
    sees(bob, "The register ends in May.")
    press(bob, "Send the reply")
    is_told(bob, "Write a reply.")
    look(bob)
    correct(bob, "Write a reply.", "id_words")
    bob.get_by_label("What does your agency say?").fill(REPLY)
    press(bob, "Send the reply")
    sees(bob, "Your reply has been kept.", "The register since May is in the staff room.")
    look(bob)


def settles(ravi: Page, look) -> None:
    ravi.goto("/home/")
    follow(ravi, "Settle the check of statement")
    sees(ravi, "We accept the score.", "You have read the reply.")
    expect(ravi.get_by_label("Lower", exact=True)).to_be_checked()
    look(ravi)
    ravi.get_by_label("What did you see, and why").fill("I have read the reply.")
    press(ravi, "Settle")
    sees(ravi, "The check is settled.", "verified score")
    look(ravi)


def test_an_answer_is_drawn_checked_lowered_replied_to_and_settled(world, browse, look, signed):
    dana, ravi, bob = browse(world.dana), browse(world.ravi), browse(world.bob)
    draws(dana, world, look)
    look(dana)
    lowers(ravi, look)
    replies(bob, look)
    settles(ravi, look)

    dana.goto(f"/rounds/{world.round.pk}/quality/")
    expect(dana.get_by_role("row", name=AWKWARD)).to_contain_text("−1.00")
    expect(dana.locator(".ol-card", has_text="Checks")).to_contain_text("1 settled")
    look(dana)
    bob.goto(f"/returns/{world.elmfield_return.pk}/results/")
    sees(bob, "Checked by an independent person")
    row = bob.get_by_role("table", name="Checked by an independent person").get_by_role("row").last
    assert row.locator(".ol-score__number").all_inner_texts() == ["3", "2"]
    look(bob)
    bob.goto("/checks/")
    sees(bob, "Lower: 2, own 3")


def test_without_scripts_an_answer_is_checked_as_well(world, browse, look, signed):
    draw(world.round, world.dana, per_agency=2)
    ravi, bob = browse(world.ravi, scripts=False), browse(world.bob, scripts=False)
    lowers(ravi, look.glance)
    replies(bob, look.glance)
    settles(ravi, look.glance)


def test_reviewers_with_a_part_in_the_agency_are_told_why_it_is_not_for_them(world, browse, look, signed):
    for person in (world.alice, world.bob):
        people.give_role(person=person, role=roles.REVIEWER, agency=None, by=world.omar)
    people.end_role(membership=world.alice.memberships.get(agency=world.elmfield, ended_at=None), by=world.omar)
    check = first_check(draw(world.round, world.dana, per_agency=2))
    alice, bob = browse(again(world.alice)), browse(again(world.bob))
    alice.goto("/home/")
    assert not alice.get_by_role("link", name="Take a check").count()
    alice.goto("/checks/")
    sees(alice, "Not for you", "You work for this agency, or did while the round was open")
    look(alice)
    alice.goto(f"/checks/{check.pk}/")
    sees(alice, "You cannot open this", "so somebody else must check its answers.")
    look(alice)

    check = checks.take(check=check, by=world.ravi)
    found = Found("lower", 2, "The register ends in May")
    checks.find(check=check, found=found, expected=check.version, by=world.ravi)
    bob.goto(f"/checks/{check.pk}/")
    sees(bob, "Your agency’s reply")
    assert not bob.get_by_role("button", name="Take this check").count()
    look(bob)
