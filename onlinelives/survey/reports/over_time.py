"""What is changing?"""

from collections.abc import Iterator, Sequence

from onlinelives.rules.questionnaires.made import KINDS
from onlinelives.survey.reports import words
from onlinelives.survey.reports.changing import ALIKE, Series, change_over
from onlinelives.survey.reports.page import Drawing, Grid, Mark, Report, Section
from onlinelives.survey.reports.source import Source

OTHERS = "Other questions"
NOT_ASKED = "Not asked"
METHOD = (
    (
        "A line joins waves only where the question, its answers and what counts as yes are the same, or are marked as "
        "comparable by those who wrote it. Where a question changed, the line has a gap and no change is worked out."
    ),
    (
        "The kinds of risk on this page are made only from questions that were asked alike in all waves shown, so they "
        "differ from those on other pages."
    ),
    (
        "A school that took part in several waves counts as one school, so that what stays the same about it is not "
        "mistaken for news."
    ),
    (
        "The yearly odds ratio says by how much the odds are multiplied from one wave to the next, over the comparable "
        "waves, three at least: above 1 they rise."
    ),
    (
        "Each wave is weighted by itself, as the page of its results says. Where one counts as all pupils of the area "
        "and another as those of the settings that took part, some of a change may come from that."
    ),
)


def over_time(sources: Sequence[Source]) -> Report:
    """sources: oldest first; the last is the wave that is looked at."""
    series = change_over(sources)
    waves = [each.name for each in sources]
    if not series:
        only = Section("none", "There is one wave so far", ("What changes can be seen once there are answers of two.",))
        return Report("What is changing?", "One wave after another.", (only,), words.METHOD)
    return Report(
        "What is changing?",
        f"From {waves[0]} to {waves[-1]}.",
        tuple(_sections(series, waves)),
        (*METHOD, *words.METHOD, words.BANK),
    )


def _sections(series: Sequence[Series], waves: list[str]) -> Iterator[Section]:
    kinds = [each for each in series if each.code.startswith(ALIKE)]
    if kinds:
        yield _section("kinds", "The four kinds of risk", kinds, waves)
    for kind in KINDS:
        rows = [each for each in series if each.kind == kind and not each.code.startswith(ALIKE)]
        if rows:
            yield _section(kind, f"{kind.capitalize()} risks", rows, waves)
    rows = [each for each in series if not each.kind]
    if rows:
        yield _section("others", OTHERS, rows, waves)


def _section(code: str, title: str, rows: Sequence[Series], waves: list[str]) -> Section:
    drawn = rows if code == "kinds" else sorted(rows, key=_moved, reverse=True)[:4]
    marks = (
        Mark(wave, each.name, cell, piece)
        for each in drawn
        for wave, cell, piece in zip(waves, each.cells, _pieces(each), strict=True)
    )
    told = f"{title} over the waves" if code == "kinds" else f"{title}: the four with the largest change"
    head = (
        "Risk" if code != "others" else "Question",
        *waves,
        "Change since the wave before",
        "Larger than chance",
        "Yearly odds ratio",
    )
    return Section(
        code,
        title,
        _told(rows, waves),
        Drawing("lines", told, tuple(marks)),
        Grid(f"{title}: of 100 young people", head, tuple(_line(each) for each in rows)),
        tuple(_gaps(rows, waves)),
    )


def _moved(each: Series) -> int:
    return abs(each.change.points) if each.change else -1


def _pieces(each: Series) -> list[int]:
    """Which piece of its line each wave is in."""
    pieces = [0]
    for gap in each.gaps:
        pieces.append(pieces[-1] + bool(gap))
    return pieces


def _line(each: Series) -> tuple[str, ...]:
    larger = "" if each.change is None else ("Yes" if each.change.p < 0.05 else "No")
    change = "No change is worked out" if each.change is None else words.changed(each.change)
    slope = "" if each.slope is None else words.times(each.slope)
    cells = (words.cell(cell) if asked else NOT_ASKED for cell, asked in zip(each.cells, each.asked, strict=True))
    return (each.name, *cells, change, larger, slope)


def _told(rows: Sequence[Series], waves: list[str]) -> tuple[str, ...]:
    """The largest change of those that are shown."""
    known = [(each, each.change) for each in rows if each.change]
    if not known:
        return ("No change can be shown here.",)
    most, change = max(known, key=lambda each: abs(each[1].points))
    before = f"In the wave before, of 100 young people {words.number(most.cells[-2])} {most.says}"
    sure = words.CHANGE_MORE if change.p < 0.05 else words.CHANGE_CHANCE
    return (f"{before}. In {waves[-1]} it is {words.number(most.cells[-1])}. {sure}",)


def _gaps(rows: Sequence[Series], waves: list[str]) -> Iterator[str]:
    for each in rows:
        for wave, gap in zip(waves[1:], each.gaps, strict=True):
            if gap:
                yield f"{each.name}: the line is broken before {wave}. {gap}"
