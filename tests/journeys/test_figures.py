"""An analyst publishes figures for the area, in which nobody can be found; a manager reads those of their agency."""

import pytest
from playwright.sync_api import expect

from tests.counted import BEFORE, FULL, assess_in, referred
from tests.journeys.conftest import Browse
from tests.journeys.doing import follow, is_told, press
from tests.journeys.looking import Eyes
from tests.practice import add_team
from tests.world import World


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_ines_publishes_a_table_and_is_told_why_another_cannot_follow(
    world: World, browse: Browse, look: Eyes, scripts: bool
) -> None:
    team = add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)
    for online, number in (("reason", 12), ("known", 3), ("none", 21), ("not_asked", 5)):
        referred(number, FULL, team, world.alice, online=online)
    ines = browse(world.ines, scripts=scripts)
    ines.goto("/home/")
    follow(ines, "Figures")
    expect(ines.get_by_role("heading", name="Nothing published yet")).to_be_visible()
    look(ines)
    press(ines, "Publish figures")
    look(ines)
    press(ines, "Publish")
    is_told(ines, "Select a table", "Select the first quarter", "Select the last quarter")
    look(ines)
    ines.get_by_label("The part of life online, by quarter").check()
    ines.get_by_label("First quarter").select_option(FULL.words)
    ines.get_by_label("Last quarter").select_option(FULL.words)
    press(ines, "Publish")
    row = ines.get_by_role("row", name="Known at referral, beside another reason")
    expect(row.get_by_role("cell")).to_have_text("hidden")
    expect(ines.get_by_role("row", name="All young people").last.get_by_role("cell")).to_have_text("41")
    look(ines)
    ines.goto("/figures/")
    expect(ines.get_by_role("row", name="The part of life online")).to_contain_text("Ines")
    look(ines)
    press(ines, "Publish figures")
    ines.get_by_label("Harm by technology, by age", exact=True).check()
    ines.get_by_label("First quarter").select_option(BEFORE.words)
    ines.get_by_label("Last quarter").select_option(FULL.words)
    press(ines, "Publish")
    expect(ines.get_by_role("alert")).to_contain_text("has been published as one stretch")
    look(ines)


@pytest.mark.journey
def test_bob_reads_the_exact_figures_of_his_agency(world: World, browse: Browse, look: Eyes) -> None:
    bob = browse(world.bob)
    bob.goto("/home/")
    follow(bob, "Our figures")
    expect(bob.get_by_text("Nobody was first referred since")).to_be_visible()
    look(bob)
    team = add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)
    people = referred(3, FULL, team, world.alice, technology_enabled=True)
    assess_in(FULL, people, world.alice, "contact.rumours")
    bob.reload()
    table = bob.get_by_role("table", name="Harm by technology")
    expect(table.get_by_role("row", name="Technology-enabled harm").get_by_role("cell").last).to_have_text("3")
    look(bob)
