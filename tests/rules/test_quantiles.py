"""The t quantiles of our own arithmetic are the published ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.quantiles import incomplete_beta, student

# Reference figures: scipy 1.17.1, scipy.stats.t.ppf and scipy.special.betainc.
STUDENT = [
    (0.975, 1, 12.706204736174694),
    (0.975, 2, 4.302652729749462),
    (0.975, 5, 2.5705818356363146),
    (0.975, 30, 2.0422724563012378),
    (0.975, 1000, 1.9623390808264083),
    (0.995, 3, 5.840909309733355),
    (0.6, 2.5, 0.2814595127485477),
    (0.025, 7, -2.3646242515927844),
    (0.9999, 1, 3183.098757118502),
]
BETA = [
    ((2, 3, 0.4), 0.5248),
    ((0.5, 0.5, 0.1), 0.20483276469913345),
    ((10, 0.5, 0.99), 0.6579281751567845),
    ((0.5, 50, 0.001), 0.24763098003462314),
    ((100, 100, 0.5), 0.5),
]


@pytest.mark.parametrize(("probability", "degrees", "expected"), STUDENT)
def test_quantiles_of_student_are_those_of_the_tables(probability: float, degrees: float, expected: float) -> None:
    assert student(probability, degrees) == pytest.approx(expected, rel=1e-9)


def test_half_of_everything_lies_below_nought() -> None:
    assert student(0.5, 4) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("arguments", "expected"), BETA)
def test_the_incomplete_beta_function_is_that_of_the_tables(
    arguments: tuple[float, float, float], expected: float
) -> None:
    assert incomplete_beta(*arguments) == pytest.approx(expected, rel=1e-11)


@settings(deadline=None)
@given(st.floats(0.2, 80), st.floats(0.2, 80), st.floats(0.001, 0.999))
def test_the_incomplete_beta_function_mirrors_itself_and_stays_a_probability(a: float, b: float, x: float) -> None:
    assert -1e-12 <= incomplete_beta(a, b, x) <= 1 + 1e-12
    assert incomplete_beta(a, b, x) == pytest.approx(1 - incomplete_beta(b, a, 1 - x), abs=1e-9)


def test_the_ends_are_exact() -> None:
    assert (incomplete_beta(2, 3, 0), incomplete_beta(2, 3, 1)) == (0.0, 1.0)


@pytest.mark.parametrize(("probability", "degrees"), [(0, 3), (1, 3), (0.975, 0), (0.975, -2)])
def test_impossible_questions_about_student_are_refused(probability: float, degrees: float) -> None:
    with pytest.raises(ValueError, match="degrees of freedom are over 0"):
        student(probability, degrees)


@pytest.mark.parametrize("arguments", [(0, 1, 0.5), (1, -1, 0.5), (1, 1, 1.5), (1, 1, -0.1)])
def test_impossible_questions_about_beta_are_refused(arguments: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="x from 0 to 1"):
        incomplete_beta(*arguments)
