"""How are vulnerable young people doing compared with their peers?"""

from collections.abc import Iterable, Sequence

from onlinelives.rules.disclosure.shares import Measure, PublishedShares
from onlinelives.rules.disclosure.shares.published import Cell
from onlinelives.rules.questionnaires.made import CARE_AND_CARING, FACTORS, KINDS
from onlinelives.survey.reports import words
from onlinelives.survey.reports.adjusting import adjusted_odds
from onlinelives.survey.reports.answered import answered
from onlinelives.survey.reports.cuts import Dividing, dividings, groups_in
from onlinelives.survey.reports.items import Counted, items_of, risks_of
from onlinelives.survey.reports.page import Drawing, Grid, Mark, Report, Section
from onlinelives.survey.reports.showing import Chances, differ, shown, uneven
from onlinelives.survey.reports.source import Source

REASON_WORDS = ("Preferred not to say", "Did not understand", "Left empty", "Led past it", "Not reached")
GROUP, REST = "yes", "no"
HEAD = ("In the group", "Others", "Difference", "Ratio of percentages", "Odds ratio", "Adjusted odds ratio")


def compared_groups(source: Source) -> tuple[Dividing, ...]:
    """Each group, and those both in care and caring."""
    both = dividings(source).get(CARE_AND_CARING)
    return (*groups_in(source), *([both] if both else []))


def kinds_asked(source: Source) -> tuple[Counted, ...]:
    """Any kind of risk, then each of the four: what is made of several questions."""
    return tuple(each for each in risks_of(source) if each.question is None)


def peers(source: Source, group: str, kind: str) -> Report:
    """group: of `compared_groups`; kind: of `kinds_asked`. KeyError for others."""
    chosen, item = dividings(source)[group], items_of(source)[kind]
    return Report(
        "How are vulnerable young people doing compared with their peers?",
        "Young people who say that they belong to a group, beside all others of whom this is known.",
        (
            _every_group(source, item),
            *_by_number(source, item),
            *_risks(source, chosen),
            _missing(source, chosen),
        ),
        (*words.METHOD, words.HOLM, words.BANK, _ADJUSTED),
    )


_ADJUSTED = (
    "The adjusted odds ratio takes account of age (10 to 11, 12 to 13, 14 to 16) and of gender, in a logistic "
    "regression whose errors come from schools. Age bands and genders with fewer than 10 young people on one side are "
    "left out of it."
)


def _every_group(source: Source, item: Counted) -> Section:
    groups = compared_groups(source)
    chances = differ(source, [each.code for each in groups], [item.code])
    rows = [(each, shown(source, each.code, [item.code])) for each in groups]
    rows.sort(key=lambda row: -_gap(row[1], item.code))
    return Section(
        "groups",
        f"Every group: {item.name[0].lower()}{item.name[1:]}",
        _told(rows, item, chances),
        _drawing(f"{item.name}: each group and others", [(each.title, public, item.code) for each, public in rows]),
        Grid(
            f"{item.name}, the largest difference first",
            ("Group", "In the group", "Others", "Difference", "Larger than chance"),
            tuple(
                (
                    each.title,
                    *(words.cell(public.cell(item.code, part)) for part in (GROUP, REST)),
                    words.points(words.measured(public.compared(item.code), GROUP, Measure.DIFFERENCE)),
                    words.is_larger(chances.get((each.code, item.code, GROUP))),
                )
                for each, public in rows
            ),
        ),
        (words.HIDDEN,),
    )


def _gap(public: PublishedShares, item: str) -> float:
    """The difference that is shown; groups without one come last."""
    told = words.measured(public.compared(item), GROUP, Measure.DIFFERENCE)
    return told.estimate if told else -101.0


def _told(rows: Sequence[tuple[Dividing, PublishedShares]], item: Counted, chances: Chances) -> tuple[str, ...]:
    """The first group of which both figures are shown."""
    for each, public in rows:
        one, other = (public.cell(item.code, part) for part in (GROUP, REST))
        if one and other:
            chance = chances.get((each.code, item.code, GROUP))
            return (words.pair(each.people, item.says, (one, other), chance), words.NO_CAUSE)
    return ("None of these figures can be shown. Choose another kind of risk.",)


