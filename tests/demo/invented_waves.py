"""The three invented waves, made once, and what tests ask of them."""

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onlinelives.content import instruments
from onlinelives.demo.answering import Invented, invent, settings_of
from onlinelives.rules.questionnaires.shapes import Kind, Question

YEARS = (2024, 2025, 2026)
NOT_SAID = -1


@cache
def wave(year: int) -> Invented:
    return invent(instruments.questionnaire(f"online-lives-{year}"), settings_of(year), year=year)


def asked(invented: Invented, question: str) -> Question:
    return next(one for one in invented.questionnaire.questions() if one.id == question)


def counts(invented: Invented, question: str, codes: Iterable[int] = ()) -> NDArray[np.int8]:
    """n: 1 where the answer counts as a yes, 0 where it does not, NOT_SAID where there is none."""
    one, answers = asked(invented, question), invented.answers[question]
    yes = list(codes or one.yes)
    if one.kind is Kind.MANY:
        picked = [place for place, choice in enumerate(one.choices) if choice.code in yes]
        return np.where(answers[:, 0] < 0, NOT_SAID, (answers[:, picked] == 1).any(axis=1)).astype(np.int8)
    return np.where(answers < 0, NOT_SAID, np.isin(answers, yes)).astype(np.int8)


def share(invented: Invented, question: str, codes: Iterable[int] = ()) -> float:
    said = counts(invented, question, codes)
    return float(said[said >= 0].mean())


def odds_ratio(question: str, group: str, codes: Iterable[int] = (), years: Iterable[int] = YEARS) -> float:
    """Those in the group beside the rest, in all waves in which both were asked."""
    item = np.concatenate([counts(wave(year), question, codes) for year in years])
    inside = np.concatenate([counts(wave(year), group) for year in years])
    odds = []
    for part in (1, 0):
        p = item[(inside == part) & (item >= 0)].mean()
        odds.append(p / (1 - p))
    return float(odds[0] / odds[1])


def between_schools(invented: Invented, question: str) -> float:
    """The intra-class correlation of secondary schools, by analysis of variance; below 0 where they differ less than by
    chance."""
    kinds = np.array([setting.kind for setting in invented.settings])[invented.setting]
    said = counts(invented, question)
    here = (said >= 0) & (kinds == "secondary")
    _, school = np.unique(invented.setting[here], return_inverse=True)
    sizes = np.bincount(school)
    means = np.bincount(school, said[here]) / sizes
    between = (sizes * (means - said[here].mean()) ** 2).sum() / (len(sizes) - 1)
    within = ((said[here] - means[school]) ** 2).sum() / (sizes.sum() - len(sizes))
    size = (sizes.sum() - (sizes**2).sum() / sizes.sum()) / (len(sizes) - 1)
    return float((between - within) / (between + (size - 1) * within))
