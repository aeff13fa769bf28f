"""Weights by which those who answered count as all pupils of the area, or of the places that took part."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.survey import weighing
from onlinelives.survey.weighing import HEAVIEST, LIGHTEST, OF_AREA, OF_SETTINGS, Counts, Pupils, weighted


def sums(codes: np.ndarray, weight: np.ndarray) -> list[float]:
    return np.bincount(codes, weight).tolist()


def here(counts: Counts) -> list[Pupils]:
    """The pupils of the settings that took part, and no census."""
    return [Pupils(counts, OF_SETTINGS)]


def test_weights_add_up_to_the_pupils_of_each_stratum_and_each_year() -> None:
    stratum, year = np.array([0] * 30 + [1] * 20), np.array([0] * 10 + [1] * 20 + [0] * 15 + [1] * 5)
    found = weighted(stratum, year, here({(0, 0): 40, (0, 1): 60, (1, 0): 30, (1, 1): 20}))
    scale = 150 / found.weight.sum()
    assert sums(stratum, found.weight * scale) == pytest.approx([100, 50])
    assert sums(year, found.weight * scale) == pytest.approx([70, 80])
    assert found.design_effect > 1
    assert "150 pupils of the settings that took part" in found.words
    assert "0 of the weights were trimmed" in found.words


def test_nobody_weighs_too_much() -> None:
    stratum, year = np.array([0] * 99 + [1]), np.zeros(100, int)
    found = weighted(stratum, year, here({(0, 0): 198, (1, 0): 20}))
    assert found.weight.max() <= HEAVIEST + 0.1
    assert "1 of the weights" in found.words
    assert found.weight.min() >= LIGHTEST
    assert found.weight.sum() == pytest.approx(100)


def test_everybody_counts_once_where_all_weights_would_be_cut() -> None:
    found = weighted(np.array([0] * 99 + [1]), np.zeros(100, int), here({(0, 0): 100, (1, 0): 900}))
    assert found.weight.tolist() == [1] * 100
    assert found.words == weighing.TOO_UNEQUAL


def test_everybody_counts_once_where_numbers_are_not_known() -> None:
    found = weighted(np.array([0, 0, 1]), np.array([8, 9, 9]), here({(0, 8): 40, (0, 9): 0, (1, 9): 30}))
    assert found.weight.tolist() == [1, 1, 1]
    assert found.words == weighing.NUMBERS_LACKING


def test_where_raking_fails_every_combination_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise weighing.Unweightable("they pull against each other")

    monkeypatch.setattr(weighing, "rake", fails)
    stratum, year = np.array([0, 0, 0, 1, 1]), np.array([8, 8, 9, 8, 9])
    found = weighted(stratum, year, here({(0, 8): 20, (0, 9): 10, (1, 8): 12, (1, 9): 8}))
    assert found.weight / found.weight[0] == pytest.approx([1, 1, 1, 1.2, 0.8])


# Kind 0 and 1, year groups 8 and 9. By hand: among 10, 20, 20 and 10 who answered, weights that are the product of one
# factor for the kind and one for the year, 4, 2, 2 and 1, give 40, 40, 40 and 10 pupils, so 80 and 50 of the kinds and
# 80 and 50 of the years. The census below has these margins, and other numbers inside.
ANSWERED = {(0, 8): 10, (0, 9): 20, (1, 8): 20, (1, 9): 10}
CENSUS = Pupils({(0, 8): 60, (0, 9): 20, (1, 8): 20, (1, 9): 30}, OF_AREA)
SETTINGS = Pupils({(0, 8): 12, (0, 9): 25, (1, 8): 24, (1, 9): 18}, OF_SETTINGS)


def answers(counts: Counts) -> tuple[np.ndarray, np.ndarray]:
    """Kind and year group of so many young people of each."""
    pairs = np.repeat(np.array(list(counts)), list(counts.values()), axis=0)
    return pairs[:, 0], pairs[:, 1]


def test_raked_to_a_census_by_hand() -> None:
    found = weighted(*answers(ANSWERED), [CENSUS, SETTINGS])
    first = [found.weight[place] * 130 / 60 for place in (0, 10, 30, 50)]
    assert first == pytest.approx([4, 2, 2, 1])
    assert found.words == (
        "Weighted so that year groups and kinds of setting count as they do among the 130 pupils that the area’s "
        "school census counts in them; 0 of the weights were trimmed."
    )


def test_a_census_that_lacks_a_number_that_is_needed_is_not_used() -> None:
    lacking = Pupils({pair: pupils for pair, pupils in CENSUS.counts.items() if pair != (1, 9)}, OF_AREA)
    found = weighted(*answers(ANSWERED), [lacking, SETTINGS])
    assert found.weight == pytest.approx(weighted(*answers(ANSWERED), [SETTINGS]).weight)
    assert "79 pupils of the settings that took part" in found.words


def test_the_words_count_only_those_who_are_stood_for() -> None:
    """Nobody of kind 1 in year 9 answered: the 30 pupils there are not among those of the census that are counted."""
    some = {pair: count for pair, count in ANSWERED.items() if pair != (1, 9)}
    assert "100 pupils that the area’s" in weighted(*answers(some), [CENSUS, SETTINGS]).words


numbers = st.lists(st.integers(40, 90), min_size=6, max_size=6)


@settings(deadline=None)
@given(answered=numbers, area=numbers)
def test_margins_are_those_of_the_census_where_nothing_is_trimmed(answered: list[int], area: list[int]) -> None:
    pairs = [(kind, year) for kind in range(2) for year in (7, 8, 9)]
    census = dict(zip(pairs, (20 * pupils for pupils in area), strict=True))
    kind, year = answers(dict(zip(pairs, answered, strict=True)))
    found = weighted(kind, year, [Pupils(census, OF_AREA)])
    assert "0 of the weights were trimmed" in found.words
    scale = sum(census.values()) / found.weight.sum()
    for part, codes in enumerate((kind, year)):
        for code in np.unique(codes):
            share = sum(pupils for pair, pupils in census.items() if pair[part] == code)
            assert found.weight[codes == code].sum() * scale == pytest.approx(share)
