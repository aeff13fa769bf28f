"""Limits of proportions, against R and at the edges."""

import numpy as np
import pytest
from scipy import stats

from onlinelives.rules.estimation.intervals import arcsine, automatic, beta, exact, logit, wald
from onlinelives.rules.estimation.proportions import proportions
from tests.rules.estimation.reference_data import ONE_STAGE, R, api, close, nhanes

LIMITS = 1e-9


@pytest.mark.parametrize("name", ONE_STAGE)
@pytest.mark.parametrize(
    ("key", "answer", "level"),
    [("sw", "sw", 0.95), ("ct", "ct", 0.95), ("aw", "aw", 0.95), ("sw_90", "sw", 0.9), ("sw_middle", "sw", 0.95)],
)
def test_the_limits_are_those_of_r(name: str, key: str, answer: str, level: float) -> None:
    """R counts the degrees of freedom of a group from the schools it has children in; they are passed to get its
    limits. Ours are always those of the whole design."""
    survey, expected = api(name), R[name]["svyciprop"][key]
    group = survey.kind == "M" if key == "sw_middle" else survey.everybody
    found = proportions(survey.groups(survey.answers[answer], group), survey.sampling)
    p, se, df, n = found.value[0], found.se[0], found.df, int(group.sum())
    if key == "sw_middle":
        df = n - 1 if survey.stratum is not None else len(set(survey.school[group].tolist())) - 1
    close("p and se", [p, se], [expected["xlogit"]["p"], expected["xlogit"]["se"]], 1e-12)
    for method, limits in (
        ("xlogit", logit(p, se, df, level)),
        ("beta", beta(p, se, df, n, level)),
        ("asin", arcsine(p, se, df, level)),
        ("mean", wald(p, se, df, level)),
    ):
        close(f"{method} limits", [limits.low, limits.high], [expected[method][key] for key in ("lo", "hi")], LIMITS)


def test_the_limits_of_a_survey_with_missing_answers() -> None:
    survey, expected = nhanes(), R["nhanes"]["svyciprop"]["all"]
    chol = survey.answers["chol"]
    found = proportions(survey.groups(chol, survey.everybody))
    limits = logit(found.value, found.se, found.df)
    close(
        "xlogit limits", [limits.low[0], limits.high[0]], [expected["xlogit"]["lo"], expected["xlogit"]["hi"]], LIMITS
    )


def test_the_choice_of_limits() -> None:
    """p, se, children and yes: usual; few yes; few no; rare among many; nobody; all; no spread; unknown."""
    p = np.array([0.4, 0.1, 0.9, 0.04, 0.0, 1.0, 0.5, np.nan])
    se = np.array([0.05, 0.03, 0.03, 0.01, 0.0, 0.0, 0.0, np.nan])
    n, yes = np.array([100, 80, 80, 900, 40, 40, 40, 0]), np.array([40, 9, 71, 36, 0, 40, 20, 0])
    found = automatic(p, se, 12, n=n, yes=yes)
    assert found.method.tolist() == ["logit", "beta", "beta", "beta", "exact", "exact", "exact", "none"]
    assert found.low[0] == logit(p[0], se[0], 12).low
    assert found.high[1] == beta(p[1], se[1], 12, 80).high
    assert (found.low[4], found.high[5]) == (0, 1)
    assert np.isnan([found.low[7], found.high[7]]).all()
    assert (found.low[:7] <= p[:7]).all()
    assert (p[:7] <= found.high[:7]).all()


def test_ten_yes_is_no_longer_few() -> None:
    found = automatic(np.array([0.1, 0.1]), np.array([0.03, 0.03]), 12, n=100, yes=np.array([9, 10]))
    assert found.method.tolist() == ["beta", "logit"]


def test_exact_limits_are_those_of_clopper_and_pearson() -> None:
    for yes in (0, 1, 7, 20):
        expected = stats.binomtest(yes, 20).proportion_ci(method="exact")
        found = exact(np.array(yes / 20), 20)
        close("exact limits", [found.low, found.high], [expected.low, expected.high], LIMITS)


def test_the_effective_number_of_children_is_not_capped() -> None:
    narrow, wide = (beta(np.array(0.3), np.array(se), 50, 100) for se in (0.01, 0.05))
    assert narrow.high - narrow.low < (wide.high - wide.low) / 4


def test_nothing_is_said_of_nobody_or_with_too_few_schools() -> None:
    nothing = np.array([np.nan])
    for found in (
        logit(nothing, nothing, 5),
        arcsine(nothing, nothing, 5),
        beta(nothing, nothing, 5, 0),
        exact(nothing, 0),
    ):
        assert np.isnan([found.low, found.high]).all()
    with pytest.raises(ValueError, match="too few schools"):
        logit(np.array([0.5]), np.array([0.1]), 0)
