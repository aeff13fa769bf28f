"""What was invented: the answers of one wave, and the shapes in which the product keeps and writes out answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onlinelives.demo.answering.settings import Setting
from onlinelives.rules.questionnaires.columns import Column, columns_of
from onlinelives.rules.questionnaires.shapes import Questionnaire


@dataclass(frozen=True)
class Invented:
    """n children. setting: their place in `settings`. stopped_at: the place of the page, from 0, that they no longer
    came to; the number of pages for those who came to the end.

    answers: for every question in order, settled. One choice: n codes or reasons (`shapes.Missing`), int16. Many:
    n x choices, 1 and 0, or the reason in every place, int8.
    """

    questionnaire: Questionnaire
    settings: tuple[Setting, ...]
    setting: NDArray[np.int16]
    year_group: NDArray[np.int16]
    stopped_at: NDArray[np.int16]
    answers: Mapping[str, NDArray[np.signedinteger]]

    def __len__(self) -> int:
        return len(self.setting)


def answers_of(invented: Invented, i: int) -> dict[str, int | list[int]]:
    """The answers of one child, 0 to n - 1, as `survey.models.Response.answers` has them."""
    told: dict[str, int | list[int]] = {}
    for question in invented.questionnaire.questions():
        said = invented.answers[question.id][i].tolist()
        if isinstance(said, list):
            codes = [choice.code for choice, picked in zip(question.choices, said, strict=True) if picked == 1]
            told[question.id] = sorted(codes) or said[0]
        else:
            told[question.id] = said
    return told


def written(invented: Invented) -> Iterator[tuple[Column, NDArray[np.signedinteger]]]:
    """Every column of the questionnaire with its n numbers, for writing out."""
    order = {
        question.id: [choice.code for choice in question.choices] for question in invented.questionnaire.questions()
    }
    for column in columns_of(invented.questionnaire):
        answers = invented.answers[column.question]
        place = None if column.choice is None else order[column.question].index(column.choice)
        yield column, answers if place is None else answers[:, place]
