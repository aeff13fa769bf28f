"""A design-based logistic regression of a column on others."""

from dataclasses import dataclass

import numpy as np

from onlinelives.rules.estimation import NoRegression, fit, of_rows, regression, scores
from onlinelives.rules.estimation.moments import Floats
from onlinelives.survey.analysing.asking import Model, Predictor, Request, Unanswerable
from onlinelives.survey.analysing.columns import Column, Mask
from onlinelives.survey.analysing.design import Design
from onlinelives.survey.analysing.figures import Coefficient, Fitted
from onlinelives.survey.analysing.reading import Columns

MOST_LEVELS = 50
CONSTANT = "(constant)"


@dataclass(frozen=True)
class _Part:
    """Columns of the regression that one predictor gives, with their names; levels: the rows of each of its groups,
    none for a number that has more than two values."""

    names: tuple[str, ...]
    values: tuple[Floats, ...]
    levels: tuple[Mask, ...]


def regressed(model: Model, columns: Columns, design: Design, request: Request, domain: Mask) -> Fitted:
    """Rows of the domain without a missing answer. Raises Unanswerable with the reason where there is no such model."""
    outcome = columns[model.outcome]
    rows = domain & outcome.known
    for each in model.predictors:
        rows = rows & columns[each.column].known
    if not rows.any():
        raise Unanswerable("The model cannot be fitted: no row has all of its answers.")
    yes = outcome.yes(request.yes) & rows
    parts = [_part(each, columns[each.column], rows) for each in model.predictors]
    names = (CONSTANT, *(name for part in parts for name in part.names))
    x = np.stack([rows.astype(float), *(value for part in parts for value in part.values)], -1)
    weight, answered = design.weight * rows, design.weight * yes
    groups = [rows, *(level for part in parts for level in part.levels)]
    try:
        found = fit(*_patterns(x[rows], weight[rows], answered[rows]), names=names)
        moments = of_rows(scores(found, x, weight, answered), design.psu, design.stratum)
        df = design.df(rows) if request.degrees == "domain" else None
        told = regression(found, moments, design.sampling, df=df)
    except NoRegression as error:
        raise Unanswerable(f"The model cannot be fitted: {error}") from error
    numbers = (told.coefficients, told.se, told.ratio, told.ratio_low, told.ratio_high, told.t, told.p_value)
    return Fitted(
        model.outcome,
        int(rows.sum()),
        int(yes.sum()),
        design.psus(rows),
        min(min(int((level & yes).sum()), int((level & ~yes).sum())) for level in groups),
        told.df,
        tuple(
            Coefficient(name, *(float(value) for value in line)) for name, *line in zip(names, *numbers, strict=True)
        ),
    )


def _part(asked: Predictor, column: Column, rows: Mask) -> _Part:
    places = np.unique(column.codes[rows]).tolist()
    levels = tuple(rows & (column.codes == place) for place in places) if len(places) <= MOST_LEVELS else ()
    if column.values is not None and not asked.category:
        value = np.where(rows, np.nan_to_num(column.numbers), 0.0)
        return _Part((column.name,), (value,), levels if len(places) == 2 else ())
    if not levels:
        raise Unanswerable(
            f"Column {column.name!r} has {len(places)} values: a model takes {MOST_LEVELS} groups at most."
        )
    if len(levels) < 2:
        raise Unanswerable(f"The model cannot be fitted: column {column.name!r} has one value only.")
    return _Part(
        tuple(f"{column.name}={column.levels[place]}" for place in places[1:]),
        tuple(level.astype(float) for level in levels[1:]),
        levels,
    )


def _patterns(x: Floats, weight: Floats, yes: Floats) -> tuple[Floats, Floats, Floats]:
    """The combinations that occur, with their sums of weights."""
    found, of_row = np.unique(x, axis=0, return_inverse=True)
    return found, np.bincount(of_row.ravel(), weight).astype(float), np.bincount(of_row.ravel(), yes).astype(float)
