"""Tables as they may be shown on the pages of those who run the survey: through disclosure control, each by itself.

What leaves for others is released, and held against all that was released before; this is not that.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np

from onlinelives.rules.disclosure import beside
from onlinelives.rules.disclosure.shares import Measure, PublishedShares, SharesReleased, publish_shares
from onlinelives.rules.estimation import benjamini_hochberg, holm, rao_scott
from onlinelives.rules.estimation.moments import Floats
from onlinelives.survey.reports.cuts import cuts_of, parts_of
from onlinelives.survey.reports.items import items_of
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import ADJUST, counted, share_tables, surveyed

Key = tuple[str, str, str]  # cut, item, part
Chances = Mapping[Key, beside.Chance]


def shown(source: Source, cut: str, items: Iterable[str]) -> PublishedShares:
    """Raises `Refused` in words where nothing can be shown."""
    return _shown(source, cut, tuple(items))


@lru_cache(maxsize=32)
def shown_beside(source: Source, cut: str, items: tuple[str, ...], against: SharesReleased) -> PublishedShares:
    """As it may be shown beside everything that is out already. Raises `Refused` in words. Kept by the process: to look
    at it, to look again and to let it out asks the same of the same answers."""
    (table,) = share_tables(source, [cut], items)
    return publish_shares(table, against)


@lru_cache(maxsize=256)
def _shown(source: Source, cut: str, items: tuple[str, ...]) -> PublishedShares:
    (table,) = share_tables(source, [cut], items)
    return publish_shares(table, SharesReleased(cuts_of(source)))


def differ(source: Source, cuts: Iterable[str], items: Iterable[str], *, bank: bool = False) -> Chances:
    """Whether chance could explain a difference between two parts, of everything that is shown of these tables taken
    together. bank: adjusted across the question bank (Benjamini and Hochberg); otherwise within the report (Holm)."""
    return _differ(source, tuple(cuts), tuple(items), bank)


@lru_cache(maxsize=128)
def _differ(source: Source, cuts: tuple[str, ...], items: tuple[str, ...], bank: bool) -> Chances:
    family = {
        (cut, one.item, one.part): (one.p, [public.cell(one.item, part) for part in (one.part, one.other)])
        for cut, exact in zip(cuts, share_tables(source, cuts, items), strict=True)
        for public in [shown(source, cut, items)]
        for one in exact.comparisons
        if one.measure is Measure.DIFFERENCE and public.cell(one.item, one.part) and public.cell(one.item, one.other)
    }
    p_values = adjusted([p for p, _ in family.values()], bank=bank)
    told = ((key, beside.chance(p, about=cells)) for (key, (_, cells)), p in zip(family.items(), p_values, strict=True))
    return {key: chance for key, chance in told if chance}


def adjusted(p_values: Iterable[float], *, bank: bool) -> Floats:
    return (benjamini_hochberg if bank else holm)(np.array(list(p_values), float))


@lru_cache(maxsize=128)
def uneven(source: Source, cut: str, items: tuple[str, ...]) -> Mapping[str, beside.Chance]:
    """Whether chance could explain that an item differs between the parts of a cut: Rao and Scott's test, over the
    parts with somebody in them and without those who are not known; adjusted across the items."""
    public = shown(source, cut, items)
    divided = parts_of(source, cut)
    if divided is None:
        return {}
    with surveyed(source) as asked:
        counts = counted(asked, source, cut, {code: items_of(source)[code].read for code in items})
    known = range(divided.levels[0].places)
    family = {}
    for row, item in enumerate(items):
        there = [place for place in known if counts.answered[row, place]]
        if len(there) < 2 or counts.moments.df < 1:
            continue
        cells = np.zeros((2 * len(there), counts.moments.totals.shape[-1]))
        for at, place in enumerate(there):
            cells[2 * at, [2 * place, 2 * place + 1]] = 1, -1
            cells[2 * at + 1, 2 * place + 1] = 1
        n = int(counts.answered[row, there].sum())
        test = rao_scott(counts.moments[row].combine(cells), n, len(there), 2, ADJUST)
        about = [public.cells[public.items.index(item)][place] for place in there]
        family[item] = float(test.p_value), about
    p_values = adjusted([p for p, _ in family.values()], bank=True)
    told = (
        (item, beside.chance(float(p), about=about))
        for (item, (_, about)), p in zip(family.items(), p_values, strict=True)
    )
    return {item: chance for item, chance in told if chance}
