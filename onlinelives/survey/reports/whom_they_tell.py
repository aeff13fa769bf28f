"""Whom do they tell, and does it help? And what were they taught?"""

from collections.abc import Iterator, Sequence

from onlinelives.rules.disclosure.shares import ALL, PublishedShares, places_of
from onlinelives.survey.reports import words
from onlinelives.survey.reports.answered import answered
from onlinelives.survey.reports.cuts import dividings
from onlinelives.survey.reports.items import Counted, choices_of, items_of
from onlinelives.survey.reports.page import Drawing, Grid, Mark, Report, Section
from onlinelives.survey.reports.peers import missing_section
from onlinelives.survey.reports.showing import differ, shown
from onlinelives.survey.reports.source import Source

TOPICS = (  # code, title, single questions, and questions of which every choice is told
    ("told", "Whom those who were bullied told", (), ("bullied_told",)),
    ("helped", "Whether telling helped", ("told_helped",), ()),
    ("next", "What happened next", (), ("bullied_next",)),
    ("taught", "Teaching about staying safe: received and followed", ("taught", "follow_advice"), ()),
    ("who", "Who taught them", (), ("taught_where",)),
    ("why_not", "What stops them from doing what they were taught", (), ("advice_why_not",)),
)
EVERYBODY = "young people"
LEAD = "What young people do when something goes wrong, and what they learnt. Asked of those whom it concerns."


def whom_they_tell(source: Source, cut: str) -> Report:
    """cut: "all", or a group of `peers.compared_groups`."""
    sections = tuple(_sections(source, cut))
    nothing = Section("none", "Nothing can be shown", ("These questions are not in the answers of this wave.",))
    return Report("Whom do they tell, and does it help?", LEAD, sections or (nothing,), (*words.METHOD, words.BANK))


def _sections(source: Source, cut: str) -> Iterator[Section]:
    single = []
    for code, title, questions, many in TOPICS:
        listed = items_of(source)
        rows = [listed[each] for each in questions if each in listed]
        rows += [each for question in many for each in choices_of(source, question)]
        if rows:
            single += [rows[0].code]
            yield _section(source, cut, code, title, rows)
    told = answered(source, ALL, single)
    if told:
        yield missing_section((_asked(items_of(source)[code]), *words.reasons(row[0])) for code, row in told.items())


def _asked(item: Counted) -> str:
    return item.name if item.whole or item.question is None else item.question.said["en"].text


def _section(source: Source, cut: str, code: str, title: str, rows: Sequence[Counted]) -> Section:
    codes = [each.code for each in rows]
    public = shown(source, cut, codes)
    parts: tuple[str, ...] = public.parts[:2]
    places: dict[str, str] = {}
    if not rows[0].whole:  # choices of one question: the most frequent first, by what is shown
        places = places_of({code: public.cell(code, parts[0]) for code in codes})
        rows = sorted(rows, key=lambda each: (not places[each.code], float(places[each.code].rstrip("=") or 0)))
    names: tuple[str, ...] = ("All young people",)
    larger: dict[str, str] = {}
    if cut != ALL:
        names = dividings(source)[cut].words[:2]
        found = differ(source, [cut], codes, bank=True)
        larger = {item: words.is_larger(found.get((cut, item, parts[0]))) for item in codes}
    sides = list(zip(parts, names, strict=True))
    marks = tuple(
        Mark(each.name, name if larger else "", public.cell(each.code, part)) for each in rows for part, name in sides
    )
    lines = tuple(
        (
            each.name,
            *(words.cell(public.cell(each.code, part)) for part, _ in sides),
            words.base(public.cell(each.code, parts[0])),
            *([larger[each.code]] if larger else []),
            *([places[each.code]] if places else []),
        )
        for each in rows
    )
    head = (
        "Answer",
        *names,
        "Answered" if not larger else f"Answered, {names[0].lower()}",
        *(["Larger than chance"] if larger else []),
        *(["Place"] if places else []),
    )
    notes = (words.PLACES,) if any(places.values()) else ()
    return Section(
        code,
        title,
        _told(rows, public, names[0].lower() if larger else ""),
        Drawing("dots", title, marks),
        Grid(title, head, lines),
        notes,
    )


def _told(rows: Sequence[Counted], public: PublishedShares, group: str) -> tuple[str, ...]:
    """The most frequent of those that are shown, of everybody or of a group."""
    known = [(cell, each) for each in rows if (cell := public.cell(each.code, public.parts[0]))]
    if not known:
        return ("These figures cannot be shown: too few of these young people were asked.",)
    highest = max(cell.percent for cell, _ in known)
    most = [(cell, each) for cell, each in known if cell.percent == highest]
    cell, first = most[0]
    if first.whole:
        return (f"{words.of_100(f'{group or EVERYBODY} who were asked', first.says, cell)}.",)
    names = " and ".join(f"“{each.name}”" for _, each in most)
    each_by = "each by" if len(most) > 1 else "by"
    return (f"Chosen most{f' by {group}' if group else ''}: {names}, {each_by} about {highest} of 100 who were asked.",)
