"""Weights by which those who answered count as all pupils of the places that took part."""

import numpy as np
import pytest

from onlinelives.survey import weighing
from onlinelives.survey.weighing import HEAVIEST, LIGHTEST, weighted


def sums(codes: np.ndarray, weight: np.ndarray) -> list[float]:
    return np.bincount(codes, weight).tolist()


def test_weights_add_up_to_the_pupils_of_each_stratum_and_each_year() -> None:
    stratum, year = np.array([0] * 30 + [1] * 20), np.array([0] * 10 + [1] * 20 + [0] * 15 + [1] * 5)
    found = weighted(stratum, year, {(0, 0): 40, (0, 1): 60, (1, 0): 30, (1, 1): 20})
    scale = 150 / found.weight.sum()
    assert sums(stratum, found.weight * scale) == pytest.approx([100, 50])
    assert sums(year, found.weight * scale) == pytest.approx([70, 80])
    assert found.design_effect > 1
    assert "150 pupils" in found.words
    assert "0 of the weights were trimmed" in found.words


def test_nobody_weighs_too_much() -> None:
    stratum, year = np.array([0] * 99 + [1]), np.zeros(100, int)
    found = weighted(stratum, year, {(0, 0): 198, (1, 0): 20})
    assert found.weight.max() <= HEAVIEST + 0.1
    assert "1 of the weights" in found.words
    assert found.weight.min() >= LIGHTEST
    assert found.weight.sum() == pytest.approx(100)


def test_everybody_counts_once_where_all_weights_would_be_cut() -> None:
    found = weighted(np.array([0] * 99 + [1]), np.zeros(100, int), {(0, 0): 100, (1, 0): 900})
    assert found.weight.tolist() == [1] * 100
    assert found.words == weighing.TOO_UNEQUAL


def test_everybody_counts_once_where_numbers_are_not_known() -> None:
    found = weighted(np.array([0, 0, 1]), np.array([8, 9, 9]), {(0, 8): 40, (0, 9): 0, (1, 9): 30})
    assert found.weight.tolist() == [1, 1, 1]
    assert found.words == weighing.NUMBERS_LACKING


def test_where_raking_fails_every_combination_adds_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise weighing.Unweightable("they pull against each other")

    monkeypatch.setattr(weighing, "rake", fails)
    stratum, year = np.array([0, 0, 0, 1, 1]), np.array([8, 8, 9, 8, 9])
    found = weighted(stratum, year, {(0, 8): 20, (0, 9): 10, (1, 8): 12, (1, 9): 8})
    assert found.weight / found.weight[0] == pytest.approx([1, 1, 1, 1.2, 0.8])
