"""Which kinds of risk come together, and how many of them young people have met."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from onlinelives.rules.disclosure import beside
from onlinelives.rules.disclosure.shares import ALL, PublishedShares, SharesReleased, publish_shares
from onlinelives.rules.disclosure.thresholds import FEWEST_ON_A_SIDE
from onlinelives.rules.estimation import together
from onlinelives.rules.questionnaires.made import KINDS, KINDS_MET, kind_column
from onlinelives.survey.engine import gather
from onlinelives.survey.engine.sql import Question
from onlinelives.survey.reports.cuts import cuts_of
from onlinelives.survey.reports.showing import adjusted
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import ADJUST, surveyed, table_of


@dataclass(frozen=True)
class Pair:
    """Two kinds of risk. odds: how the odds of one differ between those with and without the other; None where it is
    not shown."""

    one: str
    other: str
    odds: beside.Odds | None


@lru_cache(maxsize=32)
def pairs(source: Source) -> tuple[Pair, ...]:
    """Every two kinds, where all four were asked and there are enough schools; p adjusted for the pairs (Holm)."""
    if not {kind_column(kind) for kind in KINDS} <= source.has:
        return ()
    with surveyed(source) as asked:
        cells = gather.cells(asked, [Question(kind_column(kind)) for kind in reversed(KINDS)])
    if cells.moments.df < 1:
        return ()
    found = together(cells.moments, ADJUST).odds_ratios
    p_values = adjusted(found.p_value.tolist(), bank=False)
    told = []
    for place, (one, other) in enumerate(combinations(range(len(KINDS)), 2)):
        axes = [len(KINDS) - 1 - each for each in (one, other)]
        four = cells.children.sum(axis=tuple(each for each in range(len(KINDS)) if each not in axes))
        numbers = [float(each[place]) for each in (found.estimate, found.low, found.high)]
        odds = beside.pair_odds(numbers, float(p_values[place]), cells=four.ravel().tolist())
        told.append(Pair(KINDS[one], KINDS[other], odds))
    return tuple(told)


@lru_cache(maxsize=32)
def how_many(source: Source) -> tuple[tuple[str, ...], PublishedShares] | None:
    """Percentages who met none, one, two, ... of the kinds, and what the rows are called. Rows at the end are put
    together until each has 8 or more young people in it: the rows add up to everybody, so that no row can be hidden
    alone. None where not all kinds were asked."""
    if KINDS_MET not in source.has:
        return None
    with surveyed(source) as asked:
        single = [Question(KINDS_MET, (number,)) for number in range(len(KINDS) + 1)]
        counts = gather.proportions(asked, single).yes[:, 0].tolist()
        rows = _large_enough(counts)
        read = {f"kinds_{row[0]}": Question(KINDS_MET, row) for row in rows}
        table = table_of(asked, source, ALL, read)
    names = tuple(_named(row) for row in rows)
    return names, publish_shares(table, SharesReleased(cuts_of(source)))


def _large_enough(counts: Iterable[int]) -> list[tuple[int, ...]]:
    """Numbers of kinds, put together from the end until each row is large enough."""
    rows: list[tuple[tuple[int, ...], int]] = []
    for number, count in reversed(list(enumerate(counts))):
        if rows and rows[-1][1] < FEWEST_ON_A_SIDE:
            kinds, so_far = rows.pop()
            rows.append(((number, *kinds), so_far + count))
        else:
            rows.append(((number,), count))
    if len(rows) > 1 and rows[-1][1] < FEWEST_ON_A_SIDE:
        (last, few), (before, more) = rows.pop(), rows.pop()
        rows.append(((*last, *before), few + more))
    return [row for row, _ in reversed(rows)]


def _named(row: tuple[int, ...]) -> str:
    names = ["none", "one", "two", "three", "four"]
    told = " or ".join(names[number] for number in row)
    return f"{told[0].upper()}{told[1:]} of the four kinds"
