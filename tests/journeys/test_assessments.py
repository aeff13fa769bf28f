"""A young person's life online is asked about, by one worker, by two at once, and over a line that breaks."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Browse
from tests.journeys.doing import follow, press, soon
from tests.journeys.looking import Eyes
from tests.practice import JUDGEMENT, Practice, begin, decide, finish, local_item
from tests.world import World

pytestmark = pytest.mark.journey
GAMING = "Gaming"


def item(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def answer(page: Page, name: str, state: str) -> None:
    item(page, name).get_by_role("radio", name=state, exact=True).check()


def is_saved(page: Page, topic: str = "conduct", words: str = "Saved ") -> None:
    soon(lambda: not page.locator(".htmx-request").count())
    expect(page.locator(f"#{topic}-saved")).to_contain_text(words)


def open_conduct(world: World, practice: Practice, page: Page) -> None:
    page.goto(f"/young-people/{practice.tariq.reference}/assessments/{practice.assessment.pk}/conduct/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_alice_assesses_topic_by_topic(world: World, browse: Browse, look: Eyes, scripts: bool) -> None:
    practice = Practice(world)
    local_item(world)
    alice = browse(world.alice, scripts=scripts)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    press(alice, "Assess life online")
    press(alice, "Begin")
    look(alice)
    alice.get_by_label("At referral").check()
    press(alice, "Begin")
    look(alice)
    follow(alice, "Contact")
    look(alice)
    expect(item(alice, "Pressed to film a fight Asked in your area")).to_be_visible()
    press(alice, "Save and go on to conduct")
    expect(item(alice, GAMING).get_by_label("What did it do to them?")).to_be_hidden()
    answer(alice, GAMING, "Yes")
    item(alice, GAMING).get_by_label("How often?").select_option("Often")
    item(alice, GAMING).get_by_label("What did it do to them?").fill("It’s “fine” <b>🎮</b> يلعب")
    look(alice)
    for following in ("commerce", "sharing intimate images", "what makes life harder"):
        press(alice, f"Save and go on to {following}")
    answer(alice, "Young carer", "Yes")
    item(alice, "Young carer").get_by_label("Where is it known from?").select_option("On a record")
    look(alice)
    press(alice, "Save and go on to apps, devices and hours")
    alice.get_by_label("How many phones do they have?").fill("900")
    press(alice, "Save and go on to what goes well")
    expect(alice.get_by_role("alert")).to_contain_text("Enter a number from 0 to 50")
    look(alice)
    alice.get_by_label("How many phones do they have?").fill("3")
    press(alice, "Save and go on to what goes well")
    look(alice)
    press(alice, "Save and go on to what it does to them")
    alice.get_by_label("Frightened").check()
    press(alice, "Save and go on to what they want, and your judgement")
    alice.get_by_label("What do they say they want?").fill("To sleep.")
    press(alice, "Save and look it over")
    press(alice, "Look it over and finish")
    look(alice)
    press(alice, "Finish the assessment")
    expect(alice.get_by_role("alert")).to_contain_text("Write your own judgement first")
    look(alice)
    follow(alice, "Write it now")
    alice.get_by_label("Your own judgement").fill(JUDGEMENT)
    press(alice, "Save and look it over")
    press(alice, "Look it over and finish")
    press(alice, "Finish the assessment")
    expect(alice.get_by_text("It’s “fine” <b>🎮</b> يلعب")).to_be_visible()
    expect(alice.get_by_text("This is something to ask, not a finding.").first).to_be_visible()
    look(alice)


def test_alice_decides_on_the_flag(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    names = ("young_carer", "learning", "isolated", "cyberbullied")
    done = finish(practice.assessment, world.alice, factors={f"factor.{name}-state": "yes" for name in names})
    alice = browse(world.alice)
    alice.goto("/")
    follow(alice, "Confirm or decline 1 flag for intensive support")
    look(alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/assessments/{done.pk}/")
    press(alice, "Put the decision on record")
    expect(alice.get_by_role("alert")).to_contain_text("Say why, in your own words")
    look(alice)
    alice.get_by_label("No, do not flag them").check()
    alice.get_by_label("Why?").fill("His aunt looks after him well.")
    press(alice, "Put the decision on record")
    expect(alice.get_by_text("Not flagged by Alice")).to_be_visible()
    look(alice)


def test_two_people_write_on_one_page(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    alice, bob = browse(world.alice), browse(world.bob)
    for page in (alice, bob):
        open_conduct(world, practice, page)
    answer(alice, GAMING, "Yes")
    is_saved(alice)
    answer(bob, "Posting photos", "No")
    is_saved(bob, words="together with what somebody else had changed")
    expect(item(bob, GAMING).get_by_role("radio", name="Yes", exact=True)).to_be_checked()
    answer(bob, GAMING, "No")
    is_saved(bob, words="by Bob")
    answer(alice, GAMING, "Not known")
    is_saved(alice, words="Not saved: somebody else changed the same answers")
    look(alice)
    press(alice, "Keep mine")
    open_conduct(world, practice, bob)
    expect(item(bob, GAMING).get_by_role("radio", name="Not known")).to_be_checked()
    expect(item(bob, "Posting photos").get_by_role("radio", name="No", exact=True)).to_be_checked()


@pytest.mark.django_db(transaction=True)
def test_the_connection_is_cut_and_nothing_is_lost(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    alice = browse(world.alice)
    open_conduct(world, practice, alice)
    alice.context.set_offline(True)
    answer(alice, GAMING, "Yes")
    item(alice, GAMING).get_by_label("What did it do to them?").fill("What he said on the bus")
    is_saved(alice, words="Not saved. Check your connection")
    look(alice, "ERR_INTERNET_DISCONNECTED", "htmx:")
    alice.context.set_offline(False)
    answer(alice, "Posting photos", "No")
    is_saved(alice)
    alice.reload()
    expect(item(alice, GAMING).get_by_label("What did it do to them?")).to_have_value("What he said on the bus")


def test_everything_on_one_page_on_paper_and_compared(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    finish(practice.assessment, world.alice, conduct={"conduct.gaming-state": "yes"})
    second = begin(practice.tariq, world.alice, "during")
    alice = browse(world.alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/assessments/")
    look(alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/assessments/{second.pk}/all/")
    look(alice)
    answer(alice, GAMING, "No")
    is_saved(alice)
    alice.get_by_label("Your own judgement").fill(JUDGEMENT)
    press(alice, "Save and look it over")
    press(alice, "Look it over and finish")
    press(alice, "Finish the assessment")
    alice.goto(f"/young-people/{practice.tariq.reference}/assessments/")
    expect(alice.get_by_text("Ended", exact=True)).to_be_visible()
    look(alice)
    alice.goto("/assessment/")
    look(alice)


def test_dana_adds_an_item_of_the_area(world: World, browse: Browse, look: Eyes) -> None:
    dana = browse(world.dana)
    dana.goto("/settings/local-items/")
    look(dana)
    press(dana, "Add it")
    look(dana)
    dana.get_by_label("Contact").check()
    dana.get_by_label("What is asked about?").fill("Pressed to film a fight")
    dana.get_by_label("How to ask").fill("Ask who wanted it.")
    press(dana, "Add it")
    look(dana)
    press(dana, "Stop asking about Pressed to film a fight")
    look(dana)


def test_omar_decides_how_records_are_kept(world: World, browse: Browse, look: Eyes) -> None:
    omar = browse(world.omar)
    omar.goto("/settings/records/")
    look(omar)
    omar.get_by_label("Minutes until a signal goes further").fill("1")
    press(omar, "Save the settings")
    expect(omar.get_by_role("alert")).to_contain_text("Enter 5 minutes or more")
    look(omar)
    omar.get_by_label("Minutes until a signal goes further").fill("30")
    press(omar, "Save the settings")
    look(omar)


def test_a_record_is_planned_closed_and_opened_again(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    alice = browse(world.alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    follow(alice, "Change")
    look(alice)
    alice.get_by_label("Alice").check()
    alice.get_by_label("Year").fill("1812")
    press(alice, "Save")
    expect(alice.get_by_role("alert")).to_contain_text("Enter a real date")
    look(alice)
    alice.get_by_label("Year").fill("")
    press(alice, "Save")
    expect(alice.get_by_text("Alice works with them.")).to_be_visible()
    follow(alice, "Close the record")
    expect(alice.get_by_text("A referral waits for a decision")).to_be_visible()
    look(alice)
    decide(practice.referral, world.alice)
    alice.reload()
    press(alice, "Close the record")
    look(alice)
    alice.get_by_label("The help has done what it was for").check()
    alice.get_by_label("Safer than at the start").check()
    alice.get_by_label("What was done, and what came of it?").fill("A mentor for a year.")
    press(alice, "Close the record")
    look(alice)
    alice.goto("/young-people/?show=closed")
    look(alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    alice.get_by_text("Open it again").first.click()
    press(alice, "Open it again")
    expect(alice.get_by_role("alert")).to_contain_text("Say why it is opened again")
    look(alice)
    alice.get_by_label("Why is it opened again?").fill("Referred again.")
    press(alice, "Open it again")
    look(alice)
    bob = browse(world.bob)
    bob.goto("/young-people/teams/")
    look(bob)
