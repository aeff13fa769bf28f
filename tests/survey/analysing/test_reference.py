"""The command against R's survey package, on R's own example data: exact figures, to 1e-9."""

from typing import Any

import numpy as np
import pytest

from tests.rules.estimation.reference_data import R, close
from tests.survey.analysing.commands import REFERENCE, exact

NEAR = 1e-9
SETTLED = 1e-8  # R takes the information of the step before the last
STRATIFIED = (REFERENCE / "apistrat.csv", "--weight", "pw", "--strata", "stype", "--yes", "Yes")
CLUSTERED = (REFERENCE / "apiclus1.csv", "--weight", "pw", "--psu", "dnum", "--yes", "Yes")
NHANES = (REFERENCE / "nhanes.csv", "--weight", "WTMEC2YR", "--strata", "SDMVSTRA", "--psu", "SDMVPSU")
SURVEYS = [(STRATIFIED, "apistrat_nofpc"), (CLUSTERED, "apiclus1_nofpc")]
COLUMNS = {"sw": "sch.wide", "ct": "comp.imp", "aw": "awards"}


def limits(figure: dict[str, Any]) -> list[float]:
    return [figure["p"], figure["se"], figure["low"], figure["high"]]


def expected_limits(expected: dict[str, float]) -> list[float]:
    return [expected["p"], expected["se"], expected["lo"], expected["hi"]]


@pytest.mark.parametrize(("asked", "name"), SURVEYS)
@pytest.mark.parametrize(("ci", "method"), [("logit", "xlogit"), ("beta", "beta"), ("wald", "mean")])
def test_percentages_and_their_intervals(asked: tuple, name: str, ci: str, method: str) -> None:
    found = exact(*asked, "--items", ",".join(COLUMNS.values()), "--ci", ci)
    assert found["df"] == R[name]["degf"]
    assert [figure["item"] for figure in found["figures"]] == list(COLUMNS.values())
    for short, figure in zip(COLUMNS, found["figures"], strict=True):
        close(short, limits(figure), expected_limits(R[name]["svyciprop"][short][method]), NEAR)
        assert figure["method"] == ci
    close("design effect", [one["design_effect"] for one in found["figures"]], R[name]["svymean"]["deff"][:3], NEAR)


@pytest.mark.parametrize(("asked", "name"), SURVEYS)
def test_groups_and_the_test_of_rao_and_scott(asked: tuple, name: str) -> None:
    found = exact(*asked, "--items", "sch.wide", "--by", "stype")
    groups = R[name]["svyby_stype"]
    assert [figure["group"] for figure in found["figures"]] == ["", *(row["stype"] for row in groups)]
    close("p", [figure["p"] for figure in found["figures"][1:]], [row["sw"] for row in groups], NEAR)
    close("se", [figure["se"] for figure in found["figures"][1:]], [row["se"] for row in groups], NEAR)
    expected = R[name]["svychisq"]["sch.wide_by_stype"]["F"]
    test = found["tests"][0]
    close(
        "F",
        [test["f"], test["numerator_df"], test["denominator_df"], test["p"]],
        [expected["statistic"], *expected["parameter"], expected["p"]],
        NEAR,
    )


@pytest.mark.parametrize(("asked", "name"), SURVEYS)
def test_two_groups_are_compared_once(asked: tuple, name: str) -> None:
    found = exact(*asked, "--items", "sch.wide", "--by", "comp.imp")
    expected = R[name]["svyttest_sw_by_ct"]
    [contrast] = found["contrasts"]
    assert (contrast["group"], contrast["other"]) == ("Yes", "No")
    apart = contrast["measures"][0]
    assert apart["kind"] == "difference"
    close("difference", [apart["estimate"], apart["se"]], [expected["est"], expected["est"] / expected["t"]], NEAR)


