"""A questionnaire in one language as the script on a device reads it."""

import gzip
import json
from functools import lru_cache
from typing import Any

from onlinelives.content import survey_words
from onlinelives.rules.questionnaires import frozen
from onlinelives.rules.questionnaires.shapes import Page, Questionnaire, Said
from onlinelives.survey.models.waves import questionnaire_of
from onlinelives.survey.pages import follows_a_hard_one


@lru_cache(maxsize=64)
def packed(sha256: str, language: str) -> tuple[bytes, bytes]:
    """The JSON, and the same under gzip. Made once in each process: what is behind a hash never changes, and its
    address changes with the fixed words (languages.edition)."""
    told = json.dumps(told_in(questionnaire_of(sha256), language), ensure_ascii=False, separators=(",", ":")).encode()
    return told, gzip.compress(told, mtime=0)


def told_in(asks: Questionnaire, language: str) -> dict[str, Any]:
    """The sections and pages, with conditions in the form of rules.questionnaires.frozen, and the fixed words."""
    sections = [
        {
            **_words(section.said, language, "easy", text="title"),
            "support": follows_a_hard_one(asks, number),
            "show_when": frozen.rule_data(section.show_when),
        }
        for number, section in enumerate(asks.sections)
    ]
    pages = [_page(page, number, language) for number, section in enumerate(asks.sections) for page in section.pages]
    fixed = survey_words.of(language)
    said = {"words": dict(fixed.words), "words_in": fixed.language, "words_dir": fixed.direction}
    return {"sections": sections, "pages": pages, **said}


def _page(page: Page, section: int, language: str) -> dict[str, Any]:
    question = page.question
    choices = [
        {"code": each.code, **_words(each.said, language, "easy", "say"), "alone": each.alone}
        for each in (question.choices if question else ())
    ]
    return {
        "id": page.id,
        "section": section,
        "kind": question.kind.value if question else "words",
        **_words(question.said if question else page.said, language, "hint", "easy", "say"),
        "choices": choices,
        "show_when": frozen.rule_data(page.show_when),
        "ways": [{"to": way.to, "when": frozen.rule_data(way.when)} for way in page.ways],
    }


def _words(said: Said, language: str, *names: str, text: str = "text") -> dict[str, str]:
    words = said.get(language, said["en"])
    return {text: words.text, **{name: getattr(words, name) for name in names}}
