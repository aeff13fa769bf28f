"""Each operator against each kind of answer, and conditions as people read them."""

import pytest

from onlinelives.rules.questionnaires.conditions import alone_in, chosen, holds, in_words, phrase
from onlinelives.rules.questionnaires.shapes import (
    All,
    Answer,
    Choice,
    Missing,
    Not,
    One,
    Op,
    Question,
    Rule,
    Test,
    Words,
)
from tests.rules.questionnaires.asked import AGE, FROM_13, ask, form, is_, page, said

NO_ANSWER: list[Answer | None] = [None, *Missing, frozenset(), -8]
ALONE = {"q": frozenset({9})}


def of(*codes: int) -> frozenset[int]:
    return frozenset(codes)


@pytest.mark.parametrize(
    ("op", "values", "true_of", "false_of"),
    [
        (Op.IS, (2,), [2, of(2)], [1, of(1), of(1, 2)]),
        (Op.IS_NOT, (2,), [1, of(1), of(1, 2)], [2, of(2)]),
        (Op.AT_LEAST, (2,), [2, 3], [0, 1]),
        (Op.AT_MOST, (2,), [0, 1, 2], [3]),
        (Op.ANY_OF, (2, 3), [2, 3, of(2), of(1, 3), of(2, 3)], [1, of(1)]),
        (Op.ALL_OF, (2, 3), [of(2, 3), of(1, 2, 3)], [2, of(2), of(1, 3)]),
        (Op.ALL_OF, (2,), [2, of(1, 2)], [1, of(1)]),
        (Op.COUNT_AT_LEAST, (2,), [of(1, 2), of(1, 2, 3)], [of(1), of(1, 9), 1]),
        (Op.COUNT_AT_LEAST, (1,), [of(1), 1], [of(9), 9]),
        (Op.ANSWERED, (), [0, 1, of(9)], []),
    ],
)
def test_what_each_operator_is_true_of(
    op: Op, values: tuple[int, ...], true_of: list[Answer], false_of: list[Answer]
) -> None:
    test = Test("q", op, values)
    assert [answer for answer in true_of + false_of if holds(test, {"q": answer}, ALONE)] == true_of
    assert [answer for answer in true_of + false_of if not holds(Not(test), {"q": answer}, ALONE)] == true_of


@pytest.mark.parametrize("answer", NO_ANSWER)
@pytest.mark.parametrize("op", Op)
def test_without_an_answer_every_test_is_false_but_is_not(op: Op, answer: Answer | None) -> None:
    answers = {} if answer is None else {"q": answer}
    rule = Test("q", op, () if op is Op.ANSWERED else (1,))
    assert holds(rule, answers, ALONE) is (op is Op.IS_NOT)
    assert holds(Not(rule), answers, ALONE) is (op is not Op.IS_NOT)


@pytest.mark.parametrize("answer", NO_ANSWER)
def test_a_reason_is_no_choice(answer: Answer | None) -> None:
    assert chosen(answer) == frozenset()


@pytest.mark.parametrize("op", [op for op in Op if op is not Op.ANSWERED])
def test_a_test_that_lacks_its_value_is_never_true(op: Op) -> None:
    assert not any(holds(Test("q", op), {"q": answer}, ALONE) for answer in (1, of(1, 2), Missing.LEFT))
    assert phrase(Test("q", op), SEEN) == "the answer to “q” is one that nobody has named yet"


YES, NO = is_("q", 1), is_("q", 2)


@pytest.mark.parametrize(
    ("rule", "true"),
    [
        (All((YES, YES)), True),
        (All((YES, NO)), False),
        (All(()), True),
        (One((YES, NO)), True),
        (One((NO, NO)), False),
        (One(()), False),
        (Not(All((YES, NO))), True),
        (All((One((NO, YES)), Not(NO))), True),
    ],
)
def test_conditions_of_conditions(rule: Rule, true: bool) -> None:
    assert holds(rule, {"q": 1}, {}) is true


def test_which_choices_stand_alone_is_read_from_the_questionnaire() -> None:
    assert alone_in(form(page(ask("a")), page(ask("b", 1, 2, 9, many=True, alone=[9])))) == {"a": of(), "b": of(9)}


MANY = ask("apps", 1, 2, 3, many=True)
ONE = ask("often", 1, 2, 3)
SEEN = form(page(AGE), page(MANY), page(ONE))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (FROM_13, "the answer to “age?” is 13 or more"),
        (Test("age", Op.AT_MOST, (12,)), "the answer to “age?” is 12 or less"),
        (Test("often", Op.AT_LEAST, (2,)), "the answer to “often?” is “choice 2” or a choice after it"),
        (Test("often", Op.AT_MOST, (2,)), "the answer to “often?” is “choice 2” or a choice before it"),
        (is_("often", 1), "the answer to “often?” is “choice 1”"),
        (is_("apps", 1), "the answer to “apps?” is “choice 1” and nothing else"),
        (Test("often", Op.IS_NOT, (1,)), "the answer to “often?” is not “choice 1”, or was not given"),
        (Test("apps", Op.IS_NOT, (1,)), "the answer to “apps?” is not “choice 1” alone, or was not given"),
        (
            Test("often", Op.ANY_OF, (1, 2, 3)),
            "the answer to “often?” is “choice 1”, “choice 2” or “choice 3”",
        ),
        (Test("apps", Op.ANY_OF, (1, 2)), "the answer to “apps?” includes “choice 1” or “choice 2”"),
        (Test("apps", Op.ALL_OF, (1, 2)), "the answer to “apps?” includes “choice 1” and “choice 2”"),
        (Test("apps", Op.COUNT_AT_LEAST, (2,)), "the answer to “apps?” has at least 2 choices"),
        (Test("apps", Op.COUNT_AT_LEAST, (1,)), "the answer to “apps?” has at least 1 choice"),
        (Test("often", Op.ANSWERED), "“often?” was answered"),
        (Not(is_("often", 1)), "it is not so that the answer to “often?” is “choice 1”"),
        (
            All((FROM_13, One((is_("often", 1), Test("apps", Op.ANSWERED))))),
            "the answer to “age?” is 13 or more and (the answer to “often?” is “choice 1” or “apps?” was answered)",
        ),
        (is_("gone", 4), "the answer to “gone” is 4"),
    ],
)
def test_conditions_in_words(rule: Rule, words: str) -> None:
    assert phrase(rule, SEEN) == words
    assert in_words(rule, SEEN) == f"Shown only if {words}."


def test_questions_and_choices_are_in_the_language_that_is_asked_for_where_they_are_there() -> None:
    question = Question(
        "fun",
        1,
        ONE.kind,
        {"en": Words("Fun?"), "cy": Words("Hwyl?")},
        (Choice(1, {"en": Words("Yes"), "cy": Words("Ydy")}), Choice(2, said("No"))),
    )
    asked = form(page(question))
    assert in_words(is_("fun", 1), asked, "cy") == "Shown only if the answer to “Hwyl?” is “Ydy”."
    assert in_words(is_("fun", 2), asked, "cy") == "Shown only if the answer to “Hwyl?” is “No”."
