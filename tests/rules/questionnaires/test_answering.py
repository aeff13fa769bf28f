"""What a form sends becomes an answer, or a sentence a child can understand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.questionnaires.answering import ONLY_ONE, UNKNOWN, WHY_NOT, read, taken, ticked
from onlinelives.rules.questionnaires.shapes import Answer, Missing, Question
from onlinelives.rules.verdict import Invalid
from tests.rules.questionnaires.asked import answers_to, ask, asked

ONE = ask("one", 0, 1, 2)
MANY = ask("many", 0, 1, 2, 9, many=True, alone=[9])


@pytest.mark.parametrize(
    ("raw", "one", "many"),
    [
        ([], Missing.LEFT, Missing.LEFT),
        ([""], Missing.LEFT, Missing.LEFT),
        (["1"], 1, frozenset({1})),
        (["0"], 0, frozenset({0})),
        (["", "1", "1"], 1, frozenset({1})),
        (["prefer"], Missing.PREFER_NOT, Missing.PREFER_NOT),
        (["not_understood"], Missing.NOT_UNDERSTOOD, Missing.NOT_UNDERSTOOD),
    ],
)
def test_what_is_sent_becomes_an_answer(raw: list[str], one: Answer, many: Answer) -> None:
    assert (read(ONE, raw), read(MANY, raw)) == (one, many)


def test_many_choices_become_a_set() -> None:
    assert read(MANY, ["2", "0"]) == frozenset({0, 2})
    assert read(MANY, ["9"]) == frozenset({9})


@pytest.mark.parametrize(
    "raw", [["3"], ["01"], ["+1"], ["１"], ["1.0"], ["-8"], ["1", "x"], ["prefer", "x"], ["PREFER"]]
)
def test_what_is_not_offered_is_refused(raw: list[str]) -> None:
    for question in (ONE, MANY):
        with pytest.raises(Invalid) as refused:
            read(question, raw)
        assert (str(refused.value), refused.value.field) == (UNKNOWN, question.id)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (["9", "1"], "You chose “choice 9” and something else. Choose one or the other."),
        (["1", "prefer"], "You chose “Prefer not to say” and something else. Choose one or the other."),
        (["not_understood", "1"], "You chose “I don’t understand” and something else. Choose one or the other."),
        (["9", "prefer"], "You chose “Prefer not to say” and something else. Choose one or the other."),
    ],
)
def test_what_stands_alone_excludes_everything_else(raw: list[str], words: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(MANY, raw)
    assert (str(refused.value), refused.value.field) == (words, "many")


def test_one_choice_is_one_choice() -> None:
    with pytest.raises(Invalid, match=ONLY_ONE):
        read(ONE, ["1", "2"])
    with pytest.raises(Invalid, match="Prefer not to say"):
        read(ONE, ["1", "prefer"])


@given(st.data())
def test_the_form_shows_what_was_chosen(data: st.DataObject) -> None:
    question = data.draw(asked("q", ["en"]))
    for answer in [*answers_to(question), *Missing]:
        again = read(question, sorted(ticked(answer)))
        settled = answer in (Missing.ROUTED_PAST, Missing.NOT_REACHED)
        assert again == (Missing.LEFT if settled else answer)
    assert ticked(None) == frozenset()


@pytest.mark.parametrize("question", [ONE, MANY])
def test_an_answer_that_was_stored_is_taken_as_it_was(question: Question) -> None:
    for answer in [*answers_to(question), *WHY_NOT]:
        assert taken(question, sorted(answer) if isinstance(answer, frozenset) else int(answer)) == answer


@pytest.mark.parametrize("told", [3, "1", 1.0, True, None, [], [1], {}, -5, -4, -1])
def test_what_one_choice_cannot_be_is_not_taken(told: object) -> None:
    with pytest.raises(ValueError, match="one"):
        taken(ONE, told)


@pytest.mark.parametrize("told", [1, [], [3], ["1"], [True], [[1]], [1, 9], [1, -8], (1,), {1: 1}, -5, None])
def test_what_many_choices_cannot_be_is_not_taken(told: object) -> None:
    with pytest.raises(ValueError, match="many"):
        taken(MANY, told)
