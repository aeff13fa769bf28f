"""From referral to outcome: assessment, flag, signal, another agency, a part for a mother, the record closed."""

import re

import pytest
from playwright.sync_api import Page, expect

from onlinelives.cases.models import Decision, FlagDecision, Signal
from onlinelives.sharing.models import Extract
from tests.journeys.conftest import Browse
from tests.journeys.doing import follow, press, sees
from tests.journeys.looking import Eyes
from tests.practice import JUDGEMENT, Practice, refer
from tests.world import World

pytestmark = pytest.mark.journey


def item(page: Page, name: str, state: str) -> None:
    page.get_by_role("group", name=name, exact=True).get_by_role("radio", name=state, exact=True).check()


def decides_on_the_referral(alice: Page, record: str) -> None:
    alice.goto(record)
    follow(alice, "Referral")
    alice.get_by_label("Child in need (section 17)").check()
    alice.get_by_label("How we made sense of it").check()
    alice.get_by_label("Why?").fill("A man he met online waits at the gate.")
    press(alice, "Put the decision on record")


def assesses(alice: Page, record: str) -> None:
    alice.goto(record)
    press(alice, "Assess life online")
    alice.get_by_label("At referral").check()
    press(alice, "Begin")
    follow(alice, "Everything on one page")
    item(alice, "Grooming online", "Yes")
    for factor in ("Young carer", "In care or leaving care", "Isolated", "Cyberbullied"):
        item(alice, factor, "Yes")
    alice.get_by_label("What do they say they want?").fill("That he goes away.")
    alice.get_by_label("Your own judgement").fill(JUDGEMENT)
    press(alice, "Save and look it over")
    press(alice, "Look it over and finish")
    press(alice, "Finish the assessment")
    sees(alice, "Care and caring", "4 of 8 factors are yes", "This is something to ask, not a finding.")


def flags(alice: Page) -> None:
    alice.get_by_label("Yes, flag them").check()
    alice.get_by_label("Why?").fill("Four factors, and he is alone with it.")
    press(alice, "Put the decision on record")
    sees(alice, "Flagged")


def signals(alice: Page, bob: Page) -> None:
    press(alice, "Signal significant harm")
    alice.get_by_label("What worries you?").fill("He says that they will meet tonight.")
    press(alice, "Signal now")
    bob.goto("/home/")
    follow(bob, "Acknowledge 1 signal of significant harm")
    follow(bob, "Tariq Winterbourne-Okafor")
    follow(bob, "Read the signal")
    bob.get_by_label("What will be done now?").fill("The police are told; his aunt fetches him.")
    press(bob, "Acknowledge")
    bob.get_by_label("Enquiry started (section 47)").check()
    bob.get_by_label("Say it in your own words").fill("He is with his aunt.")
    press(bob, "Settle the signal")


def asks_another_agency(alice: Page, charlie: Page, record: str) -> None:
    alice.goto(record)
    follow(alice, "Ask what other agencies know")
    press(alice, "Ask what they know")
    alice.get_by_label("Harbour Health").check()
    alice.get_by_label("What do you want to know?").fill("Do you see him?")
    press(alice, "Continue")
    press(alice, "Send it")
    charlie.goto("/home/")
    follow(charlie, "Answer 1 check of another agency")
    follow(charlie, "Tariq Winterbourne-Okafor")
    charlie.get_by_label("Nothing known").check()
    press(charlie, "Send the answer")


def gives_his_mother_a_part(alice: Page, record: str) -> None:
    alice.goto(f"{record}sharing/new/")
    alice.get_by_label("A parent or carer", exact=True).check()
    alice.get_by_label("Name", exact=True).fill("Amara Okafor")
    alice.get_by_label("Who are they?").fill("mother")
    alice.get_by_label("Share a part of what was asked for").check()
    alice.get_by_label("What is it for?").fill("So that she knows where he is tonight.")
    alice.get_by_label("Why do you decide so?").fill("She asked, and he wants her to know.")
    alice.get_by_label("Public task").check()
    alice.get_by_label("Why is it necessary, and no more than is needed?").fill("Only what she can act on.")
    alice.get_by_role("group", name="Has the young person been told?").get_by_label("Yes").check()
    alice.get_by_label("What do they think of it?").fill("Good.")
    alice.get_by_role("group", name="Has a parent or carer been told?").get_by_label("Yes").check()
    press(alice, "Put the decision on record")
    follow(alice, "Choose what they get")
    alice.get_by_role("checkbox", name=re.compile("what they want")).check()
    press(alice, "Continue")
    sees(alice, "This is exactly what they read", "That he goes away.")
    press(alice, "Make the copy")


def closes(alice: Page, record: str) -> None:
    alice.goto(f"{record}close/")
    alice.get_by_label("The help has done what it was for").check()
    alice.get_by_label("Safer than at the start").check()
    alice.get_by_label("What was done, and what came of it?").fill("The man was charged. He sleeps again.")
    press(alice, "Close the record")


def test_from_referral_to_outcome(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    refer(practice.tariq, world.alice, online="known", harm=frozenset({"technology_enabled"}))
    practice.referral.delete()
    alice, bob, charlie = browse(world.alice), browse(world.bob), browse(world.charlie)
    record = f"/young-people/{practice.tariq.reference}/"
    decides_on_the_referral(alice, record)
    assesses(alice, record)
    look(alice)
    flags(alice)
    signals(alice, bob)
    asks_another_agency(alice, charlie, record)
    gives_his_mother_a_part(alice, record)
    closes(alice, record)
    for told in (
        "Referral",
        "Assessment",
        "Signal of significant harm",
        "Agency check",
        "Sharing decision",
        "Extract 1",
    ):
        expect(alice.get_by_role("link", name=told).first).to_be_visible()
    sees(alice, "This record was closed", "Flagged", "Record closed")
    look(alice)
    assert Decision.objects.get().by_analysis
    assert FlagDecision.objects.get().flagged
    assert Signal.objects.get().outcome == "enquiry_started"
    assert "That he goes away." in Extract.objects.get().body
