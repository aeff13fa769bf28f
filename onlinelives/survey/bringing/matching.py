"""Guesses what each column of a file is, and each of its values, from names, labels and words."""

import re
from collections.abc import Iterable, Mapping

from onlinelives.rules.questionnaires.columns import CHOSEN, NOT_CHOSEN
from onlinelives.rules.questionnaires.columns import Column as Item
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.rules.questionnaires.shapes import Missing, Questionnaire
from onlinelives.survey.bringing.looking import Column
from onlinelives.survey.bringing.mapping import YEARS, ColumnUse, Mapped, Sure, Use, items_of

ALIKE = 0.75  # of the words of two labels, shared ones counted twice
USUAL: Mapping[Use, frozenset[str]] = {
    Use.WEIGHT: frozenset(
        ["weight", "weights", "wt", "wgt", "w", "pw", "pweight", "finalweight", "finalwt", "surveyweight"]
    ),
    Use.STRATUM: frozenset(["stratum", "strata", "str", "stratumid", "kindofplace", "phase"]),
    Use.SCHOOL: frozenset(
        [
            "school",
            "schools",
            "schoolid",
            "schoolname",
            "schoolno",
            "schoolcode",
            "sch",
            "psu",
            "cluster",
            "setting",
            "place",
            "urn",
        ]
    ),
    Use.YEAR_GROUP: frozenset(("yeargroup", "year", "yr", "schoolyear", "ncyear", "nationalcurriculumyear")),
}
OWN_YEAR = re.sub(r"\W|_", "", YEAR_GROUP)
REASONS: tuple[tuple[Missing, tuple[str, ...]], ...] = (
    (Missing.PREFER_NOT, ("prefer not", "rather not", "refused", "refusal", "did not want to say")),
    (
        Missing.NOT_UNDERSTOOD,
        ("i dont understand", "do not understand", "didnt understand", "not understood", "dont know what"),
    ),
    (
        Missing.ROUTED_PAST,
        (
            "not asked",
            "not applicable",
            "inapplicable",
            "skipped",
            "routed past",
            "does not apply",
            "item not applicable",
        ),
    ),
    (Missing.NOT_REACHED, ("not reached", "broke off", "stopped before", "dropped out")),
    (Missing.LEFT, ("left empty", "no answer", "not answered", "missing", "withheld", "not stated", "blank")),
)
BARE_REASONS = {"na": Missing.ROUTED_PAST, "ref": Missing.PREFER_NOT, "pnts": Missing.PREFER_NOT}
YES, NO = (
    frozenset(["1", "yes", "y", "true", "t", "checked", "selected", "x", "ticked"]),
    frozenset(["0", "no", "n", "false", "f", "unchecked"]),
)
SMALL = frozenset(("a", "an", "the", "i", "am", "im"))
NOT = frozenset(("not checked", "not selected", "not ticked"))


def guess(questionnaire: Questionnaire, columns: tuple[Column, ...]) -> Mapped:
    """A use for each column; what is not recognised is left out. No question and no role is given twice."""
    items = items_of(questionnaire)
    found = _by_name(items, columns)
    _by_role(columns, found)
    _by_label(items, columns, found)
    return tuple(_with_values(column, found.get(place, ColumnUse()), items) for place, column in enumerate(columns))


def used(column: Column, use: Use, item: str | None, questionnaire: Questionnaire, before: ColumnUse) -> ColumnUse:
    """What a person says that a column is, with its values guessed where `before` does not say them."""
    fresh = _with_values(column, ColumnUse(use, item, {}, Sure.SAID), items_of(questionnaire))
    same = (before.use, before.item) == (use, item)
    kept = {text: before.values.get(text, code) if same else code for text, code in fresh.values.items()}
    return ColumnUse(use, item, kept, Sure.SAID)


def _by_name(items: Mapping[str, Item], columns: tuple[Column, ...]) -> dict[int, ColumnUse]:
    names = {_bare(name): name for name in items}
    found: dict[int, ColumnUse] = {}
    for place, column in enumerate(columns):
        name = names.pop(_bare(column.name), None)
        if name is not None:
            found[place] = ColumnUse(Use.ITEM, name)
    return found


