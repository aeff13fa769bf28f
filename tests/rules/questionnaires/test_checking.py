"""What the checker finds: one short questionnaire for each thing that can be wrong, and one without fault."""

from dataclasses import replace
from itertools import product
from random import Random
from time import process_time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onlinelives.rules.questionnaires.checking import AgeRule, Finding, Severity, check
from onlinelives.rules.questionnaires.reaching import MOST_NAMED, explore
from onlinelives.rules.questionnaires.shapes import (
    All,
    Answer,
    Choice,
    Link,
    Not,
    One,
    Op,
    Page,
    Questionnaire,
    Rule,
    Section,
    Test,
    Way,
    Words,
)
from onlinelives.rules.questionnaires.way import path
from tests.rules.questionnaires.asked import (
    AGE,
    FROM_13,
    answered,
    answers_to,
    ask,
    form,
    forms,
    is_,
    page,
    questionnaires,
    said,
    words,
)

ERROR, WARNING = Severity.ERROR, Severity.WARNING
A, B, C = (page(ask(name)) for name in "abc")
M = page(ask("m", 1, 2, 9, many=True, alone=[9]))
a1, a2 = is_("a", 1), is_("a", 2)


def b_when(rule: Rule) -> Questionnaire:
    return form(page(AGE), A, M, page(ask("b"), rule))


def found(questionnaire: Questionnaire, age_rule: AgeRule | None = None) -> list[tuple[Severity, str, str]]:
    return [(each.severity, each.where, each.what) for each in check(questionnaire, age_rule)]


CLEAN = forms(
    Section("you", said("You"), (words("hello"), page(AGE), A)),
    Section("sharing", said("Sharing"), (page(ask("b", 1, 2, measures="images"), FROM_13, Way("bye", is_("b", 2))), M)),
    Section(
        "last", said("The end"), (page(ask("c", sensitive=True)), words("bye")), All((a1, Test("age", Op.ANSWERED)))
    ),
)
IMAGES = AgeRule("age", {"images": 13})


def test_a_sound_questionnaire_has_no_findings() -> None:
    assert check(CLEAN, IMAGES) == []


