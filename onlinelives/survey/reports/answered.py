"""Who did not answer, and why: for each question, of everybody and of each part of a cut."""

from collections.abc import Iterable
from functools import lru_cache

from onlinelives.rules.disclosure import beside
from onlinelives.rules.disclosure.shares import ALL
from onlinelives.rules.questionnaires.made import any_column
from onlinelives.rules.questionnaires.shapes import Missing
from onlinelives.survey.engine import gather
from onlinelives.survey.reports.cuts import kept_places, parts_of
from onlinelives.survey.reports.items import Counted, answers_to, items_of
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import counted, surveyed

REASONS = tuple(Missing)  # in the order in which they are told
Row = tuple[beside.Reasons, ...]  # one for each part


def answered(source: Source, cut: str, items: Iterable[str]) -> dict[str, Row]:
    """By item, for those that are one question, and by part of the cut. In each part, those who answered and those who
    did not for each reason are everybody."""
    return dict(zip(kept := _questions(source, items), _rows(source, cut, tuple(kept)), strict=True))


def _questions(source: Source, items: Iterable[str]) -> list[str]:
    return [code for code in items if items_of(source)[code].question is not None]


@lru_cache(maxsize=64)
def _rows(source: Source, cut: str, items: tuple[str, ...]) -> tuple[Row, ...]:
    if not items:
        return ()
    listed = items_of(source)
    columns = [_column(source, listed[code]) for code in items]
    with surveyed(source) as asked:
        told = counted(asked, source, cut, {code: listed[code].read for code in items}).answered
        missing = gather.codes(asked, columns, REASONS, parts_of(source, cut) if cut != ALL else None)
    places = kept_places(source, cut)
    return tuple(
        tuple(beside.reasons(int(told[row, place]), missing[row, :, place].tolist()) for place in places)
        for row in range(len(items))
    )


def _column(source: Source, item: Counted) -> str:
    """Where the reasons stand: all columns of a question of many have the same."""
    asked = item.question
    if asked is None or item.column != any_column(asked):
        return item.column
    return next(name for name in answers_to(asked) if name in source.has)
