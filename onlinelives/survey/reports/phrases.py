"""The words in which figures are told, from `phrases.yaml`, or from the question itself where an area added it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.made import kind_column
from onlinelives.rules.questionnaires.shapes import ENGLISH, Question

FILE = Path(__file__).with_name("phrases.yaml")

Name = tuple[str, str]  # in a table; and how a sentence goes on


@cache
def _told() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def group(question: Question) -> str:
    """The people of a group, in the plural."""
    found: str | None = _told()["groups"].get(question.id)
    return found or f"young people who said yes to “{_asked(question)}”"


def both_cares() -> str:
    found: str = _told()["both_cares"]
    return found


def item(question: Question) -> Name:
    held = _told()["items"]
    found = held.get(f"{question.id}@{question.version}") or held.get(question.id)
    if found:
        return found["name"], found["says"]
    return _asked(question), f"said yes to “{_asked(question)}”"


def kinds() -> dict[str, Name]:
    """By the code of the item."""
    codes = ((code if code.startswith("made_") else kind_column(code), each) for code, each in _told()["kinds"].items())
    return {code: (each["name"], each["says"]) for code, each in codes}


def choice(question: str, code: int, words: str) -> str:
    found: str = _told()["choices"].get(question, {}).get(code, words)
    return found


def _asked(question: Question) -> str:
    return said_in(question.said, ENGLISH)
