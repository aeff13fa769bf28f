"""The way of many children at once is the way of each of them."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onlinelives.demo.answering import Invented, answers_of
from onlinelives.demo.answering.routing import settled
from onlinelives.rules.questionnaires.columns import columns_of, value_in
from onlinelives.rules.questionnaires.conditions import alone_in, holds
from onlinelives.rules.questionnaires.shapes import All, Answer, Missing, Not, One, Op, Questionnaire, Rule, Test
from onlinelives.rules.questionnaires.way import path, places_in, settle
from onlinelives.survey.drafts import plain
from tests.demo.invented_waves import YEARS, wave
from tests.rules.questionnaires.asked import answers_to, ask, form, page, questionnaires


@pytest.mark.parametrize("year", YEARS)
def test_every_child_has_what_settling_gives(year: int) -> None:
    found = wave(year)
    early = np.flatnonzero(found.stopped_at < found.stopped_at.max())
    sample = {*range(0, len(found), 13), *early.tolist()}
    assert len(early) > 50
    for i in sample:
        told = answers_of(found, i)
        assert plain(settle(found.questionnaire, *_as_sent(found, i, told))) == told


def _as_sent(found: Invented, i: int, told: Mapping[str, int | list[int]]) -> tuple[dict[str, Answer], set[str]]:
    """What a draft holds in the end: the answers that were given, and the pages that were shown."""
    answers = {question: _answer(said) for question, said in told.items()}
    given = {q: a for q, a in answers.items() if a not in (Missing.ROUTED_PAST, Missing.NOT_REACHED)}
    places = places_in(found.questionnaire)
    reached = {one.id for one in path(found.questionnaire, given) if places[one.id] < found.stopped_at[i]}
    return given, reached


def _answer(said: int | list[int]) -> Answer:
    if isinstance(said, list):
        return frozenset(said)
    return Missing(said) if said < 0 else said


SAID: list[Answer] = [frozenset({1, 3}), frozenset({1, 2, 3}), frozenset({2}), frozenset({9}), Missing.LEFT]
MANY = ask("m", 1, 2, 3, 9, many=True, alone=[9])
RULES = [
    Test("m", op, values)
    for op, values in [
        (Op.IS, (2,)),
        (Op.IS_NOT, (2,)),
        (Op.IS_NOT, (4,)),
        (Op.ANY_OF, (2, 9)),
        (Op.ALL_OF, (1, 3)),
        (Op.ALL_OF, (1, 4)),
        (Op.COUNT_AT_LEAST, (1,)),
        (Op.COUNT_AT_LEAST, (3,)),
        (Op.AT_LEAST, (2,)),
        (Op.AT_MOST, (2,)),
        (Op.ANSWERED, ()),
        (Op.IS, ()),
    ]
]
NOBODY_ASKED = Test("other", Op.IS_NOT, (1,))


@pytest.mark.parametrize(
    "rule", [*RULES, NOBODY_ASKED, Not(RULES[0]), All((RULES[3], RULES[6])), One((RULES[0], RULES[4]))]
)
def test_conditions_hold_for_many_as_for_each(rule: Rule) -> None:
    asks = form(page(MANY), page(ask("after", 1, 2), rule))
    children: list[dict[str, Answer]] = [{"m": said, "after": 1} for said in SAID]
    outcomes, _ = settled(asks, _arrays(asks, children), np.full(len(SAID), 2))
    each = [holds(rule, {"m": said}, alone_in(asks)) for said in SAID]
    assert (outcomes["after"] == 1).tolist() == each
    assert (outcomes["after"] == Missing.ROUTED_PAST).tolist() == [not one for one in each]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_questionnaire_and_any_answers(data: st.DataObject) -> None:
    """Three children with an answer to every question, each of whom stops somewhere or goes to the end."""
    asks = data.draw(questionnaires())
    children: list[dict[str, Answer]] = [
        {
            one.id: data.draw(st.sampled_from([*answers_to(one), Missing.LEFT, Missing.NOT_UNDERSTOOD]))
            for one in asks.questions()
        }
        for _ in range(3)
    ]
    pages = len(list(asks.pages()))
    stops = data.draw(st.lists(st.integers(0, pages), min_size=3, max_size=3))
    outcomes, stopped_at = settled(asks, _arrays(asks, children), np.array(stops))
    for i, child in enumerate(children):
        answers, reached, at = _walked(asks, child, stops[i])
        assert stopped_at[i] == at
        expected = _arrays(asks, [settle(asks, answers, reached)])
        for question, said in expected.items():
            assert np.array_equal(outcomes[question][i], said[0]), question


def _walked(asks: Questionnaire, child: Mapping[str, Answer], stop: int) -> tuple[dict[str, Answer], list[str], int]:
    """One page after the other, as a child goes: what was answered, the pages shown, and where it ended."""
    places = places_in(asks)
    answers: dict[str, Answer] = {}
    reached: list[str] = []
    while True:
        ahead = [one for one in path(asks, answers) if one.id not in reached]
        if not ahead:
            return answers, reached, places["end"]
        if places[ahead[0].id] >= stop:
            return answers, reached, places[ahead[0].id]
        reached.append(ahead[0].id)
        if ahead[0].question:
            answers[ahead[0].id] = child[ahead[0].id]


def _arrays(asks: Questionnaire, children: list[dict[str, Answer]]) -> dict[str, NDArray[np.int16]]:
    cells: dict[str, list[list[int]]] = {}
    of_many = {column.question for column in columns_of(asks) if column.choice is not None}
    for column in columns_of(asks):
        cells.setdefault(column.question, []).append([value_in(column, child[column.question]) for child in children])
    return {
        name: np.array(rows, np.int16).T if name in of_many else np.array(rows[0], np.int16)
        for name, rows in cells.items()
    }
