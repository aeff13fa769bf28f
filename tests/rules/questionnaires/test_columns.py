"""Columns for writing answers out, and what stands in them."""

import pytest

from onlinelives.content import instruments
from onlinelives.rules.questionnaires.columns import MISSING_WORDS, columns_of, value_in
from onlinelives.rules.questionnaires.shapes import Answer, Choice, Kind, Missing, Question, Words
from tests.rules.questionnaires.asked import ask, form, page

SHORT = form(page(ask("colour", 1, 2)), page(ask("pets", 3, 0, many=True, alone=[0])))
COLOUR, PETS_3, PETS_0 = columns_of(SHORT)


def test_one_choice_is_one_column_and_each_of_many_has_its_own() -> None:
    told = [(each.name, each.question, each.choice, each.label) for each in columns_of(SHORT)]
    assert told == [
        ("colour", "colour", None, "colour?"),
        ("pets_3", "pets", 3, "pets? choice 3"),
        ("pets_0", "pets", 0, "pets? choice 0"),
    ]


def test_every_number_that_can_occur_is_in_words() -> None:
    assert COLOUR.values == {1: "choice 1", 2: "choice 2"} | MISSING_WORDS
    assert PETS_3.values == {1: "Yes", 0: "No"} | MISSING_WORDS
    assert set(MISSING_WORDS) == set(Missing)


@pytest.mark.parametrize(("answer", "cell"), [(2, 2), (Missing.LEFT, -6)])
def test_the_cell_of_one_choice(answer: Answer, cell: int) -> None:
    assert value_in(COLOUR, answer) == cell


@pytest.mark.parametrize(
    ("answer", "cells"),
    [
        (frozenset({3}), (1, 0)),
        (frozenset({0}), (0, 1)),
        (Missing.PREFER_NOT, (-8, -8)),
        (Missing.ROUTED_PAST, (-5, -5)),
    ],
)
def test_the_cells_of_many(answer: Answer, cells: tuple[int, int]) -> None:
    assert (value_in(PETS_3, answer), value_in(PETS_0, answer)) == cells


def test_labels_are_in_the_language_asked_for_and_in_english_where_it_is_not_there() -> None:
    said = {"en": Words("Colour?"), "cy": Words("Lliw?")}
    question = Question("colour", 1, Kind.ONE, said, (Choice(1, {"en": Words("Red")}),))
    (column,) = columns_of(form(page(question)), "cy")
    assert (column.label, column.values[1]) == ("Lliw?", "Red")


@pytest.mark.parametrize("code", instruments.QUESTIONNAIRES)
def test_names_of_the_published_columns_are_unique(code: str) -> None:
    names = [column.name for column in columns_of(instruments.questionnaire(code))]
    assert len(names) == len(set(names)) > 100
