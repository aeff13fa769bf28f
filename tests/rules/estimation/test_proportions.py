"""Proportions, means and totals of R's example data, for all children and for groups of them."""

import numpy as np
import pytest

from onlinelives.rules.estimation.comparisons import contrast, difference, odds_ratio, ratio
from onlinelives.rules.estimation.moments import of_rows
from onlinelives.rules.estimation.proportions import Estimates, proportions
from onlinelives.rules.estimation.quality import design_effect
from onlinelives.rules.estimation.variance import covariance, standard_errors
from tests.rules.estimation.reference_data import ONE_STAGE, R, Survey, api, close, nhanes

EXACT = 1e-12


def by_kind(survey: Survey) -> Estimates:
    moments = survey.groups(survey.answers["sw"], *(survey.kind == one for one in "EHM"))
    return proportions(moments, survey.sampling)


@pytest.mark.parametrize("name", ONE_STAGE)
def test_proportions_and_means_share_a_covariance(name: str) -> None:
    survey, expected = api(name), R[name]["svymean"]
    parts = [(survey.everybody, survey.answers[one]) for one in expected["vars"]]
    found = proportions(survey.moments(*(part for pair in parts for part in pair)), survey.sampling)
    scale = np.abs(np.array(expected["mean"]))
    close("mean", found.value / scale, expected["mean"] / scale, EXACT)
    close("se", found.se / scale, np.array(expected["se"]) / scale, EXACT)
    close("covariance", found.covariance / np.outer(scale, scale), expected["vcov"] / np.outer(scale, scale), EXACT)
    assert found.df == R[name]["degf"]


@pytest.mark.parametrize("name", ONE_STAGE)
def test_totals(name: str) -> None:
    survey, expected = api(name), R[name]["svytotal"]
    moments = survey.moments(survey.answers["sw"], survey.answers["ct"])
    close("total", moments.totals.sum(0) / expected["total"], 1, EXACT)
    close("total se", standard_errors(covariance(moments, survey.sampling)) / expected["se"], 1, EXACT)


@pytest.mark.parametrize("name", ONE_STAGE)
def test_groups_and_how_they_compare(name: str) -> None:
    survey, expected = api(name), R[name]["svyby_cov"]
    found = by_kind(survey)
    close("p", found.value, expected["p"], EXACT)
    close("se", found.se, [row["se"] for row in R[name]["svyby_stype"]], EXACT)
    close("covariance", found.covariance, expected["vcov"], EXACT)

    apart = difference(found, 2, 1)
    close(
        "difference", [apart.estimate, apart.se], [R[name]["contrast_M_minus_H"][key] for key in ("est", "se")], EXACT
    )
    times = ratio(found, 2, 1)
    logged = R[name]["logratio_M_over_H"]
    close("ratio", [np.log(times.estimate), times.se], [logged["est"], logged["se"]], EXACT)
    plain = R[name]["ratio_M_over_H"]
    close("ratio", [times.estimate, times.estimate * times.se], [plain["est"], plain["se"]], EXACT)


@pytest.mark.parametrize("name", ONE_STAGE)
def test_a_difference_is_tested_with_the_degrees_of_freedom_given(name: str) -> None:
    survey, expected = api(name), R[name]["svyttest_sw_by_ct"]
    told = survey.answers["ct"] == 1
    found = difference(
        proportions(survey.groups(survey.answers["sw"], told, ~told), survey.sampling), 0, 1, df=expected["df"]
    )
    close("difference", [found.estimate, found.se], [expected["est"], expected["est"] / expected["t"]], EXACT)
    close("difference limits", [found.low, found.high], [expected["lo"], expected["hi"]], 1e-9)
    close("difference p", found.p_value / expected["p"], 1, 1e-9)


def test_missing_answers_and_groups_are_domains_of_the_whole_design() -> None:
    survey = nhanes()
    chol, race, gender = (survey.answers[one] for one in ("chol", "race", "gender"))
    everybody = proportions(survey.groups(chol, survey.everybody), survey.sampling)
    close("p", everybody.value, R["nhanes"]["svymean"]["mean"], EXACT)
    close("se", everybody.se, R["nhanes"]["svymean"]["se"], EXACT)
    rows = R["nhanes"]["svyby_race_gender"]
    found = proportions(
        survey.groups(chol, *((race == int(row["race"])) & (gender == int(row["gender"])) for row in rows)),
        survey.sampling,
    )
    close("p", found.value, [row["HI_CHOL"] for row in rows], EXACT)
    close("se", found.se, [row["se"] for row in rows], EXACT)


