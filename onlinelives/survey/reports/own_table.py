"""Build your own table: a few questions by one cut, or by one of the crossings that are allowed."""

from collections.abc import Sequence

from onlinelives.survey.reports import words
from onlinelives.survey.reports.answered import answered
from onlinelives.survey.reports.cuts import title_of, words_of
from onlinelives.survey.reports.items import Counted, items_of
from onlinelives.survey.reports.page import Drawing, Grid, Mark, Report, Section
from onlinelives.survey.reports.peers import missing_section
from onlinelives.survey.reports.showing import shown
from onlinelives.survey.reports.source import Source

MOST_ITEMS = 6
SERIES = 4  # colours of a chart


def own_table(source: Source, cut: str, items: Sequence[str]) -> Report:
    """cut: of `cuts_of`; items: of `items_of`, 6 at most. Without an item there is no section yet."""
    title, lead = "Build your own table", "Choose questions, and by what to divide young people."
    if not items:
        return Report(title, lead, (), words.METHOD)
    listed = [items_of(source)[code] for code in items]
    public, names = shown(source, cut, items), words_of(source, cut)
    by = title_of(source, cut)
    cells = [(each, part, public.cell(each.code, part)) for each in listed for part in public.parts]
    few = len(public.parts) <= SERIES
    marks = tuple(
        Mark(each.name, names[part], cell) if few else Mark(_both(each, names[part], listed), "", cell)
        for each, part, cell in cells
    )
    caption = f"{by}: of 100 young people"
    section = Section(
        "table",
        by,
        tuple(
            f"{words.of_100('young people', listed[0].says, cell)}."
            for each, part, cell in cells[:1]
            if part == "all" and cell
        ),
        Drawing("dots", caption, marks),
        Grid(
            caption,
            ("Question", by, "Of 100", "Answered"),
            tuple((each.name, names[part], words.cell(cell), words.base(cell)) for each, part, cell in cells),
        ),
        (words.HIDDEN, words.NO_CAUSE),
    )
    told = answered(source, cut, items)
    rows = [
        (f"{items_of(source)[code].name}: {names[part]}", *words.reasons(one))
        for code, row in told.items()
        for part, one in zip(public.parts, row, strict=True)
    ]
    return Report(title, lead, (section, *([missing_section(rows)] if rows else [])), words.METHOD)


def _both(item: Counted, part: str, listed: Sequence[Counted]) -> str:
    return part if len(listed) == 1 else f"{item.name}: {part}"
