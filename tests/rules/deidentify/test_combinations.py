"""Combinations of attributes that few young people share are named, so that they can be made more general."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.deidentify import small_combinations
from onlinelives.rules.deidentify.combinations import Attribute

AGE, SEX, CARER, CONDUCT = ("age band", "11 to 13"), ("sex", "girl"), ("vulnerability", "young carer"), ("C", "conduct")
YOUNG_PEOPLE = [
    *[{AGE, SEX, CONDUCT}] * 6,
    *[{AGE, CARER}] * 5,
    *[{SEX, CARER, CONDUCT}] * 4,
    {AGE, SEX, CARER, CONDUCT},
]


def seen(some: frozenset[Attribute]) -> int:
    return sum(some <= young_person for young_person in YOUNG_PEOPLE)


def test_only_rare_combinations_are_named_the_small_ones_first() -> None:
    rare = small_combinations((AGE, SEX, CARER, CONDUCT), seen)
    assert [(combination.attributes, combination.count, combination.smallest) for combination in rare] == [
        ((AGE, SEX, CARER), 1, True),
        ((AGE, CARER, CONDUCT), 1, True),
    ]
    assert rare[0].words == "age band 11 to 13 with sex girl with vulnerability young carer: fewer than 5 young people"


def test_the_count_itself_is_not_in_the_words() -> None:
    (combination,) = small_combinations((AGE,), {frozenset((AGE,)): 3})
    assert "3 young" not in combination.words


@pytest.mark.parametrize(("count", "rare"), [(0, True), (4, True), (5, False), (6, False)])
def test_five_young_people_are_enough(count: int, rare: bool) -> None:
    assert bool(small_combinations((AGE,), lambda some: count)) == rare


@pytest.mark.parametrize(("fewest", "rare"), [(3, False), (4, True), (10, True)])
def test_the_threshold_can_be_higher_or_lower(fewest: int, rare: bool) -> None:
    assert bool(small_combinations((AGE,), lambda some: 3, fewest=fewest)) == rare


def test_what_was_not_counted_is_rare() -> None:
    assert [found.count for found in small_combinations((AGE, SEX), {frozenset((AGE,)): 9})] == [0, 0]


def test_a_larger_combination_is_not_the_smallest_when_part_of_it_is_rare() -> None:
    rare = small_combinations((AGE, SEX), lambda some: 9 if some == {SEX} else 1)
    assert [(found.attributes, found.smallest) for found in rare] == [((AGE,), True), ((AGE, SEX), False)]


def test_two_of_a_kind_may_be_combined_and_doubles_count_once() -> None:
    carers = (CARER, ("vulnerability", "in care"), CARER)
    assert len(small_combinations(carers, lambda some: 0)) == 3


@given(st.integers(0, 6))
def test_every_selection_of_one_to_three_is_looked_at(size: int) -> None:
    own = [("feature", str(number)) for number in range(size)]
    looked = [found.attributes for found in small_combinations(own, lambda some: 0)]
    assert looked == [some for together in (1, 2, 3) for some in combinations(own, together)]


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        small_combinations((AGE,), seen, fewest=1)
    with pytest.raises(ValueError, match="-1 young people"):
        small_combinations((AGE,), lambda some: -1)
