"""How far a hidden count can move is what trying every table says it is."""

import random

import pytest

from onlinelives.rules.disclosure.reach import NO_LIMIT, Reach
from onlinelives.rules.disclosure.tables import Place, Table, listed
from tests.rules.disclosure.invented import table


def reach_of(counts: Table, hidden: dict[Place, tuple[int, int]]) -> Reach:
    reach = Reach(counts.frame, counts.numbers())
    for place, limits in hidden.items():
        reach.hide(place, limits)
    return reach


def tried(counts: Table, hidden: dict[Place, tuple[int, int]]) -> dict[Place, tuple[int, int]]:
    """Every table of 2 × 2 with its totals, or list of 3, that fits: the smallest and largest of each hidden count."""
    numbers = counts.numbers()
    limits = {place: hidden.get(place, (number, number)) for place, number in numbers.items()}
    cells = [place for place in numbers if not counts.frame.totals(place)]
    fitting: list[dict[Place, int]] = [{}]
    for place in cells:
        low, high = limits[place]
        fitting = [{**one, place: number} for one in fitting for number in range(low, high + 1)]
    width = len(counts.frame.columns) or 1
    found = []
    for one in fitting:
        rows = tuple(tuple(one[row, column] for column in range(width)) for row in range(len(counts.counts)))
        all_numbers = Table(counts.frame, rows).numbers()
        if all(limits[place][0] <= all_numbers[place] <= limits[place][1] for place in numbers):
            found.append(all_numbers)
    return {place: (min(one[place] for one in found), max(one[place] for one in found)) for place in hidden}


@pytest.mark.parametrize("seed", range(60))
def test_the_interval_of_every_hidden_count_is_exact(seed: int) -> None:
    rng = random.Random(seed)
    counts = listed(("a", "b", "c"), tuple(rng.randint(0, 6) for _ in range(3)))
    if seed % 3:
        counts = table([[rng.randint(0, 6) for _ in range(2)] for _ in range(2)])
    numbers = counts.numbers()
    hidden = {
        place: (max(0, number - rng.randint(0, 4)), number + rng.randint(0, 4))
        for place, number in numbers.items()
        if rng.random() < 0.8
    }
    reach = reach_of(counts, hidden)
    exact = tried(counts, hidden)
    assert {place: reach.interval(place) for place in hidden} == exact
    for place, (low, high) in exact.items():
        for width in range(1, 12):
            assert (reach.witnesses(place, width) is not None) == (high - low + 1 >= width)


def test_one_hidden_count_in_a_row_cannot_move() -> None:
    assert reach_of(table([[3, 9], [9, 9]]), {(0, 0): (0, NO_LIMIT)}).interval((0, 0)) == (3, 3)


def test_four_hidden_counts_in_a_square_move_together_until_one_is_nought() -> None:
    square = dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], (0, NO_LIMIT))
    assert reach_of(table([[3, 9], [7, 8]]), square).interval((0, 0)) == (0, 10)


def test_where_a_total_is_hidden_as_well_there_is_no_upper_end() -> None:
    reach = reach_of(listed(("a", "b"), (3, 9)), {(0, 0): (0, NO_LIMIT), (2, 0): (0, NO_LIMIT)})
    assert [reach.interval(place)[0] for place in reach.limits] == [0, 9]
    assert all(reach.interval(place)[1] > NO_LIMIT // 2 for place in reach.limits)


def test_a_count_shown_again_holds_the_others() -> None:
    square = dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], (0, NO_LIMIT))
    reach = reach_of(table([[3, 9], [7, 8]]), square)
    reach.show((1, 1))
    assert reach.interval((0, 0)) == (3, 3)


@pytest.mark.parametrize("seed", range(40))
def test_whoever_has_only_what_is_shown_comes_to_the_same_intervals(seed: int) -> None:
    """The ledger has no hidden counts: it starts from nothing and must find what those who know them find."""
    rng = random.Random(seed)
    counts = table([[rng.randint(0, 9) for _ in range(4)] for _ in range(4)])
    numbers = counts.numbers()
    hidden = {
        place: (rng.randint(0, number), number + rng.randint(0, 9))
        for place, number in numbers.items()
        if rng.random() < 0.7
    }
    knowing = reach_of(counts, hidden)
    reader = Reach(counts.frame, {place: 0 if place in hidden else number for place, number in numbers.items()})
    for place, limits in hidden.items():
        reader.hide(place, limits)
    assert reader.settle()
    assert [reader.interval(place) for place in hidden] == [knowing.interval(place) for place in hidden]


def test_figures_that_contradict_each_other_are_noticed() -> None:
    reach = Reach(table([[3, 9], [9, 9]]).frame, {**table([[3, 9], [9, 9]]).numbers(), (0, 0): 0})
    reach.hide((0, 0), (4, NO_LIMIT))
    assert not reach.settle()
