"""Does one risk go with others?"""

from onlinelives.survey.reports import words
from onlinelives.survey.reports.joining import Pair, how_many, pairs
from onlinelives.survey.reports.page import Drawing, Grid, Mark, OddsMark, Report, Section
from onlinelives.survey.reports.source import Source

METHOD = (
    (
        "An odds ratio above 1 says that young people who met one kind of risk are more likely to have met the other. "
        "It is not a ratio of percentages. Only young people of whom all four are known are counted."
    ),
)


def risks_together(source: Source) -> Report:
    sections = (*_numbers(source), *_pairs(source))
    nothing = Section("none", "Nothing can be shown", ("This needs answers about all four kinds of risk.",))
    return Report(
        "Does one risk go with others?",
        "How many of the four kinds of risk young people met, and which kinds come together.",
        sections or (nothing,),
        (*METHOD, *words.METHOD, words.HOLM),
    )


def _numbers(source: Source) -> tuple[Section, ...]:
    found = how_many(source)
    if found is None:
        return ()
    names, public = found
    cells = [row[0] for row in public.cells]
    most = cells[-1]
    told = (f"{words.of_100('young people', f'met {names[-1][0].lower()}{names[-1][1:]}', most)}.",) if most else ()
    grid = Grid(
        "How many of the four kinds of risk young people met",
        ("Kinds of risk", "Of 100 young people"),
        tuple((name, words.cell(cell)) for name, cell in zip(names, cells, strict=True)),
    )
    marks = tuple(Mark(name, "", cell) for name, cell in zip(names, cells, strict=True))
    drawing = Drawing("dots", "How many of the four kinds of risk young people met", marks)
    return (Section("number", "How many kinds of risk", told, drawing, grid),)


def _pairs(source: Source) -> tuple[Section, ...]:
    found = pairs(source)
    if not found:
        return ()
    grid = Grid(
        "Which two kinds of risk come together",
        ("Two kinds", "Odds ratio", "More than chance"),
        tuple((_named(each), words.times(each.odds), _sure(each)) for each in found),
    )
    drawing = Drawing(
        "odds", "Which two kinds of risk come together", tuple(OddsMark(_named(each), each.odds) for each in found)
    )
    return (Section("pairs", "Which kinds come together", _told(found), drawing, grid, (words.NO_CAUSE,)),)


def _named(pair: Pair) -> str:
    return f"{pair.one.capitalize()} and {pair.other}"


def _sure(pair: Pair) -> str:
    return words.NOT_SHOWN if pair.odds is None else ("Yes" if pair.odds.p < 0.05 else "No")


def _told(found: tuple[Pair, ...]) -> tuple[str, ...]:
    known = [(each, each.odds) for each in found if each.odds and each.odds.p < 0.05]
    if not known:
        return ("No two kinds are seen to come together more than chance would explain.",)
    most, odds = max(known, key=lambda each: each[1].ratio)
    with_it = "higher" if odds.ratio > 1 else "lower"
    return (
        (
            f"The odds of having met {most.other} risks are {with_it} among those who met {most.one} risks: "
            f"the odds ratio is {odds.ratio:g}. That is more than chance would explain."
        ),
    )
