"""Ines reads what young people said, builds a table of her own and takes it along."""

import pytest
from playwright.sync_api import expect

from tests.answered import answered_wave
from tests.journeys.doing import follow, is_told, press, sees
from tests.journeys.looking import NARROW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_reading_results_and_building_a_table(world, browse, look):
    ines = browse(world.ines)
    ines.set_default_timeout(40_000)  # figures are worked out when they are first asked for
    ines.goto("/survey/")
    follow(ines, "Results")
    sees(ines, "No answers yet")
    look(ines)

    answered_wave(world.ines, year=2025)
    wave = answered_wave(world.ines)
    ines.reload()
    look(ines)
    follow(ines, wave.name)
    look(ines)
    follow(ines, "How are vulnerable young people doing")
    look(ines)
    ines.get_by_label("Group", exact=True).select_option("Young carers")
    ines.get_by_label("Kind of risk for the comparison").select_option("Contact risks")
    press(ines, "Show")
    sees(ines, "Every group: contact risks", "Young carers: content risks")
    expect(ines.get_by_text("They do not show that one thing causes another.").first).to_be_visible()
    ines.get_by_text("How these figures are made").click()
    sees(ines, "Percentages are weighted.")
    look(ines)
    ines.set_viewport_size(NARROW)
    look(ines)

    follow(ines, wave.name)
    follow(ines, "What is changing?")
    sees(ines, "the line is broken before")
    look(ines)
    follow(ines, wave.name)
    follow(ines, "Build your own table")
    look(ines)
    ines.get_by_label("Divide young people by").select_option("Gender")
    for words in ("Account broken into", "Content risks"):
        ines.get_by_label(words, exact=True).check()
    press(ines, "Show")
    sees(ines, "Gender: of 100 young people")
    look(ines)
    with ines.expect_download() as taken:
        ines.get_by_role("link", name="Download the table").first.click()
    assert taken.value.suggested_filename == "youth-survey-of-2026-gender.csv"
    with ines.expect_download() as taken:
        ines.get_by_role("link", name="Download the chart").first.click()
    assert taken.value.suggested_filename.endswith(".svg")

    ines.get_by_text("Choose questions", exact=True).click()
    for words in ("Contact risks", "Conduct risks", "Commerce risks", "Saw violence", "Finds it hard to stop"):
        ines.get_by_label(words, exact=True).check()
    press(ines, "Show")
    is_told(ines, "Select 6 questions at most")
    look(ines)


def test_results_are_read_without_scripts(world, browse, look):
    answered_wave(world.ines, year=2025)
    wave = answered_wave(world.ines)
    dana = browse(world.dana, scripts=False)
    dana.set_default_timeout(40_000)
    for name in ("together", "telling", "places"):
        dana.goto(f"/survey/results/{wave.pk}/{name}/")
        look(dana)
        assert dana.locator("figure svg").count()
        assert dana.locator("figure svg").count() <= dana.locator("table").count()
