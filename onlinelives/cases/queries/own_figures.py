"""The exact figures of an agency, for its own managers, from the records that they see themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries.counting import Records, assessed, items_of, referred, words
from onlinelives.rules import roles
from onlinelives.rules.counting import AGES, BY_CODE, HARM, ONLINE, SUPPORT, categories_of
from onlinelives.rules.quarters import Quarter, quarter_of, stretch
from onlinelives.rules.risk import CATEGORIES
from onlinelives.trail import clock

QUARTERS = 5  # the running one, and a year before it

# What is counted -> the table of the catalogue that has its meaning and statements, and its codes.
REFERRED = (
    ("harm", "harm-quarter", HARM),
    ("online", "online-quarter", ONLINE),
    ("support", "support-quarter", SUPPORT),
    ("age", "age-quarter", AGES),
)

Pairs = Iterable[tuple[str, str]]  # a code and the quarter in which somebody counts under it


@dataclass(frozen=True)
class OwnLine:
    """How many young people in each quarter, and in all of them."""

    words: str
    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class OwnGroup:
    """One table. `everybody`: its last line; lines of assessments do not add up to it."""

    title: str
    meaning: str
    statements: tuple[str, ...]
    lines: list[OwnLine]
    everybody: OwnLine


@dataclass(frozen=True)
class OwnFigures:
    """One agency. quarters: the oldest first, the last one still running."""

    agency: Agency
    quarters: tuple[Quarter, ...]
    referred: list[OwnGroup]
    assessed: list[OwnGroup]


def own_figures(person: Person) -> list[OwnFigures]:
    """For each agency that the person manages, by name: how many young people, counted as in the figures of the area,
    among the records that they see. A record that is restricted to others is in none of these numbers."""
    running = quarter_of(clock.today())
    quarters = stretch(running.later(1 - QUARTERS), running)
    managed = person.agencies_as(roles.MANAGER)
    return [_of(agency, person, quarters) for agency in Agency.objects.visible_to(person).filter(pk__in=managed)]


def _of(agency: Agency, person: Person, quarters: tuple[Quarter, ...]) -> OwnFigures:
    records = YoungPerson.objects.visible_to(person).filter(agency=agency)
    first, last = quarters[0], quarters[-1]
    people = referred(records, first, last).values()
    everybody = _line("All young people first referred", "", ((("", each.quarter)) for each in people), quarters)
    names = words(agency.partnership)
    groups = []
    for field, code, codes in REFERRED:
        pairs = [(getattr(each, field), each.quarter) for each in people]
        lines = [_line(names[each], each, pairs, quarters) for each in codes]
        groups.append(_group(code, lines, everybody))
    return OwnFigures(agency, quarters, groups, _assessments(agency, records, quarters, names))


def _assessments(
    agency: Agency, records: Records, quarters: tuple[Quarter, ...], names: dict[str, str]
) -> list[OwnGroup]:
    people = assessed(records, quarters[0], quarters[-1]).values()
    everybody = _line("All young people first assessed", "", [("", each.quarter) for each in people], quarters)
    cs = [(category, each.quarter) for each in people for category in categories_of(each.items)]
    groups = [_group("four-cs", [_line(names[each], each, cs, quarters) for each in CATEGORIES], everybody)]
    items = [(item, each.quarter) for each in people for item in each.items]
    for category in CATEGORIES:
        known = [item for item in items_of(category, agency.partnership) if item in dict(items)]
        lines = [_line(names[item], item, items, quarters) for item in known]
        groups.append(_group(f"items-{category}", lines, everybody))
    return groups


def _group(code: str, lines: list[OwnLine], everybody: OwnLine) -> OwnGroup:
    counting = BY_CODE[code]
    return OwnGroup(counting.title, counting.meaning, counting.statements, lines, everybody)


def _line(label: str, code: str, pairs: Pairs, quarters: tuple[Quarter, ...]) -> OwnLine:
    counts = Counter(quarter for found, quarter in pairs if found == code)
    return OwnLine(label, tuple(counts[quarter.code] for quarter in quarters), sum(counts.values()))
