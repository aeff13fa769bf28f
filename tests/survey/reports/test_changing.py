"""Changes over waves: schools that come again, questions that change, and the same figures made child by child."""

from pathlib import Path

import numpy as np
import pytest

from onlinelives.content import instruments
from onlinelives.rules import estimation
from onlinelives.rules.questionnaires.made import made
from onlinelives.survey.engine import files
from onlinelives.survey.reports import Source
from onlinelives.survey.reports.changing import UNKNOWN_FROM, _joined, change_over, gaps_of
from onlinelives.survey.reports.items import items_of
from onlinelives.survey.reports.tables import ADJUST
from tests.answered import Columns, answers, laid, without

YEARS = (2024, 2025, 2026)
ASKS = {year: instruments.questionnaire(f"online-lives-{year}") for year in YEARS}


@pytest.fixture(scope="module")
def columns() -> dict[int, Columns]:
    found = {year: answers(ASKS[year], 1000, seed=year) for year in YEARS}
    gone = found[2025][files.SCHOOL] != 103  # absent from the second wave
    found[2025] = {name: column[gone] for name, column in found[2025].items()}
    return found


@pytest.fixture
def sources(survey_folder: Path, columns: dict[int, Columns]) -> list[Source]:
    return [laid(survey_folder, columns[year], asks=ASKS[year], wave=f"w{year}") for year in YEARS]


def stacked(columns: dict[int, Columns], item: str, yes: tuple[int, ...]) -> estimation.Moments:
    """Of all children of all waves in one table: W and Y of each wave."""
    sides = []
    for at, year in enumerate(YEARS):
        answer, weight = columns[year][item], columns[year][files.WEIGHT]
        own = np.zeros((len(weight), 6))
        own[:, 2 * at] = (answer >= 0) * weight
        own[:, 2 * at + 1] = np.isin(answer, yes) * weight
        sides.append(own)
    school, stratum = (
        np.concatenate([columns[year][name] for year in YEARS]) for name in (files.SCHOOL, files.STRATUM)
    )
    return estimation.of_rows(np.concatenate(sides), school, stratum)


def test_a_school_of_several_waves_is_one_school(sources: list[Source], columns: dict[int, Columns]) -> None:
    item = items_of(sources[-1])["hacked"]
    found = _joined(sources, [item], set()).moments()[0]
    wanted = stacked(columns, "hacked", item.yes)
    names = sorted(range(3), key=lambda code: sources[0].strata[code])
    assert found.schools.tolist() == wanted.schools[names].tolist()
    np.testing.assert_allclose(found.totals, wanted.totals[names], rtol=1e-12)
    np.testing.assert_allclose(found.products, wanted.products[names], rtol=1e-12)
    assert found.df == 13 - 3


def test_the_change_and_the_slope_are_those_made_child_by_child(
    sources: list[Source], columns: dict[int, Columns]
) -> None:
    moments = stacked(columns, "hacked", (1, 2, 3))
    estimates = estimation.proportions(moments, ADJUST)
    wanted = estimation.difference(estimates, 2, 1)
    (found,) = [each for each in change_over(sources) if each.code == "hacked"]
    assert found.change
    assert [found.change.points, found.change.low, found.change.high] == [
        round(100 * float(each)) for each in (wanted.estimate, wanted.low, wanted.high)
    ]
    rows = [
        (
            at - 1.0,
            columns[year]["hacked"],
            columns[year][files.WEIGHT],
            columns[year][files.SCHOOL],
            columns[year]["stratum"],
        )
        for at, year in enumerate(YEARS)
    ]
    year = np.concatenate([np.full(len(answer), at) for at, answer, *_ in rows])
    answer, weight, school, stratum = (np.concatenate([row[place] for row in rows]) for place in (1, 2, 3, 4))
    known, x = weight * (answer >= 0), np.column_stack([np.ones(len(year)), year])
    yes = weight * np.isin(answer, (1, 2, 3))
    model = estimation.fit(x[known > 0], known[known > 0], yes[known > 0])
    told = estimation.regression(
        model, estimation.of_rows(estimation.scores(model, x, known, yes), school, stratum), ADJUST
    )
    assert found.slope
    assert [found.slope.ratio, found.slope.low, found.slope.high] == [
        float(f"{each[1]:.2g}") for each in (told.ratio, told.ratio_low, told.ratio_high)
    ]


def test_a_question_that_changed_is_a_gap_with_its_reason_and_never_a_change(sources: list[Source]) -> None:
    series = {each.code: each for each in change_over(sources)}
    hate = series["seen_hate"]
    assert hate.gaps[0] == ""
    assert "worded" in hate.gaps[1] or len(hate.gaps[1]) > 20
    assert (hate.change, hate.slope) == (None, None)
    assert series["seen_hate_girls"].gaps == ("Not asked in Youth survey 2026.", "")
    assert series["seen_hate_girls"].asked == (False, True, True)
    assert series["seen_hate_girls"].change
    assert series["seen_hate_girls"].slope is None, "two waves have no slope"


def test_kinds_of_risk_are_made_of_comparable_questions_only(
    sources: list[Source], columns: dict[int, Columns]
) -> None:
    series = {each.code: each for each in change_over(sources)}
    asked = {code for code in series if not code.startswith("alike_")}
    alike = {code for code in asked if gaps_of(code, sources) == ("", "")}
    assert "seen_hate" not in alike
    for place, year in enumerate(YEARS):
        told = {name: column for name, column in columns[year].items() if name in alike}
        content = made(ASKS[year], told)["made_content"]
        weight = columns[year][files.WEIGHT]
        share = (weight * (content == 1)).sum() / (weight * (content >= 0)).sum()
        cell = series["alike_content"].cells[place]
        assert cell
        assert cell.percent == int(100 * share + 0.5)


def test_a_school_known_by_its_file_alone_is_no_school_of_another_wave(
    survey_folder: Path, columns: dict[int, Columns]
) -> None:
    unknown = {year: {**told, files.SCHOOL: told[files.SCHOOL] + UNKNOWN_FROM} for year, told in columns.items()}
    sources = [laid(survey_folder, unknown[year], asks=ASKS[year], wave=f"w{year}") for year in YEARS]
    joined = _joined(sources, [items_of(sources[-1])["hacked"]], set())
    assert len(joined.stratum) == 13 + 12 + 13


def test_one_wave_changes_nothing_and_half_a_wave_leaves_gaps(
    survey_folder: Path, sources: list[Source], columns: dict[int, Columns]
) -> None:
    assert change_over(sources[-1:]) == ()
    half = laid(survey_folder, without(columns[2025], ASKS[2025]), asks=ASKS[2025], wave="w2025")
    series = change_over([sources[0], half, sources[2]])
    gone = [each for each in series if each.code in items_of(sources[2]) and each.code not in items_of(half)]
    assert gone
    assert all(each.change is None and each.cells[1] is None and not each.asked[1] for each in gone)
