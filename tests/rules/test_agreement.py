"""Agreement between the agencies' own scores and the reviewers' is what statistics packages say it is."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.agreement import (
    FEWEST,
    FEWEST_FOR_KAPPA,
    HIGH,
    LOW,
    TOO_FEW,
    UNCLEAR,
    Agreement,
    agreement,
    confusion,
)

Pairs = list[tuple[int, int]]
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=60)


def pairs(table: list[list[int]]) -> Pairs:
    return [(own, verified) for own in range(5) for verified in range(5) for _ in range(table[own][verified])]


SPREAD = [[5, 2, 0, 0, 0], [1, 6, 2, 1, 0], [0, 3, 8, 2, 0], [0, 2, 5, 7, 1], [0, 1, 3, 4, 6]]
RUN_HIGH = [[3, 0, 0, 0, 0], [2, 4, 0, 0, 0], [1, 5, 3, 0, 0], [0, 4, 6, 5, 0], [0, 2, 5, 7, 4]]
SMALL = [[0, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 1, 2, 0, 0], [0, 0, 1, 2, 0], [0, 0, 1, 1, 1]]
TWO_LEVELS = [[0] * 5, [0] * 5, [0] * 5, [0, 0, 0, 20, 3], [0, 0, 0, 4, 9]]
OPPOSITE = [[0, 0, 0, 0, 6], [0, 0, 0, 4, 0], [0, 0, 3, 0, 0], [0, 5, 0, 0, 0], [7, 0, 0, 0, 0]]
ONE_VERIFIED = [[0, 0, 1, 0, 0], [0, 0, 2, 0, 0], [0, 0, 3, 0, 0], [0, 0, 4, 0, 0], [0, 0, 2, 0, 0]]
PERFECT = [[2, 0, 0, 0, 0], [0, 3, 0, 0, 0], [0, 0, 4, 0, 0], [0, 0, 0, 3, 0], [0, 0, 0, 0, 2]]
SAME_SCORE = [[0] * 5, [0] * 5, [0] * 5, [0, 0, 0, 9, 0], [0] * 5]
TWO_LOWER = [[0] * 5, [0] * 5, [0] * 5, [0, 8, 0, 0, 0], [0] * 5]

# Reference figures: statsmodels 0.15.0, cohens_kappa(table, wt="fc").kappa and .std_kappa, and the same kappa from
# scikit-learn 1.9.1, cohen_kappa_score(weights="quadratic"). A standard error of 0 is None here.
KAPPAS = [
    pytest.param(SPREAD, 0.7176523702031603, 0.07215453990148102, id="spread"),
    pytest.param(RUN_HIGH, 0.5730843528654218, 0.08156069383413223, id="run high"),
    pytest.param(SMALL, 0.6534653465346535, 0.18118353390877118, id="small"),
    pytest.param(TWO_LEVELS, 0.5714285714285714, 0.14359895458920727, id="two levels"),
    pytest.param(OPPOSITE, -0.9882659713168187, 0.06053849728022185, id="opposite"),
    pytest.param(ONE_VERIFIED, 0.0, None, id="one verified score"),
    pytest.param(TWO_LOWER, 0.0, None, id="always two lower"),
    pytest.param(PERFECT, 1.0, None, id="perfect"),
    pytest.param(SAME_SCORE, None, None, id="the same score throughout"),
]

# Reference figures: scipy 1.17.1, stats.t.interval(0.95, n - 1, mean, standard error) of verified minus self.
DIFFERENCES = [
    pytest.param(SPREAD, -0.288135593220339, -0.5254603091472028, -0.05081087729347544, HIGH, id="spread"),
    pytest.param(RUN_HIGH, -0.9019607843137255, -1.1422970327153923, -0.6616245359120587, HIGH, id="run high"),
    pytest.param(SMALL, -0.5, -1.0058337191804845, 0.005833719180484476, UNCLEAR, id="small"),
    pytest.param(
        TWO_LEVELS, -0.027777777777777776, -0.17879256152200562, 0.12323700596645008, UNCLEAR, id="two levels"
    ),
    pytest.param(OPPOSITE, -0.24, -1.5522673249404013, 1.0722673249404013, UNCLEAR, id="opposite"),
    pytest.param(ONE_VERIFIED, -1 / 3, -1.1154193546993423, 0.4487526880326756, UNCLEAR, id="one verified score"),
]


@pytest.mark.parametrize(("table", "kappa", "error"), KAPPAS)
def test_kappa_is_that_of_statistics_packages(table: list[list[int]], kappa: float | None, error: float | None) -> None:
    found = agreement(pairs(table))
    assert found.kappa == (kappa if kappa is None else pytest.approx(kappa, abs=1e-12))
    assert found.kappa_error == (error if error is None else pytest.approx(error, rel=1e-9))


@pytest.mark.parametrize(("table", "mean", "low", "high", "direction"), DIFFERENCES)
def test_the_mean_difference_has_its_t_interval(
    table: list[list[int]], mean: float, low: float, high: float, direction: str
) -> None:
    found = agreement(pairs(table))
    assert (found.mean_difference, found.difference_low, found.difference_high) == pytest.approx((mean, low, high))
    assert found.direction == direction


def test_the_interval_of_kappa_is_made_on_fishers_scale_with_students_t() -> None:
    found = agreement(pairs(RUN_HIGH))
    # scipy 1.17.1: tanh(atanh(kappa) -+ stats.t.ppf(0.975, 50) * std_kappa / (1 - kappa ** 2)), statsmodels' figures
    assert (found.kappa_low, found.kappa_high) == pytest.approx((0.38691777906076347, 0.7143627529199813))


def test_kappa_has_no_interval_below_twenty_answers() -> None:
    assert FEWEST_FOR_KAPPA == 20
    mixed = [(4, 3), (3, 3), (2, 2), (1, 2), (0, 0)] * 4
    assert agreement(mixed).kappa_low is not None
    assert agreement(mixed[:-1]).kappa_low is None
    assert agreement(mixed[:-1]).kappa_error is not None


@pytest.mark.parametrize(("steps", "disagreement"), [(1, 2 / (10 + 12)), (2, 8 / (10 + 18))])
def test_two_steps_apart_weigh_four_times_one(steps: int, disagreement: float) -> None:
    """By hand: squared differences over the squared deviations of both sides, where both have the same mean."""
    found = agreement([(0, 0), (1, 1), (3, 3), (4, 4), (2, 2 + steps), (2, 2 - steps)])
    assert found.kappa == pytest.approx(1 - disagreement)


def test_the_table_has_a_row_for_each_self_score_and_a_column_for_each_verified_one() -> None:
    table = confusion([(4, 1), (4, 1), (0, 3)])
    assert table == ((0, 0, 0, 1, 0), (0,) * 5, (0,) * 5, (0,) * 5, (0, 2, 0, 0, 0))
    assert agreement([(4, 1), (4, 1), (0, 3)]).table == table


def test_agreed_lower_and_higher_are_counted_apart() -> None:
    found = agreement([(4, 4), (0, 0), (3, 1), (2, 1), (4, 0), (1, 2)])
    assert (found.n, found.agreed, found.lower, found.higher, found.share) == (6, 2, 3, 1, 2 / 6)


def test_nothing_checked_tells_nothing() -> None:
    empty = ((0,) * 5,) * 5
    assert agreement([]) == Agreement(empty, 0, 0, 0, 0, None, None, None, None, None, None, None, None, TOO_FEW)


def test_one_answer_has_a_difference_and_no_more() -> None:
    found = agreement([(4, 2)])
    assert (found.share, found.mean_difference, found.difference_low, found.kappa) == (0, -2, None, None)
    assert found.direction == TOO_FEW


def test_differences_that_are_all_the_same_have_no_interval() -> None:
    found = agreement(pairs(TWO_LOWER))
    assert (found.mean_difference, found.difference_low, found.difference_high) == (-2, None, None)
    assert found.direction == HIGH
    assert agreement(pairs(PERFECT)).difference_low is None


@pytest.mark.parametrize(
    ("step", "count", "direction"),
    [
        (-1, FEWEST, HIGH),
        (1, FEWEST, LOW),
        (0, FEWEST, UNCLEAR),
        (-1, FEWEST - 1, TOO_FEW),
    ],
)
def test_a_direction_needs_as_many_answers_as_a_sign_test(step: int, count: int, direction: str) -> None:
    assert agreement([(2, 2 + step)] * count).direction == direction


def test_scores_verified_higher_run_low() -> None:
    assert agreement([(verified, own) for own, verified in pairs(RUN_HIGH)]).direction == LOW


def test_the_interval_of_a_difference_stays_possible() -> None:
    found = agreement([(4, 0), (0, 4)])
    assert (found.difference_low, found.difference_high) == (-4, 4)


@pytest.mark.parametrize("pair", [(5, 0), (0, 5), (-1, 0), (0, -1)])
def test_a_score_outside_0_to_4_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="from 0 to 4"):
        agreement([pair])


@settings(deadline=None)
@given(PAIRS)
def test_swapping_the_two_scores_mirrors_everything(checked: Pairs) -> None:
    found, mirrored = agreement(checked), agreement([(verified, own) for own, verified in checked])
    assert (mirrored.lower, mirrored.agreed, mirrored.higher) == (found.higher, found.agreed, found.lower)
    assert mirrored.kappa == found.kappa
    assert mirrored.kappa_error == found.kappa_error
    if found.mean_difference is not None:
        assert mirrored.mean_difference == -found.mean_difference
    assert mirrored.direction == {HIGH: LOW, LOW: HIGH}.get(found.direction, found.direction)


@settings(deadline=None)
@given(PAIRS)
def test_figures_always_stay_within_their_bounds(checked: Pairs) -> None:
    found = agreement(checked)
    assert found.agreed + found.lower + found.higher == found.n == len(checked)
    for low, middle, high, most in (
        (found.difference_low, found.mean_difference, found.difference_high, 4),
        (found.kappa_low, found.kappa, found.kappa_high, 1),
    ):
        if low is not None:
            assert middle is not None
            assert high is not None
            assert -most <= low <= middle <= high <= most
            assert not math.isclose(low, high)
