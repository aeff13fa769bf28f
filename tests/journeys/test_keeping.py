"""A copy of a record from the request to the PDF, a record disposed of by two managers, and the way back into one that
nobody can open."""

import pytest
from playwright.sync_api import Page, expect

from onlinelives.accounts.actions import people
from tests.journeys.conftest import Browse
from tests.journeys.doing import enter_date, follow, press, sees
from tests.journeys.looking import Eyes
from tests.keeping import Keeping
from tests.practice import Practice, refer, restricted_to
from tests.world import World

SECRET = "Rufus from the flat above was there."


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_copy_from_the_first_passage_to_the_pdf(world: World, browse: Browse, look: Eyes, scripts: bool) -> None:
    practice = Practice(world)
    refer(practice.tariq, world.alice, reason=SECRET)
    alice, bob = browse(world.alice, scripts=scripts), browse(world.bob, scripts=scripts)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    follow(alice, "Copies for somebody who asks for one")
    sees(alice, "Nobody has asked")
    look(alice)
    press(alice, "Record a request")
    press(alice, "Save")
    sees(alice, "Select who asks")
    look(alice)
    alice.get_by_label("The young person").check()
    alice.get_by_label("We know them in person").check()
    press(alice, "Save")
    sees(alice, "3 passages, 3 to decide")
    look(alice)
    follow(alice, "Let the time stand still")
    look(alice)
    alice.get_by_label("Why?").fill("We asked which part of the record is meant.")
    press(alice, "Let the time stand still")
    sees(alice, "The time stands still since")
    follow(alice, "Let the time run again")
    press(alice, "Let the time run again")
    go_through(alice, look)
    sees(alice, "Every passage is decided.", "You decided on passages of this copy")
    look(alice)
    read_and_approve(bob, look)
    press(bob, "Make the PDF")
    with bob.expect_download() as waiting:
        bob.locator("a[download]").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")


def go_through(alice: Page, look: Eyes) -> None:
    """Alice marks who else is named, and gives the rest as it is."""
    press(alice, "Go to the next passage")
    for _ in range(3):
        box = alice.get_by_label("The passage", exact=True)
        words = box.input_value()
        if SECRET in words:
            sees(alice, "Words to look at", "This begins a sentence and is no common word")
            look(alice)
            box.fill(words.replace("Rufus", "Somebody"))
            alice.get_by_label("Give it, without what is marked").check()
            press(alice, "Save and go on")
            sees(alice, "The words themselves stay as they are")
            look(alice)
            box.fill(words.replace("Rufus", "[[Rufus]]"))
            alice.get_by_label("It is about somebody else").check()
        alice.get_by_label("Give it, without what is marked").check()
        press(alice, "Save and go on")


def read_and_approve(bob: Page, look: Eyes) -> None:
    bob.goto("/home/")
    follow(bob, "Answer 1 request for a copy of a record")
    look(bob)
    follow(bob, "Tariq Winterbourne-Okafor")
    press(bob, "Read it as it would be given out")
    sees(bob, "████████ from the flat above was there.")
    expect(bob.get_by_text("Rufus")).to_have_count(0)
    look(bob)
    press(bob, "Approve the copy")
    sees(bob, "Tick the box once you have read all of it")
    look(bob)
    bob.get_by_role("checkbox").check()
    press(bob, "Approve the copy")
    sees(bob, "It can be given out now.")
    look(bob)


