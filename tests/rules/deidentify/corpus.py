"""How the sentences of `held_out` and `tuning` are marked: {kind:words} is sensitive, everything else is not.

Kinds: name, place, school and handle are in the record, or spell what is in it (a handle may also be a stranger's);
stranger is a name that the record does not hold, in any script; the others are numbers, dates and addresses. An 's at
the end of a mark is not part of the span.
"""

import re
from dataclasses import dataclass

from onlinelives.rules.deidentify import Known

RECORDED = ("name", "place", "school")
CHECKED = ("nhs", "upn")
PATTERNS = ("nino", "postcode", "phone", "email", "url", "handle", "date", "address", "number")
KINDS = (*RECORDED, "stranger", *CHECKED, *PATTERNS)

_MARK = re.compile(r"\{(" + "|".join(KINDS) + r"):([^{}]+)\}")


@dataclass(frozen=True)
class Span:
    """Sensitive characters `start` to `end` of a sentence."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One sentence without its marks, and where they stood."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Case:
    """What the record knows, and sentences from its notes."""

    title: str
    known: Known
    sentences: tuple[Sentence, ...]


def sentence(marked: str) -> Sentence:
    """Take the marks off one sentence. A mark that cannot be read raises ValueError."""
    text, spans, done = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        spans.append(Span(found[1], len(text), len(text) + len(re.sub("['\u2019]s$", "", found[2]))))
        text += found[2]
        done = found.end()
    text += marked[done:]
    if "{" in text or "}" in text:
        raise ValueError(f"a mark cannot be read: {marked}")
    return Sentence(text, tuple(spans))


def case(title: str, known: Known, lines: str) -> Case:
    """A case from lines of marked sentences."""
    return Case(title, known, tuple(sentence(line.strip()) for line in lines.strip().splitlines()))
