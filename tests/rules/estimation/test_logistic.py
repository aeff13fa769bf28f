"""Regressions of R's example data, and those that are refused with a reason."""

import numpy as np
import pytest
from numpy.typing import NDArray

from onlinelives.rules.estimation import fitting
from onlinelives.rules.estimation.fitting import NoRegression, fit, scores
from onlinelives.rules.estimation.logistic import Regression, joint, regression
from onlinelives.rules.estimation.moments import Floats, of_rows
from onlinelives.rules.estimation.variance import Sampling
from tests.rules.estimation.reference_data import ONE_STAGE, R, Survey, api, close, nhanes


def patterns(x: Floats, weight: Floats, yes: Floats) -> tuple[Floats, Floats, Floats]:
    rows, of_row = np.unique(x, axis=0, return_inverse=True)
    return rows, np.bincount(of_row.ravel(), weight), np.bincount(of_row.ravel(), yes)


def regress(survey: Survey, answer: Floats, x: Floats, link) -> Regression:
    """Two passes: patterns of those who answered, then the scores of all rows, 0 where the answer is missing."""
    known = ~np.isnan(answer)
    weight, yes = survey.weight * known, survey.weight * np.where(known, answer, 0)
    found = fit(*patterns(x[known], weight[known], yes[known]), link=link)
    return regression(found, of_rows(scores(found, x, weight, yes), survey.school, survey.stratum), survey.sampling)


def agrees(found: Regression, expected: dict) -> None:
    close("coefficients", found.coefficients, expected["coef"], 1e-9)
    close("se of coefficients", found.se, expected["se"], 1e-6)
    close("covariance of coefficients", found.covariance, expected["vcov"], 1e-6)
    close("p of coefficients", found.p_value, expected["p"], 1e-6)
    close("limits of coefficients", [found.low, found.high], [expected["ci_lo"], expected["ci_hi"]], 1e-6)
    close("ratios", found.ratio, expected["exp_coef"], 1e-8)
    assert found.df == expected["df_residual"]
    tested = expected.get("regTermTest", {})
    for term, at in ((term, places(term, expected["terms"])) for term in tested):
        together = joint(found, at)
        close("joint F", together.statistic / tested[term]["wald_F"], 1, 1e-6)
        close("joint p", together.p_value, tested[term]["wald_p"], 1e-6)
        assert (together.numerator_df, together.denominator_df) == (tested[term]["wald_df"], tested[term]["wald_ddf"])


def places(term: str, terms: list[str]) -> list[int]:
    first = term.split(":", maxsplit=1)[0]
    return [place for place, one in enumerate(terms) if one.startswith(first) and (":" in one) == (":" in term)]


def levels(codes: NDArray) -> list[Floats]:
    """A column for each level but the first."""
    return [(codes == one).astype(float) for one in np.unique(codes)[1:]]


@pytest.mark.parametrize("name", ONE_STAGE)
@pytest.mark.parametrize("model", ["logit_simple", "logit_factor", "poisson_pr"])
def test_a_school_survey(name: str, model: str) -> None:
    survey = api(name)
    ones, answers = np.ones(len(survey.weight)), survey.answers
    if model == "logit_simple":
        x = [ones, answers["ell"], answers["meals"], answers["mobility"]]
    else:
        x = [ones, *levels(survey.kind), answers["meals"]]
    link = "log" if model == "poisson_pr" else "logit"
    agrees(regress(survey, answers["sw"], np.stack(x, -1), link), R[name]["svyglm"][model])


@pytest.mark.parametrize("model", ["main", "pr", "trend_age", "trend_age_by_gender"])
def test_a_survey_with_missing_answers(model: str) -> None:
    survey = nhanes()
    ones, answers = np.ones(len(survey.weight)), survey.answers
    age, gender = answers["age"], levels(answers["gender"])
    x = {
        "trend_age": [ones, age],
        "trend_age_by_gender": [ones, age, *gender, age * gender[0]],
    }.get(model, [ones, *levels(answers["race"]), *levels(age), *gender])
    link = "log" if model == "pr" else "logit"
    agrees(regress(survey, answers["chol"], np.stack(x, -1), link), R["nhanes"]["svyglm"][model])


@pytest.mark.parametrize("name", ONE_STAGE)
def test_a_separated_regression_is_refused_and_not_printed(name: str) -> None:
    """awards on comp.imp, kind and meals: no school without comp.imp has an award. R prints ratios of e to the 30."""
    survey = api(name)
    x = [np.ones(len(survey.weight)), survey.answers["ct"], *levels(survey.kind), survey.answers["meals"]]
    with pytest.raises(NoRegression, match="everybody gave the same answer"):
        regress(survey, survey.answers["aw"], np.stack(x, -1), "logit")


def simple(yes: list[float], *columns: list[float]) -> tuple[Floats, Floats, Floats]:
    """One pattern of weight 10 for each number of yes."""
    return np.array([[1.0] * len(yes), *columns]).T, np.full(len(yes), 10.0), np.array(yes)