FAULTS: list[tuple[Severity, str, str, Questionnaire]] = [
    (ERROR, "a", "id_twice", form(A, A)),
    (ERROR, "all", "id_twice", form(A, words("all"))),
    (ERROR, "m_1", "id_twice", form(M, page(ask("m_1")))),
    (ERROR, "A", "id_form", form(page(ask("A")))),
    (ERROR, "1a", "id_form", form(words("1a"))),
    (ERROR, "end", "id_form", form(words("end"))),
    (ERROR, "a" * 33, "id_form", form(words("a" * 33))),
    (ERROR, "a b", "id_form", replace(form(A), code="a b")),
    (ERROR, "b", "id_differs", form(Page("b", ask("a")))),
    (ERROR, "lives", "ages", replace(form(A), ages=(16, 10))),
    (ERROR, "lives", "version", replace(form(A), version=0)),
    (ERROR, "a", "version", form(page(replace(ask("a"), version=0)))),
    (ERROR, "lives", "empty", forms()),
    (ERROR, "none", "empty", forms(Section("none", said("None"), ()))),
    (ERROR, "b", "dead_end", form(A, Page("b", said={"en": Words("")}))),
    (ERROR, "a", "few_choices", form(page(replace(ask("a"), choices=ask("a").choices[:1])))),
    (ERROR, "a", "code_twice", form(page(ask("a", 1, 1)))),
    (ERROR, "a", "code_form", form(page(ask("a", 1, -8)))),
    (ERROR, "a", "yes_unknown", form(page(ask("a", yes=frozenset({3}))))),
    (WARNING, "a", "alone_in_one", form(page(ask("a", 1, 2, alone=[2])))),
    (ERROR, "a", "link", form(page(ask("a", continues=(Link("a", 1, True),))))),
    (ERROR, "a", "link", form(page(ask("a", continues=(Link("older", 1, False),))))),
    (ERROR, "lives", "languages", replace(form(A), languages=("en", "en"))),
    (ERROR, "b", "question_unknown", b_when(is_("gone", 1))),
    (ERROR, "b", "choice_unknown", b_when(is_("a", 3))),
    (ERROR, "b", "choice_unknown", b_when(Test("age", Op.AT_LEAST, (18,)))),
    (ERROR, "b", "question_later", b_when(is_("b", 1))),
    (ERROR, "a", "question_later", form(page(ask("a"), is_("b", 1)), B)),
    (ERROR, "a", "question_later", form(page(ask("a"), None, Way("c", is_("b", 1))), B, C)),
    (ERROR, "x", "question_later", forms(Section("x", said("X"), (A, B), a1))),
    (ERROR, "b", "rule_empty", b_when(One((a1, All(()))))),
    (ERROR, "b", "values", b_when(Test("a", Op.IS, (1, 2)))),
    (ERROR, "b", "values", b_when(Test("a", Op.ANY_OF))),
    (ERROR, "b", "values", b_when(Test("a", Op.ANSWERED, (1,)))),
    (ERROR, "b", "values", b_when(Test("m", Op.COUNT_AT_LEAST, (3,)))),
    (ERROR, "b", "operator", b_when(Test("m", Op.AT_LEAST, (1,)))),
    (ERROR, "b", "operator", b_when(Test("a", Op.COUNT_AT_LEAST, (1,)))),
    (ERROR, "b", "way_back", form(A, page(ask("b"), None, Way("a", is_("b", 1))))),
    (ERROR, "a", "way_back", form(page(ask("a"), None, Way("a", a1)), B)),
    (ERROR, "a", "way_nowhere", form(page(ask("a"), None, Way("gone", a1)), B)),
    (WARNING, "b", "negative", b_when(Test("a", Op.IS_NOT, (1,)))),
    (WARNING, "b", "negative", b_when(Not(a1))),
    (WARNING, "b", "negative", b_when(One((Not(a1), Test("a", Op.ANSWERED))))),
    (ERROR, "b", "contradiction", b_when(All((is_("age", 10), FROM_13)))),
    (ERROR, "b", "contradiction", b_when(All((a1, Not(a1), Test("a", Op.ANSWERED))))),
    (ERROR, "b", "contradiction", b_when(Test("a", Op.ALL_OF, (1, 2)))),
    (ERROR, "b", "contradiction", b_when(All((Test("m", Op.ANY_OF, (9,)), Test("m", Op.COUNT_AT_LEAST, (1,)))))),
    (
        ERROR,
        "b",
        "contradiction",
        forms(Section("x", said("X"), (A,)), Section("y", said("Y"), (page(ask("b"), a2), C), a1)),
    ),
    (ERROR, "c", "never_met", form(A, page(ask("b"), a1), page(ask("c"), All((a2, is_("b", 1)))))),
    (WARNING, "c", "never_true", form(A, page(ask("b"), a1), page(ask("c"), One((a1, All((a2, is_("b", 1)))))))),
    (WARNING, "b", "way_never_taken", form(A, page(ask("b"), a1, Way("end", a2)), C)),
    (WARNING, "b", "way_never_taken", form(A, page(ask("b"), a1, Way("c", a1), Way("end", is_("b", 1))), C)),
    (WARNING, "a", "way_unread", form(page(ask("a"), None, Way("b"), Way("end", a1)), B)),
    (WARNING, "a", "no_closing_words", form(words("hello"), page(ask("a", sensitive=True)), B)),
    (WARNING, "a", "easy_missing", form(page(replace(ask("a"), said={"en": Words("A?")})))),
    (WARNING, "hello", "easy_missing", form(Page("hello", said={"en": Words("Hello")}))),
    (WARNING, "lives", "language_unused", replace(form(A), said={**said("T"), "pl": Words("T")})),
]


@pytest.mark.parametrize(("severity", "where", "what", "questionnaire"), FAULTS)
def test_each_fault_is_found_where_it_is(
    severity: Severity, where: str, what: str, questionnaire: Questionnaire
) -> None:
    told = check(questionnaire)
    assert (severity, where, what) in {(each.severity, each.where, each.what) for each in told}
    companions = {
        "never_met": {"negative"},
        "contradiction": {"negative"},
        "id_differs": set(),
        "never_true": {"never_true"},
        "way_never_taken": {"never_true"},
    }
    assert {each.what for each in told} - {what} <= companions.get(what, set())
    assert all(each.sentence.endswith((".", "?")) for each in told)


