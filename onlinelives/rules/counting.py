"""Which tables about young people there are, what is counted in them, and the cuts, which are the same for everybody.

Every young person is counted once in their life for each of two questions: in the quarter of their first referral, and
in that of their first finished assessment; always at the agency that holds the record, whoever else it is shared with.
So quarters and agencies add up, and what is left when one figure is taken from another is always about whole people.

A quarter is only ever published in the stretch in which it was first published. A year beside its quarters, or an
agency beside another stretch, would be two tables with counts in common under different names, which the ledger of
`disclosure` cannot hold against each other.

Source: statements 1.1 to 1.4 of both editions (children are counted, not incidents); the four Cs and their items.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onlinelives.rules.disclosure import Frame, Population, Table, listed
from onlinelives.rules.disclosure import population as people_of
from onlinelives.rules.risk import CATEGORIES

WHOLE = "whole"

# The ledger of releases knows a figure by these words and by the codes beneath. Other words would be another figure,
# which is held against nothing that is published already: so they stay as they are for ever.
REFERRED = (
    "Young people first referred to an agency of the area in the period, "
    "each counted once, at the agency that holds their record"
)
ASSESSED = (
    "Young people whose first online-life assessment was finished in the period, "
    "each counted once, at the agency that holds their record"
)

ONLINE = ("online.reason", "online.known", "online.later", "online.none", "online.not_asked")
HARM = ("harm.dependent", "harm.enabled", "harm.both", "harm.not_said", "harm.not_online")
SUPPORT = ("support.needed_online", "support.needed", "support.not_needed", "support.not_known")
AGES = ("age.under_11", "age.11_13", "age.14_15", "age.16_17", "age.18", "age.not_known")

WORDS = {
    "online.reason": "Life online was the reason",
    "online.known": "Known at referral, beside another reason",
    "online.later": "Found later",
    "online.none": "Somebody asked, and found none",
    "online.not_asked": "Nobody had asked yet",
    "harm.dependent": "Technology-dependent harm",
    "harm.enabled": "Technology-enabled harm",
    "harm.both": "Both kinds",
    "harm.not_said": "An online part, kind not said",
    "harm.not_online": "No online part known",
    "support.needed_online": "Needed, and life online has a part",
    "support.needed": "Needed, no online part known",
    "support.not_needed": "Not needed",
    "support.not_known": "Not known yet",
    "age.under_11": "Under 11",
    "age.11_13": "11 to 13",
    "age.14_15": "14 to 15",
    "age.16_17": "16 to 17",
    "age.18": "18 or over",
    "age.not_known": "Age not known",
}


@dataclass(frozen=True)
class Referred:
    """One young person as their first referral says. agency and quarter are codes, the others are of the lists above.
    `agency` is the one that holds the record."""

    agency: str
    quarter: str
    age: str
    online: str
    harm: str
    support: str


@dataclass(frozen=True)
class Assessed:
    """One young person as their first finished assessment says: the risk items that were answered with yes."""

    agency: str
    quarter: str
    items: frozenset[str]


@dataclass(frozen=True)
class Counting:
    """One table of the catalogue. `rows`: a field of Referred, or a category of risk items, or empty for the four
    together. `by`: how it is cut besides: "age", "quarter" or "agency"; empty for those of assessments.
    `meaning`: what is read in it, in words. `statements`: those of the framework that it helps to answer."""

    code: str
    title: str
    meaning: str
    statements: tuple[str, ...]
    rows: str
    by: str = ""

    @property
    def definition(self) -> str:
        return REFERRED if self.by else ASSESSED


@dataclass(frozen=True)
class Part:
    """Some true counts, and whose they are. They leave only through `disclosure`. code: WHOLE, a category or a risk
    item."""

    code: str
    table: Table
    population: Population


def age_band(age: int | None) -> str:
    """The band of an age in whole years, None where it is not known."""
    if age is None:
        return "age.not_known"
    for limit, band in zip((11, 14, 16, 18), AGES, strict=False):
        if age < limit:
            return band
    return "age.18"


def harm(*, online: bool, dependent: bool, enabled: bool) -> str:
    """Both harm types can be there at once (statements 1.1 and 1.2); without an online part there is neither."""
    if not online:
        return "harm.not_online"
    return {
        (True, True): "harm.both",
        (True, False): "harm.dependent",
        (False, True): "harm.enabled",
    }.get((dependent, enabled), "harm.not_said")


def support(*, answer: str, online: bool) -> str:
    """Support needed to lower a risk of significant harm (1.3). answer: "yes", "no" or "not_known"."""
    if answer == "yes":
        return "support.needed_online" if online else "support.needed"
    return {"no": "support.not_needed", "not_known": "support.not_known"}[answer]


_FIELDS = {"online": ONLINE, "harm": HARM, "support": SUPPORT, "age": AGES}
_MEANINGS = {
    "harm": (
        "Harm by technology",
        (
            "Technology-dependent harm (1.1) could only have happened online or through technology. Technology-enabled "
            "harm (1.2) also happens offline; technology made it possible or worse."
        ),
        ("1.1", "1.2"),
    ),
    "online": (
        "The part of life online",
        (
            "Whether life online was why the young person was referred, was known beside another reason, or came to "
            "light after they had come for something else (1.4)."
        ),
        ("1.2", "1.4"),
    ),
    "support": (
        "Support needed against significant harm",
        (
            "Whether whoever received the referral judged that support is needed to lower a risk of significant harm, "
            "and whether life online has a part in it (1.3)."
        ),
        ("1.3",),
    ),
    "age": ("Age", "Whole years on the day of the referral.", ("1.1", "1.2")),
}
_BY = {"age": "by age", "quarter": "by quarter", "agency": "by agency"}

CATALOGUE = (
    *(
        Counting(f"{rows}-{by}", f"{title}, {_BY[by]}", meaning, statements, rows, by)
        for rows, (title, meaning, statements) in _MEANINGS.items()
        for by in _BY
        if rows != by
    ),
    Counting(
        "four-cs",
        "The four Cs",
        "A young person counts under each C in which at least one risk item was answered with yes. "
        "Where an item was not asked or not known, that is no yes.",
        ("1.5", "3.4"),
        "",
    ),
    *(
        Counting(
            f"items-{category}",
            f"Risk items of {category}",
            "A young person counts under each item that was answered with yes, and once under the C itself. "
            "Where an item was not asked or not known, that is no yes.",
            ("1.5", "3.4"),
            category,
        )
        for category in CATEGORIES
    ),
)
BY_CODE = {counting.code: counting for counting in CATALOGUE}


def parts_of_referred(
    counting: Counting, people: Iterable[Referred], units: Mapping[str, Sequence[str]]
) -> tuple[Part, ...]:
    """The counts of one table, as its one part: by agency with a row for each agency, otherwise with a row for each of
    what is counted. A single quarter is not cut by quarter: its table is a list.

    units: each quarter that is counted and the agencies there were in it. People of other quarters or agencies raise
    ValueError, and so do more agencies or quarters than a table can have.
    """
    found = list(people)
    _check(found, units)
    names = _FIELDS[counting.rows]
    cuts = {
        "age": AGES,
        "quarter": tuple(sorted(units)),
        "agency": tuple(sorted({a for of in units.values() for a in of})),
    }
    cut = cuts[counting.by]
    pairs = Counter((getattr(person, counting.rows), getattr(person, counting.by)) for person in found)
    if len(cut) == 1:
        table = listed(names, tuple(pairs[name, cut[0]] for name in names))
    elif counting.by == "agency":
        table = Table(Frame(cut, names), tuple(tuple(pairs[name, each] for name in names) for each in cut))
    else:
        table = Table(Frame(names, cut), tuple(tuple(pairs[name, each] for each in cut) for name in names))
    return (Part(WHOLE, table, _population(units)),)


def parts_of_assessed(
    counting: Counting, people: Iterable[Assessed], units: Mapping[str, Sequence[str]], items: Sequence[str]
) -> tuple[Part, ...]:
    """As `parts_of_referred`, but a part for each C, or for one C and each of its `items`: a young person may have
    several, so that these do not add up. Each part is a list that adds up to everybody. That of an item has what is
    left of its C besides, so that an item taken from its C tells of nobody either."""
    found = list(people)
    _check(found, units)
    everybody = _population(units)

    def part(code: str, names: tuple[str, ...], *counts: int) -> Part:
        return Part(code, listed(names, (*counts, len(found) - sum(counts))), everybody)

    parts = []
    for category in (counting.rows,) if counting.rows else CATEGORIES:
        within = sum(category in categories_of(person.items) for person in found)
        parts.append(part(category, (f"{category}.yes", f"{category}.none"), within))
        for item in items if counting.rows else ():
            number = sum(item in person.items for person in found)
            parts.append(part(item, (item, f"{item}.other", f"{category}.none"), number, within - number))
    return tuple(parts)


def categories_of(items: Iterable[str]) -> frozenset[str]:
    """The Cs that risk items belong to: an item's id begins with its C and a dot."""
    return frozenset(item.partition(".")[0] for item in items)


def _check(people: Iterable[Referred | Assessed], units: Mapping[str, Sequence[str]]) -> None:
    if any(person.agency not in units.get(person.quarter, ()) for person in people):
        raise ValueError("somebody is counted outside the quarters and agencies of the table")


def _population(units: Mapping[str, Sequence[str]]) -> Population:
    return frozenset[str]().union(*(people_of(of, quarter) for quarter, of in units.items() if of))
