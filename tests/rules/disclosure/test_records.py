"""Records that leave one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.disclosure.records import TOGETHER, withhold

WITHHELD = -9


def left(known: dict[str, np.ndarray], together: int = TOGETHER) -> list[tuple[int, ...]]:
    """What leaves of each record that stays."""
    held = withhold(known, together)
    table = np.column_stack([np.where(held.masks[name], WITHHELD, column) for name, column in known.items()])
    return [tuple(row) for row in table[held.stays].tolist()]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 120).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 2), min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_whatever_leaves_is_shared_by_ten(columns: list[list[int]]) -> None:
    known = {f"k{i}": np.array(column) for i, column in enumerate(columns)}
    found = Counter(left(known))
    assert all(count >= TOGETHER for count in found.values())
    assert len(columns[0]) - sum(found.values()) < TOGETHER, "only a handful is ever left out"


def test_what_is_common_stays_whole_and_what_is_rare_loses_the_last_first() -> None:
    year = np.array([8] * 30 + [9] * 15)
    care = np.array([0] * 28 + [1] * 2 + [0] * 15)
    found = Counter(left({"year": year, "care": care}))
    assert found == {(8, 0): 20, (8, WITHHELD): 10, (9, 0): 15}, "two in care are joined by eight of their year"


def test_those_for_whom_nothing_is_enough_are_left_out() -> None:
    held = withhold({"year": np.array([8] * 4)})
    assert held.left_out == 4
    assert held.share("year") == 0


def test_shares_are_of_those_who_stay() -> None:
    held = withhold({"year": np.array([8] * 20 + [9] * 10), "care": np.array([0] * 20 + [0, 1] * 5)})
    assert held.share("care") == pytest.approx(10 / 30)


@pytest.mark.parametrize("known", [{}, {"a": np.zeros(3), "b": np.zeros(4)}])
def test_columns_that_do_not_fit_are_refused(known: dict[str, np.ndarray]) -> None:
    with pytest.raises(ValueError, match="one length"):
        withhold(known)
