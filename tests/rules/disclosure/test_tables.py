"""A table before anything is hidden: its totals are its own, and what is not a table of counts is turned away."""

from typing import Any

import pytest

from onlinelives.rules.disclosure import Frame, Table, listed
from tests.rules.disclosure.invented import table


def test_a_table_has_the_totals_of_its_rows_and_columns_and_of_all() -> None:
    numbers = table([[1, 2, 3], [4, 5, 6]]).numbers()
    assert [numbers[0, 3], numbers[1, 3]] == [6, 15]
    assert [numbers[2, 0], numbers[2, 1], numbers[2, 2], numbers[2, 3]] == [5, 7, 9, 21]


def test_a_list_has_one_total() -> None:
    assert listed(("a", "b"), (7, 9)).numbers() == {(0, 0): 7, (1, 0): 9, (2, 0): 16}


def test_a_count_is_known_by_its_names_wherever_it_stands() -> None:
    two, one = Frame(("girls", "boys"), ("in care: yes", "in care: no")), Frame(("in care: no", "in care: yes"))
    assert two.key((0, 0)) == {"girls", "in care: yes"}
    assert two.key((2, 0)) == one.key((1, 0)) == {"in care: yes"}
    assert two.key((0, 2)) == {"girls"}
    assert two.key((2, 2)) == one.key((2, 0)) == frozenset()


def test_a_group_may_be_called_total_because_totals_are_known_by_where_they_stand() -> None:
    odd = Table(Frame(("Total", "All"), ("0", "1")), ((6, 7), (8, 9)))
    assert odd.numbers()[2, 2] == 30
    assert odd.frame.key((0, 2)) == {"Total"}


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ((), ("a",)),
        (("a", "a"), ("b",)),
        (("a", "b"), ("b", "c")),
        (("a", " "), ("b",)),
        ((0, 1), ("b",)),  # labels that are numbers once got past the suppression of another program
        (("a",), (True, False)),
        ((None, "a"), ()),
        (tuple(map(str, range(61))), ()),
        (("a",), tuple(map(str, range(41)))),
    ],
)
def test_names_are_texts_and_all_different_and_not_too_many(rows: Any, columns: Any) -> None:
    with pytest.raises(ValueError, match=r"name|rows and"):
        Frame(rows, columns)


@pytest.mark.parametrize("count", [-1, 1.0, True, None, "5"])
def test_counts_are_whole_numbers_from_nought(count: Any) -> None:
    with pytest.raises(ValueError, match="whole numbers from 0"):
        Table(Frame(("a",), ("b", "c")), ((5, count),))


@pytest.mark.parametrize("counts", [((5, 5),), ((5, 5), (5,)), ((5, 5), (5, 5), (5, 5)), ((5,), (5,))])
def test_there_is_one_count_for_each_row_and_column(counts: Any) -> None:
    with pytest.raises(ValueError, match="one count for each column"):
        Table(Frame(("a", "b"), ("c", "d")), counts)
