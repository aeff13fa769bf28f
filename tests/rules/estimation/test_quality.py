"""What stands beside a figure."""

import numpy as np
import pytest

from onlinelives.rules.estimation.quality import design_effect, enough


@pytest.mark.parametrize(
    ("children", "schools", "verdict"),
    [(30, 3, "enough"), (29, 3, "too few children"), (30, 2, "too few schools"), (0, 0, "too few children")],
)
def test_thirty_children_and_three_schools(children: int, schools: int, verdict: str) -> None:
    assert enough(children, schools) == verdict


def test_many_at_once() -> None:
    assert enough(np.array([100, 10]), np.array([1, 9])).tolist() == ["too few schools", "too few children"]


def test_a_plain_sample_has_a_design_effect_of_1() -> None:
    p, n = np.array([0.3]), 101
    assert design_effect(p, np.sqrt(p * (1 - p) / 100), n, n) == pytest.approx(1)
    assert design_effect(p, np.sqrt(p * (1 - p) / 100 / 2), n, 2 * n) == pytest.approx(1)
    assert np.isnan(design_effect(np.array([0.0, 1.0]), np.zeros(2), n, n)).all()
    assert np.isnan(design_effect(p, p, 1, 1))