@pytest.mark.parametrize(("asked", "name"), SURVEYS)
def test_the_degrees_of_freedom_of_a_domain_are_those_of_r(asked: tuple, name: str) -> None:
    expected = R[name]["svyciprop"]["sw_middle"]["xlogit"]
    domain = (*asked, "--items", "sch.wide", "--domain", "stype = M", "--ci", "logit")
    close("limits", limits(exact(*domain, "--df", "domain")["figures"][0]), expected_limits(expected), NEAR)
    whole = exact(*domain)["figures"][0]
    close("p and se", limits(whole)[:2], expected_limits(expected)[:2], NEAR)
    assert whole["df"] == R[name]["degf"]


@pytest.mark.parametrize(("asked", "name"), SURVEYS)
@pytest.mark.parametrize(
    ("formula", "model"), [("ell + meals + mobility", "logit_simple"), ("stype + meals", "logit_factor")]
)
def test_regressions_of_a_school_survey(asked: tuple, name: str, formula: str, model: str) -> None:
    agrees(exact(*asked, "--model", f"sch.wide ~ {formula}")["model"], R[name]["svyglm"][model])


def agrees(found: dict[str, Any], expected: dict[str, Any]) -> None:
    def column(name: str) -> np.ndarray:
        return np.array([each[name] for each in found["coefficients"]])

    close("coefficients", column("coefficient"), expected["coef"], NEAR)
    close("odds ratios", column("odds_ratio") / expected["exp_coef"], 1, NEAR)
    close("se", column("se"), expected["se"], SETTLED)
    close("p", column("p"), expected["p"], 1e-6)
    close("limits", [np.log(column("low")), np.log(column("high"))], [expected["ci_lo"], expected["ci_hi"]], 1e-7)
    close("t", column("t") * column("se"), expected["coef"], NEAR)
    assert found["df"] == expected["df_residual"]


def test_a_health_survey_with_missing_answers() -> None:
    found = exact(*NHANES, "--items", "HI_CHOL", "--by", "race", "--ci", "logit")
    whole, *groups = found["figures"]
    close("all", limits(whole), expected_limits(R["nhanes"]["svyciprop"]["all"]["xlogit"]), NEAR)
    assert whole["n"] == R["nhanes"]["n"] - R["nhanes"]["n_HI_CHOL_missing"]
    close("race 1", limits(groups[0]), expected_limits(R["nhanes"]["svyciprop"]["race1"]["xlogit"]), NEAR)
    expected = R["nhanes"]["svychisq"]["HI_CHOL_by_race"]["F"]
    test = found["tests"][0]
    close("F", [test["f"], test["p"]], [expected["statistic"], expected["p"]], NEAR)
    assert [one["group"] for one in found["contrasts"]] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("gender", ["1", "2"])
def test_groups_within_a_domain(gender: str) -> None:
    found = exact(*NHANES, "--items", "HI_CHOL", "--by", "race", "--domain", f"RIAGENDR = {gender}")
    rows = [row for row in R["nhanes"]["svyby_race_gender"] if row["gender"] == gender]
    close("p", [figure["p"] for figure in found["figures"][1:]], [row["HI_CHOL"] for row in rows], NEAR)
    close("se", [figure["se"] for figure in found["figures"][1:]], [row["se"] for row in rows], NEAR)


@pytest.mark.parametrize(("formula", "model"), [("C(race) + C(agecat) + C(RIAGENDR)", "main"), ("agecat", "trend_age")])
def test_regressions_of_a_health_survey(formula: str, model: str) -> None:
    found = exact(*NHANES, "--model", f"HI_CHOL ~ {formula}")["model"]
    agrees(found, R["nhanes"]["svyglm"][model])
    if model == "main":
        assert [each["term"] for each in found["coefficients"][:3]] == ["(constant)", "race=2", "race=3"]


@pytest.mark.parametrize("degrees", ["design", "domain"])
def test_a_group_outside_the_domain_is_none(degrees: str) -> None:
    found = exact(*STRATIFIED, "--items", "awards", "--by", "stype", "--domain", "stype != E", "--df", degrees)
    assert [one["group"] for one in found["figures"]] == ["", "H", "M"]
    assert found["contrasts"][0]["df"] == (98 if degrees == "domain" else 197)
