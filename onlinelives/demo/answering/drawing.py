"""What everybody would say to every question if it were put to them, and if they answered it."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from onlinelives.demo.answering.chances import Chances
from onlinelives.demo.answering.children import Children, Codes, Floats
from onlinelives.demo.answering.model import Asked, Chosen, Model, Said, entry
from onlinelives.rules.questionnaires.shapes import Kind, Question, Questionnaire

Raw = Mapping[str, NDArray[np.signedinteger]]  # question -> n codes of one choice; n x choices of 1 and 0 of many
Before = tuple[Question, NDArray[np.signedinteger]]


def drawn(questionnaire: Questionnaire, children: Children, model: Model, chances: Chances) -> Raw:
    """Raises ValueError for a question that the model does not know."""
    answers: dict[str, NDArray[np.signedinteger]] = {}
    before: dict[str, Before] = {}
    for question in questionnaire.questions():
        answers[question.id] = said = _answers(question, children, model, before, chances.of(question.id))
        before[question.id] = (question, said)
    return answers


def _answers(
    question: Question, children: Children, model: Model, before: Mapping[str, Before], chance: np.random.Generator
) -> NDArray[np.signedinteger]:
    if question.id in ABOUT_YOU:
        return ABOUT_YOU[question.id](children, model, chance)
    if question.kind is Kind.MANY and (chosen := entry(model.chosen, question)):
        return _many(question, chosen, children, chance)
    if question.kind is Kind.ONE and (said := entry(model.said, question)):
        return _of_group(said, children.columns[question.id] > 0, chance)
    if question.kind is Kind.ONE and (asked := entry(model.asked, question)):
        return _one(question, asked, children, before, chance)
    raise ValueError(f"model.yaml says nothing of {question.id}, version {question.version}")


def _one(
    question: Question, asked: Asked, children: Children, before: Mapping[str, Before], chance: np.random.Generator
) -> Codes:
    """Proportional odds: an effect moves every step between two neighbouring answers alike."""
    codes, shares = _shares(asked, question)
    lift = children.lift(asked.odds)
    lift = lift + sum(_after(*before[earlier], by) for earlier, by in asked.after.items() if earlier in before)
    steps = np.cumsum(shares[::-1])[-2::-1]  # the share at or above each answer but the least
    at_least = expit(logit(steps) * asked.odds.stretch + lift[:, None])
    place = np.sum(chance.random((len(children), 1)) < at_least, axis=1)
    return np.asarray(codes[place])


def _shares(asked: Asked, question: Question) -> tuple[Codes, Floats]:
    """The codes, least first, and the share of each; those that count as yes are the last of them."""
    yes = asked.yes or question.yes
    codes, parts = np.array(list(asked.spread), np.int16), np.array(list(asked.spread.values()))
    counts = np.isin(codes, list(yes))
    if {choice.code for choice in question.choices} != set(asked.spread) or not _is_end(counts):
        raise ValueError(f"model.yaml: the spread of {question.id} is not that of its choices")
    parts[counts] *= asked.odds.share / parts[counts].sum()
    parts[~counts] *= (1 - asked.odds.share) / parts[~counts].sum()
    return codes, parts


def _is_end(counts: NDArray[np.bool_]) -> bool:
    return 0 < counts.sum() < len(counts) and all(a <= b for a, b in pairwise(counts.tolist()))


def _after(earlier: Question, said: NDArray[np.signedinteger], by: Mapping[int, float]) -> Floats:
    """n: the effect of what was said to an earlier question; of many choices, of all that were chosen."""
    codes = np.array([choice.code for choice in earlier.choices])
    chosen = said == 1 if earlier.kind is Kind.MANY else said[:, None] == codes
    return np.asarray(chosen @ np.array([by.get(code, 0.0) for code in codes.tolist()]))


def _many(question: Question, chosen: Chosen, children: Children, chance: np.random.Generator) -> NDArray[np.int8]:
    """Who chooses nothing of what there is to choose, without standing alone, chooses what came nearest."""
    offered = [choice.code for choice in question.choices if not choice.alone]
    if missing := set(offered) - set(chosen.choices):
        raise ValueError(f"model.yaml says nothing of {missing} of {question.id}")
    n = len(children)
    near = np.column_stack([children.chance(chosen.choices[code]) for code in offered]) - chance.random(
        (n, len(offered))
    )
    picked = (near > 0) | (near == near.max(axis=1, keepdims=True))
    if chosen.alone is None:
        alone = children.columns[chosen.group] == 0
    else:
        alone = chance.random(n) < children.chance(chosen.alone)
    answers = np.empty((n, len(question.choices)), np.int8)
    answers[:, [choice.alone for choice in question.choices]] = alone[:, None]
    answers[:, [not choice.alone for choice in question.choices]] = picked & ~alone[:, None]
    return answers


def _of_group(said: Said, inside: NDArray[np.bool_], chance: np.random.Generator) -> Codes:
    drawn_at = chance.random(len(inside))
    return np.where(inside, _at(said.inside, drawn_at), _at(said.outside, drawn_at)).astype(np.int16)


def _at(parts: Mapping[int, float], drawn_at: Floats) -> Codes:
    steps = np.cumsum(list(parts.values()))[:-1]
    return np.array(list(parts), np.int16)[np.searchsorted(steps, drawn_at, "right")]


def _age(children: Children, model: Model, chance: np.random.Generator) -> Codes:
    return children.age


def _gender(children: Children, model: Model, chance: np.random.Generator) -> Codes:
    return children.gender


def _year_said(children: Children, model: Model, chance: np.random.Generator) -> Codes:
    """Mostly the year group they are in; a year before or after it that is not asked is another."""
    told = model.told["year_said"]
    same, beside = np.full(len(children), told["same"]), np.full(len(children), told["beside"])
    for kind in told.keys() - {"same", "beside"}:
        there = children.columns[kind] > 0
        same[there], beside[there] = told[kind]["same"], told[kind]["beside"]
    drawn_at = chance.random(len(children))
    near = children.year_group + np.where(chance.random(len(children)) < 0.5, -1, 1)
    near = np.where((near < FIRST_YEAR) | (near > LAST_YEAR), NO_YEAR, near)
    year = np.where(drawn_at < same, children.year_group, np.where(drawn_at < same + beside, near, NO_YEAR))
    return year.astype(np.int16)


FIRST_YEAR, LAST_YEAR, NO_YEAR = 5, 11, 99  # the codes of `year_group`
ABOUT_YOU = {"age": _age, "year_group": _year_said, "gender": _gender}
