"""Content, contact, conduct and contract: how many of them, and which come together."""

import numpy as np
import pytest

from onlinelives.rules.estimation.comparisons import odds_ratio
from onlinelives.rules.estimation.cooccurrence import combination, together
from onlinelives.rules.estimation.moments import of_rows
from onlinelives.rules.estimation.proportions import proportions


def invented() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Four answers of 600 children in 30 schools, with weights; contact and conduct go together."""
    chance = np.random.default_rng(11)
    school = np.arange(600) // 20
    answers = (chance.random((600, 4)) < 0.3).astype(float)
    answers[:, 2] = np.where(chance.random(600) < 0.5, answers[:, 1], answers[:, 2])
    return answers, chance.uniform(0.5, 2, 600), school


def test_shares_and_pairs_are_those_of_the_plain_ways() -> None:
    answers, weight, school = invented()
    found = together(of_rows(combination(answers) * weight[:, None], school))

    number = answers.sum(1)
    values = np.stack([part for k in range(5) for part in (weight, weight * (number == k))], -1)
    plain = proportions(of_rows(values, school))
    assert found.shares.value == pytest.approx(plain.value, rel=1e-12)
    assert found.shares.covariance == pytest.approx(plain.covariance, rel=1e-9, abs=1e-15)
    assert found.shares.value.sum() == pytest.approx(1)

    assert found.pairs == ((0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3))
    for place, (one, other) in enumerate(found.pairs):
        has = answers[:, one] == 1
        domains = [part for member in (has, ~has) for part in (member * weight, member * weight * answers[:, other])]
        crude = odds_ratio(proportions(of_rows(np.stack(domains, -1), school)), 0, 1)
        assert found.odds_ratios.estimate[place] == pytest.approx(crude.estimate, rel=1e-12)
        assert found.odds_ratios.se[place] == pytest.approx(crude.se, rel=1e-9)
    assert found.odds_ratios.kind == "odds ratio"
    assert found.odds_ratios.estimate.argmax() == 3


def test_a_pair_that_never_occurs_has_no_odds_ratio_and_the_others_have() -> None:
    answers, weight, school = invented()
    answers[:, 3] *= 1 - answers[:, 0]
    found = together(of_rows(combination(answers) * weight[:, None], school))
    assert np.isnan(found.odds_ratios.estimate).tolist() == [False, False, True, False, False, False]
    assert np.isnan(found.odds_ratios.se).tolist() == [False, False, True, False, False, False]


def test_a_combination_is_counted_once_and_a_missing_answer_leaves_the_child_out() -> None:
    found = combination(np.array([[0.0, 0], [1, 0], [0, 1], [1, 1], [1, np.nan]]))
    assert found.tolist() == [*np.eye(4).tolist(), [0, 0, 0, 0]]


def test_only_combinations() -> None:
    for totals in (2, 3, 6):
        with pytest.raises(ValueError, match="not the combinations"):
            together(of_rows(np.ones((4, totals)), np.arange(4)))
