"""The way through, situation by situation, and what becomes of each question at the end."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.questionnaires.shapes import (
    All,
    Answer,
    Missing,
    Not,
    One,
    Op,
    Page,
    Questionnaire,
    Rule,
    Section,
    Test,
    Way,
)
from onlinelives.rules.questionnaires.way import (
    Progress,
    first_page,
    next_page,
    path,
    previous_page,
    progress,
    settle,
)
from tests.rules.questionnaires.asked import (
    AGE,
    FROM_13,
    answered,
    ask,
    form,
    forms,
    is_,
    page,
    questionnaires,
    said,
    words,
)

A, B, C, D = (page(ask(name, 1, 2, 3)) for name in "abcd")
MANY = page(ask("m", 1, 2, 9, many=True, alone=[9]))


def ids(questionnaire: Questionnaire, answers: dict[str, Answer]) -> str:
    return " ".join(each.id for each in path(questionnaire, answers))


def shown_when(name: str, rule: Rule | None, *ways: Way) -> Page:
    return page(ask(name, 1, 2, 3), rule, *ways)


def leading(name: str, *ways: Way) -> Page:
    return shown_when(name, None, *ways)


def section(id_: str, *pages: Page, when: Rule | None = None) -> Section:
    return Section(id_, said(id_), pages, when)


a1, b1 = is_("a", 1), is_("b", 1)
SITUATIONS: list[tuple[str, Questionnaire, dict[str, Answer], str]] = [
    ("straight on", form(A, B, C), {}, "a b c"),
    ("shown when it holds", form(A, shown_when("b", a1), C), {"a": 1}, "a b c"),
    ("passed over when it does not", form(A, shown_when("b", a1), C), {"a": 2}, "a c"),
    ("passed over while nobody has answered", form(A, shown_when("b", a1), C), {}, "a c"),
    ("a skipped age is not 13 or more", form(page(AGE), shown_when("b", FROM_13)), {"age": Missing.LEFT}, "age"),
    ("nor 12 or less", form(page(AGE), shown_when("b", Test("age", Op.AT_MOST, (12,)))), {}, "age"),
    ("but it is not at least 13", form(page(AGE), shown_when("b", Not(FROM_13))), {"age": Missing.LEFT}, "age b"),
    ("is not holds for a skipped one", form(A, shown_when("b", Test("a", Op.IS_NOT, (1,)))), {}, "a b"),
    ("the first way that holds wins", form(leading("a", Way("c", a1), Way("d", a1)), B, C, D), {"a": 1}, "a c d"),
    ("the second where the first does not", form(leading("a", Way("c", a1), Way("d")), B, C, D), {"a": 2}, "a d"),
    ("the next page where none holds", form(leading("a", Way("c", a1)), B, C), {"a": 2}, "a b c"),
    ("an unconditional way", form(leading("a", Way("c")), B, C), {}, "a c"),
    ("to the end", form(leading("a", Way("end", a1)), B, C), {"a": 1}, "a"),
    ("ways of a page passed over are not read", form(A, shown_when("b", a1, Way("end")), C), {"a": 2}, "a c"),
    ("a way to a page that is passed over", form(leading("a", Way("c")), B, shown_when("c", b1), D), {}, "a d"),
    ("a section passed over", forms(section("x", A), section("y", B, C, when=a1), section("z", D)), {"a": 2}, "a d"),
    ("a section shown", forms(section("x", A), section("y", B, C, when=a1), section("z", D)), {"a": 1}, "a b c d"),
    (
        "the section's condition and the page's",
        forms(section("x", A), section("y", shown_when("b", is_("a", 2)), C, when=a1)),
        {"a": 1},
        "a c",
    ),
    ("a way into the middle of a section", forms(section("x", leading("a", Way("c"))), section("y", B, C)), {}, "a c"),
    ("answers off the way do not count", form(leading("a", Way("c")), B, C, shown_when("d", b1)), {"b": 1}, "a c"),
    ("they do when the way goes there", form(A, B, C, shown_when("d", b1)), {"b": 1}, "a b c d"),
    (
        "nor do answers that hang on one that does not count",
        form(A, shown_when("b", a1), shown_when("c", b1), shown_when("d", is_("c", 1))),
        {"a": 2, "b": 1, "c": 1},
        "a",
    ),
    (
        "is not, of a question off the way, holds",
        form(A, shown_when("b", a1), shown_when("c", Test("b", Op.IS_NOT, (1,)))),
        {"a": 2, "b": 1},
        "a c",
    ),
    ("none of these alone", form(MANY, shown_when("b", is_("m", 9))), {"m": frozenset({9})}, "m b"),
    (
        "none of these is not counted",
        form(MANY, shown_when("b", Test("m", Op.COUNT_AT_LEAST, (1,)))),
        {"m": frozenset({9})},
        "m",
    ),
    (
        "several counted",
        form(MANY, shown_when("b", Test("m", Op.COUNT_AT_LEAST, (2,)))),
        {"m": frozenset({1, 2})},
        "m b",
    ),
    ("a refusal is no answer", form(A, shown_when("b", Test("a", Op.ANSWERED))), {"a": Missing.PREFER_NOT}, "a"),
    (
        "conditions of conditions",
        form(A, B, shown_when("c", All((One((a1, b1)), Not(All((a1, b1))))))),
        {"a": 1, "b": 2},
        "a b c",
    ),
    ("words to read lie on the way", form(words("hello"), A, words("bye", a1)), {"a": 1}, "hello a bye"),
    ("a way to itself is no way", form(leading("a", Way("a")), B), {}, "a b"),
    ("nor is one back", form(A, leading("b", Way("a")), C), {}, "a b c"),
    ("nor one to nowhere", form(leading("a", Way("gone")), B), {}, "a b"),
]


@pytest.mark.parametrize(
    ("questionnaire", "answers", "way"), [case[1:] for case in SITUATIONS], ids=[s[0] for s in SITUATIONS]
)
def test_the_way(questionnaire: Questionnaire, answers: dict[str, Answer], way: str) -> None:
    assert ids(questionnaire, answers) == way


BRANCH = form(leading("a", Way("c", a1)), B, C, D)


def test_on_and_back() -> None:
    assert first_page(BRANCH).id == "a"
    assert [getattr(next_page(BRANCH, at, {"a": 1}), "id", None) for at in "acd"] == ["c", "d", None]
    assert [getattr(previous_page(BRANCH, at, {"a": 1}), "id", None) for at in "acd"] == [None, "a", "c"]


def test_a_page_that_is_no_longer_on_the_way_leads_back_to_it() -> None:
    onwards, back = next_page(BRANCH, "b", {"a": 1}), previous_page(BRANCH, "b", {"a": 1})
    assert (onwards, back) == (C, BRANCH.sections[0].pages[0])


def test_a_page_that_does_not_exist_is_an_error() -> None:
    for ask_for in (next_page, previous_page):
        with pytest.raises(KeyError):
            ask_for(BRANCH, "gone", {})
    with pytest.raises(KeyError):
        progress(BRANCH, "gone")


def test_nothing_to_begin_with_is_an_error() -> None:
    with pytest.raises(ValueError, match="no page"):
        first_page(form(words("hello", a1)))


def test_who_changes_an_answer_goes_the_other_way() -> None:
    assert settle(BRANCH, {"a": 2, "b": 3, "c": 1, "d": 1}, "abcd")["b"] == 3
    assert settle(BRANCH, {"a": 1, "b": 3, "c": 1, "d": 1}, "abcd")["b"] == Missing.ROUTED_PAST


SECTIONS = forms(section("x", A), section("y", B, C, when=a1), section("z", D))


def test_progress_is_by_section_and_sections_passed_over_count() -> None:
    assert [progress(SECTIONS, at) for at in "abcd"] == [
        Progress(1, 3),
        Progress(2, 3),
        Progress(2, 3),
        Progress(3, 3),
    ]


LEFT, PAST, NOT_REACHED = Missing.LEFT, Missing.ROUTED_PAST, Missing.NOT_REACHED


@pytest.mark.parametrize(
    ("answers", "reached", "outcomes"),
    [
        ({}, "", [NOT_REACHED] * 4),
        ({}, "a", [LEFT, NOT_REACHED, NOT_REACHED, NOT_REACHED]),
        ({"a": 1}, "a", [1, PAST, NOT_REACHED, NOT_REACHED]),  # the way already led past b
        ({"a": 2}, "a", [2, NOT_REACHED, NOT_REACHED, NOT_REACHED]),
        ({"a": 1}, "acd", [1, PAST, LEFT, LEFT]),
        ({"a": 1, "c": Missing.PREFER_NOT, "d": LEFT}, "acd", [1, PAST, Missing.PREFER_NOT, LEFT]),
        ({"a": 1, "b": 2}, "ab", [1, PAST, NOT_REACHED, NOT_REACHED]),  # went back and changed a
        ({"a": 2, "c": 3}, "ac", [2, NOT_REACHED, 3, NOT_REACHED]),  # the other way round, then stopped before b
        ({"a": 2, "b": PAST, "c": NOT_REACHED}, "abc", [2, LEFT, LEFT, NOT_REACHED]),
        ({"a": 3, "b": 3, "c": 3, "d": Missing.NOT_UNDERSTOOD}, "", [3, 3, 3, Missing.NOT_UNDERSTOOD]),
    ],
)
def test_every_question_is_settled(answers: dict[str, Answer], reached: str, outcomes: list[Answer]) -> None:
    assert list(settle(BRANCH, answers, reached).values()) == outcomes


def test_who_goes_back_and_stops_was_routed_past_what_no_longer_fits() -> None:
    either = form(A, shown_when("b", a1), shown_when("c", is_("a", 2)))
    assert settle(either, {"a": 1, "c": 1}, "ac") == {"a": 1, "b": NOT_REACHED, "c": PAST}


def test_who_stops_before_a_condition_was_decided_has_not_reached_what_hangs_on_it() -> None:
    late = form(A, B, shown_when("c", b1), D)
    assert settle(late, {"a": 1}, "a") == {"a": 1, "b": NOT_REACHED, "c": NOT_REACHED, "d": NOT_REACHED}
    assert settle(late, {"a": 1}, "abd") == {"a": 1, "b": LEFT, "c": PAST, "d": LEFT}


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_way_ends_and_only_goes_on(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    answers = data.draw(answered(questionnaire))
    places = [each.id for _, each in questionnaire.pages()]
    way = [each.id for each in path(questionnaire, answers)]
    assert [places.index(each) for each in way] == sorted({places.index(each) for each in way})
    walked = []
    here: Page | None = first_page(questionnaire) if way else None
    while here is not None:  # page by page, with only the answers given so far
        walked.append(here.id)
        here = next_page(questionnaire, here.id, {each: answers[each] for each in walked if each in answers})
    assert walked == way
    assert [progress(questionnaire, each).section for each in way] == sorted(
        progress(questionnaire, each).section for each in way
    )


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_answers_and_reasons_sum_to_all(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    answers = data.draw(answered(questionnaire))
    way = [each.id for each in path(questionnaire, answers)]
    stopped = data.draw(st.integers(0, len(way)))
    outcomes = settle(questionnaire, {key: answers[key] for key in way[:stopped] if key in answers}, way[:stopped])
    assert list(outcomes) == [question.id for question in questionnaire.questions()]
    told = Counter(outcome if isinstance(outcome, Missing) else "answered" for outcome in outcomes.values())
    assert told.total() == len(outcomes)
    asked_for = [key for key in way[:stopped] if key in outcomes]
    assert told["answered"] + told[Missing.PREFER_NOT] + told[LEFT] == len(asked_for)
    if stopped == len(way):
        assert told[NOT_REACHED] == 0
        assert told[PAST] == len(outcomes) - len(asked_for)