@pytest.mark.parametrize("name", ONE_STAGE)
def test_the_design_effect_is_as_r_prints_it(name: str) -> None:
    survey = api(name)
    found = proportions(survey.groups(survey.answers["sw"], survey.everybody), survey.sampling)
    effect = design_effect(found.value, found.se, len(survey.weight), survey.weight.sum())
    close("design effect", effect, R[name]["svymean"]["deff"][0], 1e-9)


def overlapping() -> Estimates:
    """Carers, children in care, and one that nobody is in; ten schools of ten children."""
    chance = np.random.default_rng(7)
    answer = chance.integers(0, 2, 100).astype(float)
    carer, care = chance.random(100) < 0.5, chance.random(100) < 0.4
    values = np.stack([part for one in (carer, care, carer & False) for part in (one, one * answer)], -1).astype(float)
    return proportions(of_rows(values, np.arange(100) // 10))


def test_a_group_differs_from_itself_by_nothing_for_certain() -> None:
    found = overlapping()
    for place in (0, 1):
        own = difference(found, place, place)
        assert (own.estimate, own.se, own.low, own.high) == (0, 0, 0, 0)
        assert np.isnan(own.p_value)
        assert ratio(found, place, place).se == 0
        assert odds_ratio(found, place, place).estimate == 1


@pytest.mark.parametrize("seed", range(8))
def test_rounding_is_not_mistaken_for_a_difference(seed: int) -> None:
    """Three names for the same children, weighed against each other by thirds and so on."""
    chance = np.random.default_rng(seed)
    values = np.repeat(chance.uniform(0.5, 2, (200, 1)), 6, 1)
    values[:, 1::2] *= chance.integers(0, 2, (200, 1))
    same = proportions(of_rows(values, np.arange(200) // 10))
    assert contrast(same, np.array([1, -0.3, -0.7])).se == 0


def test_groups_that_overlap_are_not_compared_as_if_they_were_apart() -> None:
    found = overlapping()
    apart = np.sqrt(found.se[0] ** 2 + found.se[1] ** 2)
    assert abs(difference(found, 0, 1).se - apart) > 0.01
    jointly = contrast(found, np.array([1.0, -1.0, 0.0]))
    assert jointly.estimate == difference(found, 0, 1).estimate
    assert jointly.se == pytest.approx(difference(found, 0, 1).se, rel=1e-12)


def test_the_three_comparisons_have_three_names_and_different_sizes() -> None:
    found = Estimates(np.array([0.6, 0.3]), np.diag([0.0004, 0.0004]), 20)
    one, two, three = (compare(found, 0, 1) for compare in (difference, ratio, odds_ratio))
    assert (one.kind, two.kind, three.kind) == ("difference", "ratio of percentages", "odds ratio")
    assert (one.estimate, two.estimate, three.estimate) == pytest.approx((0.3, 2, 3.5))
    assert three.se == pytest.approx(np.hypot(0.02 / 0.24, 0.02 / 0.21))
    assert two.low < 2 < two.high


def test_a_group_of_nobody_has_no_figure_and_spoils_no_other() -> None:
    found = overlapping()
    assert np.isnan([found.value[2], found.se[2], difference(found, 0, 2).estimate, ratio(found, 2, 0).se]).all()
    assert not np.isnan(found.covariance[:2, :2]).any()


def test_many_groups_are_compared_with_many_others_at_once() -> None:
    found = overlapping()
    both = difference(found, np.array([0, 1]), np.array([1, 0]))
    assert both.estimate.tolist() == [difference(found, 0, 1).estimate, difference(found, 1, 0).estimate]


def test_zero_and_hundred_per_cent_leave_ratios_undefined() -> None:
    found = Estimates(np.array([0.0, 0.5, 1.0]), np.diag([0.0, 0.01, 0.0]), 20)
    assert np.isnan([ratio(found, 0, 1).estimate, ratio(found, 1, 0).estimate, odds_ratio(found, 2, 1).low]).all()
    assert difference(found, 0, 1).estimate == -0.5


def test_refusals() -> None:
    with pytest.raises(ValueError, match="two totals for each group"):
        proportions(of_rows(np.ones((4, 3)), np.arange(4)))
    with pytest.raises(ValueError, match="too few schools"):
        difference(Estimates(np.ones(2), np.eye(2), 0), 0, 1)
