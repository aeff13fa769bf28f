"""Alice writes a case study from Tariq's record, decides what is flagged, and asks Charlie of another agency, who sees
the de-identified text alone and approves it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onlinelives.cases.models import ApprovedStudy
from onlinelives.trail import clock
from tests.journeys.conftest import Browse
from tests.journeys.doing import AWKWARD, enter_date, follow, is_told, press, sees
from tests.journeys.looking import Eyes
from tests.practice import Practice
from tests.studies import Studies
from tests.world import World

TEXT = f"Tariq met Kofi at Otterbank on 3 May 2026.\n{AWKWARD} wrote to him.\nNobody had asked him."


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_case_study_is_written_by_one_and_approved_by_another(
    world: World, browse: Browse, look: Eyes, scripts: bool
) -> None:
    practice = Practice(world)
    Studies(world, practice).decided()
    alice = browse(world.alice, scripts=scripts)
    _write(alice, practice, look)
    _check(alice, look)
    press(alice, "Ask a second person")
    look(alice)
    press(alice, "Ask them")
    is_told(alice, "Select who is to read it")
    look(alice)
    alice.get_by_label("Who is to read it?").select_option(label="Charlie, Harbour Health")
    press(alice, "Ask them")
    sees(alice, "Charlie was asked on")
    look(alice)
    charlie = browse(world.charlie, scripts=scripts)
    _approve(charlie, look)
    alice.goto("/case-studies/")
    look(alice)
    follow(alice, "A meeting in spring")
    sees(alice, "Written by Alice, approved by Charlie.")
    look(alice)


def _write(alice: Page, practice: Practice, look: Eyes) -> None:
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    follow(alice, "Write a case study")
    look(alice)
    press(alice, "Continue to the text")
    is_told(alice, "Say what it is to teach")
    look(alice)
    alice.get_by_label("What is it to teach?").fill("That a clean phone proves nothing.")
    alice.get_by_label("Leave the age out").check()
    alice.get_by_label("Early help").check()
    press(alice, "Continue to the text")
    look(alice)
    follow(alice, "take some of them over")
    look(alice)
    press(alice, "Copy into the text")
    is_told(alice, "Select what the text is to begin with.")
    alice.get_by_label("Why they were referred").check()
    press(alice, "Copy into the text")
    expect(alice.get_by_label("What happened?")).to_have_value("Quarrels at home.")
    alice.get_by_label("Title").fill("A meeting in spring")
    alice.get_by_label("What happened?").fill(TEXT)
    press(alice, "Save the text")
    sees(alice, "Before you can ask a second person:")
    look(alice)


def _check(alice: Page, look: Eyes) -> None:
    follow(alice, "Who and what is named")
    look(alice)
    alice.get_by_label("There are other names for them").check()
    press(alice, "Save")
    is_told(alice, "Enter the other names")
    look(alice)
    alice.get_by_label("I know of no other name").check()
    press(alice, "Save")
    press(alice, "Add")
    is_told(alice, "Enter the name")
    look(alice)
    alice.get_by_label("Who or what is it?").select_option("place")
    alice.get_by_role("textbox", name="Name", exact=True).fill("Otterbank")
    press(alice, "Add")
    look(alice)
    follow(alice, "See what is found in the text")
    look(alice)
    press(alice, "Decide the next flag")
    look(alice)
    alice.get_by_label("Keep it as it stands").check()
    press(alice, "Save and go on")
    is_told(alice, "Say why it can stay")
    look(alice)
    _until_nothing_is_left(alice, lambda: alice.get_by_label("Replace it with").check())
    sees(alice, "Every flag is decided.")
    look(alice)
    follow(alice, "Case study")
    follow(alice, "Rare combinations")
    look(alice)
    press(alice, "Let it stand, for this reason")
    is_told(alice, "Say why it can stand")
    alice.get_by_label("Why can it stand?").fill("The lesson is about early help.")
    press(alice, "Let it stand, for this reason")
    look(alice)
    follow(alice, "Case study")
    follow(alice, "Who could recognise the young person")
    look(alice)
    press(alice, "Save")
    look(alice)
    for box in alice.get_by_role("radio", name="No", exact=True).all():
        box.check()
    for box in alice.get_by_label("Why do you think so?").all():
        box.fill("Asked and searched.")
    press(alice, "Save")
    look(alice)


def _approve(charlie: Page, look: Eyes) -> None:
    charlie.goto("/home/")
    follow(charlie, "Say whether 1 case study may be used")
    look(charlie)
    follow(charlie, "A meeting in spring")
    for hidden in ("Tariq", "Kofi", "Otterbank", "3 May"):
        expect(charlie.get_by_text(hidden)).to_have_count(0)
    look(charlie)
    press(charlie, "Decide the next flag")
    look(charlie)
    press(charlie, "Save and go on")
    is_told(charlie, "Select whether you agree")
    look(charlie)
    _until_nothing_is_left(charlie, lambda: charlie.get_by_label("I agree").check())
    expect(charlie.get_by_role("heading", name="Sign it")).to_be_visible()
    look(charlie)
    press(charlie, "Approve it")
    is_told(charlie, "Say how you tried to recognise somebody")
    look(charlie)
    charlie.get_by_label("How did you try to recognise somebody?").fill("I searched, and found nobody.")
    enter_date(charlie, "approve_review_by", 1, 3, clock.today().year + 1)
    charlie.get_by_label("I did not write this").check()
    press(charlie, "Approve it")
    sees(charlie, "You have approved the case study.")
    look(charlie)


def _until_nothing_is_left(page: Page, answer: Callable[[], None]) -> None:
    """Flag by flag, until no further one is shown."""
    while page.get_by_role("button", name="Save and go on").count():
        answer()
        press(page, "Save and go on")


@pytest.mark.journey
def test_one_is_sent_back_and_another_is_withdrawn(world: World, browse: Browse, look: Eyes) -> None:
    studies = Studies(world)
    asked = studies.asked()
    charlie = browse(world.charlie)
    charlie.goto(f"/case-studies/asked/{asked.pk}/flags/1/")
    charlie.get_by_label("I do not agree").check()
    charlie.get_by_label("Why not?").fill("The park gives it away.")
    press(charlie, "Save and go on")
    sees(charlie, "You did not agree with 1 flag, so you can only send it back.")
    look(charlie)
    charlie.get_by_label("What is the author to change?").fill("I thought of somebody in our school at once.")
    press(charlie, "Send it back")
    look(charlie)
    alice = browse(world.alice)
    alice.goto("/home/")
    follow(alice, "Look again at 1 case study")
    follow(alice, "A meeting in the park")
    sees(alice, "I thought of somebody in our school at once.")
    look(alice)
    follow(alice, "See with which flags they did not agree")
    sees(alice, "The park gives it away.")
    look(alice)
    approved = studies.approved()
    bob = browse(world.bob)
    bob.goto(f"/case-studies/{approved.pk}/")
    look(bob)
    bob.get_by_text("Withdraw it", exact=True).click()
    press(bob, "Withdraw it now")
    is_told(bob, "Say why")
    look(bob)
    bob.get_by_label("Why is it withdrawn?").fill("A teacher knew at once who it is.")
    press(bob, "Withdraw it now")
    expect(bob.get_by_role("heading", name="Do not use it")).to_be_visible()
    look(bob)
    assert ApprovedStudy.objects.get().withdrawn_at
