"""Words that are out of the ordinary: capitals where none belong, other scripts, and what stands where a name would.

All of it is flagged, nothing replaced. On two small sets this took the share of identifying words found from 76 per
cent to 97 (notes on security, section 7): names that no list holds show by being no ordinary word.
"""

import re
from collections.abc import Iterator

from onlinelives.rules.deidentify.dates import MONTHS, WEEKDAYS
from onlinelives.rules.deidentify.folding import Word, begins_a_sentence, script, words
from onlinelives.rules.deidentify.hits import Hit
from onlinelives.rules.deidentify.words import (
    AFTER_A_NAME,
    ALLOWED,
    BEFORE_A_NAME,
    BEFORE_NT,
    TITLES,
    TOO_FREQUENT,
    WORD_NAMES,
    WORD_SURNAMES,
    is_common,
)

UNUSUAL, OTHER_SCRIPT = "unusual word", "other script"
CAPITAL = "This begins with a capital: it may be a name."
FIRST = "This begins a sentence and is no common word: it may be a name."
ALSO_A_NAME = "This is an ordinary word that is also a name."
LETTERS = "This is written in another script."
AFTER = "This stands where a name often stands."

_CALENDAR = frozenset(f"{MONTHS}|{WEEKDAYS}".split("|")) - {"may", "march"}
_APOSTROPHES = frozenset("'\u2019\u2018`")
_BETWEEN = re.compile(r"[ \u00a0]|[-\u2010-\u2013'\u2019\u2018`]")
_AFTER_AN_INITIAL = re.compile(r"\. ?")
_ENDINGS = ("tion", "ment", "ness")  # not "ed" or "s": Ahmed, Idris


def found(text: str) -> Iterator[Hit]:
    """Unusual words; those that stand side by side are one hit, since they are mostly one name."""
    run: list[tuple[Word, str]] = []
    all_words = words(text)
    for at, word in enumerate(all_words):
        reason = _reason(text, all_words, at) or _goes_on(text, all_words, at, bool(run))
        if run and (not reason or not _beside(text, run[-1][0], word) or reason == AFTER):
            yield _hit(run)
            run = []
        if reason:
            run.append((word, reason))
    if run:
        yield _hit(run)


def _reason(text: str, all_words: list[Word], at: int) -> str:
    """Why a word is unusual, "" if it is not."""
    word = all_words[at]
    letters = [letter for letter in word.text if letter.isalpha()]
    if not letters:
        return ""
    if any(script(letter) not in {"LATIN", "MICRO", "FEMININE", "MASCULINE"} for letter in letters):
        return LETTERS
    if not word.capital:
        return AFTER if _stands_where_a_name_stands(text, all_words, at) else ""
    if any(one.isdigit() for one in word.text):
        return "" if re.fullmatch(r"(?i)(?:s|k|y|ks|yr)\d{1,2}|\d+\w{1,4}", word.text) else CAPITAL
    return _capital_reason(text, word)


def _beside(text: str, before: Word, word: Word) -> bool:
    """Whether two words may be one name: a full stop between them ends it, but not after an initial or a title."""
    gap = text[before.end : word.start]
    short = len(before.folded) == 1 or before.folded in TITLES
    return bool(_BETWEEN.fullmatch(gap) or (short and _AFTER_AN_INITIAL.fullmatch(gap)))


def _goes_on(text: str, all_words: list[Word], at: int, running: bool) -> str:
    """Ordinary words in capitals beside a name belong to it: "Marlpit Surgery", "Tariq Young", "Mr Price"."""
    word, before = all_words[at], all_words[at - 1] if at else None
    if not before or not word.capital or not _beside(text, before, word):
        return ""
    if word.folded in TOO_FREQUENT or word.folded in ALLOWED or word.folded in _CALENDAR:
        return ""
    also_a_name = word.folded in WORD_SURNAMES or word.folded in WORD_NAMES
    return ALSO_A_NAME if running or (also_a_name and before.folded in TITLES) else ""


def _capital_reason(text: str, word: Word) -> str:
    first = begins_a_sentence(text, word.start)
    after = text[word.end : word.end + 2].casefold()
    if word.folded in BEFORE_NT and after[:1] in _APOSTROPHES and after[1:] == "t":
        return ""
    if word.folded in WORD_NAMES:
        return ALSO_A_NAME
    if word.folded in ALLOWED or word.folded in _CALENDAR or is_common(word.folded):
        return ""
    if len(word.folded) == 1 and (word.start and text[word.start - 1] in _APOSTROPHES):
        return ""  # the S of MUM'S
    return FIRST if first else CAPITAL


def _stands_where_a_name_stands(text: str, all_words: list[Word], at: int) -> bool:
    """A small word after "called", "mate" or "uncle", or before "says" or "told", that is no common word."""
    word = all_words[at]
    if len(word.folded) < 2 or is_common(word.folded) or word.folded in ALLOWED or word.folded.endswith(_ENDINGS):
        return False
    before, after = all_words[at - 1 : at], all_words[at + 1 : at + 2]
    led = before and before[0].folded in BEFORE_A_NAME and not text[before[0].end : word.start].strip(". ")
    followed = after and after[0].folded in AFTER_A_NAME and text[word.end : after[0].start] == " "
    return bool(led or followed)


def _hit(run: list[tuple[Word, str]]) -> Hit:
    reasons = {reason for _, reason in run}
    start, end = run[0][0].start, run[-1][0].end
    kind = OTHER_SCRIPT if LETTERS in reasons else UNUSUAL
    subject = ("name", " ".join(word.folded for word, _ in run))
    return Hit(start, end, kind, subject, False, next(iter(reasons)) if len(reasons) == 1 else CAPITAL)
