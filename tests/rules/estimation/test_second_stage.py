"""Large shares of schools and of their children: R's apiclus2, forty districts and a few schools in each."""

import numpy as np
import pytest

from onlinelives.rules.estimation.moments import of_rows
from onlinelives.rules.estimation.second_stage import within_schools
from onlinelives.rules.estimation.variance import Sampling, covariance, standard_errors
from tests.rules.estimation.reference_data import YES, R, close, columns, numbers

OF = columns("apiclus2")
SCHOOL = np.array(OF["dnum"])
PLACES = np.unique(SCHOOL, return_inverse=True)[1]
CHILD_SHARE = np.bincount(PLACES)[PLACES] / numbers("apiclus2", "fpc2")
SCHOOL_SHARE = np.full(len(SCHOOL), 40 / 757)


def test_both_stages_together_are_those_of_r() -> None:
    expected = R["apiclus2"]["svymean"]
    answers = [np.array([YES[value] for value in OF[one]]) for one in ("sch.wide", "comp.imp", "awards")]
    values = np.stack([*answers, numbers("apiclus2", "api00"), numbers("apiclus2", "enroll")], -1)
    known = ~np.isnan(values).any(-1)[:, None]
    weight = 1 / (SCHOOL_SHARE * CHILD_SHARE)[:, None] * known
    filled = np.where(known, values, 0)
    mean = (weight * filled).sum(0) / weight.sum()
    linear = weight * (filled - mean) / weight.sum()
    first = covariance(of_rows(linear, SCHOOL), Sampling(fractions=np.array([40 / 757])))
    found = first + within_schools(linear, SCHOOL, SCHOOL_SHARE, CHILD_SHARE)
    close("two-stage mean", mean / expected["mean"], 1, 1e-12)
    close("two-stage se", standard_errors(found) / expected["se"], 1, 1e-12)
    plain = covariance(of_rows(linear, SCHOOL))  # the first stage alone, as if shares were small, says nearly the same
    assert standard_errors(plain) == pytest.approx(standard_errors(found), rel=0.03)


def test_refusals() -> None:
    values, school, half = np.ones((3, 1)), np.array([1, 1, 2]), np.full(3, 0.5)
    with pytest.raises(ValueError, match="a single child stands for several"):
        within_schools(values, school, half, half)
    with pytest.raises(ValueError, match="between 0 and 1"):
        within_schools(values, school, half, half * 3)
    assert within_schools(values, school, half, np.array([0.5, 0.5, 1])) == 0
