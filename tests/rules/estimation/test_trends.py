"""Waves of a survey: where a line may run, and how steeply."""

import numpy as np
import pytest

from onlinelives.rules.estimation.comparisons import contrast
from onlinelives.rules.estimation.proportions import Estimates, proportions
from onlinelives.rules.estimation.trends import NoTrend, equally_spaced, latest_change, ordered, pieces, slope
from tests.rules.estimation.reference_data import R, close, nhanes

WAVES = np.array([2021.0, 2022, 2023, 2025, 2026])


def five(values: list[float], *, shared: float = 0.0) -> Estimates:
    """Proportions with a standard error of 0.02 each, and a correlation between any two."""
    spread = 0.0004 * ((1 - shared) * np.eye(5) + shared)
    return Estimates(np.array(values), spread, 20)


def test_a_linear_trend_over_age_groups_as_in_r() -> None:
    survey, expected = nhanes(), R["nhanes"]["contrast_linear_trend_age"]
    ages = [survey.answers["age"] == one for one in (1, 2, 3, 4)]
    found = proportions(survey.groups(survey.answers["chol"], *ages))
    close("p", found.value, expected["p"], 1e-12)
    close("covariance", found.covariance, expected["vcov"], 1e-12)
    trend = ordered(found, (True, True, True))
    close("trend", [trend.estimate, trend.se], [expected["est"], expected["se"]], 1e-12)
    close("trend p", trend.p_value / expected["p_t"], 1, 1e-9)
    assert equally_spaced(4).tolist() == expected["weights"]


def test_the_slope_is_per_year_and_knows_that_2024_had_no_wave() -> None:
    found = slope(five([0.1, 0.12, 0.14, 0.18, 0.2]), WAVES, (True,) * 4)
    assert found.estimate == pytest.approx(0.02)
    away = WAVES - WAVES.mean()
    assert found.se == pytest.approx(0.02 / np.sqrt((away**2).sum()))


def test_waves_of_the_same_schools_make_a_slope_surer() -> None:
    apart, same = (slope(five([0.1, 0.12, 0.14, 0.18, 0.2], shared=one), WAVES, (True,) * 4) for one in (0, 0.8))
    assert same.se == pytest.approx(apart.se * np.sqrt(0.2))


def test_nothing_goes_across_a_broken_link() -> None:
    """The question changed before 2023; what came before it has no say."""
    links = (True, False, True, True)
    found = five([0.9, 0.8, 0.14, 0.18, 0.2])
    assert pieces(found, links) == ((0, 1), (2, 3, 4))
    assert slope(found, WAVES, links).estimate == pytest.approx(0.02)
    assert latest_change(found, links).estimate == pytest.approx(0.02)
    with pytest.raises(NoTrend, match="Only 1 of the latest waves"):
        latest_change(found, (True, True, True, False))
    with pytest.raises(NoTrend, match="Only 2 of the latest waves can be compared with each other, and this needs 3"):
        ordered(found, (True, True, False, True))


def test_a_wave_without_a_figure_is_left_out_and_does_not_break_the_line() -> None:
    found = five([0.1, np.nan, 0.14, 0.18, 0.2])
    found.covariance[1] = found.covariance[:, 1] = np.nan
    assert pieces(found, (True,) * 4) == ((0, 2, 3, 4),)
    assert slope(found, WAVES, (True,) * 4).estimate == pytest.approx(0.02)
    assert not np.isnan(slope(found, WAVES, (True,) * 4).se)


def test_nobody_at_all() -> None:
    with pytest.raises(NoTrend, match="Only 0"):
        latest_change(five([np.nan] * 5), (True,) * 4)


def test_refusals() -> None:
    found = five([0.1] * 5)
    with pytest.raises(ValueError, match="5 waves have 4 links"):
        pieces(found, (True,))
    with pytest.raises(ValueError, match="increasing"):
        slope(found, WAVES[::-1], (True,) * 4)
    with pytest.raises(ValueError, match="too few schools"):
        contrast(found, equally_spaced(5), df=0)
