"""Exact tables of a wave: percentages with their limits, and how parts compare. They never leave as they are."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onlinelives.rules.disclosure.shares import Comparison, Measure, Share, ShareTable, Tally
from onlinelives.rules.estimation import Estimates, Sampling, difference, intervals, odds_ratio, proportions, ratio
from onlinelives.survey.engine import gather
from onlinelives.survey.engine.sql import Question
from onlinelives.survey.opening import opened
from onlinelives.survey.reports.cuts import against, cuts_of, kept_places, parts_of
from onlinelives.survey.reports.items import items_of
from onlinelives.survey.reports.source import Source

TABLE = "answers"
ADJUST = Sampling(lonely="adjust")  # a school alone in its stratum is set against all schools; `words.method` says so
MEASURES = ((Measure.DIFFERENCE, difference), (Measure.RATIO, ratio), (Measure.ODDS_RATIO, odds_ratio))


@dataclass(frozen=True)
class _Found:
    """estimates: (q, parts). low, high: (q, parts)."""

    counts: gather.Gathered
    estimates: Estimates
    limits: intervals.Interval


def share_tables(source: Source, cuts: Sequence[str], items: Sequence[str]) -> list[ShareTable]:
    """One table for each cut. cuts: of `cuts_of`; items: of `items_of`, at least one; KeyError for others. Kept in
    memory, since the answers behind a hash do not change."""
    return list(_tables(source, tuple(cuts), tuple(items)))


@lru_cache(maxsize=128)
def _tables(source: Source, cuts: tuple[str, ...], items: tuple[str, ...]) -> tuple[ShareTable, ...]:
    listed = items_of(source)
    read = {code: listed[code].read for code in items}
    with surveyed(source) as asked:
        return tuple(table_of(asked, source, cut, read) for cut in cuts)


@contextmanager
def surveyed(source: Source) -> Iterator[gather.Survey]:
    """The answers of a wave, with their design."""
    with opened({TABLE: source.sha256}) as engine:
        yield gather.survey(engine, TABLE)


def counted(asked: gather.Survey, source: Source, cut: str, read: Mapping[str, Question]) -> gather.Gathered:
    """By every part of a cut, in the order of the engine's places."""
    divided, questions = parts_of(source, cut), list(read.values())
    return gather.by_parts(asked, questions, divided) if divided else gather.proportions(asked, questions)


def table_of(asked: gather.Survey, source: Source, cut: str, read: Mapping[str, Question]) -> ShareTable:
    """The exact table of these items, whose columns need not be items of `items_of`."""
    counts, items = counted(asked, source, cut, read), tuple(read)
    found = _estimated(counts)
    places = kept_places(source, cut)
    return ShareTable(
        wave=source.wave_code,
        answers=source.sha256,
        cut=cut,
        parts=cuts_of(source).parts(cut),
        items=items,
        tallies=tuple(tuple(_tally(counts, row, place) for place in places) for row in range(len(items))),
        shares=tuple(tuple(_share(found, row, place) for place in places) for row in range(len(items))),
        comparisons=tuple(_comparisons(source, cut, items, found.estimates)),
    )


def _estimated(counts: gather.Gathered) -> _Found:
    """Without a degree of freedom there are estimates but no limits, so that nothing is shown."""
    estimates = proportions(counts.moments, ADJUST)
    if estimates.df < 1:
        nothing = np.full_like(estimates.value, np.nan)
        return _Found(counts, estimates, intervals.Interval(nothing, nothing))
    limits = intervals.automatic(estimates.value, estimates.se, estimates.df, n=counts.answered, yes=counts.yes)
    return _Found(counts, estimates, limits)


def _tally(counts: gather.Gathered, row: int, place: int) -> Tally:
    return Tally(*(int(of[row, place]) for of in (counts.answered, counts.yes, counts.schools)))


def _share(found: _Found, row: int, place: int) -> Share | None:
    return share(*(float(of[row, place]) for of in (found.estimates.value, found.limits.low, found.limits.high)))


def share(p: float, low: float, high: float) -> Share | None:
    """None where it is not a number; what rounding leaves of a limit does not pass the percentage."""
    if not np.isfinite([p, low, high]).all():
        return None
    return Share(p, min(max(low, 0.0), p), max(min(high, 1.0), p))


def _comparisons(source: Source, cut: str, items: tuple[str, ...], estimates: Estimates) -> list[Comparison]:
    """Of the pairs that are set beside each other, for every item where the measure is finite."""
    place_of = dict(zip(cuts_of(source).parts(cut), kept_places(source, cut), strict=True))
    if estimates.df < 1:
        return []
    found = []
    for part, other in against(source, cut):
        one, two = place_of[part], place_of[other]
        for measure, compare in MEASURES:
            told = compare(estimates, one, two)
            numbers = np.stack([told.estimate, told.low, told.high, told.p_value], -1)
            found += [
                Comparison(item, part, other, measure, *map(float, numbers[row]))
                for row, item in enumerate(items)
                if np.isfinite(numbers[row]).all()
            ]
    return found
