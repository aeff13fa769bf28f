"""What is shown of a table of percentages, what is hidden, and what is refused."""

import copy
import pickle
from dataclasses import replace

import pytest

from onlinelives.rules.disclosure.shares import (
    HIDDEN_WORDS,
    Comparison,
    Measure,
    PublishedShares,
    Refused,
    Share,
    SharesReleased,
    ShareTable,
    Shown,
    Tally,
    publish_shares,
    published_shares_from,
    words,
)
from tests.rules.disclosure.shares.pupils import CUTS, pupils, released, shown, table

NOTHING = SharesReleased(CUTS)
ENOUGH = Tally(200, 60, 9)


def by_care(yes: Tally, no: Tally = ENOUGH, unsaid: Tally = ENOUGH, **more: object) -> ShareTable:
    row = yes, no, unsaid
    shares = tuple(Share(one.yes / max(1, one.answered), 0, 1) for one in row)
    return ShareTable("2026", "first", "in_care", ("yes", "no", "not_said"), ("q",), (row,), (shares,), **more)


@pytest.mark.parametrize(
    ("tally", "is_shown"),
    [
        (Tally(30, 8, 3), True),
        (Tally(30, 22, 3), True),
        (Tally(29, 10, 3), False),
        (Tally(30, 10, 2), False),
        (Tally(30, 7, 3), False),
        (Tally(30, 23, 3), False),
        (Tally(300, 0, 9), False),
        (Tally(300, 300, 9), False),
    ],
)
def test_a_figure_needs_thirty_from_three_schools_and_eight_on_either_side(tally, is_shown):
    assert (publish_shares(by_care(tally), NOTHING).cell("q", "yes") is not None) is is_shown


def test_a_figure_is_whole_and_its_base_rounded():
    told = publish_shares(
        replace(by_care(Tally(43, 10, 4)), shares=((Share(0.2349, 0.114, 0.3951), None, None),)), NOTHING
    )
    assert told.cells == ((Shown(23, 11, 40, 45), None, None),)
    assert words(told.cell("q", "yes")) == "23%"


def test_every_hidden_figure_looks_the_same():
    for tally in (Tally(0, 0, 0), Tally(5, 2, 1), Tally(300, 0, 9), Tally(300, 3, 9), Tally(90, 30, 1)):
        told = publish_shares(by_care(tally), NOTHING).as_data()
        assert told["cells"][0][0] is None
    assert words(None) == HIDDEN_WORDS


def test_what_rounds_to_nobody_is_not_told_as_nobody():
    assert words(Shown(0, 0, 1, 3000)) == "less than 1%"
    assert words(Shown(100, 99, 100, 3000)) == "more than 99%"


def test_a_comparison_is_shown_only_when_both_sides_are():
    measures = (
        (Measure.DIFFERENCE, 0.1234, 0.0449, 0.2051),
        (Measure.RATIO, 1.5678, 1.2345, 2.0),
        (Measure.ODDS_RATIO, 12.3, 1, 99.9),
    )
    compared = tuple(
        Comparison("q", "yes", other, measure, estimate, low, high, 0.01234)
        for other in ("no", "not_said")
        for measure, estimate, low, high in measures
    )
    told = publish_shares(by_care(ENOUGH, unsaid=Tally(9, 3, 2), comparisons=compared), NOTHING)
    assert [(one.other, one.estimate, one.low, one.high, one.p) for one in told.compared("q")] == [
        ("no", 12.0, 4.0, 21.0, 0.012),
        ("no", 1.6, 1.2, 2.0, 0.012),
        ("no", 12.0, 1.0, 100.0, 0.012),
    ]


def test_only_the_door_makes_one():
    told = publish_shares(by_care(ENOUGH), NOTHING)
    with pytest.raises(TypeError, match="publish_shares"):
        PublishedShares("2026", "first", "all", ("all",), ("q",), ((Shown(5, 4, 6, 30),),), (), door=object())
    with pytest.raises(TypeError, match="publish_shares"):
        replace(told, wave="2025", door=None)
    with pytest.raises(TypeError):
        pickle.dumps(told)
    assert copy.deepcopy(told) is told
    with pytest.raises(TypeError, match="subclasses"):
        type("Own", (PublishedShares,), {})


def test_it_comes_back_from_its_data_and_nothing_else_does():
    told = publish_shares(by_care(ENOUGH), NOTHING)
    data = told.as_data()
    assert published_shares_from(data, told.sha256) == told
    data["cells"][0][0] = [31, 0, 100, 200]
    with pytest.raises(ValueError, match="not what was published"):
        published_shares_from(data, told.sha256)


