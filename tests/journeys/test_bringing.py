"""An analyst brings last year's answers in from a file."""

import io

import numpy as np
import openpyxl
import pytest
from playwright.sync_api import expect

from onlinelives.content import instruments
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import YEAR_GROUP, made
from onlinelives.survey.engine.files import SCHOOL, STRATUM, WEIGHT
from onlinelives.survey.models import AnswerSet, Wave
from onlinelives.survey.sheets import layout, spss
from tests.journeys.doing import enter_date, follow, is_told, press, sees

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ASKS = instruments.questionnaire("online-lives-2026")
ROWS = 240


def last_year() -> bytes:
    """A .sav as this product writes it, of invented answers."""
    turn = np.arange(ROWS)
    told = {c.name: np.array(sorted(c.values), np.int16)[turn // 40 % len(c.values)] for c in columns_of(ASKS)}
    told |= {YEAR_GROUP: np.full(ROWS, 9), STRATUM: turn % 2, SCHOOL: 700 + turn % 6, WEIGHT: 0.5 + turn / ROWS}
    told |= made(ASKS, told)
    return spss.sav(layout.laid("Last year", ASKS, ("Large", "Small"), told, np.random.default_rng(7)))


def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ["school", "in_care", "remark"],
        *[[f"School {i % 3}", "Maybe" if i % 4 else "Yes", "x"] for i in range(9)],
    ):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def send(page, name: str, content: bytes, wave: str) -> None:
    page.goto("/survey/bring/")
    page.get_by_label("The file", exact=True).set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_label("What is the wave called?").fill(wave)
    page.get_by_role("radio").first.check()
    enter_date(page, "id_opens_on", 1, 3, 2025)
    enter_date(page, "id_closes_on", 28, 3, 2025)
    press(page, "Send the file")


def test_last_years_spss_file_comes_in(world, browse, look):
    ines = browse(world.ines)
    ines.goto("/survey/")
    follow(ines, "Bring in a file of answers")
    look(ines)
    press(ines, "Send the file")
    is_told(ines, "Choose the file of answers", "Enter the name of the wave", "Enter the first day")
    look(ines)
    send(ines, "last year.sav", last_year(), "Youth survey 2025")
    look(ines)
    follow(ines, "Go on")
    look(ines)
    sees(ines, "Needs a look (0)")
    follow(ines, "in_care")
    look(ines)
    ines.locator("tbody select").first.select_option(label="Cannot be read: counts as left empty")
    ines.get_by_role("button", name="Save", exact=True).click()
    sees(ines, "“in_care” is saved.")
    press(ines, "Preview")
    sees(ines, "What cannot be read")
    look(ines)
    press(ines, "Take these answers in")
    follow(ines, "Go on")
    look(ines)
    press(ines, "See the answers")
    sees(ines, "Brought from a file")
    assert Wave.objects.get().brought
    assert AnswerSet.objects.get().schools == 6


def test_a_broken_csv_says_where(world, browse, look):
    ines = browse(world.ines)
    send(ines, "broken.csv", b"school,wt,in_care\nA,1,1\nB,1\n", "Youth survey 2025")
    expect(ines.locator("main")).to_contain_text("Line 3 ends at the column “wt”")
    look(ines)
    send(ines, "weights.csv", b"school,wt,in_care\nA,1,1\nB,heavy,1\n", "Youth survey 2024")
    follow(ines, "Go on")
    press(ines, "Preview")
    expect(ines.get_by_role("alert")).to_contain_text("Row 3, column “wt”: the weight “heavy” is no number above 0.")
    look(ines)


def test_a_workbook_with_answers_that_nobody_knows(world, browse, look):
    ines = browse(world.ines)
    send(ines, "answers.xlsx", workbook(), "Youth survey 2023")
    follow(ines, "Go on")
    sees(ines, "1 of 2 values not known")
    look(ines)
    follow(ines, "in_care")
    look(ines)
    ines.get_by_label("Which question?").fill("no such question")
    ines.get_by_role("button", name="Save", exact=True).click()
    is_told(ines, "Select a question of the questionnaire from the list.")
    look(ines)
    ines.goto("/survey/bring/")
    follow(ines, "Youth survey 2023")
    press(ines, "Throw the file away")
    sees(ines, "Nothing of it has been taken in.")
    look(ines)
