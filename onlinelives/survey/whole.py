"""A whole response that a device sends at once: JSON from somebody unknown, of which nothing is believed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onlinelives.rules.questionnaires import answering
from onlinelives.rules.questionnaires.shapes import Answer, Questionnaire
from onlinelives.survey import drafts
from onlinelives.survey.drafts import Broken, Draft

LONGEST = 65_536  # bytes
DO = ("hand_in", "aside")


@dataclass(frozen=True)
class Whole:
    """draft: as the first page gave it. answers, reached, language: as they were sent, and not looked at yet. easy: the
    child read on in easier words."""

    draft: Draft
    answers: Mapping[str, Any]
    reached: list[Any]
    do: str
    language: Any
    easy: bool

    def answered(self, asks: Questionnaire) -> Draft:
        """The draft with all that was sent, which counts before what it held. Raises Broken for a question, a page or
        an answer that there is not."""
        questions = {question.id: question for question in asks.questions()}
        pages = {page.id for _, page in asks.pages()}
        if not questions.keys() >= self.answers.keys():
            raise Broken("no such question")
        if self.language not in asks.languages:
            raise Broken("no such language")
        if not all(isinstance(page, str) and page in pages for page in self.reached):
            raise Broken("no such page")
        try:
            said: dict[str, Answer] = {
                name: answering.taken(questions[name], told) for name, told in self.answers.items()
            }
        except ValueError as error:
            raise Broken("no such answer") from error
        reached = dict.fromkeys([*self.draft.reached, *self.reached])
        answers = {**self.draft.answers, **said}
        return replace(self.draft, answers=answers, reached=tuple(reached), language=str(self.language), easy=self.easy)


def fields_of(body: bytes) -> dict[str, Any]:
    """The names and values of a JSON object. Raises Broken."""
    if len(body) > LONGEST:
        raise Broken("too long")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Broken("not JSON") from error
    if not isinstance(told, dict):
        raise Broken("not an object")
    return told


def read(told: Mapping[str, Any]) -> Whole:
    """Raises Broken."""
    draft, answers, reached, do = (told.get(name) for name in ("draft", "answers", "reached", "do"))
    if not isinstance(draft, str) or not isinstance(answers, dict) or not isinstance(reached, list) or do not in DO:
        raise Broken("something is missing")
    began = drafts.open_(draft)
    language = told.get("language", began.language)
    return Whole(began, answers, reached, str(do), language, told.get("easy", began.easy) is True)
