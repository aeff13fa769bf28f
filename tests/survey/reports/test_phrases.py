"""Every published question has words in which its figures are told."""

import pytest

from onlinelives.content import instruments
from onlinelives.rules.questionnaires.made import groups, items
from onlinelives.survey.reports import phrases

EVERY = [instruments.questionnaire(code) for code in instruments.QUESTIONNAIRES]


@pytest.mark.parametrize("asks", EVERY, ids=lambda asks: asks.code)
def test_every_item_and_group_of_a_published_questionnaire_has_its_own_words(asks) -> None:
    told = {item.code: phrases.item(item.question) for item in items(asks)}
    assert not [code for code, (_, says) in told.items() if "“" in says]
    assert len({name for name, _ in told.values()}) == len(told), "two items are called the same"
    belong = [phrases.group(item.question) for item in groups(asks)]
    assert not [people for people in belong if "“" in people]


def test_a_version_that_asks_something_else_is_told_in_other_words() -> None:
    first, second = ({each.id: each for each in asks.questions()}["seen_hate"] for asks in (EVERY[0], EVERY[-1]))
    assert phrases.item(first) != phrases.item(second)


def test_no_words_are_left_of_questions_that_are_gone() -> None:
    known = {question.id for asks in EVERY for question in asks.questions()}
    held = phrases._told()
    assert {key.partition("@")[0] for key in (*held["items"], *held["groups"])} <= known