@pytest.mark.journey
def test_two_managers_dispose_of_a_record(world: World, browse: Browse, look: Eyes) -> None:
    keeping = Keeping(world)
    bob, bea, omar = browse(world.bob), browse(keeping.bea), browse(world.omar)
    bob.goto("/home/")
    follow(bob, "Review 1 closed record whose day has come")
    look(bob)
    follow(bob, "Ondine O’Hollow")
    look(bob)
    press(bob, "Keep it longer")
    press(bob, "Keep it longer")
    sees(bob, "Enter the day until which it is kept")
    look(bob)
    enter_date(bob, "id_until", 1, 2, 2020)
    bob.get_by_label("Why?").fill("Her brother may ask for it.")
    press(bob, "Keep it longer")
    sees(bob, "Enter a day in the future.")
    follow(bob, "Cancel")
    press(bob, "Put a legal hold on it")
    look(bob)
    bob.get_by_label("Why?").fill("A court has asked for the record.")
    press(bob, "Put the hold on")
    sees(bob, "A legal hold stands.", "It cannot be disposed of now.")
    look(bob)
    follow(bob, "Lift this hold")
    look(bob)
    bob.get_by_label("Why?").fill("The court has what it needs.")
    press(bob, "Lift the hold")
    press(bob, "Propose to dispose of it")
    look(bob)
    bob.get_by_label("Why can it go?").fill("Nothing came after it, and she is grown up.")
    bob.get_by_label("Bea").check()
    press(bob, "Propose it")
    look(bob)
    agree(bea, keeping.ondine.reference, look)
    bob.goto(f"/young-people/{keeping.ondine.reference}/")
    sees(bob, "Page not found")
    look(bob)
    omar.goto("/certificates/")
    look(omar)
    follow(omar, keeping.ondine.reference)
    look(omar)


def agree(bea: Page, reference: str, look: Eyes) -> None:
    """Bea is the second person, and says yes."""
    bea.goto("/home/")
    follow(bea, "Decide on the disposal of 1 record")
    look(bea)
    follow(bea, "Ondine O’Hollow")
    look(bea)
    press(bea, "Erase the record for good")
    sees(bea, "Tick the box once you have looked at the record")
    look(bea)
    bea.get_by_role("checkbox").check()
    press(bea, "Erase the record for good")
    sees(bea, f"Certificate of disposal of {reference}")
    expect(bea.get_by_text("Ondine")).to_have_count(0)
    look(bea)


@pytest.mark.journey
def test_omar_decides_how_long_holds_everything_and_opens_the_way_back(
    world: World, browse: Browse, look: Eyes
) -> None:
    practice = Practice(world)
    restricted_to([world.alice], practice.tariq, world.bob)
    omar = browse(world.omar)
    omar.goto("/settings/records/locked-out/")
    look(omar)
    people.end_role(membership=world.alice.memberships.get(), by=world.omar)
    omar.goto("/home/")
    follow(omar, "Name a manager on 1 restricted record")
    look(omar)
    follow(omar, practice.tariq.reference)
    press(omar, "Name the manager")
    sees(omar, "Select a manager", "Say why")
    look(omar)
    omar.get_by_label("Bob").check()
    omar.get_by_label("Why?").fill("Everybody named on it has left the school.")
    press(omar, "Name the manager")
    sees(omar, "is open to the manager you named")
    follow(omar, "Records of young people")
    look(omar)
    follow(omar, "How long records are kept")
    look(omar)
    follow(omar, "Child in need (section 17)")
    omar.get_by_label("How many years?").fill("0")
    omar.get_by_label("Why?").fill("Retention schedule, part 4.")
    press(omar, "Save the rule")
    sees(omar, "Enter 1 year or more")
    look(omar)
    omar.get_by_label("How many years?").fill("25")
    press(omar, "Save the rule")
    sees(omar, "until the 25th birthday")
    omar.goto("/settings/records/holds/")
    look(omar)
    omar.get_by_label("Everything in the area").check()
    omar.get_by_label("Why?").fill("The inquiry has asked for everything.")
    press(omar, "Put the hold on")
    look(omar)
    follow(omar, "Lift the hold on: Everything in the area")
    look(omar)
    omar.goto("/settings/records/")
    omar.get_by_label("Keep names, dates of birth and postcodes").uncheck()
    press(omar, "Save the settings")
    bob = browse(world.bob)
    bob.goto("/young-people/")
    sees(bob, "A reference, such as OL-7KQ4MB.")
    look(bob)
    follow(bob, "Tariq Winterbourne-Okafor")
    press(bob, "Record a referral")
    look(bob)
    bob.goto(f"/young-people/{practice.tariq.reference}/forget/")
    look(bob)