def test_only_listed_cuts_are_published():
    with pytest.raises(Refused, match="fixed list"):
        publish_shares(by_care(ENOUGH))
    with pytest.raises(Refused, match="fixed list"):
        publish_shares(replace(by_care(ENOUGH), parts=("no", "yes", "not_said")), NOTHING)
    with pytest.raises(ValueError, match="does not fit the list"):
        SharesReleased(releases=(publish_shares(by_care(ENOUGH), NOTHING),))


def test_a_figure_that_is_out_stays_as_it_was():
    some = pupils(100, 40) + pupils(60, 20, in_care="yes") + pupils(60, 24, in_care="not_said")
    ledger = released(some, "all", "in_care")
    again = publish_shares(table("in_care", some), ledger)
    assert again.cells == ledger.releases[1].cells
    with pytest.raises(Refused, match="another figure before"):
        publish_shares(table("in_care", some + pupils(30, 2)), ledger)


def test_what_was_hidden_is_not_shown_later():
    some = pupils(60, 24) + pupils(40, 5, in_care="yes") + pupils(40, 16, in_care="not_said")
    out = released(some, "all", "in_care")
    assert shown(released(some, "in_care"), "in_care")["not_said"] == "40% of 40"
    assert publish_shares(table("in_care", some), out).cells == out.releases[1].cells
    assert publish_shares(table("in_care", some), out).cell("q", "not_said") is None


@pytest.mark.parametrize(
    ("late", "is_refused"),
    [
        (pupils(12, 5, year="8"), True),
        (pupils(28, 14, year="8"), True),
        (pupils(300, 3, year="8"), True),
        (pupils(300, 297, year="8"), True),
        (pupils(300, 120, year="8"), False),
        ([], False),
    ],
)
def test_a_late_class_is_not_told_by_subtraction(late, is_refused):
    some = [pupil for year in "789" for pupil in pupils(200, 80, year=year)]
    ledger = released(some, "year")
    later = table("year", some + late, answers="second")
    if is_refused:
        with pytest.raises(Refused, match="tell about a few"):
            publish_shares(later, ledger)
    else:
        assert publish_shares(later, ledger).cells[0][0] == ledger.releases[0].cells[0][0]


def test_a_late_class_does_not_bring_a_hidden_figure_to_light():
    some = pupils(200, 80) + pupils(200, 80, year="8") + pupils(100, 5, year="9")
    ledger = released(some, "year")
    assert shown(ledger, "year")["9"] == "-"
    with pytest.raises(Refused, match="tell about a few"):
        publish_shares(table("year", some + pupils(60, 30, year="9"), answers="second"), ledger)


def test_other_answers_are_not_published_for_other_groups():
    some = [pupil for year in "789" for pupil in pupils(200, 80, year=year)]
    with pytest.raises(Refused, match="other groups"):
        publish_shares(table("all", some + pupils(300, 120), answers="second"), released(some, "year"))


def test_another_wave_is_nobodys_business():
    some = [pupil for year in "789" for pupil in pupils(200, 80, year=year)]
    later = replace(table("year", some + pupils(12, 5)), wave="2027")
    assert publish_shares(later, released(some, "year")).wave == "2027"


@pytest.mark.parametrize("wave", ["2025 2026", "2025*2026", "", "Both"])
def test_waves_are_not_pooled(wave):
    with pytest.raises(ValueError, match="codes"):
        replace(by_care(ENOUGH), wave=wave)


def test_figures_that_contradict_each_other_are_refused():
    some = pupils(100, 40) + pupils(60, 20, in_care="yes") + pupils(60, 24, in_care="not_said")
    with pytest.raises(Refused, match="do not fit"):
        publish_shares(table("year", some + pupils(90, 30, year="9")), released(some, "all", "in_care"))


def test_unequal_weights_do_not_stop_it():
    """ "All" has a percentage that no equal weights give; the parts are judged all the same."""
    some = pupils(100, 40) + pupils(60, 20, in_care="yes") + pupils(40, 3, in_care="not_said")
    everybody = replace(table("all", some), shares=((Share(0.42, 0.35, 0.5),),))
    ledger = NOTHING.plus(publish_shares(everybody, NOTHING))
    told = publish_shares(table("in_care", some), ledger)
    assert told.cell("q", "not_said") is None


@pytest.mark.parametrize("counts", [(5, 6, 1), (-1, 0, 0), (5, True, 1), (5.0, 2, 1)])
def test_tallies_are_whole_and_fit(counts):
    with pytest.raises(ValueError, match="whole numbers"):
        Tally(*counts)


@pytest.mark.parametrize("limits", [(0.5, 0.6, 0.7), (float("nan"), 0, 1), (1.2, 1, 1.3)])
def test_shares_lie_within_their_limits(limits):
    with pytest.raises(ValueError, match="in order"):
        Share(*limits)
