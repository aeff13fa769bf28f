"""Weights that meet the census, against R's, and the precision they bring."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.estimation.calibrated import calibrated
from onlinelives.rules.estimation.moments import Floats
from onlinelives.rules.estimation.proportions import proportions
from onlinelives.rules.estimation.weighting import Margin, Unweightable, kish, post_stratify, rake, trim
from tests.rules.estimation.reference_data import R, api, close

SURVEY = api("apiclus1")
KIND = Margin("kind", np.unique(SURVEY.kind, return_inverse=True)[1], np.array([4421.0, 755, 1018]))
WIDE = Margin("school-wide target", SURVEY.answers["sw"].astype(int), np.array([1072.0, 5122]))
EVERYBODY = Margin("everybody", np.zeros(len(SURVEY.weight), int), np.array([6194.0]))
ANSWERS = np.stack([SURVEY.answers[one] for one in ("aw", "ct", "api00")], -1)


def agrees(
    weight: Floats, margins: list[Margin], expected: dict, tolerance: float, trimmed: Floats | None = None
) -> None:
    found = calibrated(ANSWERS, SURVEY.weight, weight, margins, trimmed)
    se = found.estimates(SURVEY.school, sampling=SURVEY.sampling).se
    close("weights", weight if trimmed is None else trimmed, expected["weights"], tolerance)
    scale = np.array(expected["mean"])
    close("calibrated mean", found.value / scale, 1, tolerance)
    close("calibrated se", se / expected["se"], 1, tolerance)
    close("Kish", kish(weight if trimmed is None else trimmed), expected["kish_deff"], tolerance)


def test_post_stratified_weights_and_their_standard_errors() -> None:
    weight = post_stratify(SURVEY.weight, KIND)
    agrees(weight, [KIND], R["weighting_apiclus1"]["postStratify_stype"], 1e-11)


def test_raked_weights_and_their_standard_errors() -> None:
    expected = R["weighting_apiclus1"]["rake_stype_schwide"]
    agrees(rake(SURVEY.weight, [KIND, WIDE]), [KIND, WIDE], expected, 1e-8)


def test_trimmed_weights_and_their_standard_errors() -> None:
    raked = rake(SURVEY.weight, [KIND, WIDE])
    agrees(raked, [KIND, WIDE], R["weighting_apiclus1"]["trim_20_40_of_rake"], 1e-8, trim(raked, 20, 40))


def test_weights_taken_as_fixed_give_larger_standard_errors() -> None:
    weight = rake(SURVEY.weight, [KIND, WIDE])
    margins = calibrated(ANSWERS, SURVEY.weight, weight, [KIND, WIDE])
    plain = calibrated(ANSWERS, SURVEY.weight, weight, [EVERYBODY])
    one, other = (found.estimates(SURVEY.school, sampling=SURVEY.sampling).se for found in (margins, plain))
    assert (one < other).all()


def test_a_margin_of_everybody_tells_nothing_new_about_those_who_answered() -> None:
    answers = ANSWERS[:, :1].copy()
    answers[::7] = np.nan
    weight = post_stratify(SURVEY.weight, EVERYBODY)
    found = calibrated(answers, SURVEY.weight, weight, [EVERYBODY])
    plain = proportions(SURVEY.groups(answers[:, 0], SURVEY.everybody), SURVEY.sampling)
    assert found.value == pytest.approx(plain.value, rel=1e-12)
    estimates = found.estimates(SURVEY.school, sampling=SURVEY.sampling)
    assert estimates.df == plain.df
    assert estimates.se == pytest.approx(plain.se, rel=1e-9)


def test_missing_answers_do_not_count() -> None:
    answers = ANSWERS[:, :1].copy()
    answers[:5] = np.nan
    weight = post_stratify(SURVEY.weight, KIND)
    found = calibrated(answers, SURVEY.weight, weight, [KIND])
    assert found.value == pytest.approx(np.average(answers[5:, 0], weights=weight[5:]))
    with pytest.raises(ValueError, match="nobody answered"):
        calibrated(answers * np.nan, SURVEY.weight, weight, [KIND])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.floats(0.5, 3)), min_size=6, max_size=40))
def test_raking_meets_every_margin(rows: list[tuple[int, int, float]]) -> None:
    rows = [*((kind, sex, 1.0) for kind in range(3) for sex in range(2)), *rows]
    kind, sex, weight = (np.array(part) for part in zip(*rows, strict=True))
    margins = [Margin("year", kind, np.array([50.0, 30, 20])), Margin("sex", sex, np.array([49.0, 51]))]
    found = rake(weight, margins)
    assert (found > 0).all()
    for margin in margins:
        assert np.bincount(margin.codes, found) == pytest.approx(margin.counts, rel=1e-9)


def test_trimming_keeps_the_sum() -> None:
    found = trim(np.array([1.0, 2, 3, 10]), 1.5, 4)
    assert found.tolist() == [1.5, 4.75, 5.75, 4]
    with pytest.raises(Unweightable, match="No weight lies between"):
        trim(np.ones(3), 2, 3)


def test_kish_is_1_for_equal_weights() -> None:
    assert kish(np.full(7, 3.0)) == pytest.approx(1)
    assert kish(np.array([1.0, 3])) == pytest.approx(1.25)


@pytest.mark.parametrize(
    ("codes", "counts", "message"),
    [
        ([0, 0, 2], [5.0, 5, 5], "In year no child has the value 1"),
        ([0, 1, -1], [5.0, 5], "no known value"),
        ([0, 1, 2], [5.0, 5], "one the population does not have"),
        ([0, 1, 1], [5.0, 0], "a count of children above 0"),
    ],
)
def test_margins_that_cannot_be_met(codes: list[int], counts: list[float], message: str) -> None:
    with pytest.raises(Unweightable, match=message):
        Margin("year", np.array(codes), np.array(counts))


def test_margins_that_pull_against_each_other() -> None:
    year, sex = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    with pytest.raises(Unweightable, match="different populations: year 100, sex 90"):
        rake(np.ones(4), [Margin("year", year, np.array([50.0, 50])), Margin("sex", sex, np.array([40.0, 50]))])
    with pytest.raises(Unweightable, match="still pull against each other"):
        rake(np.ones(4), [Margin("year", year, np.array([50.0, 50])), Margin("same", year, np.array([40.0, 60]))])
    with pytest.raises(Unweightable, match="above 0"):
        post_stratify(np.array([1.0, 0, 1, 1]), Margin("year", year, np.array([50.0, 50])))
