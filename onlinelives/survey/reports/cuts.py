"""In which ways the young people of a wave may be divided: by the groups they belong to, by how many, by year group,
age, gender and kind of place, and by a few of these crossed with gender."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onlinelives.rules.disclosure.shares import ALL, NOT_SAID, Cuts, Dimension
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.made import CARE_AND_CARING, FACTORS, YEAR_GROUP, groups
from onlinelives.rules.questionnaires.shapes import ENGLISH, Kind, Question
from onlinelives.survey.engine.files import STRATUM
from onlinelives.survey.engine.sql import Levels, Parts
from onlinelives.survey.reports import phrases
from onlinelives.survey.reports.source import Source

AGE, GENDER, CARE = "age", "gender", "in_care"
CROSSED_WITH_GENDER = (CARE, "young_carer", "mental_health")  # a star, so never a ring
YEARS = range(5, 12)
MANY_FACTORS = 4  # and more stand together
NOT_SAID_WORDS = "Not known"

Pair = tuple[str, str]


@dataclass(frozen=True)
class Dividing:
    """One way to divide young people. title: as a heading; words: of its parts, in order; levels: how the engine reads
    it. against: which parts are set beside which other. people: how a sentence calls those of a part."""

    dimension: Dimension
    title: str
    words: tuple[str, ...]
    levels: Levels
    against: tuple[Pair, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return self.dimension.code


@lru_cache(maxsize=64)
def cuts_of(source: Source) -> Cuts:
    """The fixed list of cuts of a wave. Only what its answers have columns for is in it."""
    found = dividings(source)
    crossings = tuple((GENDER, code) for code in CROSSED_WITH_GENDER if {GENDER, code} <= set(found))
    return Cuts(tuple(each.dimension for each in found.values()), crossings)


def dividings(source: Source) -> dict[str, Dividing]:
    """Every dimension by its code, in the order in which they are offered."""
    return {each.code: each for each in _dividings(source)}


def groups_in(source: Source) -> tuple[Dividing, ...]:
    """Those that are one group against the rest."""
    belong = {item.code for item in groups(source.asks)}
    return tuple(each for each in dividings(source).values() if each.code in belong)


def parts_of(source: Source, cut: str) -> Parts | None:
    """How the engine divides children by a cut; None for all of them together. KeyError for a cut that is not one."""
    if cut == ALL:
        return None
    found = dividings(source)
    return Parts(tuple(found[code].levels for code in cut.split("*")))


def kept_places(source: Source, cut: str) -> tuple[int, ...]:
    """Which of the engine's places are parts: all, but the last of a dimension that is known of everybody."""
    if cut == ALL:
        return (0,)
    places = [0]
    for code in cut.split("*"):
        each = dividings(source)[code]
        known = len(each.dimension.parts)
        places = [before * (each.levels.places + 1) + own for before in places for own in range(known)]
    return tuple(places)


def words_of(source: Source, cut: str) -> dict[str, str]:
    """What the parts of a cut are called."""
    if cut == ALL:
        return {ALL: "All young people"}
    found = dividings(source)
    told = {"": ""}
    for code in cut.split("*"):
        own = dict(zip(found[code].dimension.parts, found[code].words, strict=True))
        told = {
            "*".join(filter(None, (before, part))): ", ".join(filter(None, (so_far, words)))
            for before, so_far in told.items()
            for part, words in own.items()
        }
    return told


def title_of(source: Source, cut: str) -> str:
    if cut == ALL:
        return "All young people"
    titles = [dividings(source)[code].title for code in cut.split("*")]
    return titles[0] if len(titles) == 1 else f"{titles[0]} and {titles[1][0].lower()}{titles[1][1:]}"


def against(source: Source, cut: str) -> tuple[Pair, ...]:
    """Which parts of a cut are set beside which; none of a crossing."""
    return dividings(source)[cut].against if cut in dividings(source) else ()


def _dividings(source: Source) -> Iterator[Dividing]:
    belong = groups(source.asks)
    for group in belong:
        if group.column in source.has:
            yield from _group(group.column, group.yes, group.question)
    if FACTORS in source.has:
        yield _factors(len(belong))
    if CARE_AND_CARING in source.has:
        yield _yes_no(CARE_AND_CARING, CARE_AND_CARING, "In care and caring", ((1,), (0,)), phrases.both_cares())
    if YEAR_GROUP in source.has:
        yield _listed(YEAR_GROUP, "Year group", [((year,), str(year), f"Year {year}") for year in YEARS])
    for question in source.asks.questions():
        if question.id in (AGE, GENDER) and question.kind is Kind.ONE and question.id in source.has:
            yield from _choices(question)
    if len(source.strata) > 1:
        codes = tuple((place,) for place in range(len(source.strata)))
        dimension = Dimension(STRATUM, tuple(f"place{place}" for place in range(len(codes))), of_places=True)
        yield Dividing(dimension, "Kind of place", source.strata, Levels(STRATUM, codes))


def _group(column: str, yes: tuple[int, ...], question: Question) -> Iterator[Dividing]:
    offered = [choice.code for choice in question.choices] if question.kind is Kind.ONE else [0, 1]
    no = tuple(code for code in offered if code not in yes)
    if no:
        people = phrases.group(question)
        yield _yes_no(question.id, column, people[0].upper() + people[1:], (yes, no), people)


def _yes_no(
    code: str, column: str, title: str, sides: tuple[tuple[int, ...], tuple[int, ...]], people: str
) -> Dividing:
    dimension = Dimension(code, ("yes", "no", NOT_SAID))
    words = title, "Others", NOT_SAID_WORDS
    return Dividing(dimension, title, words, Levels(column, sides), (("yes", "no"),), (people, "others"))


def _factors(groups_asked: int) -> Dividing:
    exact = [((number,), str(number), f"{number or 'None'} of these groups") for number in range(MANY_FACTORS)]
    more = tuple(range(MANY_FACTORS, max(groups_asked, MANY_FACTORS) + 1))
    rows = [*exact, (more, f"{MANY_FACTORS}plus", f"{MANY_FACTORS} or more of these groups")]
    beside = tuple((part, "0") for _, part, _ in rows[1:])
    return _listed(FACTORS, "In how many of the groups", rows, beside)


def _choices(question: Question) -> Iterator[Dividing]:
    if len(question.choices) > 1:
        rows = [
            ((choice.code,), str(choice.code), phrases.choice(question.id, choice.code, said_in(choice.said, ENGLISH)))
            for choice in question.choices
        ]
        yield _listed(question.id, "Age" if question.id == AGE else "Gender", rows)


def _listed(
    code: str, title: str, rows: Sequence[tuple[tuple[int, ...], str, str]], beside: tuple[Pair, ...] = ()
) -> Dividing:
    codes, parts, words = zip(*rows, strict=True)
    dimension = Dimension(code, (*parts, NOT_SAID))
    return Dividing(dimension, title, (*words, NOT_SAID_WORDS), Levels(code, codes), beside)
