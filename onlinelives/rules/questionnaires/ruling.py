"""Conditions and ways, each taken by itself: do they speak of what is there, and of what a child has seen by then?"""

from collections.abc import Iterator, Mapping

from onlinelives.rules.questionnaires.conditions import tests_in
from onlinelives.rules.questionnaires.findings import Finding, error, warning
from onlinelives.rules.questionnaires.shapes import (
    All,
    Kind,
    Not,
    One,
    Op,
    Page,
    Question,
    Questionnaire,
    Rule,
    Test,
)
from onlinelives.rules.questionnaires.way import places_in

Asked = Mapping[str, tuple[Question, int]]  # question id -> the question, and the place of its page

SINGLE = (Op.IS, Op.IS_NOT, Op.AT_LEAST, Op.AT_MOST, Op.COUNT_AT_LEAST)
ORDERED = (Op.AT_LEAST, Op.AT_MOST)


def rules_wrong(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Findings about conditions and ways, in the order of the questionnaire."""
    places = places_in(questionnaire)
    questions = {
        page.question.id: (page.question, places[page.id]) for _, page in questionnaire.pages() if page.question
    }
    for section in questionnaire.sections:
        if section.show_when is not None and section.pages:
            yield from _rule(section.show_when, section.id, places[section.pages[0].id], questions)
        for page in section.pages:
            if page.show_when is not None:
                yield from _rule(page.show_when, page.id, places[page.id], questions)
            yield from _ways(page, places, questions)


def _ways(page: Page, places: Mapping[str, int], questions: Asked) -> Iterator[Finding]:
    here = places[page.id]
    for number, way in enumerate(page.ways, 1):
        if way.to not in places:
            yield error(page.id, "way_nowhere", f"Way {number} leads to “{way.to}”, and there is no such page.")
        elif places[way.to] <= here:
            yield error(page.id, "way_back", f"Way {number} leads to “{way.to}”, which is not a later page.")
        if way.when is not None:
            yield from _rule(way.when, page.id, here + 1, questions)
    always = next((number for number, way in enumerate(page.ways, 1) if way.when is None), None)
    if always is not None and always < len(page.ways):
        yield warning(page.id, "way_unread", f"Way {always} is always taken, so the ways after it never are.")


def _rule(rule: Rule, where: str, place: int, questions: Asked) -> Iterator[Finding]:
    """place: questions before it have been seen by then."""
    for test in tests_in(rule):
        if test.question not in questions:
            yield error(
                where, "question_unknown", f"A condition is about “{test.question}”, and there is no such question."
            )
            continue
        question, asked_at = questions[test.question]
        if asked_at >= place:
            yield error(
                where,
                "question_later",
                f"A condition is about “{question.id}”, which comes later. Use questions that come before.",
            )
        yield from _values(test, question, where)
    if _has_empty(rule):
        yield error(where, "rule_empty", "A condition joins no conditions. Add some, or take it out.")
    for name in dict.fromkeys(_turned(rule, frozenset())):
        yield warning(
            where,
            "negative",
            f"A condition turns round an answer to “{name}”. It also holds for everybody who left that question out. "
            "If that is not meant, ask as well that it was answered.",
        )


def _values(test: Test, question: Question, where: str) -> Iterator[Finding]:
    """Whether the operator fits the question, and its codes are codes of its choices."""
    wanted = {True: "exactly one value", False: "at least one value"}
    if test.op is Op.ANSWERED:
        fits, needs = not test.values, "no value"
    else:
        fits = len(test.values) == 1 if test.op in SINGLE else len(test.values) >= 1
        needs = wanted[test.op in SINGLE]
    if not fits:
        yield error(where, "values", f"A condition about “{question.id}” needs {needs}, and has {len(test.values)}.")
        return
    if test.op in ORDERED and question.kind is Kind.MANY:
        yield error(
            where, "operator", f"“{question.id}” takes any number of choices, so none of them is the least or the most."
        )
    if test.op is Op.COUNT_AT_LEAST:
        countable = sum(not choice.alone for choice in question.choices)
        if question.kind is Kind.ONE:
            yield error(where, "operator", f"A condition counts choices of “{question.id}”, which takes only one.")
        elif not 1 <= test.values[0] <= countable:
            yield error(
                where,
                "values",
                f"A condition counts {test.values[0]} choices of “{question.id}”. It can count from 1 to {countable}.",
            )
        return
    known = {choice.code for choice in question.choices}
    for code in test.values:
        if code not in known:
            yield error(
                where, "choice_unknown", f"A condition is about the choice {code} of “{question.id}”, which it has not."
            )


def _has_empty(rule: Rule) -> bool:
    match rule:
        case All(rules) | One(rules):
            return not rules or any(_has_empty(each) for each in rules)
        case Not(inner):
            return _has_empty(inner)
        case _:
            return False


def _turned(rule: Rule, answered: frozenset[str]) -> Iterator[str]:
    """The questions whose silence would count. answered: those that another part of the rule wants answered."""
    match rule:
        case Test(question, op, _):
            if op is Op.IS_NOT and question not in answered:
                yield question
        case Not(inner):
            told = (test for test in tests_in(inner) if test.op is not Op.ANSWERED)
            yield from (test.question for test in told if test.question not in answered)
        case All(rules):
            here = {each.question for each in rules if isinstance(each, Test) and each.op is not Op.IS_NOT}
            for each in rules:
                yield from _turned(each, answered | here)
        case One(rules):
            for each in rules:
                yield from _turned(each, answered)
