"""What is not answered: why a question has no answer, and who stops before the end."""

import numpy as np
from numpy.typing import NDArray

from onlinelives.demo.answering.chances import Chances
from onlinelives.demo.answering.children import Children
from onlinelives.demo.answering.drawing import Raw
from onlinelives.demo.answering.model import Model
from onlinelives.rules.questionnaires.shapes import Missing, Questionnaire

REASONS = {"prefer_not": Missing.PREFER_NOT, "not_understood": Missing.NOT_UNDERSTOOD, "left": Missing.LEFT}


def with_reasons(said: Raw, questionnaire: Questionnaire, children: Children, model: Model, chances: Chances) -> Raw:
    """The answers, with a reason in place of some of them."""
    answers = {}
    for question in questionnaire.questions():
        spared = model.told["missing"]["spared"].get(question.id, 1.0)
        drawn_at = chances.of(f"{question.id} left out").random(len(children))
        kept = said[question.id].copy()
        for name, reason in REASONS.items():
            odds = model.missing[name]
            part = spared * children.chance(odds, {"sensitive": float(question.sensitive)})
            kept[(drawn_at >= 0) & (drawn_at < part)] = reason
            drawn_at = drawn_at - part  # below 0: there is a reason already
        answers[question.id] = kept
    return answers


def stops(questionnaire: Questionnaire, children: Children, model: Model, chances: Chances) -> NDArray[np.int16]:
    """n: the place of the page before which each stops; the number of pages for those who go all the way."""
    pages = sum(1 for _ in questionnaire.pages())
    chance = chances.of("who stops")
    early = chance.random(len(children)) < children.chance(model.stopping)
    first = min(model.told["stopping"]["from"], pages)
    return np.where(early, chance.integers(first, pages, len(children), endpoint=True), pages).astype(np.int16)
