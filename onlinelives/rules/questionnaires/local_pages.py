"""Pages that an area writes itself: from what somebody typed to a page with an id, and codes for its choices."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from onlinelives.rules.questionnaires.manuscripts import LOCAL, Manuscript
from onlinelives.rules.questionnaires.shapes import (
    ENGLISH,
    Choice,
    Kind,
    Link,
    Page,
    Question,
    Questionnaire,
    Words,
)
from onlinelives.rules.verdict import Invalid

LONGEST_ID, ROOM = 32, 4  # characters; those kept free for a number
CHANGED = "The area changed its words or its choices."


@dataclass(frozen=True)
class WrittenChoice:
    """code: of a choice that is there already, None for a new one. yes: it counts as yes."""

    text: str
    alone: bool = False
    yes: bool = False
    code: int | None = None


@dataclass(frozen=True)
class WrittenQuestion:
    """As it was typed, in English."""

    words: Words
    kind: Kind
    choices: tuple[WrittenChoice, ...]
    sensitive: bool = False
    measures: str = ""


def question_page(manuscript: Manuscript, written: WrittenQuestion, before: Page | None = None) -> Page:
    """A page that asks it: a new one, or `before` with its id, its version and its condition. A choice keeps its code,
    and a new one gets a code that none had."""
    _sound(written)
    old = before.question if before else None
    codes = _codes(written, old)
    new_id = before.id if before else _id(manuscript, written.words.text, codes if written.kind is Kind.MANY else [])
    asked = Question(
        id=new_id,
        version=old.version if old else 1,
        kind=written.kind,
        said={ENGLISH: written.words},
        choices=tuple(
            Choice(code, {ENGLISH: Words(choice.text)}, choice.alone)
            for code, choice in zip(codes, written.choices, strict=True)
        ),
        measures=written.measures,
        yes=frozenset(code for code, choice in zip(codes, written.choices, strict=True) if choice.yes),
        sensitive=written.sensitive,
        continues=old.continues if old else (),
    )
    return replace(before, question=asked) if before else Page(new_id, asked)


def words_page(manuscript: Manuscript, words: Words, before: Page | None = None) -> Page:
    """A page to read: a new one, or `before` with other words."""
    if not words.text.strip():
        raise Invalid("Enter the words to read.", "text")
    if before:
        return replace(before, said={ENGLISH: words})
    return Page(_id(manuscript, words.text, []), said={ENGLISH: words})


def versioned(questionnaire: Questionnaire, published: Mapping[str, Question]) -> Questionnaire:
    """With a new version of each local question that an earlier questionnaire of the area asked in other words or with
    other choices. It says that figures of both do not stand in one line. published: the latest of each, by id."""
    sections = tuple(
        replace(section, pages=tuple(_new_version(page, published) for page in section.pages))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def in_english(question: Question) -> Question:
    """What makes figures of two questions comparable: all but translations and what it continues."""
    choices = tuple(replace(each, said={ENGLISH: each.said[ENGLISH]}) for each in question.choices)
    return replace(question, said={ENGLISH: question.said[ENGLISH]}, choices=choices, continues=())


def _new_version(page: Page, published: Mapping[str, Question]) -> Page:
    asked, before = page.question, published.get(page.id)
    if asked is None or before is None or not asked.id.startswith(LOCAL):
        return page
    if in_english(replace(asked, version=before.version)) == in_english(before):
        return replace(page, question=replace(asked, version=before.version, continues=before.continues))
    link = Link(before.id, before.version, same=False, why=CHANGED)
    return replace(page, question=replace(asked, version=before.version + 1, continues=(link,)))


def _sound(written: WrittenQuestion) -> None:
    if not written.words.text.strip():
        raise Invalid("Enter the question.", "text")
    folded = [" ".join(choice.text.split()).casefold() for choice in written.choices]
    if len(folded) < 2:
        raise Invalid("Enter at least two answers to choose from.", "choice_0")
    for place, text in enumerate(folded):
        if not text:
            raise Invalid("Enter the words of this answer.", f"choice_{place}")
        if text in folded[:place]:
            raise Invalid("This answer is there twice.", f"choice_{place}")
    for place, choice in enumerate(written.choices):
        if choice.alone and written.kind is Kind.ONE:
            raise Invalid("Only one answer can be chosen here, so none needs to stand alone.", f"alone_{place}")
        if choice.alone and choice.yes:
            raise Invalid("An answer that stands alone, like “none of these”, cannot count as yes.", f"yes_{place}")


def _codes(written: WrittenQuestion, old: Question | None) -> list[int]:
    known = {choice.code for choice in old.choices} if old else set()
    following = max(known | {choice.code or 0 for choice in written.choices}, default=0)
    codes: list[int] = []
    for choice in written.choices:
        if choice.code in known and choice.code not in codes:
            codes.append(choice.code)
        else:
            following += 1
            codes.append(following)
    return codes


def _id(manuscript: Manuscript, text: str, codes: list[int]) -> str:
    """Made of the words, and not taken by a page, a section or a column of answers."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    stem = LOCAL + (words or "page")
    if len(stem) > LONGEST_ID - ROOM:
        end = stem.rfind("_", len(LOCAL) + 1, LONGEST_ID - ROOM)  # between words, if there is more than one
        stem = stem[: end if end > 0 else LONGEST_ID - ROOM]
    taken = set(_taken(manuscript.whole))
    number, found = 1, stem
    while found in taken or any(f"{found}_{code}" in taken for code in codes):
        number += 1
        found = f"{stem}_{number}"
    return found


def _taken(questionnaire: Questionnaire) -> Iterator[str]:
    for section in questionnaire.sections:
        yield section.id
        for page in section.pages:
            yield page.id
            if page.question and page.question.kind is Kind.MANY:
                yield from (f"{page.id}_{choice.code}" for choice in page.question.choices)
