"""Where a trend line runs, where it carries a mark, and where it breaks."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules.crosswalk import BREAKS, CONTINUES, MARKED
from onlinelives.rules.scoring import Mark
from onlinelives.rules.trends import (
    GAP,
    START,
    UNCOMPARED,
    UNSETTLED,
    Change,
    Point,
    Reading,
    like_for_like,
    line,
    runs,
    self_beside_verified,
    split,
)

OLD, NEW = "the 2017 text", "the 2020 text"
SCHOOL, HEALTH = 1, 2
CHANGES = {(OLD, NEW): {"2.2": Change("looser", "An easier wording."), "2.3": Change("reworded", confirmed=False)}}
NOT_APPLICABLE, UNANSWERED = Mark(not_applicable=True), Mark()


def said(wording: str = OLD, agency: int = SCHOOL, settled: bool = True, **marks: int | Mark) -> Reading:
    """What one agency says: said(s2_2=3)."""
    told = {
        (agency, name[1:].replace("_", ".")): mark if isinstance(mark, Mark) else Mark(mark)
        for name, mark in marks.items()
    }
    return Reading(wording, told, settled)


def links(*readings: Reading, statements: tuple[str, ...] = ("2.1", "2.2", "2.3")) -> list[str]:
    return [point.link for point in line(readings, CHANGES, statements)]


def test_the_same_words_join_the_rounds() -> None:
    points = line([said(s2_1=1), said(s2_1=3)], CHANGES, ["2.1"])
    assert [point.link for point in points] == [START, CONTINUES]
    assert [point.tally.percent for point in points] == [25, 75]
    assert runs(points) == [[0, 1]]


def test_a_statement_that_was_only_reworded_goes_on_with_a_mark() -> None:
    points = line([said(s2_3=1), said(NEW, s2_3=2)], CHANGES, ["2.3"])
    assert points[1].link == MARKED
    assert [code for code, _ in points[1].reworded] == ["2.3"]
    assert runs(points) == [[0, 1]]


def test_a_changed_meaning_breaks_the_line_and_says_which_statement_it_was() -> None:
    points = line([said(s2_2=1), said(NEW, s2_2=4), said(NEW, s2_2=4)], CHANGES, ["2.2"])
    assert [point.link for point in points] == [START, BREAKS, CONTINUES]
    assert points[1].broken == (("2.2", Change("looser", "An easier wording.")),)
    assert runs(points) == [[0], [1, 2]]


def test_a_section_breaks_where_any_of_its_statements_does_and_names_them_in_order() -> None:
    changes = {(OLD, NEW): {"2.10": Change("wider"), "2.9": Change("narrower"), "2.1": Change("reworded")}}
    point = line([said(s2_1=1), said(NEW, s2_1=1)], changes, ["2.1", "2.9", "2.10"])[1]
    assert point.link == BREAKS
    assert [code for code, _ in point.why] == ["2.1", "2.9", "2.10"]
    assert [code for code, _ in point.broken] == ["2.9", "2.10"]


def test_statements_of_other_sections_break_nothing_here() -> None:
    assert links(said(s1_1=1), said(NEW, s1_1=2), statements=("1.1",)) == [START, CONTINUES]


def test_a_relation_of_the_same_words_is_no_mark() -> None:
    points = line([said(s2_1=1), said(NEW, s2_1=1)], {(OLD, NEW): {"2.1": Change("same")}}, ["2.1"])
    assert (points[1].link, points[1].why) == (CONTINUES, ())


@pytest.mark.parametrize("missing", [UNANSWERED, NOT_APPLICABLE])
def test_a_round_without_a_score_is_a_gap_that_nothing_bridges(missing: Mark) -> None:
    points = line([said(s2_1=1), said(s2_1=missing), said(s2_1=3)], CHANGES, ["2.1"])
    assert [point.link for point in points] == [START, GAP, GAP]
    assert [point.scored for point in points] == [True, False, True]
    assert [point.present for point in points] == [True, True, True]
    assert points[1].tally.percent is None
    assert runs(points) == [[0], [2]]


def test_a_round_without_the_agency_is_a_gap_too() -> None:
    points = line([said(s2_1=1), Reading(OLD), said(s2_1=3)], CHANGES, ["2.1"])
    assert [point.present for point in points] == [True, False, True]
    assert runs(points) == [[0], [2]]


def test_zero_is_a_point_like_any_other() -> None:
    points = line([said(s2_1=0), said(s2_1=0)], CHANGES, ["2.1"])
    assert runs(points) == [[0, 1]]
    assert [point.tally.percent for point in points] == [0, 0]


def test_nothing_is_joined_to_a_round_that_is_not_signed_off() -> None:
    points = line([said(s2_1=1), said(s2_1=3, settled=False), said(s2_1=3)], CHANGES, ["2.1"])
    assert [point.link for point in points] == [START, UNSETTLED, UNSETTLED]
    assert runs(points) == [[0], [1], [2]]


def test_an_answer_that_was_only_carried_forward_is_not_joined_and_not_compared() -> None:
    carried = Mark(1, carried=True)
    before, after = said(s2_1=1, s2_3=1), said(s2_1=carried, s2_3=2)
    assert line([before, said(s2_1=carried)], CHANGES, ["2.1"])[1].link == UNSETTLED
    assert like_for_like(before, after, CHANGES).scored == 1
    assert like_for_like(after, before, CHANGES).scored == 1
    assert line([before, after], CHANGES, ["2.1", "2.3"])[1].link == CONTINUES


def test_a_break_is_a_break_even_where_nothing_was_scored() -> None:
    points = line([said(s2_2=1), said(NEW, s2_2=UNANSWERED), said(NEW, s2_2=2)], CHANGES, ["2.2"])
    assert [point.link for point in points] == [START, BREAKS, GAP]
    assert runs(points) == [[0], [2]]


def test_like_for_like_leaves_out_what_changed_and_what_is_not_scored_in_both() -> None:
    before = said(s2_1=1, s2_2=0, s2_3=2, s2_4=4, s2_5=NOT_APPLICABLE)
    after = said(NEW, s2_1=2, s2_2=4, s2_3=3, s2_4=UNANSWERED, s2_5=4, s2_6=4)
    pair = like_for_like(before, after, CHANGES)
    assert (pair.before.points, pair.after.points, pair.scored) == (3, 5, 2)
    assert (pair.before.percent, pair.after.percent, pair.change) == (38, 63, 25)
    assert pair.left_out == ("2.2",)


def test_like_for_like_compares_an_agency_with_itself_only() -> None:
    before = Reading(OLD, {(SCHOOL, "2.1"): Mark(1), (HEALTH, "2.1"): Mark(4)})
    after = Reading(OLD, {(SCHOOL, "2.1"): Mark(2)})
    pair = like_for_like(before, after, CHANGES)
    assert (pair.before.points, pair.after.points, pair.scored) == (1, 2, 1)


def test_where_nothing_can_be_compared_there_is_no_figure() -> None:
    pair = like_for_like(said(s2_2=1), said(NEW, s2_2=4), CHANGES)
    assert (pair.scored, pair.change, pair.left_out) == (0, None, ("2.2",))


def test_own_scores_stand_beside_verified_ones_over_the_same_answers() -> None:
    marks = said(s2_1=4, s2_2=3, s2_3=NOT_APPLICABLE).marks
    pair = self_beside_verified(marks, {(SCHOOL, "2.1"): 2, (SCHOOL, "2.3"): 1, (HEALTH, "2.2"): 0})
    assert (pair.before.points, pair.after.points, pair.scored, pair.change) == (4, 2, 1, -50)


def test_splitting_gives_every_group_every_round() -> None:
    readings = [said(s1_1=1, s2_1=2), said(NEW, s2_1=3)]
    groups = split(readings, by=lambda key: key[1][0])
    assert sorted(groups) == ["1", "2"]
    assert [len(reading.marks) for reading in groups["1"]] == [1, 0]
    assert [reading.wording for reading in groups["1"]] == [OLD, NEW]
    assert [point.present for point in line(groups["1"], CHANGES, ["1.1"])] == [True, False]


@pytest.mark.parametrize(
    ("relation", "back"),
    [
        ("wider", "narrower"),
        ("narrower", "wider"),
        ("stronger", "looser"),
        ("looser", "stronger"),
        ("reworded", "reworded"),
        (UNCOMPARED, UNCOMPARED),
    ],
)
def test_a_change_read_backwards_is_its_opposite(relation: str, back: str) -> None:
    change = Change(relation, "A note.", confirmed=False)
    assert change.backwards() == Change(back, "A note.", confirmed=False)
    assert change.backwards().effect == change.effect


def test_of_two_changes_in_a_row_the_graver_one_counts() -> None:
    reworded, wider = Change("reworded", "First."), Change("wider", "Second.", confirmed=False)
    assert reworded.then(wider) == Change("wider", "First. Second.", confirmed=False)
    assert wider.then(reworded).relation == "wider"
    assert Change("looser").then(Change("stronger")).relation == "looser"


def test_words_that_nobody_has_compared_break_the_line() -> None:
    assert Change(UNCOMPARED).effect == BREAKS
    assert "nobody has compared" in Change(UNCOMPARED).said


@pytest.mark.parametrize("relation", ["reworded", "narrower", "wider", "stronger", "looser", UNCOMPARED])
def test_every_change_can_be_said_in_words(relation: str) -> None:
    assert Change(relation).said


MARKS = st.sampled_from([UNANSWERED, NOT_APPLICABLE, Mark(2, carried=True), *map(Mark, range(5))])
CODES = ("2.1", "2.2", "2.3")
READINGS = st.lists(
    st.builds(
        Reading,
        st.sampled_from([OLD, NEW]),
        st.dictionaries(st.tuples(st.sampled_from([SCHOOL, HEALTH]), st.sampled_from(CODES)), MARKS),
        st.booleans(),
    ),
    max_size=7,
)


def broken(before: Point, after: Point) -> bool:
    return bool(after.broken) or not (before.scored and after.scored and before.settled and after.settled)


@settings(deadline=None)
@given(READINGS)
def test_no_piece_of_a_line_ever_crosses_a_break_a_gap_or_an_open_round(readings: list[Reading]) -> None:
    points = line(readings, CHANGES, CODES)
    pieces = runs(points)
    assert [place for piece in pieces for place in piece] == [n for n, point in enumerate(points) if point.scored]
    for piece in pieces:
        assert piece == list(range(piece[0], piece[-1] + 1))
        assert not any(broken(points[place - 1], points[place]) for place in piece[1:])


@settings(deadline=None)
@given(READINGS)
def test_like_for_like_always_stands_on_the_same_answers(readings: list[Reading]) -> None:
    for before, after in pairwise(readings):
        pair = like_for_like(before, after, CHANGES)
        assert pair.before.scored == pair.after.scored == pair.before.statements == pair.after.statements
        assert (pair.change is None) == (pair.scored == 0)
        if (before.wording, after.wording) == (OLD, NEW):
            assert pair.scored <= sum(key[1] != "2.2" for key in after.marks)