def test_one_predictor_gives_the_crude_ratio() -> None:
    for link, expected in (("logit", (6 / 4) / (2 / 8)), ("log", 6 / 2)):
        found = fit(*simple([2, 6], [0, 1]), link=link)
        assert np.exp(found.coefficients[1]) == pytest.approx(expected, rel=1e-12)
        assert found.fitted == pytest.approx([0.2, 0.6])


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (simple([0, 6], [0, 1]), r"In some group everybody gave the same answer \(constant, carer\)"),
        (simple([3, 10], [0, 1]), r"same answer \(carer\)"),
        (simple([0, 0], [0, 1]), "Everybody gave the same answer, no"),
        (simple([10, 10], [0, 1]), "Everybody gave the same answer, yes"),
        (simple([3, 4], [0, 0]), "Nobody is in carer"),
        (simple([3, 4, 5], [0, 1, 0], [0, 2, 0]), "The predictors repeat each other"),
        (simple([3, 10, 5, 4], [0, 1, 0, 0], [0, 0, 1, 0]), r"same answer \(carer\)"),
    ],
)
def test_refusals_say_why(case: tuple[Floats, Floats, Floats], message: str) -> None:
    with pytest.raises(NoRegression, match=message):
        fit(*case, names=("constant", "carer", "care"))


def test_a_group_without_a_yes_has_no_ratio_of_percentages_and_one_of_all_yes_has() -> None:
    with pytest.raises(NoRegression, match="same answer"):
        fit(*simple([3, 0], [0, 1]), link="log")
    for few, times in ((5, 2), (1e-7, 1e8)):
        assert np.exp(fit(*simple([few, 10], [0, 1]), link="log").coefficients[1]) == pytest.approx(times)


@pytest.mark.parametrize("link", ["logit", "log"])
def test_a_small_group_unlike_all_others_does_not_throw_the_search_off(link) -> None:
    """One in a million of the many, nine in ten of the few: a full first step would overshoot by far."""
    found = fit(np.array([[1.0, 0], [1, 1]]), np.array([1e6, 10]), np.array([1.0, 9]), link=link)
    assert found.fitted == pytest.approx([1e-6, 0.9], rel=1e-9)


@pytest.mark.parametrize("link", ["logit", "log"])
@pytest.mark.parametrize("predictor", ["group", "year"])
def test_whatever_the_weights_the_search_ends_where_the_scores_are_0_or_with_a_reason(link, predictor: str) -> None:
    """Shares from one in ten million to all, weights from 1 to a million: harsher than any survey of children."""
    chance = np.random.default_rng(4)
    solved, refusals = 0, []
    for _ in range(200):
        size, k = chance.integers(3, 12), chance.integers(1, 4)
        columns = chance.random((size, k)) < 0.4 if predictor == "group" else chance.integers(2018, 2027, (size, k))
        x = np.column_stack([np.ones(size), columns]).astype(float)
        weight = 10 ** chance.uniform(0, 6, size)
        yes = weight * 10 ** chance.uniform(-7, 0, size)
        try:
            found = fit(x, weight, yes, link=link)
        except NoRegression as refused:
            refusals.append(str(refused))
        else:
            solved += 1
            assert np.abs(scores(found, x, weight, yes).sum(0)).max() < 1e-7 * weight.sum()
    assert solved > 150
    assert not any("settle" in reason for reason in refusals)


def test_a_search_that_does_not_settle_says_so(monkeypatch) -> None:
    monkeypatch.setattr(fitting, "MOST_STEPS", 2)
    with pytest.raises(NoRegression, match="did not settle within 2 steps"):
        fit(*simple([1, 9], [0, 1]))


def test_a_year_needs_no_centring() -> None:
    years = [2022, 2023, 2024, 2025]
    plain, centred = (fit(*simple([2, 3, 3, 5], [year - away for year in years])) for away in (0, 2023))
    assert plain.coefficients[1] == pytest.approx(centred.coefficients[1], rel=1e-7)


def test_too_many_predictors_for_the_schools() -> None:
    x, weight, yes = simple([2, 6, 5, 3], [0, 1, 0, 1], [0, 0, 1, 1])
    found = fit(x, weight, yes)
    few = of_rows(scores(found, x, weight, yes), np.array([0, 0, 1, 2]))
    with pytest.raises(NoRegression, match="too few schools for 3 coefficients"):
        regression(found, few)
    tight = regression(found, few, df=10)
    with pytest.raises(NoRegression, match="cannot be tested together"):
        joint(tight, [0, 1, 2])


def test_sums_that_cannot_be() -> None:
    for weight, yes in (([0, 1], [0, 1]), ([1, 1], [2, 1]), ([1, 1], [-1, 1])):
        with pytest.raises(ValueError, match="between 0 and them"):
            fit(np.ones((2, 1)), np.array(weight, float), np.array(yes, float))


def test_a_school_without_anybody_in_the_regression_adds_zeros() -> None:
    x, weight, yes = simple([2, 6, 5, 3], [0, 1, 0, 1])
    found = fit(x, weight, yes)
    rows = scores(found, x, weight, yes)
    four = regression(found, of_rows(rows, np.arange(4)), Sampling())
    five = regression(found, of_rows(np.vstack([rows, [[0, 0]]]), np.arange(5)), Sampling())
    assert five.df == four.df + 1
    assert five.se == pytest.approx(four.se * np.sqrt(5 / 4 / (4 / 3)))
