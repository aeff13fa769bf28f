"""Somebody is looked for, found under another spelling, opened, moved into the light of few, and let go again."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Browse
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
    alice.get_by_role("button", name="Find").click()
    expect(alice.get_by_role("heading", name="Nothing to show you")).to_be_visible()
    look(alice)
    alice.get_by_role("link", name="Open a new record").click()
    look(alice)
    alice.get_by_label("First name").fill("Tarik")
    alice.get_by_label("Year").fill("1812")
    alice.get_by_role("button", name="Continue").click()
    expect(alice.get_by_role("alert")).to_contain_text("Enter a real date")
    look(alice)
    alice.get_by_label("Year").fill("")
    alice.get_by_role("button", name="Continue").click()
    expect(alice.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    look(alice)
    alice.get_by_role("link", name="Tariq Winterbourne-Okafor").click()
    expect(alice.get_by_text("Who has looked")).to_be_visible()
    look(alice)
    alice.get_by_role("button", name="Change who it is").click()
    look(alice)
    alice.get_by_label("Other names").fill("أبو طارق")
    alice.get_by_role("button", name="Save").click()
    look(alice)
    alice.get_by_role("link", name="Hand to another team").click()
    look(alice)
    alice.get_by_label("Night team").check()
    alice.get_by_role("button", name="Hand over").click()
    expect(alice.get_by_role("heading", name="No records yet")).to_be_visible()
    look(alice)


@pytest.mark.journey
def test_bob_makes_a_team_and_restricts_a_record(world: World, browse: Browse, look: Eyes) -> None:
    bob = browse(world.bob)
    bob.goto("/teams/")
    look(bob)
    bob.get_by_role("button", name="Add a team").click()
    bob.get_by_role("button", name="Add the team").click()
    look(bob)
    bob.get_by_label("Name of the team").fill("Day team")
    bob.get_by_role("button", name="Add the team").click()
    look(bob)
    bob.get_by_label("Alice").check()
    bob.get_by_role("button", name="Save").click()
    look(bob)
    practice = Practice(world)
    bob.goto(f"/young-people/{practice.tariq.reference}/restrict/")
    look(bob)
    bob.get_by_role("button", name="Restrict").click()
    look(bob)
    bob.get_by_label("Bob").check()
    bob.get_by_label("Why?").fill("Related to somebody in the team.")
    bob.get_by_role("button", name="Restrict").click()
    look(bob)
    bob.get_by_role("link", name="Tariq Winterbourne-Okafor").click()
    look(bob)
    bob.get_by_role("link", name="Change the restriction").click()
    look(bob)
    for _ in range(9):
        bob.goto(f"/young-people/{practice.tariq.reference}/")
    bob.get_by_role("link", name="Everybody who has looked").click()
    look(bob)
