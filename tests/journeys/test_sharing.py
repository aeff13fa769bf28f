"""A school asks and is answered, gives a mother a part, and does not tell somebody who has no right to know."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Browse
from tests.journeys.doing import follow, is_told, press, sees
from tests.journeys.looking import Eyes
from tests.partners import agree_between
from tests.practice import Practice
from tests.world import World


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_check_is_asked_and_answered_by_another_agency(
    world: World, browse: Browse, look: Eyes, scripts: bool
) -> None:
    practice = Practice(world)
    alice, charlie = browse(world.alice, scripts=scripts), browse(world.charlie, scripts=scripts)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    follow(alice, "Ask what other agencies know")
    look(alice)
    press(alice, "Ask what they know")
    look(alice)
    press(alice, "Continue")
    is_told(alice, "Select at least one agency", "Say what you want to know")
    look(alice)
    alice.get_by_label("Harbour Health").check()
    alice.get_by_label("What do you want to know?").fill("Do you see him? “He sleeps badly.”")
    alice.get_by_label("Date of birth: 17 May 2012").check()
    press(alice, "Continue")
    sees(alice, "Harbour Health sees exactly this", "17 May 2012")
    look(alice)
    press(alice, "Change it")
    expect(alice.get_by_label("Harbour Health")).to_be_checked()
    press(alice, "Continue")
    press(alice, "Send it")
    sees(alice, "1 agency has been asked.")
    look(alice)
    charlie.goto("/home/")
    follow(charlie, "Answer 1 check of another agency")
    look(charlie)
    follow(charlie, "Tariq Winterbourne-Okafor")
    look(charlie)
    press(charlie, "Look for them in the records you see")
    charlie.go_back()
    charlie.get_by_label("Known to us").check()
    press(charlie, "Send the answer")
    is_told(charlie, "Say what they need to know")
    look(charlie)
    charlie.get_by_label("What do they need to know?").fill("On Tuesdays, for his sleep.")
    charlie.get_by_label("Whom can they ring?").fill("Nurse Petal, 01632 960001")
    press(charlie, "Send the answer")
    look(charlie)
    alice.goto("/home/")
    follow(alice, "Read 1 answer to what you asked other agencies")
    look(alice)
    follow(alice, "Harbour Health")
    sees(alice, "On Tuesdays, for his sleep.", "Nurse Petal")
    look(alice)


def decide_for_his_mother(page: Page, look: Eyes) -> None:
    page.get_by_label("A parent or carer", exact=True).check()
    page.get_by_label("Name", exact=True).fill("Amara Okafor")
    page.get_by_label("Who are they?").fill("mother")
    page.get_by_label("Share a part of what was asked for").check()
    page.get_by_label("What is it for?").fill("So that she can help him to sleep.")
    page.get_by_label("Why do you decide so?").fill("She asked, and he wants her to know.")
    page.get_by_label("Public task").check()
    page.get_by_label("Why is it necessary, and no more than is needed?").fill("Only what she can act on.")
    page.get_by_role("group", name="Has the young person been told?").get_by_label("Yes").check()
    page.get_by_label("What do they think of it?").fill("Good.")
    page.get_by_role("group", name="Has a parent or carer been told?").get_by_label("Yes").check()
    press(page, "Put the decision on record")
    sees(page, "The decision is on record.", "Amara Okafor, mother")
    look(page)


def choose_without_the_address(page: Page, look: Eyes) -> None:
    follow(page, "Choose what they get")
    look(page)
    press(page, "Continue")
    is_told(page, "Select at least one thing to share.")
    look(page)
    page.get_by_label("Name", exact=True).check()
    page.get_by_label("Postcode", exact=True).check()
    page.get_by_role("checkbox", name=re.compile(": why")).check()
    page.get_by_label(re.compile("What they read under “Referral of .*: why”")).fill("He sleeps badly.")
    look(page)
    press(page, "Continue")
    sees(page, "This is exactly what they read", "Shortened for this copy.", "This says where they live")
    look(page)
    press(page, "Make the copy")
    is_told(page, "Say that they may learn where the young person lives")
    look(page)
    press(page, "Change it")
    page.get_by_label("Postcode", exact=True).uncheck()
    press(page, "Continue")
    press(page, "Make the copy")
    sees(page, "Extract 1 has been made for Amara Okafor, mother.")
    look(page)


@pytest.mark.journey
def test_a_mother_gets_a_part_and_the_passphrase_is_shown_once(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    alice = browse(world.alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/sharing/")
    follow(alice, "Change the list")
    look(alice)
    alice.get_by_label("Name").fill("Rufus Vane")
    alice.get_by_label("Why?").fill("He may not come near the house.")
    press(alice, "Add to the list")
    look(alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/sharing/")
    press(alice, "Decide what to share")
    sees(alice, "Must never receive anything", "Rufus Vane")
    look(alice)
    press(alice, "Put the decision on record")
    is_told(alice, "Select who it is for", "Say why you decide so")
    look(alice)
    decide_for_his_mother(alice, look)
    choose_without_the_address(alice, look)
    press(alice, "Make a locked file")
    passphrase = alice.locator("#passphrase").inner_text()
    assert passphrase.count("-") == 5
    look(alice)
    with alice.expect_download() as downloaded:
        alice.get_by_role("button", name="Download the locked file").click()
    assert downloaded.value.suggested_filename == "extract-1.pdf"
    follow(alice, "Extract 1")
    assert passphrase not in alice.content()
    look(alice)


@pytest.mark.journey
def test_nothing_is_told_and_a_manager_agrees(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    alice, bob = browse(world.alice), browse(world.bob)
    alice.goto(f"/young-people/{practice.tariq.reference}/sharing/new/")
    alice.get_by_label("A named contact outside the partnership").check()
    alice.get_by_label("Name", exact=True).fill("Rufus Vane")
    alice.get_by_label("Who are they?").fill("football coach")
    alice.get_by_label("Do not share").check()
    alice.get_by_label("What is it for?").fill("He asks what is wrong.")
    alice.get_by_label("Why do you decide so?").fill("He does not need it for what he does.")
    alice.get_by_role("group", name="Has the young person been told?").get_by_label("Yes").check()
    alice.get_by_label("What do they think of it?").fill("He would hate it.")
    alice.get_by_role("group", name="Has a parent or carer been told?").get_by_label("Yes").check()
    press(alice, "Put the decision on record")
    sees(alice, "This waits for a manager of Elmfield School.")
    look(alice)
    bob.goto("/home/")
    follow(bob, "Agree to 1 decision not to share")
    look(bob)
    follow(bob, "Decision of")
    look(bob)
    bob.get_by_label("Yes, it is not shared").check()
    press(bob, "Put it on record")
    expect(bob.get_by_text("Agreed ")).to_be_visible()
    look(bob)


@pytest.mark.journey
def test_pages_of_sharing_when_there_is_nothing_yet(world: World, browse: Browse, look: Eyes) -> None:
    Practice(world)
    mina, dana = browse(world.mina), browse(world.dana)
    for address in ("", "ours/", "asked/", "received/", "calls/", "known/", "agreements/", "bases/"):
        mina.goto(f"/sharing/{address}")
        look(mina)
    mina.goto("/sharing/known/")
    press(mina, "Look up")
    is_told(mina, "Enter the name", "Enter the date of birth")
    look(mina)
    mina.get_by_label("Name").fill("Tariq Okafor")
    for part, value in (("Day", "17"), ("Month", "5"), ("Year", "2012")):
        mina.get_by_label(part).fill(value)
    mina.get_by_label("Why do you need to know?").fill("He stood at our door in the rain.")
    press(mina, "Look up")
    sees(mina, "Ring them", "Pastoral team")
    look(mina)
    dana.goto("/sharing/")
    look(dana)
    follow(dana, "Agreements between agencies")
    press(dana, "Add an agreement")
    press(dana, "Add the agreement")
    is_told(dana, "Enter what it is called")
    look(dana)
    made = agree_between([world.elmfield, world.harbour], world.dana)
    dana.goto(f"/sharing/agreements/{made.pk}/")
    look(dana)
    dana.goto("/sharing/bases/duty-to-share/change/")
    look(dana)
