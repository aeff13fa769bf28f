"""Adjusted odds, kinds that come together, tests of several parts, and who did not answer: beside row by row."""

from pathlib import Path

import numpy as np
import pytest

from onlinelives.content import instruments
from onlinelives.rules import estimation
from onlinelives.rules.disclosure.thresholds import nearest
from onlinelives.rules.questionnaires.made import KINDS, KINDS_MET, kind_column, made
from onlinelives.survey.engine import files
from onlinelives.survey.reports import Source
from onlinelives.survey.reports.adjusting import BANDS, adjusted_odds
from onlinelives.survey.reports.answered import REASONS, answered
from onlinelives.survey.reports.joining import _large_enough, how_many, pairs
from onlinelives.survey.reports.showing import differ, shown, uneven
from onlinelives.survey.reports.tables import ADJUST, share_tables
from tests.answered import Columns, answers, laid

ASKS = instruments.current()


@pytest.fixture(scope="module")
def columns() -> Columns:
    told = answers(ASKS, 1500)
    return {**told, **made(ASKS, told)}


@pytest.fixture
def source(survey_folder: Path, columns: Columns) -> Source:
    return laid(survey_folder, columns)


def moments(columns: Columns, values: np.ndarray) -> estimation.Moments:
    return estimation.of_rows(values * columns[files.WEIGHT][:, None], columns[files.SCHOOL], columns[files.STRATUM])


def test_adjusted_odds_are_those_of_a_regression_of_children(source: Source, columns: Columns) -> None:
    items = ("hacked", "seen_hate")
    found = adjusted_odds(source, "in_care", items)
    care, age, gender = (columns[name] for name in ("in_care", "age", "gender"))
    band = np.select([np.isin(age, years) for years in BANDS], range(len(BANDS)), -1)
    p_values = []
    for item in items:
        answer = columns[item]
        known = (care >= 0) & (band >= 0) & (gender >= 0) & (answer >= 0)
        x = np.column_stack([np.ones(len(care)), care == 1, band == 1, band == 2, gender == 2, gender == 3]).astype(
            float
        )
        weight = columns[files.WEIGHT] * known
        yes = weight * np.isin(answer, (1, 2, 3))
        model = estimation.fit(x[known], weight[known], yes[known])
        scores = estimation.scores(model, x, weight, yes)
        told = estimation.regression(
            model, estimation.of_rows(scores, columns[files.SCHOOL], columns[files.STRATUM]), ADJUST
        )
        p_values.append(float(told.p_value[1]))
        odds = found[item]
        assert [odds.ratio, odds.low, odds.high] == [
            float(f"{each[1]:.2g}") for each in (told.ratio, told.ratio_low, told.ratio_high)
        ]
    adjusted = estimation.benjamini_hochberg(np.array(p_values))
    assert [found[item].p for item in items] == [round(float(p), 3) for p in adjusted]


def test_a_small_group_has_no_adjusted_odds(survey_folder: Path, columns: Columns) -> None:
    few = np.where(np.arange(len(columns["in_care"])) < 18, 1, 0)
    source = laid(survey_folder, {**columns, "in_care": few})
    assert adjusted_odds(source, "in_care", ("hacked",)) == {}


def test_pairs_of_kinds_are_those_made_child_by_child(source: Source, columns: Columns) -> None:
    met = np.stack([columns[kind_column(kind)] for kind in KINDS], 1).astype(float)
    met[met < 0] = np.nan
    wanted = estimation.together(moments(columns, estimation.combination(met)), ADJUST).odds_ratios
    found = pairs(source)
    assert [(each.one, each.other) for each in found] == [
        (KINDS[one], KINDS[other]) for one in range(4) for other in range(one + 1, 4)
    ]
    for place, each in enumerate(found):
        cells = np.array(
            [
                (met[:, KINDS.index(each.one)] == a) & (met[:, KINDS.index(each.other)] == b) & ~np.isnan(met).any(1)
                for a in (0, 1)
                for b in (0, 1)
            ]
        ).sum(1)
        if min(cells) < 10:
            assert each.odds is None
            continue
        assert each.odds
        assert each.odds.ratio == float(f"{wanted.estimate[place]:.2g}")
        assert each.odds.low == float(f"{wanted.low[place]:.2g}")


