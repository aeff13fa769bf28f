"""A browser goes the same way through a questionnaire as the server does, whatever was answered."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page

from onlinelives.content import instruments
from onlinelives.rules.questionnaires import answering, conditions, way
from onlinelives.rules.questionnaires.shapes import Missing, Op, Question, Questionnaire
from onlinelives.rules.verdict import Invalid
from onlinelives.survey.asked import told_in
from onlinelives.survey.drafts import plain
from tests.journeys import made_up

pytestmark = pytest.mark.journey

PATHS = "([asks, sets]) => sets.map((answers) => Way.path(asks, answers).map((place) => asks.pages[place].id))"
STEPS = """([asks, sets]) => sets.map((answers) => asks.pages.map((page, here) =>
  [Way.next(asks, here, answers), Way.previous(asks, here, answers)]
    .map((place) => (place === undefined ? null : asks.pages[place].id))))"""
READ = "([page, tries]) => tries.map((values) => Way.read(page, values))"
TICKED = "(answers) => answers.map((answer) => Way.ticked(answer).sort())"


@pytest.fixture
def script(browser: Browser) -> Any:
    page = browser.new_page()
    path = finders.find("survey/way.js")
    assert isinstance(path, str)
    page.add_script_tag(content=Path(path).read_text("utf-8"))
    yield page
    page.close()


def same_way(script: Page, asks: Questionnaire, chance: Random, times: int) -> None:
    sets = [{}, *(made_up.answers(chance, asks) for _ in range(times))]
    told = [told_in(asks, "en"), [plain(answers) for answers in sets]]
    expected = [[page.id for page in way.path(asks, answers)] for answers in sets]
    assert script.evaluate(PATHS, told) == expected


@pytest.mark.parametrize("code", instruments.QUESTIONNAIRES)
def test_the_shipped_questionnaires(script: Page, code: str) -> None:
    same_way(script, instruments.questionnaire(code), Random(code), 300)


def test_made_up_ones_with_every_operator(script: Page) -> None:
    used = set()
    for seed in range(80):
        chance = Random(seed)
        asks = made_up.questionnaire(chance)
        rules = [rule for section, page in asks.pages() for rule in (section.show_when, page.show_when) if rule]
        used |= {test.op for rule in rules for test in conditions.tests_in(rule)}
        same_way(script, asks, chance, 25)
    assert used == set(Op)


def test_one_step_on_and_back_from_every_page(script: Page) -> None:
    for seed in range(20):
        chance = Random(seed)
        asks = made_up.questionnaire(chance)
        sets = [made_up.answers(chance, asks) for _ in range(5)]
        expected = [[_steps(asks, page.id, answers) for _, page in asks.pages()] for answers in sets]
        assert script.evaluate(STEPS, [told_in(asks, "en"), [plain(each) for each in sets]]) == expected


def _steps(asks: Questionnaire, page_id: str, answers: Any) -> list[str | None]:
    steps = way.next_page(asks, page_id, answers), way.previous_page(asks, page_id, answers)
    return [step.id if step else None for step in steps]


def test_what_counts_as_an_answer(script: Page) -> None:
    asks = made_up.questionnaire(Random(1))
    told = {page["id"]: page for page in told_in(asks, "en")["pages"]}
    chance = Random(7)
    values = ["0", "1", "2", "3", "4", "5", "prefer", "not_understood", "99", "toString", "constructor"]
    for question in asks.questions():
        tries = [[], *([value] for value in values), *(chance.sample(values, 2) for _ in range(60))]
        found = script.evaluate(READ, [told[question.id], tries])
        assert found == [_read(question, raw) for raw in tries]


def _read(question: Question, raw: list[str]) -> dict[str, Any]:
    try:
        answer = answering.read(question, raw)
    except answering.Together as error:
        return {"wrong": "together", "about": error.value}
    except Invalid as error:
        return {"wrong": {answering.UNKNOWN: "not_offered", answering.ONLY_ONE: "only_one"}[str(error)]}
    return {"answer": [int(code) for code in raw] if isinstance(answer, frozenset) else int(answer)}


def test_what_is_shown_as_chosen(script: Page) -> None:
    given = [3, frozenset({1, 4}), Missing.PREFER_NOT, Missing.NOT_UNDERSTOOD, Missing.LEFT]
    told = [plain({"q": answer})["q"] for answer in given]
    assert script.evaluate(TICKED, told) == [sorted(answering.ticked(answer)) for answer in given]
