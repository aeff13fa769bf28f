"""What a language calls itself and how it runs across a page, for buttons and for the page itself."""

import hashlib
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language_info

from onlinelives.content import survey_words

SHAPE = 1  # of what a device is told of a questionnaire; raise it when asked.py tells it otherwise


@dataclass(frozen=True)
class Language:
    """direction: ltr or rtl."""

    code: str
    name: str
    direction: str


def language(code: str) -> Language:
    """As the file of its fixed words says; without one, as Django knows it; else by its code, from left to right."""
    fixed = survey_words.of(code)
    if fixed.language == code:
        return Language(code, fixed.name, fixed.direction)
    try:
        known = get_language_info(code)
    except KeyError:
        return Language(code, code, "ltr")
    return Language(code, known["name_local"], "rtl" if known["bidi"] else "ltr")


@cache
def edition() -> str:
    """Eight hexadecimal digits that change with the fixed words and with `SHAPE`. They stand in the address of what
    devices keep for ever."""
    words = [(code, *sorted(survey_words.of(code).words.items())) for code in survey_words.LANGUAGES]
    return hashlib.sha256(repr((SHAPE, words)).encode()).hexdigest()[:8]
