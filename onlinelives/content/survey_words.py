"""Loads what the pages for young people say beside the questions, by language.

English has every word. Another language may lack some, which are then read in English; `lacking` names them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from onlinelives.content import frozen
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError, Part, read

ENGLISH = "en"
LANGUAGES = (ENGLISH,)  # English first
LONGEST = 300  # of one text, in characters
PUT_IN = re.compile(r"\{([a-z]+)\}")  # what stands for something that a page puts in


@dataclass(frozen=True)
class SurveyWords:
    """language: the code of the language that these words are in. name: as it calls itself. direction: ltr or rtl.
    words: every text by its name. lacking: names of those that are in English because this language has none."""

    language: str
    name: str
    direction: str
    words: Mapping[str, str]
    lacking: tuple[str, ...] = ()


@cache
def of(language: str) -> SurveyWords:
    """The published words of a language, or the English ones where there is no file for it."""
    return load_from(FOLDER, language if language in LANGUAGES else ENGLISH)


def load_from(folder: Path, language: str) -> SurveyWords:
    """As `of`, from another folder and not kept. Raises ContentError for a missing or broken file."""
    english = _read(folder, ENGLISH, {})
    return english if language == ENGLISH else _read(folder, language, english.words)


def translated(sentence: str, language: str) -> str:
    """An English sentence of these words in another language; any other sentence as it is."""
    names = (name for name, text in of(ENGLISH).words.items() if text == sentence)
    return next((of(language).words[name] for name in names), sentence)


def problems() -> list[str]:
    """What is wrong with the published words, one message each; empty when all is well."""
    found = []
    for language in LANGUAGES:
        try:
            load_from(FOLDER, language)
        except ContentError as error:
            found.append(str(error))
    return found


def gaps(folder: Path = FOLDER, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """Which words a language has in English only, one message for each such language."""
    lacking = {language: load_from(folder, language).lacking for language in languages}
    return [
        f"survey_words/{code}.yaml: in English only: {', '.join(names)}" for code, names in lacking.items() if names
    ]


def _read(folder: Path, language: str, english: Mapping[str, str]) -> SurveyWords:
    """english: the words of which a translation is made; empty for English itself."""
    name = f"survey_words/{language}.yaml"
    frozen.check(folder, name)
    root = read(folder / name)
    root.number("version", 1, 999)
    if root.text("language") != language:
        raise root.part("language").fail(f"this file should hold the words in {language}")
    own = {key: _word(part, english.get(key)) for key, part in root.part("words").named()}
    if english and not own.keys() <= english.keys():
        unknown = ", ".join(sorted(own.keys() - english.keys()))
        raise root.part("words").fail(f"no page says this: {unknown}")
    found = SurveyWords(
        language=language,
        name=root.text("name", 40),
        direction=root.choice("direction", ("ltr", "rtl")),
        words=MappingProxyType({**english, **own}),
        lacking=tuple(key for key in english if key not in own),
    )
    root.done()
    return found


def _word(part: Part, english: str | None) -> str:
    text = part.as_text(LONGEST)
    if english is not None and sorted(PUT_IN.findall(text)) != sorted(PUT_IN.findall(english)):
        raise part.fail(f"keep what stands in braces as in “{english}”")
    return text
