"""Somebody is looked for, found under another spelling, opened, moved into the light of few, and let go again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Browse
from tests.journeys.doing import follow, press
from tests.journeys.looking import Eyes
from tests.practice import Practice
from tests.world import World


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_alice_looks_before_she_opens_a_record(world: World, browse: Browse, look: Eyes, scripts: bool) -> None:
    alice = browse(world.alice, scripts=scripts)
    alice.goto("/young-people/")
    expect(alice.get_by_role("heading", name="You are not in a team yet")).to_be_visible()
    look(alice)
    Practice(world)
    alice.goto("/young-people/")
    look(alice)
    alice.get_by_role("searchbox").fill("Ondine")
    press(alice, "Find")
    expect(alice.get_by_role("heading", name="Nothing to show you")).to_be_visible()
    look(alice)
    follow(alice, "Open a new record")
    look(alice)
    alice.get_by_label("First name").fill("Tarik")
    alice.get_by_label("Year").fill("1812")
    press(alice, "Continue")
    expect(alice.get_by_role("alert")).to_contain_text("Enter a real date")
    look(alice)
    alice.get_by_label("Year").fill("")
    press(alice, "Continue")
    expect(alice.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    look(alice)
    follow(alice, "Tariq Winterbourne-Okafor")
    expect(alice.get_by_text("Who has looked")).to_be_visible()
    look(alice)
    press(alice, "Change who it is")
    look(alice)
    alice.get_by_label("Other names").fill("أبو طارق")
    press(alice, "Save")
    look(alice)
    follow(alice, "Hand to another team")
    look(alice)
    alice.get_by_label("Night team").check()
    press(alice, "Hand over")
    expect(alice.get_by_role("heading", name="No records yet")).to_be_visible()
    look(alice)


@pytest.mark.journey
def test_bob_makes_a_team_and_restricts_a_record(world: World, browse: Browse, look: Eyes) -> None:
    bob = browse(world.bob)
    bob.goto("/teams/")
    look(bob)
    press(bob, "Add a team")
    press(bob, "Add the team")
    look(bob)
    bob.get_by_label("Name of the team").fill("Day team")
    press(bob, "Add the team")
    look(bob)
    bob.get_by_label("Alice").check()
    press(bob, "Save")
    look(bob)
    practice = Practice(world)
    bob.goto(f"/young-people/{practice.tariq.reference}/restrict/")
    look(bob)
    press(bob, "Restrict")
    look(bob)
    bob.get_by_label("Bob").check()
    bob.get_by_label("Why?").fill("Related to somebody in the team.")
    press(bob, "Restrict")
    look(bob)
    follow(bob, "Tariq Winterbourne-Okafor")
    look(bob)
    follow(bob, "Change the restriction")
    look(bob)
    for _ in range(9):
        bob.goto(f"/young-people/{practice.tariq.reference}/")
    follow(bob, "Everybody who has looked")
    look(bob)


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_referral_is_received_decided_and_found_to_have_an_online_part(
    world: World, browse: Browse, look: Eyes, scripts: bool
) -> None:
    practice = Practice(world)
    alice = browse(world.alice, scripts=scripts)
    alice.goto(f"/young-people/{practice.tariq.reference}/")
    press(alice, "Record a referral")
    look(alice)
    press(alice, "Save")
    expect(alice.get_by_role("alert")).to_contain_text("Say why they were referred")
    look(alice)
    alice.get_by_label("School or college").check()
    alice.get_by_label("Why were they referred?").fill("Misses lessons. “Nothing is wrong.”")
    alice.get_by_label("Nobody has asked yet").check()
    press(alice, "Save")
    expect(alice.get_by_role("heading", name="Decide")).to_be_visible()
    look(alice)
    press(alice, "Put the decision on record")
    expect(alice.get_by_role("alert")).to_contain_text("Select what was decided")
    look(alice)
    alice.get_by_label("Early help").check()
    alice.get_by_label("Pressures of the system").check()
    alice.get_by_label("Why?").fill("His mother asked for it.")
    press(alice, "Put the decision on record")
    expect(alice.get_by_text("Shaped by: pressures of the system.")).to_be_visible()
    look(alice)
    alice.get_by_text("An online part has come to light").click()
    look(alice)
    alice.get_by_label("How did it come to light?").fill("He said so himself.")
    alice.get_by_label("Technology-enabled harm").check()
    press(alice, "Put it on record")
    expect(alice.get_by_text("Yes, it came to light later")).to_be_visible()
    look(alice)
    follow(alice, practice.tariq.reference)
    expect(alice.get_by_role("link", name="Online part found")).to_be_visible()
    look(alice)
