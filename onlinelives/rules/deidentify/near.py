"""One word of a text against the names that stand alone: as it is, with endings of its language, or misspelt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from onlinelives.rules.deidentify.folding import Word, begins_a_sentence, fold, one_edit_apart, script
from onlinelives.rules.deidentify.hits import Hit, Subject
from onlinelives.rules.deidentify.words import GENERIC, TOO_FREQUENT, WORD_NAMES, WORD_SURNAMES, is_common

SHARED = "shared"

KNOWN_NAME = "This is in the record."
ORDINARY = "This is a name in the record, and also an ordinary word."
SMALL = "This is part of a name in the record, written in small letters."
MISSPELT = "This is one letter away from a name in the record."
SHORTENED = "This may be short for a name in the record."
HOLDS = "This word holds a name from the record."

SHORTEST_MISSPELT = 5  # letters of a name of which misspellings are looked for: Ali is one letter from too much
_SHORTEST_JOINED = 4  # letters of a name that is looked for with an s after it
_SHORTEST_SHORTENED = 3  # letters of a nickname that is the beginning of a name: Jay for Jayden

_ALSO_WORDS = WORD_NAMES | WORD_SURNAMES | GENERIC

# Letters written together with the word after them: and, so, with, to, as, in, the.
_ARABIC_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_HEBREW_BEFORE = ("ו", "ה", "ב", "ל", "מ", "ש", "כ")
_CYRILLIC_ENDINGS = tuple(
    map(fold, ("а", "я", "у", "ю", "е", "и", "ы", "ой", "ей", "ою", "ею", "ом", "ем", "ові", "еві", "ії"))
)


@dataclass
class Single:
    """Whom one word may name. ordinary: it is also a word; only_capital: it is part of a place's name, and certain with
    a capital only."""

    ordinary: bool
    only_capital: bool = False
    subjects: set[Subject] = field(default_factory=set)


def subject_of(subjects: set[Subject]) -> Subject:
    """The one subject, or what several have in common: ("shared", "person 0, person 1")."""
    if len(subjects) == 1:
        return next(iter(subjects))
    return SHARED, ", ".join(sorted(" ".join(subject) for subject in subjects))


def ordinary(folded: str) -> bool:
    """Whether a folded word has a meaning besides being a name."""
    return folded in _ALSO_WORDS or is_common(folded)


def named(text: str, word: Word, singles: Mapping[str, Single]) -> Iterator[Hit]:
    """What the word may name, at most one hit, the surest."""
    if word.folded in singles:
        yield from _as_it_is(text, word, singles[word.folded])
        return
    single = _with_endings(word.folded, singles)
    if single:
        yield _hit(word, single.subjects, True, KNOWN_NAME)
    elif not ordinary(word.folded):
        yield from _misspelt(word, singles)
    elif word.folded in WORD_NAMES and not is_common(word.folded):
        yield from _shortened(word, singles)


def _as_it_is(text: str, word: Word, single: Single) -> Iterator[Hit]:
    """A name in small letters that is also an ordinary word is flagged, never replaced silently."""
    if word.folded in TOO_FREQUENT and not (word.capital and not begins_a_sentence(text, word.start)):
        if word.capital:
            yield _hit(word, single.subjects, False, ORDINARY)
    elif word.capital:
        yield _hit(word, single.subjects, True, KNOWN_NAME)
    elif single.ordinary:
        yield _hit(word, single.subjects, False, ORDINARY)
    elif single.only_capital or len(word.folded) < 3:
        yield _hit(word, single.subjects, False, SMALL)
    else:
        yield _hit(word, single.subjects, True, KNOWN_NAME)


def _with_endings(folded: str, singles: Mapping[str, Single]) -> Single | None:
    """The name inside a word with what its language writes together with it."""
    kind = script(folded[0])
    bare: list[str] = []
    if kind == "LATIN" and folded.endswith("s") and len(folded) > _SHORTEST_JOINED:
        bare = [folded[:-1]]
    if kind in {"ARABIC", "HEBREW"}:
        bare = [folded.removeprefix(one) for one in (_ARABIC_BEFORE if kind == "ARABIC" else _HEBREW_BEFORE)]
    if kind == "CYRILLIC" and len(folded) > _SHORTEST_JOINED:
        stems = [folded.removesuffix(ending) for ending in _CYRILLIC_ENDINGS]
        bare = [stem + ending for stem in (folded, *stems) for ending in ("", "а", "я", "и", "ь", "о")]
    fits = [one for one in bare if one != folded and one in singles]
    return singles[fits[0]] if fits and not singles[fits[0]].ordinary and not is_common(folded) else None


def _misspelt(word: Word, singles: Mapping[str, Single]) -> Iterator[Hit]:
    """Names one edit away, or inside the word. A name that is an ordinary word is near too much in small letters."""
    near: set[Subject] = set()
    inside: set[Subject] = set()
    for name, single in singles.items():
        if len(name) < SHORTEST_MISSPELT or (single.ordinary and not word.capital):
            continue
        if one_edit_apart(word.folded, name):
            near |= single.subjects
        elif name in word.folded:
            inside |= single.subjects
    if near:
        yield _hit(word, near, word.capital, MISSPELT)
    elif inside:
        yield _hit(word, inside, False, HOLDS)
    else:
        yield from _shortened(word, singles)


def _shortened(word: Word, singles: Mapping[str, Single]) -> Iterator[Hit]:
    """Names that begin with the word."""
    if len(word.folded) >= _SHORTEST_SHORTENED:
        longer = [single.subjects for name, single in singles.items() if name.startswith(word.folded)]
        if longer:
            yield _hit(word, set().union(*longer), False, SHORTENED)


def _hit(word: Word, subjects: set[Subject], certain: bool, reason: str) -> Hit:
    subject = subject_of(subjects)
    return Hit(word.start, word.end, subject[0], subject, certain, reason)