def test_an_unconditional_way_is_blamed_for_the_pages_that_it_leaves_behind() -> None:
    hasty = form(page(ask("a"), None, Way("c")), B, C)
    assert found(hasty) == [(ERROR, "a", "always_past"), (ERROR, "b", "unreachable")]
    sentences = [each.sentence for each in check(hasty)]
    assert sentences == [
        "This page has a way that always leads on, past “b”.",
        "Nobody is ever shown this page: “a” always leads past it.",
    ]


def test_ways_that_together_always_lead_past_a_page_are_found() -> None:
    ways = (Way("c", a1), Way("c", a2), Way("end", Not(Test("a", Op.ANSWERED))))
    assert found(form(page(ask("a"), None, *ways), B, C)) == [(ERROR, "b", "unreachable")]


def test_the_part_of_a_condition_that_is_never_true_is_told_in_words() -> None:
    half_dead = form(A, page(ask("b"), a1), page(ask("c"), One((a1, All((a2, is_("b", 1)))))))
    words = "the answer to “a?” is “choice 2” and the answer to “b?” is “choice 1”"
    assert [each.sentence for each in check(half_dead)] == [f"A part of a condition here is never true: {words}."]


def test_a_page_behind_a_page_that_nobody_is_shown_is_reached_all_the_same() -> None:
    assert found(form(A, page(ask("b"), All((a1, a2)), Way("end")), C)) == [(ERROR, "b", "contradiction")]


@pytest.mark.parametrize(
    "rule",
    [
        All((Not(a1), Test("a", Op.ANSWERED))),
        All((Test("a", Op.IS_NOT, (1,)), Test("a", Op.ANY_OF, (1, 2)))),
        Not(Test("a", Op.ANSWERED)),
    ],
)
def test_who_asks_for_an_answer_as_well_is_not_warned_of_silence(rule: Rule) -> None:
    assert found(b_when(rule)) == []


def test_choices_that_no_condition_names_can_still_be_counted() -> None:
    assert found(b_when(Test("m", Op.COUNT_AT_LEAST, (2,)))) == []


def test_words_anywhere_after_a_sensitive_question_close_it() -> None:
    assert found(form(page(ask("a", sensitive=True)), words("help"), B)) == []


def test_texts_are_wanted_in_every_language_and_the_sentence_names_it() -> None:
    welsh = {"en": Words("Hi", easy="Hi"), "cy": Words("Helo", easy="Helo")}
    half = form(page(replace(ask("a"), said=welsh)), words("bye"), languages=("en", "cy"))
    missing = [each for each in check(half) if each.what == "text_missing"]
    assert [each.where for each in missing] == ["lives", "all", "a", "a", "bye"]
    assert missing[2].sentence == "There is no text for the choice “choice 1” in the language cy."
    blank = form(page(replace(ask("a"), choices=(*ask("a").choices, Choice(3, {"en": Words(" ")})))))
    assert found(blank) == [(ERROR, "a", "text_missing")]


IMAGE = ask("b", 1, 2, measures="images")


@pytest.mark.parametrize(
    ("rule", "safe"),
    [
        (None, False),
        (FROM_13, True),
        (Test("age", Op.AT_LEAST, (14,)), True),
        (Test("age", Op.AT_LEAST, (12,)), False),
        (All((FROM_13, a1)), True),
        (One((FROM_13, a1)), False),
        (Not(Test("age", Op.AT_MOST, (12,))), False),  # a child who left the age out
        (All((Not(Test("age", Op.AT_MOST, (12,))), Test("age", Op.ANSWERED))), True),
        (Test("age", Op.ANY_OF, (13, 15)), True),
    ],
)
def test_questions_for_older_children_are_kept_from_younger_ones(rule: Rule | None, safe: bool) -> None:
    told = {each.what for each in check(form(page(AGE), A, page(IMAGE, rule)), IMAGES)}
    assert ("too_young" not in told) is safe


