"""What stands beside published percentages is guarded as they are, and made nowhere else."""

from typing import Any

import pytest

from onlinelives.rules.disclosure import beside
from onlinelives.rules.disclosure.shares import Shown

SHOWN = Shown(38, 31, 45, 120)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (beside.Change, (3, 1, 5, 0.01)),
        (beside.Odds, (2.0, 1.1, 3.6, 0.01)),
        (beside.Chance, (0.01,)),
        (beside.Reasons, (100, (5,))),
    ],
)
def test_nothing_else_makes_them(kind: Any, told: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match="only rules/disclosure"):
        kind(*told, door=object())
    with pytest.raises(TypeError):
        kind(*told)


def test_a_change_needs_both_figures_and_is_whole() -> None:
    found = beside.change([-0.0349, -0.071, 0.004], 0.04567, later=SHOWN, earlier=SHOWN)
    assert found
    assert (found.points, found.low, found.high, found.p) == (-3, -7, 0, 0.046)
    assert beside.change([0.1, 0, 0.2], 0.5, later=SHOWN, earlier=None) is None
    assert beside.change([0.1, 0, 0.2], 0.5, later=None, earlier=SHOWN) is None
    assert beside.change([float("nan"), 0, 0.2], 0.5, later=SHOWN, earlier=SHOWN) is None


@pytest.mark.parametrize(("fewest", "left", "shown"), [(10, 10, True), (9, 10, False), (10, 9, False)])
def test_odds_need_ten_on_each_side_and_ten_left(fewest: int, left: int, shown: bool) -> None:
    found = beside.odds([1.2345, 0.987, 1.61], 0.0004, fewest=fewest, left=left)
    assert bool(found) is shown
    if found:
        assert (found.ratio, found.low, found.high, found.p) == (1.2, 0.99, 1.6, 0.0)


@pytest.mark.parametrize(("cells", "shown"), [((10, 10, 10, 10), True), ((9, 50, 50, 50), False)])
def test_odds_of_a_pair_need_ten_in_each_cell(cells: tuple[int, ...], shown: bool) -> None:
    assert bool(beside.pair_odds([2, 1, 4], 0.01, cells=cells)) is shown


def test_a_test_is_told_where_all_its_figures_are() -> None:
    found = beside.chance(0.0494, about=[SHOWN, SHOWN])
    assert found
    assert not found.explains
    assert beside.chance(0.01, about=[SHOWN, None]) is None
    assert beside.chance(float("nan"), about=[SHOWN]) is None


def test_reasons_are_rounded_and_small_ones_hidden_and_their_sum_is_of_what_is_shown() -> None:
    found = beside.reasons(1203, [0, 7, 8, 23])
    assert (found.answered, found.missing) == (1205, (None, None, 10, 25))
    assert found.asked == 1205 + 10 + 25