def _by_role(columns: tuple[Column, ...], found: dict[int, ColumnUse]) -> None:
    """In the order of the columns; the year group as this product writes it goes before any other."""
    for use, usual in USUAL.items():
        first = frozenset({OWN_YEAR}) if use is Use.YEAR_GROUP else frozenset()
        for wanted in (first, usual):
            place = next((p for p, c in enumerate(columns) if p not in found and _bare(c.name) in wanted), None)
            if place is not None:
                found[place] = ColumnUse(use)
                break


def _by_label(items: Mapping[str, Item], columns: tuple[Column, ...], found: dict[int, ColumnUse]) -> None:
    taken = {use.item for use in found.values()}
    asked = [(name, frozenset(_words(item.label))) for name, item in items.items() if name not in taken]
    pairs = [
        (_alike(words, frozenset(_words(column.described.label))), place, name)
        for place, column in enumerate(columns)
        if place not in found and column.described.label
        for name, words in asked
    ]
    for alike, place, name in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if alike >= ALIKE and place not in found and name not in taken:
            found[place] = ColumnUse(Use.ITEM, name, {}, Sure.SURE if alike == 1 else Sure.LIKELY)
            taken.add(name)


def _with_values(column: Column, use: ColumnUse, items: Mapping[str, Item]) -> ColumnUse:
    if use.use is Use.ITEM and use.item and use.item in items:
        item = items[use.item]
        values = {value.text: code_of(column, value.text, item) for value in column.values}
    elif use.use is Use.YEAR_GROUP:
        values = {value.text: year_of(column.words_of(value.text) or value.text) for value in column.values}
    else:
        return ColumnUse(use.use, None, {}, use.sure)
    return ColumnUse(use.use, use.item, values, use.sure)


def code_of(column: Column, text: str | None, item: Item) -> int | None:
    """The code that a value of the column stands for, as far as can be told; None where it cannot. A value that the
    file declares missing is never an answer."""
    if text is None:
        return int(Missing.LEFT)
    said = column.words_of(text)
    reason = _reason(said or text)
    number = int(text) if re.fullmatch(r"-?\d{1,4}", text) else None
    if column.described.declares_missing(text):
        own = number if number is not None and number < 0 and number in item.values else None
        return reason if said and reason is not None else own
    same = _same(said or text, item)
    if same is not None or reason is not None:
        return same if same is not None else reason
    ticked = _ticked(said or text) if item.choice is not None else None
    if ticked is not None:
        return ticked
    if said:
        return _nearly(said, item)
    return number if number in item.values else None


def year_of(said: str | None) -> int | None:
    """Year 8, Y8 or 8 as 8; None for anything else."""
    numbers = re.findall(r"\d+", said or "")
    return int(numbers[0]) if len(numbers) == 1 and int(numbers[0]) in YEARS else None


def _reason(said: str) -> int | None:
    words = _plain(said)
    if words in BARE_REASONS:
        return int(BARE_REASONS[words])
    return next((int(code) for code, usual in REASONS if any(each in words for each in usual)), None)


def _same(said: str, item: Item) -> int | None:
    """The answer with these words, or the only one with them but for its small words: Girl is A girl."""
    offered = {_plain(words): code for code, words in item.values.items()}
    core = _core(said)
    alike = [code for words, code in offered.items() if core and _core(words) == core]
    return offered.get(_plain(said), alike[0] if len(alike) == 1 else None)


def _nearly(said: str, item: Item) -> int | None:
    """The answer whose words are the most like these, if one is like them; never a number against its label."""
    words = frozenset(_words(said))
    alike, code = max((_alike(words, frozenset(_words(each))), code) for code, each in item.values.items())
    return code if alike >= ALIKE else None


def _ticked(said: str) -> int | None:
    words = _plain(said)
    if words in NO or words in NOT:
        return NOT_CHOSEN
    return CHOSEN if words in YES else None


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """1 where they have the same words, 0 where they share none."""
    together = len(one) + len(other)
    return 2 * len(one & other) / together if together else 0.0


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _words(said: str) -> Iterable[str]:
    return _plain(said).split()


def _core(said: str) -> tuple[str, ...]:
    return tuple(word for word in _words(said) if word not in SMALL)


def _plain(said: str) -> str:
    """Without case, apostrophes and punctuation."""
    return " ".join(re.sub(r"[^\w\s]", " ", re.sub(r"['’`]", "", said.casefold())).split())