def test_a_way_that_leads_younger_children_past_is_as_good_as_a_condition() -> None:
    past = Way("c", Not(FROM_13))
    led = form(page(AGE, None, past), page(IMAGE), C)
    assert found(led, IMAGES) == [(WARNING, "age", "negative")]
    assert (ERROR, "b", "too_young") in found(form(page(AGE), page(IMAGE), C), IMAGES)


def test_without_a_question_about_age_only_an_older_audience_is_safe() -> None:
    alone = form(page(IMAGE))
    assert found(alone, IMAGES) == [(ERROR, "b", "too_young")]
    assert found(replace(alone, ages=(13, 16)), IMAGES) == []


def test_too_many_cases_are_an_error_and_soon() -> None:
    pages = [page(ask(f"q{n}", *range(1, 8))) for n in range(12)]
    rule = All(tuple(One((is_(f"q{n}", 1), is_(f"q{n}", 2), is_(f"q{n}", 3))) for n in range(12)))
    ends = [page(ask(f"end{n}"), One((rule, is_(f"q{n}", 4), is_(f"q{n}", 5)))) for n in range(12)]
    began = process_time()
    assert found(form(*pages, *ends)) == [(ERROR, "lives", "too_many")]
    assert process_time() - began < 10


def test_too_many_choices_of_one_question_are_an_error() -> None:
    many = page(ask("m", *range(MOST_NAMED + 1), many=True))
    named = Test("m", Op.ANY_OF, tuple(range(MOST_NAMED + 1)))
    assert found(form(many, page(ask("b"), named))) == [(ERROR, "lives", "too_many")]
    fewer = Test("m", Op.ANY_OF, tuple(range(MOST_NAMED)))
    assert found(form(many, page(ask("b"), fewer))) == []


def test_eighty_questions_of_which_many_decide_are_checked_soon() -> None:
    pages = [page(AGE), page(ask("many", *range(1, 9), many=True))]
    for n in range(1, 9):
        pages.append(page(ask(f"often{n}", 1, 2, 3), Test("many", Op.ANY_OF, (n,))))
        pages.append(page(ask(f"upset{n}"), All((FROM_13, Test(f"often{n}", Op.AT_LEAST, (2,))))))
    pages += [page(ask(f"more{n}")) for n in range(62)]
    began = process_time()
    assert check(form(*pages)) == []
    assert process_time() - began < 5


@settings(max_examples=50, deadline=None)
@given(questionnaires(languages=("en",)), st.randoms(use_true_random=False), st.data())
def test_a_draft_in_disorder_is_checked_and_walked_all_the_same(
    sound: Questionnaire, rng: Random, data: st.DataObject
) -> None:
    pages = [each for _, each in sound.pages()]
    rng.shuffle(pages)
    kept = tuple(
        replace(each, ways=(*each.ways, Way(rng.choice(["q0", "gone", "q9"]), Test("q1", rng.choice(list(Op))))))
        for each in (pages + pages[:1])[: rng.randint(0, 7)]
    )
    draft = replace(sound, sections=(Section("s", said("S"), kept), Section("s", {}, ())))
    assert any(each.severity is ERROR for each in check(draft))
    way = path(draft, data.draw(answered(sound)))
    assert len(way) <= len(kept)


@settings(max_examples=60, deadline=None)
@given(questionnaires(languages=("en",), most=5))
def test_what_is_called_reachable_is_what_some_answers_reach(questionnaire: Questionnaire) -> None:
    ids = [question.id for question in questionnaire.questions()]
    every = [list(answers_to(question)) for question in questionnaire.questions()]
    size = 1
    for answers in every:
        size *= len(answers)
    assume(size <= 3_000)
    shown: set[str] = set()
    for answers in product(*every):
        given_: dict[str, Answer] = dict(zip(ids, answers, strict=True))
        shown |= {each.id for each in path(questionnaire, given_)}
    assert explore(questionnaire, {}).shown == shown
    never = {"unreachable", "never_met", "contradiction"}
    told: list[Finding] = check(questionnaire)
    if "too_many" not in {each.what for each in told} and not any(each.what in FORM for each in told):
        assert {each.where for each in told if each.what in never} == {p.id for _, p in questionnaire.pages()} - shown


FORM = {"values", "operator", "choice_unknown", "way_back", "way_nowhere", "link", "id_twice"}  # then nothing is walked