def test_how_many_kinds_adds_up_to_everybody(source: Source, columns: Columns) -> None:
    found = how_many(source)
    assert found
    names, public = found
    counts = [int((columns[KINDS_MET] == number).sum()) for number in range(5)]
    assert len(names) == len(_large_enough(counts)) == len(public.items)
    assert sum(row[0].percent for row in public.cells if row[0]) == pytest.approx(100, abs=3)


@pytest.mark.parametrize(
    ("counts", "rows"),
    [
        ([90, 90, 90, 90, 90], [(0,), (1,), (2,), (3,), (4,)]),
        ([90, 90, 90, 90, 7], [(0,), (1,), (2,), (3, 4)]),
        ([90, 90, 3, 2, 2], [(0,), (1, 2, 3, 4)]),
        ([2, 90, 90, 90, 90], [(0, 1), (2,), (3,), (4,)]),
        ([0, 0, 0, 0, 0], [(0, 1, 2, 3, 4)]),
    ],
)
def test_rows_are_put_together_until_none_is_small(counts: list[int], rows: list[tuple[int, ...]]) -> None:
    assert [tuple(sorted(row)) for row in _large_enough(counts)] == rows


def test_a_cut_of_several_parts_is_tested_as_of_children(source: Source, columns: Columns) -> None:
    found = uneven(source, "gender", ("hacked",))["hacked"]
    gender, answer = columns["gender"], columns["hacked"]
    known = answer >= 0
    yes = np.isin(answer, (1, 2, 3))
    cells = np.stack([(gender == g) & side for g in (1, 2, 3) for side in (known & ~yes, yes)], 1).astype(float)
    wanted = estimation.rao_scott(moments(columns, cells), int(cells.sum()), 3, 2, ADJUST)
    assert found.p == round(float(wanted.p_value), 3)


def test_tests_are_adjusted_for_all_that_is_shown_and_for_nothing_hidden(source: Source) -> None:
    cuts, items = ["in_care", "young_carer"], ["hacked", "seen_hate"]
    exact = {
        (table.cut, one.item): one.p
        for table in share_tables(source, cuts, items)
        for one in table.comparisons
        if one.measure == "difference"
    }
    adjusted = estimation.holm(np.array(list(exact.values())))
    found = differ(source, cuts, items)
    assert {(cut, item): each.p for (cut, item, _), each in found.items()} == {
        key: round(float(p), 3) for key, p in zip(exact, adjusted, strict=True)
    }


def test_everybody_answered_or_has_a_reason_why_not(source: Source, columns: Columns) -> None:
    rows = answered(source, "in_care", ["hacked", "ai_image", "made_contact"])
    assert set(rows) == {"hacked", "ai_image"}, "what is made of several questions has no reason of its own"
    care = columns["in_care"]
    inside = {0: care == 1, 1: (care >= 0) & (care != 1), 2: care < 0}
    for item, column in (("hacked", "hacked"), ("ai_image", "ai_image_1")):
        for place, one in enumerate(rows[item]):
            here = columns[column][inside[place]]
            counts = [int((here >= 0).sum()), *(int((here == reason).sum()) for reason in REASONS)]
            assert sum(counts) == inside[place].sum()
            assert (one.answered, *one.missing) == tuple(nearest(c) if c >= 8 else None for c in counts)


def test_a_hidden_figure_is_compared_with_nothing(survey_folder: Path, columns: Columns) -> None:
    few = np.where(np.arange(len(columns["in_care"])) < 12, 1, 0)
    source = laid(survey_folder, {**columns, "in_care": few})
    assert shown(source, "in_care", ["hacked"]).cell("hacked", "yes") is None
    assert differ(source, ["in_care"], ["hacked"]) == {}
    assert uneven(source, "in_care", ("hacked",)) == {}
