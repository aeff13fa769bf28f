"""Scores, whether the questions of a scale hang together, and places."""

import numpy as np
import pytest

from onlinelives.rules.estimation.moments import of_rows
from onlinelives.rules.estimation.scales import alpha, alpha_values, ranks, score
from tests.rules.estimation.reference_data import R, api, close

NAN = np.nan


def test_alpha_is_that_of_r() -> None:
    survey = api("apistrat")
    answers = np.stack([survey.answers[one] for one in ("ell", "meals", "mobility")], -1)
    moments = of_rows(alpha_values(answers, survey.weight), survey.school, survey.stratum)
    found = alpha(moments, 3, survey.sampling)
    close("alpha", found.value, R["scale_apistrat"]["svycralpha"], 1e-12)
    assert 0 < found.se < 0.1


def test_the_standard_error_of_alpha_agrees_with_the_jackknife() -> None:
    """Leave out one school at a time: twenty questions of sixty schools."""
    chance = np.random.default_rng(3)
    school = np.arange(1200) // 20
    trait = chance.normal(size=1200) + chance.normal(size=60)[school]
    answers = np.clip(np.round(trait[:, None] + chance.normal(size=(1200, 4)) + 2), 0, 4)
    weight = chance.uniform(0.5, 2, 1200)
    found = alpha(of_rows(alpha_values(answers, weight), school), 4)

    def without(left_out: int) -> float:
        kept = school != left_out
        return alpha(of_rows(alpha_values(answers[kept], weight[kept]), school[kept]), 4).value

    each = np.array([without(one) for one in range(60)])
    assert found.se == pytest.approx(np.sqrt(59 / 60 * ((each - each.mean()) ** 2).sum()), rel=0.05)


def test_questions_that_say_the_same_hang_together_and_opposites_do_not() -> None:
    one = np.array([0.0, 1, 2, 3, 4, 0, 1, 2])
    same = alpha(of_rows(alpha_values(np.stack([one, one], -1), np.ones(8)), np.arange(8)), 2)
    assert same.value == pytest.approx(1)
    against = alpha(of_rows(alpha_values(np.stack([one, 0.5 * (4 - one)], -1), np.ones(8)), np.arange(8)), 2)
    assert against.value < 0
    alike = alpha(of_rows(alpha_values(np.ones((8, 2)), np.ones(8)), np.arange(8)), 2)
    assert np.isnan([alike.value, alike.se]).all()


def test_a_child_who_left_out_a_question_is_not_in_alpha() -> None:
    answers = np.array([[1.0, 2], [2, 1], [NAN, 3], [4, 4]])
    assert (alpha_values(answers, np.ones(4))[2] == 0).all()
    with pytest.raises(ValueError, match="alpha of 3 questions does not fit 6 totals"):
        alpha(of_rows(alpha_values(answers, np.ones(4)), np.arange(4)), 3)
    with pytest.raises(ValueError, match="alpha of 1 questions"):
        alpha(of_rows(np.ones((4, 3)), np.arange(4)), 1)


def test_a_score_is_the_mean_of_known_answers_when_there_are_enough() -> None:
    found = score(np.array([[0.0, 1, 2], [4, NAN, 2], [NAN, NAN, 3], [NAN, NAN, NAN]]), 2)
    assert found[:2].tolist() == [1, 3]
    assert np.isnan(found[2:]).all()
    assert score(np.array([[NAN, NAN, 3.0]]), 1).tolist() == [3]
    for fewest in (0, 4):
        with pytest.raises(ValueError, match="at least 1 and at most all"):
            score(np.ones((2, 3)), fewest)


def test_equal_figures_share_a_place() -> None:
    found = ranks(np.array([[0.2, 0.5, NAN, 0.5, 0.7], [NAN, NAN, 0.1, 0.2, 0.3]]))
    assert found.place[0].tolist()[:2] == [4, 2]
    assert found.place[0].tolist()[3:] == [2, 1]
    assert np.isnan(found.place[0, 2])
    assert found.tied.tolist() == [[False, True, False, True, False], [False] * 5]
    assert found.place[1, 2:].tolist() == [3, 2, 1]


def test_figures_that_are_shown_as_equal_are_equal() -> None:
    assert ranks(np.array([0.501, 0.504]), decimals=2).place.tolist() == [1, 1]
    assert ranks(np.array([0.501, 0.504])).place.tolist() == [2, 1]
