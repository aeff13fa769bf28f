"""Percentages of items, for everybody and by group, and how the groups compare. A row outside the domain, or without
an answer, adds zeros and is never deleted, so that its PSU still counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from onlinelives.rules.estimation import (
    Comparison,
    Estimates,
    design_effect,
    difference,
    intervals,
    odds_ratio,
    proportions,
    rao_scott,
    ratio,
)
from onlinelives.rules.estimation.moments import Floats
from onlinelives.survey.analysing.asking import Request, Unanswerable
from onlinelives.survey.analysing.columns import Column, Mask
from onlinelives.survey.analysing.design import Design
from onlinelives.survey.analysing.figures import Contrast, Figure, Measure, Test

MOST_GROUPS = 50


@dataclass(frozen=True)
class Answers:
    """known: n, rows of the domain that answered; yes: those with a yes."""

    item: str
    known: Mask
    yes: Mask


@dataclass(frozen=True)
class Groups:
    """names: of those that occur in the domain; members: n each. known: in one of them."""

    names: tuple[str, ...]
    members: tuple[Mask, ...]
    known: Mask


def answers(column: Column, request: Request, domain: Mask) -> Answers:
    yes = column.yes(request.yes)
    return Answers(column.name, column.known & domain, yes & domain)


def grouped(column: Column, domain: Mask) -> Groups:
    """Raises Unanswerable with more than 50 groups."""
    known = column.known & domain
    places = np.unique(column.codes[known]).tolist()
    if len(places) > MOST_GROUPS:
        raise Unanswerable(f"Column {column.name!r} has {len(places)} values: --by takes {MOST_GROUPS} groups at most.")
    return Groups(
        tuple(column.levels[place] for place in places),
        tuple(known & (column.codes == place) for place in places),
        known,
    )


def overall(found: Answers, design: Design, request: Request, domain: Mask) -> Figure:
    return _figures(found, [("", domain)], design, request)[0]


def by_group(
    found: Answers, groups: Groups, design: Design, request: Request
) -> tuple[list[Figure], list[Figure], list[Contrast]]:
    """Figures of the groups, those of what each is set against, and the comparisons. Two groups are set against each
    other once, the second against the first; of more, each against the rest."""
    members = groups.members
    rests = [groups.known & ~one for one in members]
    named = [*zip(groups.names, members, strict=True), *(("the rest", rest) for rest in rests)]
    figures = _figures(found, named, design, request)
    estimates = _estimates(found, [rows for _, rows in named], design)
    df = _df(design, request, groups.known)
    size = len(members)
    compared = [] if size < 2 else [1] if size == 2 else list(range(size))
    contrasts = [
        Contrast(
            found.item,
            groups.names[place],
            groups.names[0] if size == 2 else "the rest",
            tuple(_measure(comparison) for comparison in three),
            p=float(three[0].p_value),
            df=df,
        )
        for place in compared
        if df >= 1
        for three in [[compare(estimates, place, size + place, df=df) for compare in (difference, ratio, odds_ratio)]]
    ]
    return figures[:size], figures[size:], contrasts


def tested(found: Answers, groups: Groups, design: Design, request: Request) -> Test:
    """Rao and Scott's F; empty where there is only one group, or no degree of freedom."""
    rows = found.known & groups.known
    df = _df(design, request, groups.known)
    members = [one & found.known for one in groups.members]
    members = [one for one in members if one.any()]
    if len(members) < 2 or df < 1:
        return Test(found.item)
    cells = np.stack([side for one in members for side in (one & ~found.yes, one & found.yes)], -1).astype(float)
    table = rao_scott(design.moments(cells), int(rows.sum()), len(members), 2, design.sampling)
    denominator = float(table.numerator_df) * df
    p = float(stats.f.sf(table.statistic, table.numerator_df, denominator))
    return Test(found.item, float(table.statistic), float(table.numerator_df), denominator, p)


def _df(design: Design, request: Request, rows: Mask) -> int:
    return design.df(rows if request.degrees == "domain" else design.everybody)


def _estimates(found: Answers, groups: Sequence[Mask], design: Design) -> Estimates:
    values = np.stack([side for one in groups for side in (one & found.known, one & found.yes)], -1).astype(float)
    return proportions(design.moments(values), design.sampling)


def _figures(found: Answers, named: Sequence[tuple[str, Mask]], design: Design, request: Request) -> list[Figure]:
    estimates = _estimates(found, [rows for _, rows in named], design)
    figures = []
    for place, (name, group) in enumerate(named):
        rows = group & found.known
        n, yes = int(rows.sum()), int((group & found.yes).sum())
        p, se = estimates.value[place], estimates.se[place]
        df = _df(design, request, group)
        low, high, method = _limits(p, se, df=df, n=n, yes=yes, request=request)
        effect = design_effect(p, se, n, design.weight[rows].sum())
        figures.append(
            Figure(
                found.item,
                name,
                n,
                yes,
                design.psus(rows),
                float(p),
                float(se),
                low,
                high,
                method,
                float(effect),
                df,
            )
        )
    return figures


def _limits(p: Floats, se: Floats, *, df: int, n: int, yes: int, request: Request) -> tuple[float, float, str]:
    if df < 1 or n == 0:
        return np.nan, np.nan, "none"
    if request.limits == "automatic":
        chosen = intervals.automatic(p, se, df, n=n, yes=yes)
        return float(chosen.low), float(chosen.high), str(chosen.method)
    if request.limits == "beta":
        limits = intervals.beta(p, se, df, n)
    else:
        limits = (intervals.logit if request.limits == "logit" else intervals.wald)(p, se, df)
    return float(limits.low), float(limits.high), request.limits if np.isfinite(limits.low) else "none"


def _measure(found: Comparison) -> Measure:
    if found.kind == "contrast":
        raise ValueError("a contrast is not one of the three ways to compare two groups")
    return Measure(found.kind, float(found.estimate), float(found.se), float(found.low), float(found.high))
