"""Groups by answers: the second-order test of Rao and Scott, as R prints it."""

import numpy as np
import pytest

from onlinelives.rules.estimation.association import rao_scott
from onlinelives.rules.estimation.moments import Floats, Moments
from tests.rules.estimation.reference_data import ONE_STAGE, R, Survey, api, close, nhanes

TOLERANCE = 1e-10


def table(survey: Survey, row: Floats, column: Floats) -> tuple[Moments, int, int, int]:
    """Moments of the cells, children in it, rows and columns. What is not a number is missing."""
    known = ~np.isnan(row) & ~np.isnan(column)
    rows, columns = (np.unique(codes[~np.isnan(codes)]) for codes in (row, column))
    cells = [known & (row == one) & (column == other) for one in rows for other in columns]
    return survey.moments(*(cell.astype(float) for cell in cells)), int(known.sum()), len(rows), len(columns)


def agrees(survey: Survey, row: Floats, column: Floats, expected: dict) -> None:
    moments, n, rows, columns = table(survey, row, column)
    found = rao_scott(moments, n, rows, columns, survey.sampling)
    scaled = expected["Chisq"]["statistic"] * n / len(survey.weight)  # R counts children with a missing answer too
    close("Rao-Scott X2", found.chi_squared / scaled, 1, TOLERANCE)
    close("Rao-Scott F", found.statistic / expected["F"]["statistic"], 1, TOLERANCE)
    close("Rao-Scott df", [found.numerator_df, found.denominator_df], expected["F"]["parameter"], 1e-9)
    close("Rao-Scott p", found.p_value / expected["F"]["p"], 1, TOLERANCE)


@pytest.mark.parametrize("name", ONE_STAGE)
@pytest.mark.parametrize("other", ["stype", "comp.imp"])
def test_two_answers_of_a_school_survey(name: str, other: str) -> None:
    survey = api(name)
    column = np.unique(survey.kind, return_inverse=True)[1].astype(float) if other == "stype" else survey.answers["ct"]
    agrees(survey, survey.answers["sw"], column, R[name]["svychisq"][f"sch.wide_by_{other}"])


@pytest.mark.parametrize(("key", "answer"), [("race", "race"), ("gender", "gender"), ("agecat", "age")])
def test_with_missing_answers(key: str, answer: str) -> None:
    survey = nhanes()
    agrees(survey, survey.answers["chol"], survey.answers[answer], R["nhanes"]["svychisq"][f"HI_CHOL_by_{key}"])


def test_several_tables_at_once_and_one_of_them_without_a_column() -> None:
    survey = api("apiclus1")
    one, n, *_ = table(survey, survey.answers["sw"], survey.answers["ct"])
    two, *_ = table(survey, survey.answers["sw"], survey.answers["aw"])
    bare = one.combine(np.diag([1.0, 0, 1, 0]))
    both = Moments(
        one.schools,
        np.stack([one.totals, bare.totals, two.totals]),
        np.stack([one.products, bare.products, two.products]),
    )
    found = rao_scott(both, np.array([n, n, n]), 2, 2, survey.sampling)
    for place, moments in ((0, one), (2, two)):
        alone = rao_scott(moments, n, 2, 2, survey.sampling)
        assert found.statistic[place] == pytest.approx(alone.statistic, rel=1e-12)
    assert np.isnan([found.statistic[1], found.p_value[1], found.chi_squared[1]]).all()


def test_refusals() -> None:
    moments, n, *_ = table(api("apiclus1"), api("apiclus1").answers["sw"], api("apiclus1").answers["ct"])
    with pytest.raises(ValueError, match="2 by 3 does not fit 4 cells"):
        rao_scott(moments, n, 2, 3)
    with pytest.raises(ValueError, match="too small to test"):
        rao_scott(moments, n, 1, 4)
    with pytest.raises(ValueError, match="too few schools"):
        rao_scott(Moments(np.array([1]), np.ones((1, 4)), np.ones((1, 4, 4))), n, 2, 2)
