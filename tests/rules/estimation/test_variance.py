"""Strata with one school, sampling fractions, and what the moments of school totals can and cannot say."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.estimation.moments import Floats, Moments, of_rows
from onlinelives.rules.estimation.proportions import proportions
from onlinelives.rules.estimation.variance import LonelyStratum, Sampling, covariance, standard_errors
from tests.rules.estimation.reference_data import R, api, close


def one_upper_school() -> Moments:
    """apistrat with only the first of its upper (H) schools: that stratum has one."""
    survey = api("apistrat_nofpc")
    upper = np.flatnonzero(survey.kind == "H")
    kept = np.setdiff1d(np.arange(len(survey.weight)), upper[1:])
    values = np.stack([np.ones(len(kept)), survey.answers["sw"][kept]], -1) * survey.weight[kept, None]
    return of_rows(values, kept, survey.kind[kept])


@pytest.mark.parametrize("lonely", ["adjust", "average", "remove", "certainty"])
def test_the_rules_for_a_lonely_stratum_agree_with_r(lonely) -> None:
    moments, expected = one_upper_school(), R["lonely_psu"]["methods"][lonely]
    found = proportions(moments, Sampling(lonely))
    close("lonely mean", found.value, expected["mean"], 1e-12)
    close("lonely se", found.se, expected["se"], 1e-10)
    assert found.df == expected["degf"]


def test_without_a_rule_a_lonely_stratum_is_named_and_refused() -> None:
    with pytest.raises(LonelyStratum, match="Stratum upper has one school only") as refused:
        covariance(one_upper_school(), Sampling(names=("primary", "upper", "middle")))
    assert refused.value.strata == (1,)
    with pytest.raises(LonelyStratum, match="Strata number 1, number 2 have one school only"):
        covariance(of_rows(np.ones((2, 1)), np.arange(2), np.arange(2)))


def test_there_is_no_average_of_no_variance() -> None:
    with pytest.raises(ValueError, match="no stratum has two schools"):
        covariance(of_rows(np.ones((2, 1)), np.arange(2), np.arange(2)), Sampling("average"))


def test_when_all_schools_took_part_nothing_is_left_to_chance() -> None:
    moments = of_rows(np.arange(6.0)[:, None], np.arange(6))
    assert standard_errors(covariance(moments, Sampling(fractions=np.array([1.0])))) == 0
    assert standard_errors(covariance(moments)) > 0


@pytest.mark.parametrize(
    ("fractions", "message"),
    [([1.2], "between 0 and 1"), ([np.nan], "between 0 and 1"), ([0.1, 0.2], "1 strata, but 2")],
)
def test_fractions_must_make_sense(fractions: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        covariance(of_rows(np.ones((2, 1)), np.arange(2)), Sampling(fractions=np.array(fractions)))


@pytest.mark.parametrize("seed", range(8))
def test_rounding_is_not_mistaken_for_a_spread(seed: int) -> None:
    """Every school says yes to exactly a third: the proportion does not vary, whatever the sizes of schools."""
    size, other = np.random.default_rng(seed).uniform(1, 50, (2, 40))
    found = proportions(of_rows(np.stack([size, size / 3, size, other], -1), np.arange(40)))
    assert found.se[0] == 0 < found.se[1]
    assert found.covariance[0, 1] == found.covariance[1, 0] == 0


def test_a_lonely_school_is_set_beside_the_mean_of_all_schools() -> None:
    """Totals of 1 and 3 in one stratum, 8 in the other: 2 for the pair, and 8 less 4 squared for the lonely one."""
    moments = of_rows(np.array([[1.0], [3], [8]]), np.arange(3), np.array([0, 0, 1]))
    assert covariance(moments, Sampling("adjust")) == pytest.approx(2 * 2 + (8 - 4) ** 2)


def test_moments_of_parts_add_up_only_when_no_school_is_in_both() -> None:
    values, school = np.arange(12.0)[:, None], np.repeat(np.arange(4), 3)
    whole, cut = of_rows(values, school), of_rows(values[:7], school[:7])
    rest, clean = of_rows(values[7:], school[7:]), (of_rows(values[:6], school[:6]), of_rows(values[6:], school[6:]))
    assert (clean[0].products + clean[1].products == whole.products).all()
    assert not (cut.products + rest.products == whole.products).all()  # school 2 is in both parts


children = st.integers(20, 60).flatmap(
    lambda n: st.tuples(
        st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans(), st.floats(0.1, 9)), min_size=n, max_size=n),
        st.permutations(range(n)),
        st.floats(1e-3, 1e3),
    )
)


def totals(rows: list[tuple[int, bool, bool, float]], weight_times: float = 1) -> tuple[Floats, Floats]:
    school, member, yes, weight = (np.array(part) for part in zip(*rows, strict=True))
    return np.stack([member * weight, member * yes * weight], -1) * weight_times, school


@settings(max_examples=40, deadline=None)
@given(children)
def test_neither_the_order_of_rows_nor_the_scale_of_weights_matters(drawn) -> None:
    rows, order, times = drawn
    rows = [(0, True, True, 1.0), (1, True, False, 1.0), *rows]
    values, school = totals(rows)
    found = proportions(of_rows(values, school))
    again = [0, 1, *(place + 2 for place in order)][::-1]
    shuffled = proportions(of_rows(values[again], school[again]))
    scaled = proportions(of_rows(totals(rows, times)[0], school))
    for other in (shuffled, scaled):
        assert other.value == pytest.approx(found.value, abs=1e-12)
        assert other.se == pytest.approx(found.se, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(children)
def test_a_school_with_nobody_in_the_group_still_counts(drawn) -> None:
    rows = [(0, True, True, 1.0), (1, True, False, 1.0), *drawn[0]]
    values, school = totals(rows)
    found = proportions(of_rows(values, school))
    empty = proportions(of_rows(np.vstack([values, [[0, 0]]]), np.append(school, 99)))
    schools = len(set(school.tolist()))
    assert empty.value == pytest.approx(found.value, abs=1e-12)
    assert empty.df == found.df + 1
    grown = (schools + 1) / schools / (schools / (schools - 1))
    assert empty.se**2 == pytest.approx(found.se**2 * grown, abs=1e-12)
