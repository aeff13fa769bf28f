"""Dana writes a questionnaire of her area, has it checked, answers it on a phone, publishes it and plans a wave."""

import pytest
from playwright.sync_api import Page, expect

from onlinelives.survey.models import DraftQuestionnaire, Wave
from onlinelives.trail import clock
from tests.drafts import begin
from tests.journeys.doing import AWKWARD, enter_date, follow, is_told, press, sees
from tests.journeys.looking import NARROW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def press_at(page: Page, page_id: str, words: str) -> None:
    """A button of one line of the editor."""
    with page.expect_navigation():
        page.locator(f"#{page_id}").get_by_role("button", name=words).click()


def test_from_a_first_draft_to_a_wave_without_scripts(browse, look, world):
    dana = browse(world.dana, scripts=False)
    dana.goto("/survey/")
    follow(dana, "Questionnaires")
    look(dana)
    press(dana, "Begin a draft")
    look(dana)
    press(dana, "Begin")
    is_told(dana, "Enter the name of the questionnaire")
    look(dana)
    dana.get_by_label("Its name").fill(AWKWARD)
    press(dana, "Begin")
    look(dana)

    press_at(dana, "age", "Down")
    expect(dana.locator("#age + #gender")).to_have_count(1)
    press_at(dana, "older_media", "Switch off")
    sees(dana, "Switched off")
    press_at(dana, "follow_advice", "Switch off")
    sees(dana, "1 error")
    look(dana)

    add_question(dana, look)
    press(dana, "Check and publish")
    sees(dana, "1 error to put right", "which is switched off")
    look(dana)
    dana.go_back()
    press_at(dana, "follow_advice", "Switch on")
    press_at(dana, "apps", "Switch off")
    press(dana, "Undo")
    expect(dana.locator("#apps").get_by_role("button", name="Switch off")).to_be_visible()
    press(dana, "Check and publish")
    sees(dana, "Nothing is wrong. Ready to publish")
    look(dana)

    preview(dana, look)
    dana.goto(f"/survey/drafts/{DraftQuestionnaire.objects.get().pk}/check/")
    press(dana, "Publish it")
    sees(dana, "published as number 1")
    look(dana)
    plan_a_wave(dana)
    assert Wave.objects.get().asks.said["en"].text == AWKWARD


def add_question(page: Page, look) -> None:
    follow(page, "Add a question to The good side")
    look(page)
    page.get_by_label("The question").fill("Do you go to a games club?")
    page.get_by_label("Easier words").fill("Do you go to a club for games?")
    page.get_by_role("textbox", name="Answer 1").fill("Yes")
    press(page, "Add the question")
    is_told(page, "Enter at least two answers to choose from")
    look(page)
    page.get_by_role("textbox", name="Answer 2").fill("No")
    press(page, "Add the question")
    sees(page, "It is added.", "Do you go to a games club?")
    follow(page, "Do you go to a games club?")
    look(page)
    follow(page, "Change who is shown it")
    look(page)
    page.get_by_label("It depends on the answer to").select_option("age")
    press(page, "Choose this question")
    look(page)
    page.get_by_label("is this one or a higher one").check()
    page.get_by_label("13").check()
    press(page, "Save")
    sees(page, "Shown only if the answer to “How old are you?” is 13 or more.")


def preview(page: Page, look) -> None:
    draft = DraftQuestionnaire.objects.get()
    page.goto(f"/survey/questionnaires/read/{draft.key}/preview/?at=gender")
    look(page)
    phone = page.frame_locator("iframe")
    expect(phone.get_by_role("heading", name="Which of these fits you best")).to_be_visible()
    phone.get_by_role("button", name="Stop here").click()
    expect(phone.get_by_text("This is only a preview")).to_be_visible()
    phone.get_by_role("link", name="Begin again").click()
    expect(phone.get_by_role("heading", name="Before you start")).to_be_visible()
    page.goto(f"/survey/questionnaires/read/{draft.key}/preview/page/")
    page.set_viewport_size(NARROW)
    look(page)
    press(page, "Next")
    sees(page, "Nobody can find out")


def plan_a_wave(page: Page) -> None:
    page.goto("/survey/waves/plan/")
    page.get_by_label("Name", exact=True).fill("Next year’s survey")
    page.get_by_label("your area’s number 1").check()
    today = clock.today()
    enter_date(page, "id_opens_on", today.day, today.month, today.year + 1)
    enter_date(page, "id_closes_on", today.day, today.month, today.year + 1)
    press(page, "Plan it")
    sees(page, "Next year’s survey")


def test_the_other_pages_of_a_draft(browse, look, world):
    draft = begin(world.dana, AWKWARD)
    dana = browse(world.dana)
    desk = f"/survey/drafts/{draft.pk}/"
    for address in ("", "name/", "throw-away/", "upload/", "pages/age/", "pages/help_people/", "languages/"):
        dana.goto(desk + address)
        look(dana)
    dana.get_by_label("Add a language").select_option("ar")
    press(dana, "Add it")
    look(dana)
    follow(dana, "About you in العربية")
    look(dana)
    dana.locator("#id_t1_text").fill("كم عمرك؟")
    press(dana, "Save")
    sees(dana, "Saved.")
    dana.goto(f"{desk}check/")
    look(dana)
    for address in ("", "compare/?with=online-lives-2025"):
        dana.goto(f"/survey/questionnaires/read/{draft.key}/{address}")
        look(dana)


def test_a_workbook_that_is_wrong_is_told_cell_by_cell(browse, look, world, tmp_path):
    dana = browse(world.dana)
    dana.goto("/survey/questionnaires/upload/")
    look(dana)
    press(dana, "Send the workbook")
    is_told(dana, "Choose the workbook")
    look(dana)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    dana.get_by_label("The workbook").set_input_files(broken)
    press(dana, "Send the workbook")
    is_told(dana, "There is 1 error.")
    sees(dana, "This file cannot be read as an Excel workbook.")
    look(dana)
    assert DraftQuestionnaire.objects.count() == 0
