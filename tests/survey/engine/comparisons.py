"""What every engine must answer: the moments of `moments.of_rows`, and counts made one child at a time."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest
from scipy.special import expit

from onlinelives.rules.estimation.moments import Moments
from onlinelives.survey.engine import gather
from onlinelives.survey.engine.port import Engine
from onlinelives.survey.engine.sql import Question
from tests.survey.engine.invented import GROUPS, QUESTIONS, YEARS, Invented

PARTS = (10_000, 60, 1)  # everything at once; stretches of strata and of schools; each school by itself


def same(found: Moments, wanted: Moments) -> None:
    assert found.schools.tolist() == wanted.schools.tolist()
    np.testing.assert_allclose(found.totals, wanted.totals, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.products, wanted.products, rtol=1e-12, atol=1e-12)


def sides(data: Invented, question: Question, insides: Sequence[np.ndarray]) -> np.ndarray:
    """n x (2 * sides): answered and yes, for each side in turn; not weighted."""
    answer = data.code(question)
    known = ~np.isnan(answer)
    return np.stack([part for inside in insides for part in (known & inside, (answer == 1) & inside)], 1).astype(float)


def counted(data: Invented, found: gather.Gathered, values: np.ndarray) -> None:
    """values: (..., n, 2 * sides) as of `sides`."""
    assert found.answered.tolist() == values[..., 0::2].sum(-2).tolist()
    assert found.yes.tolist() == values[..., 1::2].sum(-2).tolist()
    answered = np.moveaxis(values[..., 0::2], -2, -1)
    wanted = [data.schools(one > 0) for one in answered.reshape(-1, answered.shape[-1])]
    assert found.schools.ravel().tolist() == wanted


def proportions(engine: Engine, data: Invented) -> None:
    everybody = np.ones(len(data.columns["weight"]), bool)
    values = np.stack([sides(data, question, [everybody]) for question in QUESTIONS])
    for at_once in PARTS:
        found = gather.proportions(gather.survey(engine, "survey", at_once=at_once), QUESTIONS)
        same(found.moments, data.moments(values))
        counted(data, found, values)
    assert found.moments.schools.tolist() == [2, 5, 1]  # with the school in which nobody answered
    assert found.schools.ravel().tolist() == [7, 7, 7]


def groups(engine: Engine, data: Invented) -> None:
    flags = [data.code(group) for group in GROUPS]
    values = np.stack([[sides(data, q, [flag == 1, flag == 0]) for q in QUESTIONS] for flag in flags])
    for at_once in PARTS:
        found = gather.groups(gather.survey(engine, "survey", at_once=at_once), QUESTIONS, GROUPS)
        same(found.moments, data.moments(values))
        counted(data, found, values)
    assert found.schools[0, 0].tolist() == [6, 7]  # nobody in care in school 2


def by_levels(engine: Engine, data: Invented) -> None:
    levels = [np.isin(data.columns["year"], codes) for codes in YEARS.sets]
    values = np.stack([sides(data, question, levels) for question in QUESTIONS])
    for at_once in PARTS:
        found = gather.by_levels(gather.survey(engine, "survey", at_once=at_once), QUESTIONS, YEARS)
        same(found.moments, data.moments(values))
        counted(data, found, values)


def cells(engine: Engine, data: Invented) -> None:
    years = [np.isin(data.columns["year"], codes) for codes in YEARS.sets]
    both = [[data.code(question) == code for code in (0, 1)] for question in (QUESTIONS[0], GROUPS[1])]
    values = np.stack([a & b & c for a, b, c in product(years, *both)], 1)
    for at_once in PARTS:
        asked = gather.survey(engine, "survey", at_once=at_once)
        found = gather.cells(asked, [YEARS, QUESTIONS[0], GROUPS[1]])
        same(found.moments, data.moments(values.astype(float)))
        assert found.children.shape == (3, 2, 2)
        assert found.children.ravel().tolist() == values.sum(0).tolist()
        assert found.schools.ravel().tolist() == [data.schools(one) for one in values.T]


def patterns(engine: Engine, data: Invented) -> None:
    outcome, predictors = QUESTIONS[1], [GROUPS[0], YEARS]
    asked = gather.survey(engine, "survey")
    held = gather.patterns(asked, outcome, predictors)
    y, care = data.code(outcome), data.code(GROUPS[0])
    year = sum(place * np.isin(data.columns["year"], codes) for place, codes in enumerate(YEARS.sets, 1))
    known = ~np.isnan(y) & ~np.isnan(care) & (year > 0)
    weight = data.columns["weight"]
    assert held.levels.tolist() == [[a, b] for a in (1, 2) for b in (1, 2, 3)]
    each = [known & (care == a - 1) & (year == b) for a, b in held.levels]
    assert held.children.tolist() == [one.sum() for one in each]
    np.testing.assert_allclose(held.weight, [weight[one].sum() for one in each], rtol=1e-12)
    np.testing.assert_allclose(held.yes, [weight[one & (y == 1)].sum() for one in each], rtol=1e-12)

    design = np.column_stack([np.ones(6), held.levels[:, 0] == 2, held.levels[:, 1] * 0.5])
    mu = expit(design @ [0.3, -0.6, 0.2])
    found = gather.score(asked, outcome, predictors, held=held, design=design, mu=mu)
    x = np.column_stack([np.ones(len(y)), care == 1, year * 0.5])
    rows = np.where(known, y - expit(x @ [0.3, -0.6, 0.2]), 0)[:, None] * x
    same(found, data.moments(rows))
    again = gather.score(asked, outcome, predictors, held=held, design=design[:, :1], mu=mu)
    same(again, found.combine(np.eye(3)[:1]))  # the second table of fitted values replaced the first


def refusals(engine: Engine, data: Invented) -> None:
    asked = gather.survey(engine, "survey")
    for wrong in ("nothing; DROP", "Seen", "a" * 49, "1st", "", 'x"', "née"):
        with pytest.raises(ValueError, match="not a name"):
            engine.register(wrong, data.path)
        with pytest.raises(ValueError, match="not a name"):
            engine.put(wrong, {"r1": np.arange(2)})
        with pytest.raises(ValueError, match="not a name"):
            gather.survey(engine, wrong)
    with pytest.raises(ValueError, match="not a file in the folder"):
        engine.register("passwords", data.path.parent / "../../../../../../../etc/passwd")
    with pytest.raises(ValueError, match="without a value"):
        engine.rows("SELECT s.seen AS r0 FROM survey s")
    with pytest.raises(ValueError, match="at most 256 cells, not 512"):
        gather.cells(asked, [Question("seen")] * 9)


ALL = (proportions, groups, by_levels, cells, patterns, refusals)
