"""Exact tables of a wave, beside the same figures made child by child."""

from pathlib import Path

import numpy as np
import pytest

from onlinelives.content import instruments
from onlinelives.rules import estimation
from onlinelives.rules.disclosure.shares import ALL, NOT_SAID, Measure, ShareTable
from onlinelives.rules.estimation import intervals
from onlinelives.rules.questionnaires.made import made
from onlinelives.survey.engine import files
from onlinelives.survey.reports import Source, cuts_of, items_of, share_tables
from onlinelives.survey.reports.tables import ADJUST
from tests.answered import Columns, answers, laid, without

ASKS = instruments.current()
ITEMS = ("seen_hate", "made_contact", "bullied_told_3", "ai_image", "made_any")


@pytest.fixture(scope="module")
def columns() -> Columns:
    return answers(ASKS)


@pytest.fixture
def source(survey_folder: Path, columns: Columns) -> Source:
    return laid(survey_folder, columns)


def held(source: Source, columns: Columns) -> Columns:
    """Everything that is in the file, made columns too, in the order of `columns`."""
    return {**columns, **made(source.asks, columns)}


def members(source: Source, whole: Columns) -> dict[str, dict[str, np.ndarray]]:
    """Who is in which part: said here in other words than in the reports."""
    care, gender = whole["in_care"], whole["gender"]
    care_parts = {"yes": care == 1, "no": (care == 0) | (care == 2), NOT_SAID: care < 0}
    number = whole["made_factors"]
    genders = {"1": gender == 1, "2": gender == 2, "3": gender == 3, NOT_SAID: gender < 0}
    return {
        ALL: {ALL: np.ones(len(care), bool)},
        "in_care": care_parts,
        "made_factors": {
            **{str(each): number == each for each in range(4)},
            "4plus": number >= 4,
            NOT_SAID: number < 0,
        },
        "stratum": {f"place{each}": whole["stratum"] == each for each in range(3)},
        "gender*in_care": {f"{g}*{c}": one & two for g, one in genders.items() for c, two in care_parts.items()},
    }


@pytest.mark.parametrize("cut", [ALL, "in_care", "made_factors", "stratum", "gender*in_care"])
def test_tables_are_those_made_child_by_child(source: Source, columns: Columns, cut: str) -> None:
    whole = held(source, columns)
    (table,) = share_tables(source, [cut], ITEMS)
    assert table.parts == tuple(members(source, whole)[cut])
    schools = {*zip(whole["stratum"], whole["school"], strict=True)}
    for code, tallies, shares in zip(ITEMS, table.tallies, table.shares, strict=True):
        item = items_of(source)[code]
        answer = whole[item.column]
        for (_, inside), tally, share in zip(members(source, whole)[cut].items(), tallies, shares, strict=True):
            known, yes = inside & (answer >= 0), inside & np.isin(answer, item.yes)
            assert (tally.answered, tally.yes) == (known.sum(), yes.sum())
            assert tally.schools == len({*zip(whole["stratum"][known], whole["school"][known], strict=True)})
            values = np.stack([known, yes], -1) * whole["weight"][:, None]
            found = estimation.proportions(estimation.of_rows(values, whole["school"], whole["stratum"]), ADJUST)
            assert found.df == len(schools) - 3
            wanted = intervals.automatic(found.value, found.se, found.df, n=known.sum(), yes=yes.sum())
            if not known.any():
                assert share is None
                continue
            assert share is not None
            np.testing.assert_allclose(
                [share.p, share.low, share.high], [found.value[0], wanted.low[0], wanted.high[0]], rtol=1e-10
            )


def test_a_group_is_set_against_the_rest_with_its_covariance(source: Source, columns: Columns) -> None:
    (table,) = share_tables(source, ["in_care"], ["seen_hate"])
    care, answer = columns["in_care"], columns["seen_hate"]
    yes, no = care == 1, care >= 0
    sides = [(yes, answer >= 0), (no & ~yes, answer >= 0)]
    values = np.stack(
        [part for group, known in sides for part in (group & known, group & np.isin(answer, (1, 2, 3)))], -1
    )
    moments = estimation.of_rows(values * columns["weight"][:, None], columns["school"], columns["stratum"])
    estimates = estimation.proportions(moments, ADJUST)
    for measure, compare in (
        (Measure.DIFFERENCE, estimation.difference),
        (Measure.RATIO, estimation.ratio),
        (Measure.ODDS_RATIO, estimation.odds_ratio),
    ):
        wanted = compare(estimates, 0, 1)
        (found,) = [each for each in table.comparisons if each.measure is measure]
        assert (found.part, found.other) == ("yes", "no")
        np.testing.assert_allclose(
            [found.estimate, found.low, found.high, found.p],
            [float(one) for one in (wanted.estimate, wanted.low, wanted.high, wanted.p_value)],
            rtol=1e-9,
        )


def sums(table: ShareTable) -> list[tuple[int, int]]:
    return [(sum(one.answered for one in row), sum(one.yes for one in row)) for row in table.tallies]


def test_the_parts_of_every_cut_are_everybody(source: Source) -> None:
    cuts, items = cuts_of(source).codes, list(items_of(source))
    tables = share_tables(source, cuts, items)
    assert len(cuts) == 20
    assert len(items) > 100
    assert {tuple(sums(table)) for table in tables} == {tuple(sums(tables[0]))}


def test_one_school_has_no_limits(survey_folder: Path, columns: Columns) -> None:
    alone = columns | {name: np.zeros_like(columns[name]) for name in (files.STRATUM, files.SCHOOL)}
    source = laid(survey_folder, alone, strata=("One school",))
    (table,) = share_tables(source, ["in_care"], ITEMS)
    assert {share for row in table.shares for share in row} == {None}
    assert table.comparisons == ()
    assert "stratum" not in cuts_of(source).codes


def test_nobody_in_a_group_and_everybody_with_a_yes(survey_folder: Path, columns: Columns) -> None:
    nobody = np.where(columns["in_care"] == 1, 0, columns["in_care"])
    source = laid(survey_folder, columns | {"in_care": nobody, "seen_hate": np.ones(len(nobody), np.int64)})
    (table,) = share_tables(source, ["in_care"], ["seen_hate", "hacked"])
    (care, others, _), (hacked, _, _) = table.tallies
    assert (care.answered, care.schools, hacked.answered) == (0, 0, 0)
    assert others.yes == others.answered
    assert [share is None for share in table.shares[0]] == [True, False, False]
    assert table.shares[0][1].high == 1  # type: ignore[union-attr]
    assert not [each for each in table.comparisons if each.measure is not Measure.DIFFERENCE]


def test_a_file_with_half_of_the_questions_has_tables_of_those(survey_folder: Path, columns: Columns) -> None:
    source = laid(survey_folder, without(columns, ASKS))
    items = items_of(source)
    assert 0 < len(items) < len(items_of(laid(survey_folder, columns)))
    assert all(item.column in source.has for item in items.values())
    tables = share_tables(source, cuts_of(source).codes, list(items))
    assert {tuple(sums(table)) for table in tables} == {tuple(sums(tables[0]))}


def test_what_is_not_there_is_not_guessed(source: Source) -> None:
    with pytest.raises(KeyError):
        share_tables(source, ["school"], ITEMS)
    with pytest.raises(KeyError):
        share_tables(source, [ALL], ["weight"])
