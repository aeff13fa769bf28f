"""Spelling without what people leave out: case, accents, vowel marks, invisible characters.

The letters of every script stay.
Folding to plain Latin letters would make all Arabic or Cyrillic names equal, and turn Łukasz into ukasz.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# What Unicode does not take apart, and people type without: Polish, Nordic, Turkish, Somali and Persian keyboards.
_PLAIN = dict(zip("łøđıħŧəƙɗɓىیکة", "lodihtekdbييكه", strict=True)) | {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_INVISIBLE = frozenset("\u00ad\u0640\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | {
    chr(c) for c in range(0x202A, 0x202F)
}
# Marks that may be left out without another word coming of it: Latin accents, Hebrew points, Arabic vowels.
_MARKS = ((0x0300, 0x036F), (0x0591, 0x05C7), (0x064B, 0x065F), (0x0670, 0x0670))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = (one for one in apart if not any(low <= ord(one) <= high for low, high in _MARKS))
    return "".join(_PLAIN.get(one, one) for one in kept)


_FAR = 40  # characters looked back for the end of the sentence before


def fold(text: str) -> str:
    """The text without case, accents, vowel marks and invisible characters; æ, ß and their like become two letters.

    Each character is folded by itself, so that `fold(a + b) == fold(a) + fold(b)`.
    """
    return "".join(map(_fold_character, text))


@dataclass(frozen=True)
class Word:
    """Letters, digits and their marks that stand together: characters `start` to `end` of a text."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or is of a script that has none."""
        first = next((character for character in self.text if character.isalpha()), "")
        return bool(first) and not first.islower()


def _in_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in _INVISIBLE


def words(text: str) -> list[Word]:
    """Every word of a text, in order. Apostrophes, hyphens and underscores part words."""
    found, start = [], 0
    for at in range(len(text) + 1):
        if at < len(text) and _in_a_word(text[at]):
            continue
        if at > start and fold(text[start:at]):
            found.append(Word(start, at, text[start:at], fold(text[start:at])))
        start = at + 1
    return found


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """The script of a letter as Unicode names it ("LATIN", "ARABIC", "CJK"), "" for what is no letter."""
    return unicodedata.name(character, "UNKNOWN").split()[0] if character.isalpha() else ""


def one_edit_apart(a: str, b: str) -> bool:
    """Whether one letter added, dropped, changed, or swapped with the next makes `a` into `b`. Equal texts are not."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[same:], b[same:]
    if len(a) != len(b):
        return rest_a[1:] == rest_b or rest_a == rest_b[1:]
    return rest_a[1:] == rest_b[1:] or (rest_a[1::-1] == rest_b[:2] and rest_a[2:] == rest_b[2:])


def begins_a_sentence(text: str, at: int) -> bool:
    """Whether the word that starts at `at` comes first: after a full stop, a colon, a line's end, or nothing at all."""
    before = text[max(0, at - _FAR) : at].rstrip(" \t\u00a0\"'\u2018\u2019\u201c\u201d([*_#-\u2013\u2014\u2022")
    return not before or before[-1] in ".!?:;\u2026\n\r"
