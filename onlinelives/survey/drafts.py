"""A draft travels sealed in the form, so that the server keeps nothing of a child who stops.

It says which wave, place and year group, the keyed hash of the code (never the code), and what was answered so far.
Only this installation can open it, and nothing in it can be changed on the way.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cryptography.exceptions import InvalidTag

from onlinelives.accounts import sealing
from onlinelives.rules.questionnaires.shapes import ENGLISH, Answer, Missing

PURPOSE = "survey draft"
LONGEST = 40_000  # characters of a sealed draft: many times what the longest questionnaire needs


class Broken(ValueError):
    """This is no draft of ours, or not as it left us."""


@dataclass(frozen=True)
class Draft:
    """easy: in easier words. reached: ids of the pages that were shown. code: keyed hash; empty in a draft that is put
    aside."""

    wave: int
    place: int
    year_group: int
    code: str
    language: str = ENGLISH
    easy: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)
    reached: tuple[str, ...] = ()

    def answered(self, question: str, answer: Answer) -> "Draft":
        return replace(self, answers={**self.answers, question: answer})

    def came_to(self, page: str) -> "Draft":
        return self if page in self.reached else replace(self, reached=(*self.reached, page))


def seal(draft: Draft) -> str:
    """As it stands in a form."""
    return base64.urlsafe_b64encode(seal_bytes(draft)).decode()


def open_(sealed: str) -> Draft:
    """Raises Broken."""
    if len(sealed) > LONGEST:
        raise Broken("too long")
    try:
        return open_bytes(base64.urlsafe_b64decode(sealed.encode()))
    except (binascii.Error, UnicodeEncodeError) as error:
        raise Broken("not a draft") from error


def seal_bytes(draft: Draft) -> bytes:
    """It comes and goes with every page, so it is a bare list, and a page that was answered is not named once more."""
    passed = [page for page in draft.reached if page not in draft.answers]
    told = [draft.wave, draft.place, draft.year_group, draft.code, draft.language, int(draft.easy)]
    told += [plain(draft.answers), passed]
    return sealing.seal_bytes(json.dumps(told, separators=(",", ":")).encode(), PURPOSE, "")


def open_bytes(sealed: bytes) -> Draft:
    """Raises Broken."""
    try:
        told = json.loads(sealing.unseal_bytes(sealed, PURPOSE, ""))
        wave, place, year_group, code, language, easy, answers, passed = told
    except (ValueError, KeyError, InvalidTag) as error:
        raise Broken("not a draft") from error
    said = {question: _answer(each) for question, each in answers.items()}
    return Draft(wave, place, year_group, code, language, bool(easy), said, (*answers, *passed))


def plain(answers: Mapping[str, Answer]) -> dict[str, int | list[int]]:
    """As JSON holds them: a number, or the sorted codes of many."""
    return {q: sorted(a) if isinstance(a, frozenset) else int(a) for q, a in answers.items()}


def _answer(said: int | list[int]) -> Answer:
    if isinstance(said, list):
        return frozenset(said)
    return Missing(said) if said < 0 else said


def week_of(day: date) -> str:
    """The ISO week, such as 2026-W47: all that is kept of when."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