def _by_number(source: Source, item: Counted) -> tuple[Section, ...]:
    found = dividings(source).get(FACTORS)
    if found is None:
        return ()
    public, test = shown(source, FACTORS, [item.code]), uneven(source, FACTORS, (item.code,)).get(item.code)
    cells = dict(zip(public.parts, public.cells[0], strict=True))
    named = list(zip(found.dimension.parts, found.words, strict=True))
    sentences = []
    if cells["0"] and cells["4plus"]:
        people = "young people in four or more of these groups"
        sentences.append(
            f"{words.of_100(people, item.says, cells['4plus'])}; of 100 in none of them, {words.number(cells['0'])}."
        )
    if test:
        sentences.append(
            "That it differs with the number of groups is more than chance would explain."
            if not test.explains
            else "Differences with the number of groups could be chance."
        )
    chances = differ(source, [FACTORS], [item.code])
    section = Section(
        "number",
        "By the number of groups a young person is in",
        tuple(sentences),
        Drawing(
            "dots", f"{item.name}, by number of groups", tuple(Mark(name, "", cells[part]) for part, name in named)
        ),
        Grid(
            f"{item.name}, by number of groups",
            ("Groups", "Of 100", "Answered", "Difference from none", "Larger than chance"),
            tuple(
                (
                    name,
                    words.cell(cells[part]),
                    words.base(cells[part]),
                    words.points(words.measured(public.compared(item.code), part, Measure.DIFFERENCE))
                    if found.against and part in {one for one, _ in found.against}
                    else "",
                    words.is_larger(chances.get((FACTORS, item.code, part))) if part not in ("0", "not_said") else "",
                )
                for part, name in named
            ),
        ),
    )
    return (section,)


def _risks(source: Source, group: Dividing) -> Iterable[Section]:
    """The risks of each kind, for the chosen group."""
    items = risks_of(source)
    codes = tuple(each.code for each in items)
    public = shown(source, group.code, codes)
    chances = differ(source, [group.code], codes, bank=True)
    odds = adjusted_odds(source, group.code, codes) if group.code != CARE_AND_CARING else {}
    for kind in KINDS:
        rows = [each for each in items if each.kind == kind and each.question is not None]
        if not rows:
            continue
        yield Section(
            kind,
            f"{group.title}: {kind} risks",
            _largest(group, rows, public, chances),
            _drawing(
                f"{kind.capitalize()} risks: {group.people[0]} and others",
                [(each.name, public, each.code) for each in rows],
            ),
            Grid(
                f"{kind.capitalize()} risks: {group.people[0]} beside others, of 100",
                ("Risk", *HEAD, "Larger than chance"),
                tuple(
                    (
                        each.name,
                        *(words.cell(public.cell(each.code, part)) for part in (GROUP, REST)),
                        words.points(words.measured(public.compared(each.code), GROUP, Measure.DIFFERENCE)),
                        *(
                            words.times(words.measured(public.compared(each.code), GROUP, measure))
                            for measure in (Measure.RATIO, Measure.ODDS_RATIO)
                        ),
                        words.times(odds.get(each.code)),
                        words.is_larger(chances.get((group.code, each.code, GROUP))),
                    )
                    for each in rows
                ),
            ),
        )


def _largest(group: Dividing, rows: Iterable[Counted], public: PublishedShares, chances: Chances) -> tuple[str, ...]:
    """The risk with the largest difference of those that are shown."""
    both = [each for each in rows if public.cell(each.code, GROUP) and public.cell(each.code, REST)]
    if not both:
        return ("None of these figures can be shown for this group.",)
    most = max(both, key=lambda each: abs(_gap(public, each.code)))
    one, other = (public.cell(most.code, part) for part in (GROUP, REST))
    chance = chances.get((group.code, most.code, GROUP))
    return (words.pair(group.people, most.says, (one, other), chance),)


def _drawing(title: str, rows: Iterable[tuple[str, PublishedShares, str]]) -> Drawing:
    sides = ((GROUP, "In the group"), (REST, "Others"))
    marks = (Mark(name, side, _cell(public, code, part)) for name, public, code in rows for part, side in sides)
    return Drawing("dots", title, tuple(marks))


def _cell(public: PublishedShares, code: str, part: str) -> Cell:
    return public.cell(code, part)


def _missing(source: Source, group: Dividing) -> Section:
    items = [each for each in risks_of(source) if each.question is not None]
    told = answered(source, group.code, [each.code for each in items])
    lines = [
        (f"{each.name}: {name[0].lower()}{name[1:]}", *words.reasons(row))
        for each in items
        for name, row in zip((group.title, "Others"), told[each.code][:2], strict=True)
    ]
    return missing_section(lines)


def missing_section(lines: Iterable[tuple[str, ...]]) -> Section:
    return Section(
        "missing",
        "Who did not answer",
        ("Numbers of young people, to the nearest 5. The first number is the sum of those shown after it.",),
        grid=Grid("Who did not answer, and why", ("Question", "All", "Answered", *REASON_WORDS), tuple(lines)),
        aside=True,
    )
