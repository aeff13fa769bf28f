"""The columns in which answers are written out: one for a question of one choice, one for each choice of many.

`Question` says how they are called. Every cell holds a whole number: a choice's code or a reason for a question of one;
1, 0 or a reason for a choice of many, the same reason in all of its columns.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.shapes import ENGLISH, Answer, Kind, Missing, Question, Questionnaire

MISSING_WORDS: Mapping[Missing, str] = {
    Missing.PREFER_NOT: "Prefer not to say",
    Missing.NOT_UNDERSTOOD: "I don’t understand",
    Missing.LEFT: "Left empty",
    Missing.ROUTED_PAST: "Not asked: the answers before led past it",
    Missing.NOT_REACHED: "Not reached: stopped before",
}
CHOSEN, NOT_CHOSEN = 1, 0


@dataclass(frozen=True)
class Column:
    """name: of the column. question: its id. choice: a code of a question of many, None for a question of one. label:
    what was asked, and for many which choice. values: every number that can occur, in words; those below 0 are
    missing."""

    name: str
    question: str
    choice: int | None
    label: str
    values: Mapping[int, str]


def columns_of(questionnaire: Questionnaire, language: str = ENGLISH) -> tuple[Column, ...]:
    """Every column, in the order of questions and of their choices, in words of this language (English where a text is
    not there; Yes, No and the reasons always are)."""
    return tuple(column for question in questionnaire.questions() for column in _of(question, language))


def _of(question: Question, language: str) -> list[Column]:
    asked = said_in(question.said, language)
    missing = {int(reason): words for reason, words in MISSING_WORDS.items()}
    if question.kind is Kind.ONE:
        offered = {choice.code: said_in(choice.said, language) for choice in question.choices}
        return [Column(question.id, question.id, None, asked, offered | missing)]
    return [
        Column(
            f"{question.id}_{choice.code}",
            question.id,
            choice.code,
            f"{asked} {said_in(choice.said, language)}",
            {CHOSEN: "Yes", NOT_CHOSEN: "No"} | missing,
        )
        for choice in question.choices
    ]


def value_in(column: Column, answer: Answer) -> int:
    """What stands in this column for the settled answer to its question."""
    if isinstance(answer, frozenset):
        return CHOSEN if column.choice in answer else NOT_CHOSEN
    return int(answer)
