"""Tried over every sample there could be: the estimates are right on average, and so are their variances."""

import statistics
from collections.abc import Iterator
from itertools import combinations

import pytest

from onlinelives.rules.successive import Checked, strata, total, variance

# Six answers of one agency: the self score and what a check would find.
ANSWERS = [(4, 1), (3, 3), (2, 2), (4, 2), (0, 1), (3, 0)]
TRUE_TOTAL = sum(verified - own for own, verified in ANSWERS)


def drawn(numbers: Iterator[int] | tuple[int, ...], draw: int, pi: float, settled: tuple[int, ...]) -> list[Checked]:
    return [
        Checked(str(n), "elmfield", 1, draw, pi, ANSWERS[n][0], ANSWERS[n][1] if n in settled else None)
        for n in numbers
    ]


def every_sample(sizes: list[tuple[int, int]]) -> Iterator[list[Checked]]:
    """Every way in which successive draws of equal probabilities could go: (drawn, settled) for each draw."""

    def go_on(left: tuple[int, ...], draw: int) -> Iterator[list[Checked]]:
        if draw > len(sizes):
            yield []
            return
        size, answered = sizes[draw - 1]
        for numbers in combinations(left, size):
            rest = tuple(n for n in left if n not in numbers)
            for settled in combinations(numbers, answered):
                for others in go_on(rest, draw + 1):
                    yield drawn(numbers, draw, size / len(left), settled) + others

    return go_on(tuple(range(len(ANSWERS))), 1)


def difference(one: Checked) -> float:
    return one.difference


@pytest.mark.parametrize(
    "sizes",
    [
        pytest.param([(3, 3)], id="one draw"),
        pytest.param([(4, 2)], id="half of it not settled"),
        pytest.param([(2, 2), (2, 2)], id="two draws"),
        pytest.param([(2, 2), (3, 2)], id="two draws, one check not settled in the second"),
        pytest.param([(3, 2), (2, 2)], id="two draws, one check not settled in the first"),
        pytest.param([(3, 2), (3, 3)], id="everything drawn, one check not settled"),
        pytest.param([(2, 0), (3, 3)], id="two draws, nothing settled in the first"),
        pytest.param([(2, 2), (2, 2), (2, 2)], id="three draws and everything checked"),
    ],
)
def test_over_every_sample_the_estimate_and_its_variance_are_right_on_average(sizes: list[tuple[int, int]]) -> None:
    totals, variances = [], []
    for sample in every_sample(sizes):
        parts = strata(sample, len(ANSWERS), {})
        found = variance(parts, difference)
        assert found is not None
        totals.append(total(parts, difference))
        variances.append(found)
    assert statistics.mean(totals) == pytest.approx(TRUE_TOTAL)
    assert statistics.mean(variances) == pytest.approx(statistics.pvariance(totals), abs=1e-9)


def test_unequal_probabilities_are_weighted_by_hand() -> None:
    sample = [
        Checked("1", "elmfield", 1, 1, 0.5, 4, 1),
        Checked("2", "elmfield", 1, 1, 0.25, 3, 2),
        Checked("3", "elmfield", 1, 1, 1.0, 2, 2),
    ]
    parts = strata(sample, 10, {})
    assert total(parts, difference) == pytest.approx(-3 / 0.5 - 1 / 0.25 + 0)
    # y ÷ pi is -6 and -4 with 1 - pi of 0.5 and 0.75, so B is -4.8; the certain one adds nothing, and m is 2.
    assert variance(parts, difference) == pytest.approx(2 / 1 * (0.5 * 1.2**2 + 0.75 * 0.8**2))


def test_a_later_draw_takes_in_what_the_earlier_one_found() -> None:
    sample = drawn((0, 1), 1, 2 / 6, (0, 1)) + drawn((2, 3), 2, 2 / 4, (2, 3))
    first, second = strata(sample, 6, {})
    assert (first.share, second.share) == pytest.approx(((2 / 24) / (2 / 24 + 2 / 8), (2 / 8) / (2 / 24 + 2 / 8)))
    by_first, by_second = (-3 + 0) * 3, (-3 + 0) + (0 - 2) * 2
    expected = first.share * by_first + second.share * by_second
    assert total([first, second], difference) == pytest.approx(expected)


def test_a_last_draw_of_all_the_rest_decides_alone_and_is_exact() -> None:
    sample = drawn((0, 4), 1, 2 / 6, (0, 4)) + drawn((1, 2, 3, 5), 2, 1.0, (1, 2, 3, 5))
    parts = strata(sample, 6, {})
    assert [part.share for part in parts] == [0, 1]
    assert (total(parts, difference), variance(parts, difference)) == (TRUE_TOTAL, 0)


def test_a_draw_of_which_nothing_is_settled_says_nothing_yet() -> None:
    done = drawn((0, 1, 2), 1, 3 / 6, (0, 1, 2))
    begun = strata(done + drawn((3, 4), 2, 2 / 3, ()), 6, {})
    assert begun == strata(done, 6, {})


