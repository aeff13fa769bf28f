"""What changed over the waves: only along questions that ask the same all the way.

The answers of several waves stand beside each other by school, so that a school that took part more than once is one
school, and waves are correlated. A school that is absent from a wave adds nothing to it and still counts. Kinds of risk
are made anew from the questions that are comparable in all waves shown, and have names of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from onlinelives.rules.disclosure import beside
from onlinelives.rules.disclosure.shares import ALL, PublishedShares, SharesReleased, ShareTable, Tally, publish_shares
from onlinelives.rules.disclosure.shares.published import Cell
from onlinelives.rules.estimation import (
    Estimates,
    Moments,
    NoRegression,
    NoTrend,
    fit,
    intervals,
    latest_change,
    of_rows,
    proportions,
    regression,
)
from onlinelives.rules.estimation.moments import Floats
from onlinelives.rules.questionnaires import made
from onlinelives.rules.questionnaires.compare import comparable
from onlinelives.rules.verdict import Denied
from onlinelives.survey.engine import gather, sql
from onlinelives.survey.engine.port import Columns
from onlinelives.survey.reports import phrases
from onlinelives.survey.reports.cuts import cuts_of
from onlinelives.survey.reports.items import Counted, answers_to, items_of
from onlinelives.survey.reports.showing import adjusted, shown
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import ADJUST, share, surveyed

ALIKE = "alike_"  # begins the code of a kind of risk made from comparable questions only
UNKNOWN_FROM = 1_000_000  # a school with such a code is known by its file alone, and is no school of another wave


@dataclass(frozen=True)
class Series:
    """One item over the waves, oldest first. cells: the figure of each, None where it is hidden. asked: in which
    waves it was. gaps: for each wave but the first, why it is not comparable with the one before; "" where it is.
    change: of the last two waves. slope: by how much the odds differ from one year to the next, over the comparable
    waves, three at least."""

    code: str
    name: str
    says: str
    kind: str
    cells: tuple[Cell, ...]
    asked: tuple[bool, ...]
    gaps: tuple[str, ...]
    change: beside.Change | None
    slope: beside.Odds | None


@dataclass(frozen=True)
class _Joined:
    """values: (S, q, waves, 2) weighted totals of schools; children: the same unweighted."""

    values: Floats
    children: Floats
    stratum: list[str]

    def moments(self) -> Moments:
        """Of q figures and 2 * waves totals."""
        rows = self.values.transpose(1, 0, 2, 3)
        flat = rows.reshape(*rows.shape[:2], -1)
        return of_rows(flat, np.arange(rows.shape[1]), np.array(self.stratum))


def change_over(sources: Sequence[Source]) -> tuple[Series, ...]:
    """Of two or more waves, oldest first: the kinds of risk made from comparable questions, then every question that
    the latest wave counts. p of changes and slopes: adjusted across the bank."""
    return _changes(tuple(sources)) if len(sources) > 1 else ()


def gaps_of(code: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """For each wave but the first: why its question cannot stand in one line with the one before; "" where it can."""
    return tuple(_gap(code, before, after) for before, after in pairwise(sources))


def _gap(code: str, before: Source, after: Source) -> str:
    old, new = (items_of(each).get(code) for each in (before, after))
    if new is None or new.question is None:
        return f"Not asked in {after.name}."
    if old is None or old.question is None:
        return f"Not asked in {before.name}."
    verdict = comparable(new.question, old.question)
    return verdict.reason if isinstance(verdict, Denied) else ""


@lru_cache(maxsize=8)
def _changes(sources: tuple[Source, ...]) -> tuple[Series, ...]:
    single = [each for each in items_of(sources[-1]).values() if each.question is not None and each.whole]
    gaps = {each.code: gaps_of(each.code, sources) for each in single}
    alike = {each.code for each in single if not any(gaps[each.code])}
    kinds = _kinds(single, alike)
    joined = _joined(sources, [*kinds, *single], alike)
    moments = joined.moments()
    estimates = proportions(moments, ADJUST)
    gaps |= {each.code: ("",) * (len(sources) - 1) for each in kinds}
    cells = _cells(sources, kinds, single, joined, estimates)
    rows = [*kinds, *single]
    found = [
        _tested(estimates[row], moments[row], joined.children[:, row].sum(0), gaps[each.code])
        for row, each in enumerate(rows)
    ]
    changes = adjusted([each[0][1] if each[0] else np.nan for each in found], bank=True)
    slopes = adjusted([each[1][1] if each[1] else np.nan for each in found], bank=True)
    return tuple(
        Series(
            each.code,
            each.name,
            each.says,
            each.kind,
            cells[each.code],
            tuple(each.code.startswith(ALIKE) or each.code in items_of(source) for source in sources),
            gaps[each.code],
            told
            and beside.change(told[0], float(changes[row]), later=cells[each.code][-1], earlier=cells[each.code][-2]),
            slope and _slope(slope, float(slopes[row]), joined.children[:, row].sum(0), cells[each.code]),
        )
        for row, (each, (told, slope)) in enumerate(zip(rows, found, strict=True))
    )


def _kinds(single: Iterable[Counted], alike: set[str]) -> list[Counted]:
    """The kinds of risk of which at least one question is comparable in all waves."""
    there = {each.kind for each in single if each.code in alike}
    return [
        Counted(ALIKE + kind, made.kind_column(kind), (1,), name, says, kind)
        for kind in made.KINDS
        if kind in there
        for name, says in [phrases.kinds()[made.kind_column(kind)]]
    ]


def _joined(sources: Sequence[Source], rows: Sequence[Counted], alike: set[str]) -> _Joined:
    held = [_of_wave(source, rows, alike) for source in sources]
    places: dict[tuple[int, int], int] = {}
    stratum: list[str] = []
    at: list[list[int]] = []
    for wave in reversed(range(len(sources))):  # a school that moved is in the stratum of its latest wave
        own = []
        for code, school in held[wave].keys.tolist():
            key = (school, -1) if school < UNKNOWN_FROM else (school, wave)
            if key not in places:
                places[key] = len(stratum)
                stratum.append(sources[wave].strata[code])
            own.append(places[key])
        at.insert(0, own)
    shape = len(stratum), len(rows), len(sources), 2
    values, children = np.zeros(shape), np.zeros(shape)
    for wave, own in enumerate(at):
        np.add.at(values[:, :, wave], own, held[wave].totals)
        np.add.at(children[:, :, wave], own, held[wave].children)
    return _Joined(values, children, stratum)


def _of_wave(source: Source, rows: Sequence[Counted], alike: set[str]) -> gather.OfSchools:
    """Totals of each school for every row; nobody has answered what this wave did not ask."""
    own = items_of(source)
    used = [own.get(each.code) for each in rows]
    needed = {each.column for each in used if each} | _columns(source, alike)

    def read(columns: Columns) -> list[sql.Read]:
        kinds = made.made(source.asks, {name: columns[name] for name in _columns(source, alike)})
        told = []
        for row, item in zip(rows, used, strict=True):
            if item is not None:
                told.append(item.read.read(columns[item.column]))
            elif row.code.startswith(ALIKE) and row.column in kinds:
                told.append(row.read.read(kinds[row.column]))
            else:
                told.append(np.zeros(len(next(iter(columns.values()))), np.int8))
        return told

    with surveyed(source) as asked:
        return gather.of_schools(asked, sorted(needed), read)


def _columns(source: Source, alike: set[str]) -> set[str]:
    """Those of the answers to comparable questions, as they were given."""
    own = items_of(source)
    return {name for code in alike for name in answers_to(own[code].question) if name in source.has}


def _cells(
    sources: Sequence[Source], kinds: list[Counted], single: list[Counted], joined: _Joined, estimates: Estimates
) -> dict[str, tuple[Cell, ...]]:
    """What each wave shows: of a question the figure that it has everywhere else."""
    found: dict[str, list[Cell]] = {each.code: [] for each in (*kinds, *single)}
    for wave, source in enumerate(sources):
        asked = [each.code for each in single if each.code in items_of(source)]
        public = [shown(source, ALL, asked)] if asked else []
        if kinds:
            public.append(_kinds_shown(source, wave, kinds, joined, estimates))
        told = {item: table.cell(item, ALL) for table in public for item in table.items}
        for code, cells in found.items():
            cells.append(told.get(code))
    return {code: tuple(cells) for code, cells in found.items()}


def _kinds_shown(
    source: Source, wave: int, kinds: list[Counted], joined: _Joined, estimates: Estimates
) -> PublishedShares:
    children = joined.children[:, : len(kinds), wave]
    answered, yes = children.sum(0).astype(int).T
    p, se = estimates.value[: len(kinds), wave], estimates.se[: len(kinds), wave]
    limits = _limits(p, se, estimates.df, answered, yes)
    schools = (children[..., 0] > 0).sum(0)
    table = ShareTable(
        wave=source.wave_code,
        answers=source.sha256,
        cut=ALL,
        parts=(ALL,),
        items=tuple(each.code for each in kinds),
        tallies=tuple((Tally(int(a), int(y), int(s)),) for a, y, s in zip(answered, yes, schools, strict=True)),
        shares=tuple((share(*map(float, one)),) for one in zip(p, limits.low, limits.high, strict=True)),
    )
    return publish_shares(table, SharesReleased(cuts_of(source)))


def _limits(p: Floats, se: Floats, df: int, n: np.ndarray, yes: np.ndarray) -> intervals.Interval:
    if df < 1:
        nothing = np.full_like(p, np.nan)
        return intervals.Interval(nothing, nothing)
    return intervals.automatic(p, se, df, n=n, yes=yes)


Numbers = tuple[list[float], float]  # an estimate with its limits, and p


def _tested(
    estimates: Estimates, moments: Moments, children: Floats, gaps: tuple[str, ...]
) -> tuple[Numbers | None, Numbers | None]:
    """The change of the last two waves, and the slope of the log odds over the latest comparable waves."""
    linked = tuple(not gap for gap in gaps)
    if estimates.df < 1 or not linked[-1] or not (children[-2:, 0] > 0).all():
        return None, None
    try:
        told = latest_change(estimates, linked)
    except NoTrend:
        return None, None
    found = [float(each) for each in (told.estimate, told.low, told.high)], float(told.p_value)
    first = len(linked) - next((back for back, joined in enumerate(reversed(linked)) if not joined), len(linked))
    piece = [wave for wave in range(first, len(linked) + 1) if children[wave, 0] > 0]
    return found, _logistic(moments, piece)


def _logistic(moments: Moments, waves: list[int]) -> Numbers | None:
    """Waves stand for their years: they are one apart. The score of a school is a sum of its totals, so that the
    moments of totals are enough."""
    if len(waves) < 3:
        return None
    totals = moments.totals.sum(-2).reshape(-1, 2)[waves]
    year = np.array(waves, float) - np.mean(waves)
    design = np.column_stack([np.ones(len(waves)), year])
    try:
        found = fit(design, totals[:, 0], totals[:, 1])
        scores = np.zeros((2, moments.totals.shape[-1]))
        for place, wave in enumerate(waves):
            scores[:, 2 * wave] = -found.fitted[place] * design[place]
            scores[:, 2 * wave + 1] = design[place]
        told = regression(found, moments.combine(scores), ADJUST)
    except (NoRegression, ValueError):
        return None
    return [float(each[1]) for each in (told.ratio, told.ratio_low, told.ratio_high)], float(told.p_value[1])


def _slope(told: Numbers, p: float, children: Floats, cells: tuple[Cell, ...]) -> beside.Odds | None:
    """Where the latest three figures are shown."""
    if None in cells[-3:]:
        return None
    used = children[children[:, 0] > 0]
    fewest = int(np.minimum(used[:, 1], used[:, 0] - used[:, 1]).min())
    return beside.odds(told[0], p, fewest=fewest, left=int(used[:, 0].sum()) - 2)
