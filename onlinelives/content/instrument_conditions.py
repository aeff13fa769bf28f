"""Reads conditions. Their form is told at the head of instruments/online-lives-2026.yaml."""

from collections.abc import Mapping

from onlinelives.content.reader import Part
from onlinelives.rules.questionnaires.shapes import All, Kind, Not, One, Op, Question, Rule, Test

Earlier = Mapping[str, Question]  # id -> question, of those on earlier pages

SINGLE = (Op.IS, Op.IS_NOT, Op.AT_LEAST, Op.AT_MOST)
OF_ONE = (Op.AT_LEAST, Op.AT_MOST)  # codes in order
OF_MANY = (Op.ALL_OF, Op.COUNT_AT_LEAST)
RESERVED = ("all", "one", "not")  # so no question may have these ids


def rule(part: Part, earlier: Earlier) -> Rule:
    """A condition over earlier questions. Raises ContentError where it names another, or a code that is not there."""
    entries = list(part.named())
    if len(entries) != 1:
        raise part.fail("expected one condition here; put several under “all” or “one”")
    ((name, inner),) = entries
    if name in ("all", "one"):
        rules = tuple(rule(entry, earlier) for entry in inner.parts())
        if not rules:
            raise inner.fail("this list is empty")
        return All(rules) if name == "all" else One(rules)
    if name == "not":
        return Not(rule(inner, earlier))
    if name not in earlier:
        raise part.fail(f"“{name}” is not a question on an earlier page")
    return _test(inner, earlier[name])


def _test(part: Part, question: Question) -> Test:
    if part.is_value:
        if part.as_text() != Op.ANSWERED:
            raise part.fail(f"expected “{Op.ANSWERED}”, or what to ask of {question.id}")
        return Test(question.id, Op.ANSWERED)
    entries = list(part.named())
    asks = tuple(op for op in Op if op is not Op.ANSWERED)
    if len(entries) != 1 or entries[0][0] not in asks:
        raise part.fail(f"expected one of: {', '.join(asks)}")
    op, inner = Op(entries[0][0]), entries[0][1]
    if (op in OF_ONE and question.kind is Kind.MANY) or (op in OF_MANY and question.kind is Kind.ONE):
        raise inner.fail(f"{op} cannot be asked of {question.id}, which takes {question.kind} of its choices")
    if op is Op.COUNT_AT_LEAST:
        countable = sum(not choice.alone for choice in question.choices)
        return Test(question.id, op, (inner.as_number(1, countable),))
    if op in SINGLE:
        return Test(question.id, op, (_code(inner, question),))
    values = tuple(_code(entry, question) for entry in inner.parts())
    if not values:
        raise inner.fail("this list is empty")
    return Test(question.id, op, values)


def _code(part: Part, question: Question) -> int:
    codes = [choice.code for choice in question.choices]
    value = part.as_number(0, max(codes))
    if value not in codes:
        raise part.fail(f"{question.id} has no choice with the code {value}")
    return value