def test_answers_added_since_a_draw_are_taken_to_be_like_the_others() -> None:
    sample = drawn((0, 1, 2), 1, 3 / 6, (0, 1, 2))
    as_drawn, grown = strata(sample, 6, {}), strata(sample, 8, {1: 6})
    assert total(grown, difference) == pytest.approx(total(as_drawn, difference) * 8 / 6)
    least, more = variance(as_drawn, difference), variance(grown, difference)
    assert least is not None
    assert more is not None
    assert more > least * (8 / 6) ** 2  # three of eight are known, no longer three of six


def test_a_whole_agency_that_has_grown_since_is_no_longer_certain() -> None:
    sample = drawn(tuple(range(6)), 1, 1.0, tuple(range(6)))
    assert variance(strata(sample, 6, {}), difference) == 0
    grown = variance(strata(sample, 8, {1: 6}), difference)
    assert grown is not None
    assert grown > 0


@pytest.mark.parametrize(
    ("size", "settled"), [pytest.param(1, (0,), id="one drawn"), pytest.param(3, (0,), id="one settled")]
)
def test_a_single_check_says_nothing_about_spread(size: int, settled: tuple[int, ...]) -> None:
    parts = strata(drawn(tuple(range(size)), 1, size / 6, settled), 6, {})
    assert variance(parts, difference) is None
    assert total(parts, difference) == pytest.approx(-3 * 6)


def test_a_single_uncertain_check_beside_certain_ones_says_nothing_about_spread_either() -> None:
    sample = drawn((0, 1), 1, 1.0, (0, 1)) + drawn((2,), 1, 0.25, (2,))
    assert variance(strata(sample, 6, {}), difference) is None


def test_a_single_check_settled_of_an_agency_drawn_whole_says_nothing_about_spread() -> None:
    assert variance(strata(drawn(tuple(range(6)), 1, 1.0, (0,)), 6, {}), difference) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param((0, 1, 2), (3, 4, 5), id="everything settled"),
        pytest.param((0, 1), (3, 4), id="some not settled"),
    ],
)
def test_the_reach_of_a_draw_is_what_it_makes_of_the_variance_of_one_answer(
    first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    sample = drawn((0, 1, 2), 1, 3 / 8, first) + drawn((3, 4, 5), 2, 3 / 5, second)
    for part in strata(sample, 8, {}):
        spread = statistics.variance(one.difference for one in part.settled)
        assert part.variance(difference) == pytest.approx(part.reach * spread)


def test_a_single_check_borrows_the_widest_spread_of_the_others() -> None:
    narrow = [Checked(f"n{n}", "narrow", 1, 1, 0.5, 2, 2 - n % 2) for n in range(4)]
    wide = [Checked(f"w{n}", "wide", 1, 1, 0.5, 4, 4 - 3 * (n % 2)) for n in range(4)]
    lone = [Checked("lone", "lone", 1, 1, 0.125, 2, 1)]
    parts = [part for sample in (narrow, wide, lone) for part in strata(sample, 8, {})]
    measured = [part.variance(difference) for part in parts]
    assert measured[2] is None
    # One of eight with the spread of `wide`, where differences of 0, -3, 0, -3 have the variance 3: 8 × 7 × 3.
    assert variance(parts[2:] + parts[1:2], difference) == pytest.approx((measured[1] or 0) + 8 * 7 * 3)
    assert variance(parts, difference) == pytest.approx((measured[0] or 0) + (measured[1] or 0) + 8 * 7 * 3)


def test_an_answer_drawn_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="drawn twice"):
        strata(drawn((0, 1), 1, 0.5, (0, 1)) + drawn((1,), 2, 0.5, (1,)), 6, {})


@pytest.mark.parametrize(
    ("size", "frames"),
    [
        pytest.param(2, {}, id="fewer answers than drawn"),
        pytest.param(6, {1: 2}, id="a frame smaller than the draw"),
        pytest.param(6, {1: 7}, id="a frame larger than the agency"),
    ],
)
def test_more_drawn_than_there_were_is_refused(size: int, frames: dict[int, int]) -> None:
    with pytest.raises(ValueError, match="more answers were drawn than there were"):
        strata(drawn((0, 1, 2), 1, 0.5, (0, 1)), size, frames)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"pi": 0.0}, "over 0 and at most 1"),
        ({"pi": 1.01}, "over 0 and at most 1"),
        ({"section": 7}, "from 1 to 6"),
        ({"self_score": 5}, "from 0 to 4"),
        ({"verified": -1}, "from 0 to 4"),
    ],
)
def test_an_impossible_check_is_refused(changed: dict[str, float], complaint: str) -> None:
    possible = {"section": 1, "draw": 1, "pi": 0.5, "self_score": 3, "verified": 2}
    with pytest.raises(ValueError, match=complaint):
        Checked("1", "elmfield", **{**possible, **changed})  # type: ignore[arg-type]


def test_a_check_that_is_not_settled_has_no_difference() -> None:
    with pytest.raises(ValueError, match="not settled"):
        _ = Checked("1", "elmfield", 1, 1, 0.5, 3, None).difference
