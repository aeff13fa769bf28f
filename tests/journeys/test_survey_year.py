"""From last year's file to an audit answer: Ines brings it in, compares and proposes, Dana releases, Bob cites."""

import numpy as np
import pytest
from playwright.sync_api import expect

from onlinelives.content import instruments
from onlinelives.rules.questionnaires.made import made
from onlinelives.survey.sheets import layout, spss
from tests.answered import STRATA, answers
from tests.findings import laid
from tests.journeys.conftest import Browse
from tests.journeys.doing import enter_date, follow, part, press, sees
from tests.journeys.looking import Eyes
from tests.world import World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LAST = "Youth survey 2025"


def spss_file() -> bytes:
    """What somebody else's program gave out last year: invented answers of 1,300 young people."""
    asks = instruments.questionnaire("online-lives-2025")
    columns = answers(asks, seed=8)
    sheet = layout.laid(LAST, asks, STRATA, {**columns, **made(asks, columns)}, np.random.default_rng(3))
    return spss.sav(sheet)


def test_last_years_file_is_compared_released_and_cited(world: World, browse: Browse, look: Eyes) -> None:
    laid(world)
    ines = browse(world.ines)
    ines.goto("/survey/")
    follow(ines, "Bring in a file of answers")
    ines.get_by_label("The file", exact=True).set_input_files(
        {"name": "last year.sav", "mimeType": "application/octet-stream", "buffer": spss_file()}
    )
    ines.get_by_label("What is the wave called?").fill(LAST)
    ines.get_by_role("radio", name="Online Lives 2025").check()
    enter_date(ines, "id_opens_on", 3, 3, 2025)
    enter_date(ines, "id_closes_on", 28, 3, 2025)
    press(ines, "Send the file")
    follow(ines, "Go on")
    sees(ines, "Needs a look (0)")
    press(ines, "Preview")
    press(ines, "Take these answers in")
    follow(ines, "Go on")
    press(ines, "See the answers")
    sees(ines, "Brought from a file")

    ines.goto("/survey/results/")
    follow(ines, "Youth survey 2026")
    follow(ines, "What is changing?")
    expect(ines.locator("main")).to_contain_text(f"From {LAST} to Youth survey 2026")
    look(ines)

    ines.goto("/survey/releases/")
    follow(ines, "Figures of Youth survey 2026")
    ines.get_by_label("How are young people divided?").select_option("Young people who are or were in care")
    ines.get_by_label("Bullied online", exact=True).check()
    ines.get_by_label("Why should they be released?").fill("It stays as high as last year.")
    press(ines, "Propose")
    sees(ines, "You proposed this release")

    dana = browse(world.dana)
    dana.goto("/survey/releases/")
    follow(dana, "Young people who are or were in care")
    dana.get_by_label("Why?").fill("They are right.")
    press(dana, "Release for every agency")
    sees(dana, "F-1: Bullied online")

    bob = browse(world.bob)
    bob.goto(f"/returns/{world.elmfield_return.pk}/answers/1.6/evidence/")
    follow(bob, "Cite a finding of the youth survey")
    bob.get_by_role("radio", name="F-1: Bullied online").check()
    press(bob, "Cite it")
    expect(part(bob, "1.6")).to_contain_text("F-1: Bullied online")
    look(bob)
