"""Adjusted p-values, against R."""

import numpy as np
import pytest

from onlinelives.rules.estimation.multiplicity import benjamini_hochberg, holm
from tests.rules.estimation.reference_data import R, close

P = np.array(R["nhanes"]["p_adjust"]["p"])


def test_they_are_those_of_r() -> None:
    close("Holm", holm(P), R["nhanes"]["p_adjust"]["holm"], 1e-12)
    close("Benjamini-Hochberg", benjamini_hochberg(P), R["nhanes"]["p_adjust"]["BH"], 1e-12)


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_families_side_by_side_do_not_touch(adjust) -> None:
    both = adjust(np.stack([P, P[::-1] / 2]))
    assert (both[0] == adjust(P)).all()
    assert (both[1] == adjust(P[::-1] / 2)).all()


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_a_test_that_could_not_be_made_is_not_of_the_family(adjust) -> None:
    found = adjust(np.insert(P, 3, np.nan))
    assert np.isnan(found[3])
    assert (np.delete(found, 3) == adjust(P)).all()


@pytest.mark.parametrize("adjust", [holm, benjamini_hochberg])
def test_adjusted_values_rise_with_the_plain_ones_and_stay_below_1(adjust) -> None:
    found = adjust(np.linspace(0, 1, 12))
    assert (np.diff(found) >= 0).all()
    assert found.max() == 1
    assert (found >= np.linspace(0, 1, 12)).all()
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust(np.array([0.5, 1.5]))
