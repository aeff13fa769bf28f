"""The fixed list of ways to divide young people."""

import pytest

from onlinelives.rules.disclosure.shares import Cuts, Dimension
from tests.rules.disclosure.shares.pupils import CARE, GENDER, YEAR

SINGLE = Dimension("year", ("7", "8", "9", "10", "11"))
STAGE = Dimension("stage", ("lower", "upper"), "year", (frozenset("789"), frozenset({"10", "11"})))


def test_a_crossing_has_a_part_for_every_pair():
    cuts = Cuts((CARE, GENDER), (("in_care", "gender"),))
    assert cuts.codes == ("all", "in_care", "gender", "in_care*gender")
    assert cuts.parts("in_care*gender")[:4] == ("yes*girl", "yes*boy", "yes*other", "no*girl")
    assert cuts.within("in_care*gender", "gender") == (0, 1, 2) * 3
    assert cuts.within("in_care*gender", "all") == (0,) * 9
    assert cuts.within("gender", "in_care") is None


def test_stages_hold_years():
    cuts = Cuts((SINGLE, STAGE))
    assert cuts.within("year", "stage") == (0, 0, 0, 1, 1)
    assert cuts.within("stage", "year") is None


def test_years_that_overlap_in_part_are_refused():
    other = Dimension("other", ("low", "high"), "year", (frozenset("78"), frozenset({"9", "10", "11"})))
    with pytest.raises(ValueError, match="overlap in part"):
        Cuts((STAGE, other))


def test_years_of_other_people_are_refused():
    some = Dimension("some", ("low", "high"), "year", (frozenset("7"), frozenset("8")))
    with pytest.raises(ValueError, match="do not divide the same people"):
        Cuts((SINGLE, some))


def test_three_crossings_in_a_ring_are_refused():
    pairs = ("in_care", "gender"), ("gender", "year"), ("in_care", "year")
    assert Cuts((CARE, GENDER, YEAR), pairs[:2])
    with pytest.raises(ValueError, match="three groups at once"):
        Cuts((CARE, GENDER, YEAR), pairs)


def test_schools_are_crossed_with_nothing():
    schools = Dimension("school", ("a", "b"), of_places=True)
    with pytest.raises(ValueError, match="a head can count her own"):
        Cuts((CARE, schools), (("in_care", "school"),))


@pytest.mark.parametrize("codes", [("a", "a"), ("a",), ("a", "B"), ("a", ""), ("a", "b*c"), (0, 1)])
def test_parts_have_plain_codes_of_their_own(codes):
    with pytest.raises(ValueError, match=r"code|two or more"):
        Dimension("x", codes)
