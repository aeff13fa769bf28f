"""Our schools, year groups, areas: who took part, and how year groups and kinds of place differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onlinelives.rules.disclosure.beside import reasons
from onlinelives.rules.questionnaires.made import YEAR_GROUP
from onlinelives.survey.engine import sums
from onlinelives.survey.engine.files import STRATUM
from onlinelives.survey.reports import words
from onlinelives.survey.reports.cuts import dividings
from onlinelives.survey.reports.items import items_of
from onlinelives.survey.reports.page import Drawing, Grid, Mark, Report, Section
from onlinelives.survey.reports.peers import kinds_asked
from onlinelives.survey.reports.showing import shown, uneven
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import TABLE, surveyed

TITLES = {YEAR_GROUP: "Year groups", STRATUM: "Kinds of place"}


@dataclass(frozen=True)
class Taking:
    """One setting of a wave. code: of the school in the file. expected: pupils, 0 where nobody knows."""

    code: int
    name: str
    stratum: str
    sampled: bool
    expected: int


def places(source: Source, taking: Sequence[Taking], kind: str) -> Report:
    """kind: of `peers.kinds_asked`. What young people said is never told of one school."""
    return Report(
        "Our schools, year groups, areas",
        "Who took part, and how year groups and kinds of place differ. No answers are shown for one school.",
        (_took_part(source, taking), *_cuts(source, kind)),
        (*words.METHOD, words.BANK),
    )


def responses(source: Source) -> dict[int, int | None]:
    """Young people who answered, to the nearest 5, by the code of their school; None for 7 or fewer."""
    with surveyed(source) as asked:
        found = asked.engine.rows(sums.schools(TABLE))
    told: dict[int, int] = {}
    for school, children in zip(found["school_code"].tolist(), found["children"].tolist(), strict=True):
        told[school] = told.get(school, 0) + children
    return {school: reasons(children, ()).answered for school, children in told.items()}


def _took_part(source: Source, taking: Sequence[Taking]) -> Section:
    came = responses(source)
    lines = [
        (
            each.name,
            each.stratum or "–",
            "Drawn" if each.sampled else "Came by itself",
            *_turnout(came.get(each.code), each.expected),
        )
        for each in taking
        if each.code in came
    ]
    known = {each.code for each in taking}
    unknown = len([code for code in came if code not in known])
    own = len([each for each in taking if each.code in came and not each.sampled])
    accord = "1 of them came of its own accord." if own == 1 else f"{own} of them came of their own accord."
    told = f"{len(came)} settings took part. {accord if own else ''}".strip()
    notes = (f"{unknown} more are known by their file alone.",) if unknown else ()
    head = ("Setting", "Kind of place", "How it came", "Pupils", "Responses", "Of the pupils")
    grid = Grid("Responses against pupils", head, tuple(lines)) if lines else None
    return Section("part", "Who took part", (told,), grid=grid, notes=notes)


def _turnout(answered: int | None, expected: int) -> tuple[str, str, str]:
    pupils = f"{expected:,}" if expected else "Not known"
    if answered is None:
        return pupils, words.SMALL, words.NOT_SHOWN
    share = f"about {min(100, round(100 * answered / expected))}%" if expected else "Not known"
    return pupils, f"about {answered:,}", share


def _cuts(source: Source, kind: str) -> Iterator[Section]:
    item = items_of(source)[kind]
    kinds = [each.code for each in kinds_asked(source)]
    for cut, title in TITLES.items():
        if cut not in dividings(source):
            continue
        found = dividings(source)[cut]
        public, tests = shown(source, cut, kinds), uneven(source, cut, tuple(kinds))
        named = list(zip(found.dimension.parts, found.words, strict=True))
        told = (
            []
            if kind not in tests
            else [
                f"{item.name}: differences between {title.lower()} are larger than chance would explain."
                if not tests[kind].explains
                else f"{item.name}: differences between {title.lower()} of this size could be chance."
            ]
        )
        yield Section(
            "year" if cut == YEAR_GROUP else "kind",
            title,
            tuple(told),
            Drawing(
                "dots",
                f"{item.name}, by {title.lower()}",
                tuple(Mark(name, "", public.cell(kind, part)) for part, name in named),
            ),
            Grid(
                f"{title}: of 100 young people",
                (title, *(items_of(source)[code].name for code in kinds)),
                tuple((name, *(words.cell(public.cell(code, part)) for code in kinds)) for part, name in named),
            ),
            (words.HIDDEN,),
        )
