"""A class takes part on one device; those who run the survey plan it, print codes and watch the numbers."""

import re

import pytest
from playwright.sync_api import Page, expect

from onlinelives.survey.models import Box, HeldDraft
from tests.journeys.doing import enter_date, follow, is_told, press, sees
from tests.journeys.looking import NARROW
from tests.waves import Fieldwork

SCHOOL = "St Agnes' & Söhne مدرسة 🦊"

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def fieldwork(world) -> Fieldwork:
    return Fieldwork(world)


def enter(page: Page, code: str) -> None:
    page.get_by_label("Type the code from your slip").fill(code)
    press(page, "Start")


def choose(page: Page, words: str | None = None) -> None:
    """The choice with these words, or the first, if there is any; then on."""
    label = page.get_by_text(words, exact=True) if words else page.locator(".choice label").first
    if page.locator(".choice").count():
        label.click()
    press(page, "Next")


def to_age(page: Page) -> None:
    while not page.get_by_role("heading", name="How old are you?").count():
        choose(page)


def to_the_end(page: Page) -> None:
    while not page.get_by_role("heading", name="That was the last question").count():
        choose(page)


def stop_and_hand_in(page: Page) -> None:
    press(page, "Stop here")
    press(page, "Hand in what I have answered")
    sees(page, "Thank you. Your answers are in.")


def test_a_class_of_five_on_one_device_without_scripts(browse, look, fieldwork):
    device = browse(scripts=False)
    device.set_viewport_size(NARROW)
    device.goto("/s/")
    look(device)
    enter(device, "2222 2222")
    expect(device.get_by_role("alert")).to_contain_text("not one of our codes")
    look(device)

    first, later, *others = fieldwork.class_8b.codes[:5]
    enter(device, first)
    look(device)
    to_age(device)
    look(device)
    choose(device, "13")
    look(device)
    to_the_end(device)
    look(device)
    press(device, "Hand in my answers")
    sees(device, "Thank you. Your answers are in.")
    look(device)
    follow(device, "Next person")

    enter(device, later)
    to_age(device)
    choose(device, "11")
    press(device, "Stop here")
    look(device)
    press(device, "Keep them until later")
    words = device.locator(".words").inner_text()
    look(device)
    assert HeldDraft.objects.count() == 1
    follow(device, "Next person")

    for code in others:
        enter(device, code)
        to_age(device)
        stop_and_hand_in(device)
        follow(device, "Next person")

    follow(device, "I have three words and want to go on")
    look(device)
    device.get_by_label("Type your three words").fill("wrong words here")
    enter(device, later)
    expect(device.get_by_role("alert")).to_contain_text("We do not know these words")
    look(device)
    device.get_by_label("Type your three words").fill(words)
    enter(device, later)
    assert not device.get_by_role("heading", name="How old are you?").count()
    press(device, "Back")
    expect(device.get_by_label("11", exact=True)).to_be_checked()
    press(device, "Next")
    stop_and_hand_in(device)
    assert Box.objects.count() == 5


def test_a_child_who_stops_and_throws_it_away(browse, look, fieldwork):
    device = browse()
    device.goto("/s/")
    enter(device, fieldwork.class_8b.codes[0])
    to_age(device)
    device.get_by_text("12", exact=True).click()
    press(device, "Back")
    press(device, "Next")
    expect(device.get_by_label("12", exact=True)).to_be_checked()
    press(device, "Stop here")
    press(device, "Throw my answers away")
    sees(device, "Nothing was kept")
    look(device)
    assert not Box.objects.exists()


def test_with_the_keyboard_alone(browse, fieldwork):
    device = browse()
    device.goto("/s/")
    device.get_by_label("Type the code from your slip").focus()
    device.keyboard.type(fieldwork.class_8b.codes[0])
    with device.expect_navigation():
        device.keyboard.press("Enter")
    to_age(device)
    device.locator("input[type=radio]").first.focus()
    device.keyboard.press("ArrowDown")
    expect(device.get_by_label("11", exact=True)).to_be_checked()
    with device.expect_navigation():
        device.keyboard.press("Enter")
    assert not device.get_by_role("heading", name="How old are you?").count()


