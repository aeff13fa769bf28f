"""An incident is recorded and followed up, significant harm is signalled, and a manager hears it."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from onlinelives.cases.actions import settings
from onlinelives.cases.actions.settings import Wanted
from onlinelives.trail import clock
from tests.incidents import happened, signalled
from tests.journeys.conftest import Browse
from tests.journeys.doing import AWKWARD, correct, enter_date, follow, is_told, press, sees
from tests.journeys.looking import Eyes
from tests.practice import Practice
from tests.world import World


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_alice_records_an_incident_and_bob_hears_her_signal(
    world: World, browse: Browse, look: Eyes, scripts: bool
) -> None:
    settings.decide(wanted=Wanted(call_first="Duty desk: 01632 960 101"), expected=1, by=world.omar)
    practice = Practice(world)
    alice = browse(world.alice, scripts=scripts)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    records_an_incident(alice, look, scripts=scripts)
    signals_harm(alice, look)
    hears_it(browse(world.bob, scripts=scripts), look)


def records_an_incident(alice: Page, look: Eyes, *, scripts: bool) -> None:
    press(alice, "Record an incident")
    sees(alice, "Stop: never keep an intimate image")
    look(alice)
    press(alice, "Save")
    is_told(alice, "Enter the day on which it happened", "Say what happened")
    look(alice)
    if scripts:
        correct(alice, "Say what happened", "id_what_happened")
    today, soon = clock.today(), clock.today() + timedelta(days=4)
    enter_date(alice, "id_happened_on", today.day, today.month, today.year)
    alice.get_by_label("Technology-enabled harm").check()
    for group in ("Contact", "Commerce"):
        alice.locator("summary", has_text=re.compile(f"^{group}$")).click()
    alice.get_by_label("Grooming online").check()
    sees(alice, "Tell your safeguarding lead and the police today.")
    alice.get_by_label("Illegal substances for sale").check()
    alice.get_by_label("What happened?").fill(f"Somebody waits for him. {AWKWARD}")
    alice.get_by_label("Reported, no answer yet").check()
    alice.get_by_label("The police").check()
    alice.get_by_label("What is to be done next?").fill("Ask the police about the parcel.")
    enter_date(alice, "id_follow_up_on", soon.day, soon.month, soon.year)
    alice.get_by_label("Who does it?").select_option("Bob")
    look(alice)
    press(alice, "Save")
    sees(alice, "This may be the abuse of a child.", "Reported, no answer yet: the police", AWKWARD)
    look(alice)


def signals_harm(alice: Page, look: Eyes) -> None:
    press(alice, "Signal significant harm")
    sees(alice, "Duty desk: 01632 960 101", "Bob is told at once")
    look(alice)
    press(alice, "Signal now")
    is_told(alice, "Say in a few words what worries you")
    look(alice)
    alice.get_by_label("What worries you?").fill("He has gone to the station.")
    press(alice, "Signal now")
    sees(alice, "A message went to Bob", "Somebody must acknowledge it by", "You raised this signal")
    look(alice)


def hears_it(bob: Page, look: Eyes) -> None:
    bob.goto("/home/")
    look(bob)
    follow(bob, "Acknowledge 1 signal of significant harm")
    look(bob)
    follow(bob, "Tariq Winterbourne-Okafor")
    sees(bob, "Waiting to be acknowledged", "Not acknowledged", "To follow up")
    look(bob)
    follow(bob, "Read the signal")
    sees(bob, "He has gone to the station.")
    press(bob, "Acknowledge")
    is_told(bob, "Say what will be done now")
    look(bob)
    bob.get_by_label("What will be done now?").fill("I call the police; Alice drives there.")
    press(bob, "Acknowledge")
    look(bob)
    bob.get_by_label("Enquiry started (section 47)").check()
    bob.get_by_label("Say it in your own words").fill("He is safe. The enquiry began at four.")
    press(bob, "Settle the signal")
    sees(bob, "Enquiry started (section 47)")
    expect(bob.get_by_role("link", name="Read the signal")).to_have_count(0)
    look(bob)


@pytest.mark.journey
def test_an_incident_is_corrected_and_its_follow_up_done(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    incident = happened(practice.tariq, world.alice, items=frozenset({"conduct.shared_sgii"}))
    alice = browse(world.alice)
    alice.goto(f"/young-people/{practice.tariq.reference}/incidents/{incident.pk}/")
    expect(alice.get_by_text("Do not delete the image")).to_be_visible()
    alice.get_by_text("Plan something").click()
    press(alice, "Plan it")
    is_told(alice, "Say what is to be done", "Select who does it")
    look(alice)
    tomorrow = clock.today() + timedelta(days=1)
    alice.get_by_label("What is to be done next?").fill("Call his aunt.")
    enter_date(alice, "id_next-follow_up_on", tomorrow.day, tomorrow.month, tomorrow.year)
    alice.get_by_label("Who does it?").select_option("Alice")
    press(alice, "Plan it")
    look(alice)
    follow(alice, "Mark as done")
    look(alice)
    alice.get_by_label("What was done?").fill("She comes on Friday.")
    press(alice, "Mark as done")
    sees(alice, "She comes on Friday.")
    press(alice, "Correct it")
    alice.get_by_label("What happened?").fill("It was a joke among friends.")
    look(alice)
    press(alice, "Save")
    follow(alice, "what it said before")
    sees(alice, "Quarrels in a group.", "It was a joke among friends.")
    look(alice)


@pytest.mark.journey
def test_a_second_worry_is_added_where_nobody_else_can_hear_it(world: World, browse: Browse, look: Eyes) -> None:
    practice = Practice(world)
    signal = signalled(practice.tariq, world.bob)
    bob = browse(world.bob)
    bob.goto(f"/young-people/{practice.tariq.reference}/signals/{signal.pk}/")
    sees(bob, "Nobody could be told by e-mail.", "You raised this signal")
    look(bob)
    press(bob, "Signal significant harm")
    sees(bob, "A signal is open already", "There is nobody else here who could acknowledge it")
    look(bob)
