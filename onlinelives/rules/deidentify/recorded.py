"""What the record knows, found in a text however it is spelt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onlinelives.rules.deidentify import spellings
from onlinelives.rules.deidentify.folding import Word, fold, script, words
from onlinelives.rules.deidentify.hits import Hit, Subject
from onlinelives.rules.deidentify.near import KNOWN_NAME, ORDINARY, SHARED, Single, named, ordinary, subject_of
from onlinelives.rules.deidentify.record import Known
from onlinelives.rules.deidentify.spellings import Spelling
from onlinelives.rules.deidentify.words import PARTICLES, PARTICLES_INSIDE, TITLES, TOO_FREQUENT

PERSON, PLACE, SCHOOL, HANDLE, OTHER = "person", "place", "school", "handle", "other"
NAMED = frozenset((PERSON, SHARED, PLACE, SCHOOL))
INITIALS = "These may be the initials of somebody in the record."

_JOINS = re.compile(r"[-\u2010-\u2013'\u2019\u2018`]")  # what stands inside Al-Masri and O'Sullivan
_PARTS = re.compile(r"[\s.'\u2019\u2018`\-\u2010-\u2013]{1,3}|,\s{0,2}")
_BEFORE_A_SPACE = (PARTICLES | PARTICLES_INSIDE) - TOO_FREQUENT  # "Mac Giolla" for MacGiolla, but never "as if"
_MOST_WORDS = 9  # of a text, looked at together
_UNSPACED = frozenset(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))


@dataclass
class Index:
    """Every spelling of what one record knows. Build it once for all texts of a draft with `index_of`."""

    several: dict[Spelling, set[Subject]] = field(default_factory=dict)  # spelling -> whom it may name
    single: dict[str, Single] = field(default_factory=dict)
    unspaced: dict[str, set[Subject]] = field(default_factory=dict)
    handles: set[str] = field(default_factory=set)  # folded, without "@"
    initials: set[str] = field(default_factory=set)
    beginnings: set[Spelling] = field(default_factory=set)

    def add(self, spelling: Spelling, subject: Subject) -> None:
        """A spelling of one word or more that names the subject wherever it stands."""
        if len(spelling) == 1:
            single = self.single.setdefault(spelling[0], Single(ordinary(spelling[0])))
            single.subjects.add(subject)
            single.only_capital = False
            return
        self.several.setdefault(spelling, set()).add(subject)
        self.beginnings |= {spelling[:size] for size in range(1, len(spelling))}

    def add_part(self, part: str, subject: Subject) -> None:
        """A word out of the name of a place or school: certain with a capital only."""
        self.single.setdefault(part, Single(ordinary(part), only_capital=True)).subjects.add(subject)


def index_of(known: Known) -> Index:
    """The index of a record. Two people with a name in common share a pseudonym where only that name is used."""
    built = Index()
    for number, person in enumerate(known.people):
        subject = (PERSON, str(number))
        for name in person.names:
            _add_unspaced(built, name, subject)
            for spelling in spellings.of_person(name) | {(part,) for part in spellings.alone(name)}:
                built.add(spelling, subject)
            flat = spellings.parts(name)
            if len(flat) == 1:
                built.add(flat, subject)
            built.initials.add(spellings.initials(name))
    for group, names in ((PLACE, known.places), (SCHOOL, known.schools)):
        for number, name in enumerate(names):
            subject = (group, str(number))
            _add_unspaced(built, name, subject)
            for spelling in spellings.of_place(name):
                built.add(spelling, subject)
            for part in spellings.telling(spellings.parts(name)):
                built.add_part(part, subject)
            built.initials.add(spellings.initials(name))
    for number, name in enumerate(known.other):
        _add_unspaced(built, name, (OTHER, str(number)))
        built.add(spellings.parts(name), (OTHER, str(number)))
    built.handles = {fold(handle).strip().lstrip("@") for handle in known.handles}
    built.initials = {letters for letters in built.initials if 2 <= len(letters) <= 5}
    return built


def _add_unspaced(built: Index, name: str, subject: Subject) -> None:
    """Scripts that put no space between words: the name is looked for inside longer runs."""
    run = "".join(spellings.parts(name))
    if len(run) > 1 and any(script(letter) in _UNSPACED for letter in run):
        built.unspaced.setdefault(run, set()).add(subject)


def found(text: str, index: Index) -> Iterator[Hit]:
    """Every place where something of the record stands in the text; hits may overlap."""
    all_words = words(text)
    for at, word in enumerate(all_words):
        for hit in (*_several(text, all_words, at, index), *named(text, word, index.single)):
            yield replace(hit, start=_title(text, all_words, at)) if hit.kind in {PERSON, SHARED} else hit
        yield from _inside(word, index)
    yield from _handles(text, index)
    yield from _initials(text, index)


def _several(text: str, all_words: list[Word], at: int, index: Index) -> Iterator[Hit]:
    """The longest spelling that begins with this word."""
    best: tuple[int, set[Subject]] | None = None
    waiting: list[tuple[Spelling, int]] = [((all_words[at].folded,), at)]
    while waiting:
        spelling, last = waiting.pop()
        subjects = index.several.get(spelling)
        if last > at and len(spelling) == 1 and spelling[0] in index.single:
            subjects = index.single[spelling[0]].subjects
        if subjects and _capital_initials(text, all_words[at : last + 1]) and (best is None or last > best[0]):
            best = last, subjects
        if last + 1 < len(all_words) and last - at < _MOST_WORDS:
            waiting += _longer(text, all_words, spelling, last, index)
    if best:
        last, subjects = best
        some, subject = all_words[at : last + 1], subject_of(subjects)
        certain = any(word.capital or not ordinary(word.folded) for word in some)
        yield Hit(some[0].start, some[-1].end, subject[0], subject, certain, KNOWN_NAME if certain else ORDINARY)


def _longer(
    text: str, all_words: list[Word], spelling: Spelling, last: int, index: Index
) -> Iterator[tuple[Spelling, int]]:
    """The spelling with the next word of the text joined to it, or after it."""
    gap = text[all_words[last].end : all_words[last + 1].start]
    following = all_words[last + 1].folded
    word = all_words[last]
    if _JOINS.fullmatch(gap) or (gap == " " and word.capital and word.folded in _BEFORE_A_SPACE):
        yield (*spelling[:-1], spelling[-1] + following), last + 1
    if _PARTS.fullmatch(gap) and spelling in index.beginnings:
        yield (*spelling, following), last + 1


def _capital_initials(text: str, some: list[Word]) -> bool:
    """Single letters count where they are capitals, or stand before a dot or an apostrophe: not "a", not "s"."""
    return all(
        len(word.text) > 1 or word.capital or text[word.end : word.end + 1] in {".", "'", "\u2019"} for word in some
    )


def _title(text: str, all_words: list[Word], at: int) -> int:
    """Where a hit starts: with the title before the name, if there is one."""
    before = all_words[at - 1] if at else None
    if before and before.folded in TITLES and re.fullmatch(r"\.?\s{1,2}", text[before.end : all_words[at].start]):
        return before.start
    return all_words[at].start


def _inside(word: Word, index: Index) -> Iterator[Hit]:
    """Names inside runs of a script without spaces."""
    for run, subjects in index.unspaced.items():
        for match in re.finditer(re.escape(run), word.folded):
            whole = len(word.folded) != len(word.text)  # folding moved the letters: cover the whole run
            start, end = (0, len(word.text)) if whole else match.span()
            subject = subject_of(subjects)
            yield Hit(word.start + start, word.start + end, subject[0], subject, True, KNOWN_NAME)


def _handles(text: str, index: Index) -> Iterator[Hit]:
    """Online names, letter by letter, with or without "@", not inside longer ones."""
    origin = [at for at, character in enumerate(text) for _ in fold(character)]
    folded = fold(text)
    for handle in index.handles:
        for match in re.finditer(rf"(?<![\w])@?{re.escape(handle)}(?!\w)", folded):
            start, end = origin[match.start()], origin[match.end() - 1] + 1
            yield Hit(start, end, HANDLE, (HANDLE, handle), True, KNOWN_NAME)


def _initials(text: str, index: Index) -> Iterator[Hit]:
    """Initials in capitals, with or without dots: only flagged, since many short forms look like them."""
    for match in re.finditer(r"(?<!\w)(?:\w\.\s?){1,4}\w\b\.?|(?<!\w)\w{2,5}(?!\w)", text):
        letters = re.sub(r"[^\w]", "", match[0])
        if letters.isupper() and fold(letters) in index.initials:
            yield Hit(match.start(), match.end(), PERSON, ("name", fold(letters)), False, INITIALS)
