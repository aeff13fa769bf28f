"""Reads what is said to young people, the same in the bank and in a questionnaire."""

import re
from collections.abc import Mapping

from onlinelives.content.reader import Part
from onlinelives.rules.questionnaires.shapes import ENGLISH, Said, Words

TEXT, WORDS = 200, 1500  # longest, in characters: of a question or choice, and of words to read
ID = re.compile(r"[a-z][a-z0-9_]{0,31}")

Spoken = Mapping[str, str]  # what a voice reads badly -> how to say it


def spoken(root: Part) -> Spoken:
    """The words of this file that a voice would read badly."""
    return {written: part.as_text(TEXT) for written, part in root.part("spoken").named()}


def said(part: Part, aloud: Spoken, longest: int = TEXT, name: str = "text") -> Said:
    """The English words of a part: `name`, and where they are there hint and easy."""
    text = part.text(name, longest)
    return {
        ENGLISH: Words(
            text=text,
            hint=optional(part, "hint", TEXT),
            easy=optional(part, "easy", longest),
            say=_say(text, aloud),
        )
    }


def optional(part: Part, name: str, longest: int) -> str:
    """Text under `name`, or "" where it is left out."""
    return part.text(name, longest) if part.has(name) else ""


def identifier(part: Part, name: str) -> str:
    """An id: lower-case letters, digits and underscores, beginning with a letter, at most 32."""
    found = part.text(name)
    if not ID.fullmatch(found):
        raise part.part(name).fail(f"“{found}” is not an id: lower-case letters, digits and _, at most 32")
    return found


def _say(text: str, aloud: Spoken) -> str:
    """The text with everything that is read badly replaced, or "" where nothing is."""
    told = text
    for written, sound in aloud.items():
        told = re.sub(rf"\b{re.escape(written)}\b", sound, told)
    return told if told != text else ""
