"""Odds ratios of a group against the rest, once age and gender are taken into account: a logistic regression whose
errors come from the schools. Shown beside the crude odds ratio, never instead of it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from onlinelives.rules.disclosure import beside
from onlinelives.rules.estimation import NoRegression, fit, regression
from onlinelives.rules.estimation.moments import Floats, Integers
from onlinelives.survey.engine import gather
from onlinelives.survey.engine.sql import Levels, Question
from onlinelives.survey.reports.cuts import AGE, GENDER, dividings
from onlinelives.survey.reports.items import items_of
from onlinelives.survey.reports.showing import adjusted
from onlinelives.survey.reports.source import Source
from onlinelives.survey.reports.tables import ADJUST, surveyed

BANDS = ((10, 11), (12, 13), (14, 15, 16))  # years of age: as many coefficients as a handful of schools can bear

Told = tuple[Floats, float, int, int]  # ratio with limits; p; fewest on a side; what is left


@lru_cache(maxsize=64)
def adjusted_odds(source: Source, group: str, items: tuple[str, ...]) -> Mapping[str, beside.Odds]:
    """By item, where there is such a model and it may be shown. group: a group of `groups_in`. p: adjusted across the
    items."""
    found = dividings(source)
    if not {group, AGE, GENDER} <= set(found):
        return {}
    belongs = found[group].levels
    age = Levels(AGE, BANDS)
    factors = [Levels(belongs.column, belongs.sets[::-1]), age, found[GENDER].levels]
    with surveyed(source) as asked:
        told = {item: _fitted(asked, items_of(source)[item].read, factors) for item in items}
    family = {item: each for item, each in told.items() if each}
    p_values = adjusted([each[1] for each in family.values()], bank=True)
    odds = (
        (item, beside.odds(numbers.tolist(), float(p), fewest=fewest, left=left))
        for (item, (numbers, _, fewest, left)), p in zip(family.items(), p_values, strict=True)
    )
    return {item: each for item, each in odds if each}


def _fitted(asked: gather.Survey, outcome: Question, factors: Sequence[Levels]) -> Told | None:
    """None without a model."""
    counts = gather.cells(asked, [outcome, *factors]).children
    used = [_large(each, counts, axis) for axis, each in enumerate(factors, 1)]
    if any(each is None for each in used) or used[0] is None or used[0].places < 2:
        return None
    levels = [each for each in used if each is not None]
    counts = gather.cells(asked, [outcome, *levels]).children
    held = gather.patterns(asked, outcome, levels)
    design = _design(held.levels, levels)
    try:
        found = fit(design, held.weight, held.yes)
        moments = gather.score(asked, outcome, levels, held=held, design=design, mu=found.fitted)
        told = regression(found, moments, ADJUST)
    except NoRegression:
        return None
    fewest = min(int(_sides(counts, axis).min()) for axis in range(1, len(levels) + 1))
    numbers = np.array([told.ratio[1], told.ratio_low[1], told.ratio_high[1]])
    return numbers, float(told.p_value[1]), fewest, int(counts.sum()) - design.shape[1]


def _sides(counts: Integers, axis: int) -> Integers:
    """2 x levels of one factor: children with a no and with a yes."""
    others = tuple(each for each in range(1, counts.ndim) if each != axis)
    found: Integers = counts.sum(axis=others)
    return found


def _large(factor: Levels, counts: Integers, axis: int) -> Levels | None:
    """The factor without levels of which too few are on one side: those children are left out of the model."""
    enough = _sides(counts, axis).min(0) >= beside.LEAST_IN_MODEL
    sets = tuple(codes for codes, kept in zip(factor.sets, enough, strict=True) if kept)
    return Levels(factor.column, sets) if sets else None


def _design(levels: Integers, factors: Sequence[Levels]) -> Floats:
    """A constant, then a column for each level of each factor but its first."""
    columns = [np.ones(len(levels))]
    for place, factor in enumerate(factors):
        columns += [(levels[:, place] == level).astype(float) for level in range(2, factor.places + 1)]
    return np.column_stack(columns)
