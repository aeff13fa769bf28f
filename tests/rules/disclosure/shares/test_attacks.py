"""Whoever subtracts what is published from what is published finds nobody."""

import random
import sys
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.disclosure.shares import Cuts, Dimension, SharesReleased, recoverable
from tests.rules.disclosure.shares.attacker import Attacker, found_out
from tests.rules.disclosure.shares.pupils import CARE, GENDER, Pupil, crowd, part_of, pupils, released, shown, tally

SCHOOL = Dimension("school", tuple("012345"), of_places=True)
ORDERS = [*permutations(["all", "in_care", "gender"]), ("in_care", "year"), ("all", "in_care", "year", "in_care*year")]
attacked = {"cells": 0, "tables": 0}


def found(ledger: SharesReleased, some: list[Pupil], attacker: Attacker | None = None) -> list[str]:
    """The hidden counts that the attacker finds out, in words."""
    attacker = attacker or Attacker(ledger)
    out = []
    for cut, part in attacker.hidden():
        true = tally([one for one in some if part_of(one, cut) == part])
        for side, number in (("yes", true.yes), ("no", true.no)):
            attacked["cells"] += 1
            low, high = attacker.reach(cut, part, side)
            if found_out(number, low, high):
                out.append(f"{cut} {part} {side}: {number}, known as {low} to {high}")
    return out


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from(ORDERS))
def try_random_tables(seed: int, order: tuple[str, ...]) -> None:
    some = crowd(random.Random(seed))
    ledger = released(some, *order)
    attacked["tables"] += 1
    assert found(ledger, some) == []
    assert recoverable(ledger) == []


def test_no_count_is_found_in_random_tables():
    try_random_tables()
    sys.stdout.write(f"attacked {attacked['cells']} hidden counts in {attacked['tables']} ledgers\n")
    assert attacked["cells"] > 150


def test_the_attacker_finds_what_is_hidden_alone():
    """A control: without the gate, a lone hidden part is found out."""
    some = pupils(100, 40) + pupils(40, 5, in_care="yes") + pupils(60, 25, in_care="not_said")
    ledger = released(some, "all", "in_care")
    assert shown(ledger, "in_care")["yes"] == "-"
    attacker = Attacker(ledger)
    for part in ("no", "not_said"):
        true = tally([one for one in some if one.in_care == part])
        attacker.know("in_care", part, true.yes, true.no)
    assert found(ledger, some, attacker)


def test_a_hidden_part_gets_company_where_all_less_the_others_would_tell():
    some = pupils(60, 24) + pupils(40, 5, in_care="yes") + pupils(40, 16, in_care="not_said")
    assert list(shown(released(some, "in_care"), "in_care").values()).count("-") == 1
    assert list(shown(released(some, "all", "in_care"), "in_care").values()).count("-") == 2


def test_everybody_girls_and_boys_do_not_tell_of_the_others():
    some = pupils(80, 30) + pupils(80, 28, gender="boy") + pupils(9, 3, gender="other")
    ledger = released(some, "all", "gender")
    assert shown(ledger, "gender")["other"] == "-"
    assert found(ledger, some) == []


def test_one_cut_does_not_tell_of_another():
    """Years that are all shown add up to everybody, though "all" was never published."""
    some = pupils(60, 24, year="7") + pupils(40, 16, year="8") + pupils(40, 5, year="9", in_care="yes")
    some += pupils(40, 16, in_care="not_said") + pupils(20, 8, year="9")
    ledger = released(some, "in_care", "year")
    assert found(ledger, some) == []


def test_a_crossing_does_not_tell_of_the_hidden_parts_it_is_made_of():
    some = [pupil for year in "789" for pupil in pupils(70, 30, year=year) + pupils(35, 9, year=year, in_care="yes")]
    some += pupils(6, 2, year="7", in_care="not_said") + pupils(40, 3, year="8", in_care="not_said")
    ledger = released(some, "all", "in_care", "year", "in_care*year")
    assert found(ledger, some) == []


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_somebody_who_knows_her_own_school_does_not_find_the_numbers_of_the_others(seed):
    some = crowd(random.Random(seed))
    ledger = released(some, "all", "in_care", "gender", listed=Cuts((CARE, GENDER, SCHOOL)))
    attacker = Attacker(ledger)
    for part in CARE.parts:
        hers = tally([one for one in some if one.in_care == part and one.school == 0])
        attacker.know("in_care*school", f"{part}*0", hers.yes, hers.no)
    for part in (part for cut, part in attacker.hidden() if cut == "in_care"):
        for side in ("yes", "no"):
            low, high = attacker.reach("in_care", part, side)
            assert high - low >= 6


@pytest.mark.parametrize("yes", [0, 1, 7, 193, 199, 200])
def test_nobody_and_everybody_are_hidden_and_stay_so(yes):
    some = pupils(200, 90) + pupils(200, yes, in_care="yes") + pupils(200, 70, in_care="not_said")
    ledger = released(some, "all", "in_care")
    assert shown(ledger, "in_care")["yes"] == "-"
    assert found(ledger, some) == []


def test_labels_that_look_like_numbers_or_totals_change_nothing():
    """Tables with 0 and 1 for no and yes were once printed with their small cells: AI-SDC/ACRO, issue 198."""
    some = pupils(80, 30) + pupils(40, 5, in_care="yes")
    found_in = []
    for parts in (("yes", "no"), ("1", "0"), ("true", "false"), ("all_", "total"), ("nan", "none")):
        listed = Cuts((Dimension("in_care", parts),))
        named = [Pupil(parts[one.in_care == "no"], school=one.school, answer=one.answer) for one in some]
        found_in.append(list(shown(released(named, "all", "in_care", listed=listed), "in_care").values()))
    assert found_in == [["-", "-"]] * 5


def test_a_group_of_one_school_is_hidden():
    some = pupils(200, 90) + pupils(60, 30, schools=1, in_care="yes") + pupils(50, 20, schools=2, in_care="not_said")
    assert shown(released(some, "in_care"), "in_care") == {"yes": "-", "no": "45% of 200", "not_said": "-"}


def test_what_is_hidden_does_not_hang_on_the_order_of_parts():
    some = pupils(60, 24) + pupils(40, 5, in_care="yes") + pupils(45, 18, in_care="not_said")
    outcomes = set()
    for parts in permutations(CARE.parts):
        listed = Cuts((Dimension("in_care", parts),))
        outcomes.add(tuple(sorted(shown(released(some, "all", "in_care", listed=listed), "in_care").items())))
    assert len(outcomes) == 1


def test_shown_numbers_are_near_the_true_ones_and_the_same_wherever_they_stand():
    rng = random.Random(5)
    for _ in range(10):
        some = crowd(rng, 600)
        ledger = released(some, "all", "gender", "in_care")
        for (cut, part), cell in ledger.cells("2026", "first", "q").items():
            true = tally([one for one in some if part_of(one, cut) == part])
            if cell:
                assert abs(cell.base - true.answered) <= 2
                assert abs(cell.percent - 100 * true.yes / true.answered) <= 0.5
                assert min(true.answered - 30, true.schools - 3, true.yes - 8, true.no - 8) >= 0