def test_adding_settings_and_planning_a_wave(world, browse, look):
    dana = browse(world.dana)
    dana.goto("/survey/")
    sees(dana, "No wave yet")
    look(dana)
    with dana.expect_navigation():
        dana.get_by_role("link", name="Schools and other settings", exact=True).click()
    sees(dana, "No setting yet")
    look(dana)
    press(dana, "Add a setting")
    look(dana)
    press(dana, "Add it")
    is_told(dana, "Enter the name of the setting", "Select what it is")
    look(dana)
    dana.get_by_label("Name").fill(SCHOOL)
    dana.get_by_label("Secondary school").check()
    press(dana, "Add it")
    look(dana)

    dana.goto("/survey/waves/plan/")
    press(dana, "Plan it")
    is_told(dana, "Enter the name of the wave", "Enter the first day", "Enter the last day")
    look(dana)
    dana.get_by_label("Name").fill("Youth survey")
    enter_date(dana, "id_opens_on", 1, 3, 2020)
    enter_date(dana, "id_closes_on", 1, 3, 2090)
    press(dana, "Plan it")
    sees(dana, "No setting takes part yet")
    look(dana)
    press(dana, "Add a setting")
    look(dana)
    press(dana, "Add it")
    is_told(dana, "Select a setting", "Select how it came to take part")
    look(dana)
    dana.get_by_label(SCHOOL).check()
    dana.get_by_label("It came of its own accord").check()
    dana.get_by_label("Pupils in year 8").fill("96")
    press(dana, "Add it")
    look(dana)
    follow(dana, "Enter the numbers of pupils in the whole area")
    look(dana)
    dana.get_by_label("Year 8").fill("95")
    press(dana, "Save")
    is_told(dana, "Enter a number from 96 to 200,000 for year 8, All settings")
    look(dana)
    dana.get_by_label("Year 8").fill("3120")
    press(dana, "Save")
    sees(dana, "3,120 pupils, 1 of 1 numbers.")
    look(dana)
    press(dana, "Open the wave")
    sees(dana, "The wave is open.")


def test_printing_codes_and_watching_how_many_are_used(world, browse, look, fieldwork):
    ines = browse(world.ines)
    ines.goto("/survey/")
    look(ines)
    follow(ines, fieldwork.wave.name)
    look(ines)
    follow(ines, fieldwork.school.name)
    look(ines)
    press(ines, "Make the codes")
    is_told(ines, "Select a year group", "Enter how many codes you need")
    look(ines)
    ines.get_by_role("radio", name="Year 8").check()
    ines.get_by_label("How many codes?").fill("12")
    press(ines, "Make the codes")
    sees(ines, "Print this page now.")
    look(ines)
    codes = ines.locator(".ol-slips__code").all_inner_texts()
    assert len(codes) == 12
    assert all(re.fullmatch(r"[2-9A-Z]{4} [2-9A-Z]{4}", code) for code in codes)
    follow(ines, fieldwork.school.name)
    press(ines, "Revoke what is not used of sheet 1")
    sees(ines, "12 unused codes let nobody in any more.")
    look(ines)
    follow(ines, fieldwork.wave.name)
    follow(ines, "Close the wave")
    look(ines)
    press(ines, "Close it for good")
    look(ines)


def test_a_sheet_is_printed_without_what_is_only_for_the_screen(world, browse, fieldwork):
    ines = browse(world.ines)
    ines.goto(f"/survey/places/{fieldwork.place.pk}/")
    ines.get_by_role("radio", name="Year 8").check()
    ines.get_by_label("How many codes?").fill("60")
    press(ines, "Make the codes")
    ines.emulate_media(media="print")
    expect(ines.get_by_text("Print this page now.")).to_be_hidden()
    expect(ines.locator(".ol-slips__code").last).to_be_visible()
