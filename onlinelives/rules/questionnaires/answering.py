"""From what a form sends to an answer, and back to what the form shows as chosen."""

from collections.abc import Sequence
from typing import Any

from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.shapes import ENGLISH, Answer, Kind, Missing, Question
from onlinelives.rules.verdict import Invalid

PREFER = "prefer"
NOT_UNDERSTOOD = "not_understood"
REASONS = {PREFER: Missing.PREFER_NOT, NOT_UNDERSTOOD: Missing.NOT_UNDERSTOOD}
WHY_NOT = (*REASONS.values(), Missing.LEFT)
REASON_WORDS = {PREFER: "Prefer not to say", NOT_UNDERSTOOD: "I don’t understand"}

UNKNOWN = "That is not one of the answers here. Choose again from the list."
ONLY_ONE = "You chose more than one answer. Choose only one."


class Together(Invalid):
    """Something else was chosen beside what stands alone. value: which, as the form sends it."""

    def __init__(self, value: str, question: Question):
        choices = {str(choice.code): said_in(choice.said, ENGLISH) for choice in question.choices}
        words = REASON_WORDS.get(value) or choices[value]
        super().__init__(f"You chose “{words}” and something else. Choose one or the other.", question.id)
        self.value = value


def read(question: Question, raw: Sequence[str]) -> Answer:
    """The answer that was sent. raw: the values of one field, each a choice's code or a key of `REASONS`.

    Nothing chosen is Missing.LEFT. Raises Invalid, in words for a child, for a value that is not offered, for more than
    one answer where one is asked, and for anything beside a choice that stands alone or one of the two reasons.
    """
    sent = list(dict.fromkeys(value for value in raw if value))
    offered = {str(choice.code): choice for choice in question.choices}
    if any(value not in offered and value not in REASONS for value in sent):
        raise Invalid(UNKNOWN, question.id)
    if len(sent) > 1:
        for value in sent:
            if value in REASONS:
                raise Together(value, question)
        if question.kind is Kind.ONE:
            raise Invalid(ONLY_ONE, question.id)
        for value in sent:
            if offered[value].alone:
                raise Together(value, question)
    if not sent:
        return Missing.LEFT
    if sent[0] in REASONS:
        return REASONS[sent[0]]
    codes = [offered[value].code for value in sent]
    return codes[0] if question.kind is Kind.ONE else frozenset(codes)


def taken(question: Question, told: object) -> Answer:
    """The answer that was sent as it is stored: a code, a list of codes, or the number of `Missing` for no answer.
    Raises ValueError for whatever `read` could not have given."""
    if told in WHY_NOT and type(told) is int:
        return Missing(told)
    if isinstance(told, list) is not (question.kind is Kind.MANY) or told == []:
        raise ValueError(f"{question.id} is not answered so")
    codes: list[Any] = told if isinstance(told, list) else [told]
    offered = {choice.code: choice for choice in question.choices}
    if any(type(code) is not int or code not in offered for code in codes):
        raise ValueError(f"{question.id} has no such choice")
    if len(codes) > 1 and any(offered[code].alone for code in codes):
        raise ValueError(f"{question.id} has a choice that stands alone")
    return frozenset(codes) if question.kind is Kind.MANY else codes[0]


def ticked(answer: Answer | None) -> frozenset[str]:
    """The values that a form shows as chosen for an answer given before. `read` of them gives the answer again."""
    if isinstance(answer, Missing) or answer is None:
        return frozenset(value for value, reason in REASONS.items() if reason == answer)
    return frozenset(map(str, answer if isinstance(answer, frozenset) else (answer,)))
