"""What is made from several answers of one young person: the four kinds of risk, groups, and how many groups.

Groups are read from the questions of a section that asks about factors of vulnerability; items are the other questions
that are there or not and measure a risk. Each made column is stored beside the answers, so that every engine reads the
same. A young person counts as having met a kind of risk with one yes; as not having met it, if at least half of the
items that they were asked were answered, and none with yes; otherwise it is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.questionnaires.shapes import Kind, Missing, Question, Questionnaire

KINDS = ("content", "contact", "conduct", "commerce")  # of online risk: the 4Cs
FACTORS, CARE_AND_CARING, KINDS_MET = "made_factors", "made_care_and_caring", "made_kinds"
YEAR_GROUP = "made_year_group"  # as the setting knows it, not as the young person said it
CARE, CARING = "factor.care", "factor.young_carer"

Answers = Mapping[str, NDArray[np.int16]]  # column -> n codes
Made = dict[str, NDArray[np.int16]]


@dataclass(frozen=True)
class Item:
    """Something that is there or not. column: where it is read; yes: the codes in it that count as yes."""

    code: str
    column: str
    yes: tuple[int, ...]
    question: Question

    @property
    def kind(self) -> str:
        """The kind of risk that it is, or "" where it is none."""
        first = self.question.measures.partition(".")[0]
        return first if first in KINDS else ""


def any_column(question: Question) -> str:
    """Where it is kept whether any of the choices that count as yes was chosen; of a question of many."""
    return f"{question.id}_any"


def kind_column(kind: str) -> str:
    return f"made_{kind}"


def groups(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """The groups that young people say they belong to, in the order of the questionnaire."""
    return tuple(
        _item(page.question)
        for section in questionnaire.sections
        if any(page.question and page.question.measures.startswith("factor.") for page in section.pages)
        for page in section.pages
        if page.question and page.question.yes
    )


def items(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """Every other question that is there or not, risks and others, in the order of the questionnaire."""
    belong = {group.code for group in groups(questionnaire)}
    return tuple(_item(each) for each in questionnaire.questions() if each.yes and each.id not in belong)


def risks(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """The items that are one of the 4Cs."""
    return tuple(item for item in items(questionnaire) if item.kind)


def _item(question: Question) -> Item:
    if question.kind is Kind.ONE:
        return Item(question.id, question.id, tuple(sorted(question.yes)), question)
    return Item(question.id, any_column(question), (1,), question)


def made(questionnaire: Questionnaire, answers: Answers) -> Made:
    """Every made column, n each: 0 and 1, or a count; below 0 where it is not known. answers: the columns of the
    questions, of which some may not be there. What rests on a column that is not there is not made."""
    found: Made = {}
    for question in questionnaire.questions():
        if question.kind is Kind.MANY and question.yes:
            chosen = [answers.get(f"{question.id}_{code}") for code in sorted(question.yes)]
            held = [column for column in chosen if column is not None]
            if held and len(held) == len(chosen):
                found[any_column(question)] = np.maximum.reduce(held)
    read = {**answers, **found}
    belong = [(item, read[item.column]) for item in groups(questionnaire) if item.column in read]
    if belong:
        found[FACTORS] = _counted([_yes(item, column) for item, column in belong])
        found |= _both_cares([(item, _yes(item, column)) for item, column in belong])
    met = {}
    for kind in KINDS:
        columns = [
            _yes(item, read[item.column]) for item in risks(questionnaire) if item.kind == kind and item.column in read
        ]
        if columns:
            met[kind_column(kind)] = np.minimum(_counted(columns), 1).astype(np.int16)
    found |= met
    if len(met) == len(KINDS):
        stacked = np.stack(list(met.values()))
        found[KINDS_MET] = np.where((stacked < 0).any(0), np.int16(Missing.LEFT), stacked.sum(0)).astype(np.int16)
    return found


def _yes(item: Item, column: NDArray[np.int16]) -> NDArray[np.int16]:
    """n: 1 yes, 0 no, or the code for why there is no answer."""
    return np.where(column < 0, column, np.isin(column, item.yes)).astype(np.int16)


def _counted(columns: Sequence[NDArray[np.int16]]) -> NDArray[np.int16]:
    """n: how many are yes. Not known where none is, and fewer than half of those that were asked were answered; not
    asked where none was asked."""
    stacked = np.stack(columns)
    asked = ~np.isin(stacked, (Missing.ROUTED_PAST, Missing.NOT_REACHED))
    answered = stacked >= 0
    yes = (stacked > 0).sum(0)
    known = (yes > 0) | (2 * answered.sum(0) >= asked.sum(0))
    unknown = np.where(asked.any(0), Missing.LEFT, Missing.NOT_REACHED)
    return np.where(known & asked.any(0), yes, unknown).astype(np.int16)


def _both_cares(belong: Sequence[tuple[Item, NDArray[np.int16]]]) -> Made:
    """In or after care, and caring for somebody: both, or not both; not known where that is open."""
    care, caring = (
        next((column for item, column in belong if item.question.measures == measure), None)
        for measure in (CARE, CARING)
    )
    if care is None or caring is None:
        return {}
    open_ = (care < 0) & (caring != 0) | (caring < 0) & (care != 0)
    return {CARE_AND_CARING: np.where(open_, Missing.LEFT, (care == 1) & (caring == 1)).astype(np.int16)}
