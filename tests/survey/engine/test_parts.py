"""Everybody divided into parts: those of whom it is not known have a part of their own."""

import numpy as np
import pytest

from onlinelives.survey.engine.sql import Levels, Parts

CARE = Levels("in_care", ((1,), (0, 2)))
GENDER = Levels("gender", ((1,), (2,), (3,)))


def test_who_is_in_no_level_is_in_the_last_part() -> None:
    told = np.array([1, 0, 2, -8, 7], np.int16)
    assert Parts((CARE,)).read(told).tolist() == [1, 2, 2, 3, 3]


def test_crossed_columns_have_a_part_for_each_combination() -> None:
    both = Parts((GENDER, CARE))
    gender, care = (np.array(each, np.int16) for each in ([1, 1, 2, 3, -8, -8], [1, 0, -8, 1, 1, -6]))
    assert both.places == 12
    assert both.columns == ("gender", "in_care")
    assert both.read(gender, care).tolist() == [1, 2, 6, 7, 10, 12]


def test_there_are_not_more_parts_than_a_byte_counts() -> None:
    many = Levels("age", tuple((age,) for age in range(40)))
    with pytest.raises(ValueError, match="127 parts at most"):
        Parts((many, GENDER))
    with pytest.raises(ValueError, match="at least one column"):
        Parts(())
