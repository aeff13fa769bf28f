"""Zero, unanswered and not applicable are three different things in every sum."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules import scoring
from onlinelives.rules.scoring import Mark, Tally, lowest_first, tally

ZERO, UNANSWERED, NOT_APPLICABLE = Mark(0), Mark(), Mark(not_applicable=True)
CARRIED = [Mark(not_applicable=True, carried=True), *(Mark(score, carried=True) for score in range(5))]
MARKS = st.lists(st.sampled_from([UNANSWERED, NOT_APPLICABLE, *map(Mark, range(5)), *CARRIED]), max_size=40)


def scores(*given: int) -> Tally:
    return tally(Mark(score) for score in given)


def test_thirty_six_zeros_are_a_complete_return_with_nothing_earned() -> None:
    found = tally([ZERO] * 36)
    assert (found.answered, found.statements, found.scored, found.points) == (36, 36, 36, 0)
    assert (found.mean, found.percent, found.progress, found.complete) == (Decimal("0.00"), 0, 100, True)


def test_unanswered_is_never_counted_as_zero() -> None:
    found = tally([Mark(4), UNANSWERED])
    assert (found.points, found.scored, found.unanswered, found.possible) == (4, 1, 1, 4)
    assert (found.mean, found.percent) == (Decimal("4.00"), 100)


def test_not_applicable_is_answered_but_never_scored() -> None:
    found = tally([Mark(3), NOT_APPLICABLE])
    assert (found.answered, found.scored, found.not_applicable) == (2, 1, 1)
    assert (found.points, found.possible, found.mean, found.percent) == (3, 4, Decimal("3.00"), 75)


@pytest.mark.parametrize("marks", [[], [UNANSWERED] * 6, [NOT_APPLICABLE] * 6])
def test_without_a_score_there_is_no_mean_and_no_percent(marks: list[Mark]) -> None:
    assert (tally(marks).mean, tally(marks).percent) == (None, None)


def test_a_section_is_out_of_24_and_a_return_out_of_144() -> None:
    assert scores(*[4] * 6).points == tally([UNANSWERED] * 6).maximum == scoring.SECTION_MAXIMUM == 24
    assert scores(*[4] * 36).points == tally([NOT_APPLICABLE] * 36).maximum == scoring.OVERALL_MAXIMUM == 144


@pytest.mark.parametrize(
    ("given", "percent"),
    [
        ((0, 1), 13),
        ((0, 0, 0, 1, 1, 1), 13),
        ((1, 0), 13),
        ((0, 3), 38),
        ((1, 2, 2), 42),
        ((0, 0, 1), 8),
        ((4, 4), 100),
    ],
)
def test_percents_round_halves_up(given: tuple[int, ...], percent: int) -> None:
    assert scores(*given).percent == percent


@pytest.mark.parametrize(("value", "whole"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("2.49", 2), ("12.5", 13)])
def test_a_half_always_goes_up(value: str, whole: int) -> None:
    assert scoring.rounded(Decimal(value)) == whole


@pytest.mark.parametrize(
    ("given", "mean"), [((1, 1, 2), "1.33"), ((2, 2, 1), "1.67"), ((0, 0, 0, 0, 0, 0, 0, 1), "0.13"), ((4,), "4.00")]
)
def test_means_have_two_places_and_round_halves_up(given: tuple[int, ...], mean: str) -> None:
    assert str(scores(*given).mean) == mean


def test_progress_is_100_only_when_everything_is_answered() -> None:
    almost = tally([ZERO] * 199 + [UNANSWERED])
    assert (almost.progress, almost.complete) == (99, False)
    done = tally([ZERO] * 199 + [NOT_APPLICABLE])
    assert (done.progress, done.complete) == (100, True)


def test_nothing_at_all_is_not_complete() -> None:
    assert (tally([]).progress, tally([]).complete) == (0, False)


@pytest.mark.parametrize("score", [-1, 5, 100])
def test_a_score_outside_0_to_4_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 4"):
        Mark(score)


@pytest.mark.parametrize("score", range(5))
def test_a_mark_cannot_be_scored_and_not_applicable(score: int) -> None:
    with pytest.raises(ValueError, match="not both"):
        Mark(score, not_applicable=True)


@pytest.mark.parametrize(
    ("mark", "answered"), [(ZERO, True), (Mark(4), True), (NOT_APPLICABLE, True), (UNANSWERED, False)]
)
def test_zero_and_not_applicable_are_answers(mark: Mark, answered: bool) -> None:
    assert mark.answered is answered


@settings(deadline=None)
@given(MARKS, MARKS)
def test_adding_tallies_is_the_same_as_tallying_together(some: list[Mark], others: list[Mark]) -> None:
    assert tally(some) + tally(others) == tally(some + others)


@settings(deadline=None)
@given(MARKS)
def test_sums_always_stay_within_their_bounds(marks: list[Mark]) -> None:
    found = tally(marks)
    assert 0 <= found.points <= found.possible <= found.maximum
    assert found.statements == len(marks)
    assert found.answered + found.carried + found.unanswered == found.statements
    assert 0 <= found.carried <= found.scored + found.not_applicable
    assert found.complete is (found.progress == 100)
    assert found.mean is None or 0 <= found.mean <= 4
    assert found.percent is None or 0 <= found.percent <= 100


def test_lowest_first_puts_zeros_first_and_ties_in_the_order_of_the_framework() -> None:
    assert lowest_first({"2.10": 0, "6.1": 4, "2.9": 0, "1.2": 3, "1.1": 3}) == ["2.9", "2.10", "1.1", "1.2", "6.1"]


def test_statements_are_ordered_by_number_and_not_by_letter() -> None:
    assert sorted(["10.1", "2.10", "2.9"], key=scoring.statement_order) == ["2.9", "2.10", "10.1"]


class TestCarried:
    """From an earlier return and not re-checked: the points are there, the answer is not given yet."""

    def test_its_points_count_and_its_progress_does_not(self) -> None:
        found = tally([Mark(3, carried=True), Mark(1)])
        assert (found.points, found.scored, found.mean, found.percent) == (4, 2, Decimal("2.00"), 50)
        assert (found.answered, found.carried, found.unanswered, found.progress) == (1, 1, 0, 50)
        assert not found.complete

    def test_a_carried_zero_is_still_a_zero_and_not_unanswered(self) -> None:
        found = tally([Mark(0, carried=True)])
        assert (found.points, found.scored, found.unanswered, found.answered) == (0, 1, 0, 0)

    def test_carried_and_not_applicable_waits_too_and_is_never_scored(self) -> None:
        found = tally([Mark(not_applicable=True, carried=True)])
        assert (found.scored, found.not_applicable, found.possible, found.answered) == (0, 1, 0, 0)
        assert not found.complete

    def test_one_carried_answer_of_thirty_six_keeps_a_return_from_being_complete(self) -> None:
        almost = tally([Mark(2)] * 35 + [Mark(2, carried=True)])
        assert (almost.answered, almost.progress, almost.complete) == (35, 97, False)
        assert tally([Mark(2)] * 36).complete

    def test_an_empty_answer_cannot_wait_to_be_re_checked(self) -> None:
        assert tally([Mark(carried=True)]).carried == 0

    def test_adding_keeps_the_count(self) -> None:
        assert (tally([Mark(1, carried=True)]) + tally([Mark(2, carried=True), Mark(3)])).carried == 2
