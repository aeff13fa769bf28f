"""Moments of school totals, counted the long way."""

import numpy as np
import pytest

from onlinelives.rules.estimation.moments import Moments, of_rows


def test_school_totals_and_their_products_school_by_school() -> None:
    """School 1 of the north and school 1 of the south are two schools."""
    chance = np.random.default_rng(1)
    values = chance.random((3, 40, 2))
    school, stratum = chance.integers(0, 4, 40), np.where(np.arange(40) < 25, "north", "south")
    found = of_rows(values, school, stratum)
    for figure in range(3):
        for place, name in enumerate(("north", "south")):
            each = [
                values[figure, (stratum == name) & (school == one)].sum(0) for one in np.unique(school[stratum == name])
            ]
            assert found.schools[place] == len(each)
            assert found.totals[figure, place] == pytest.approx(np.sum(each, 0))
            assert found.products[figure, place] == pytest.approx(sum(np.outer(one, one) for one in each))
    assert found.df == found.schools.sum() - 2


def test_combinations_and_parts() -> None:
    values, school, matrix = np.random.default_rng(2).random((5, 30, 3)), np.arange(30) // 3, np.array([[1.0, -2, 0.5]])
    found = of_rows(values, school)
    combined, again = found.combine(matrix), of_rows(values @ matrix.T, school)
    assert combined.totals == pytest.approx(again.totals)
    assert combined.products == pytest.approx(again.products)
    assert (found[3].products == of_rows(values[3], school).products).all()


def test_shapes_must_fit() -> None:
    with pytest.raises(ValueError, match="moments do not fit"):
        Moments(np.array([2]), np.ones((1, 3)), np.ones((1, 2, 2)))
    with pytest.raises(ValueError, match="at least one school"):
        Moments(np.array([0]), np.ones((1, 1)), np.ones((1, 1, 1)))
