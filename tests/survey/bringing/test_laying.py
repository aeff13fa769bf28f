"""A file is laid down as codes, and what left as a file comes in again the same."""

from pathlib import Path

import duckdb
import numpy as np
import pytest

from onlinelives.content import instruments
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import YEAR_GROUP, made
from onlinelives.survey.bringing import laying, matching
from onlinelives.survey.bringing.laying import Known
from onlinelives.survey.bringing.shapes import Unreadable
from onlinelives.survey.engine.files import SCHOOL, STRATUM, WEIGHT
from onlinelives.survey.sheets import layout, parquet, spss
from tests.survey.bringing.conftest import Brought, quiet

ASKS = instruments.questionnaire("online-lives-2026")
ROWS = 360


def known(brought: Brought) -> Known:
    columns = brought.look()
    return Known(brought.path, brought.raw.first_row, columns, matching.guess(ASKS, columns), ASKS)


def laid_rows(laid: laying.Laid) -> list[dict[str, object]]:
    found = duckdb.read_parquet(str(laid.path))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_schools_strata_weights_and_what_is_made(bring):
    lines = ["school,stratum,weight,made_year_group,in_care,age"]
    lines += ["Larkrise,Small,1.5,8,Yes,11", "Zoo,,0.5,Year 9,No,maybe", "Elm,Large,2,,0,12", "larkrise,Small,1,8,,13"]
    laid = laying.lay(known(bring("\n".join(lines).encode(), "csv")), {"larkrise": 7}, quiet)
    assert laid.strata == ("Large", "Other places", "Small")
    assert [
        (row["stratum"], row["school"], row["weight"], row["made_year_group"], row["in_care"], row["age"])
        for row in laid_rows(laid)
    ] == [(0, 1_000_000, 2.0, -6, 0, 12), (1, 1_000_001, 0.5, 9, 0, -6), (2, 7, 1.5, 8, 1, 11), (2, 7, 1.0, 8, -6, 13)]
    assert (laid.rows, laid.schools) == (4, 3)
    assert "made_factors" in laid.columns
    assert laid.design_effect == pytest.approx(4 * (2.25 + 0.25 + 4 + 1) / 25)
    assert laid.weighting == "Weighted by the column “weight” of the file."


def test_without_weights_and_kinds_everybody_counts_once_and_the_year_is_what_they_said(bring):
    laid = laying.lay(known(bring(b"school,year_group\nA,Year 8\nA,99\nB,9\n", "csv")), {}, quiet)
    rows = laid_rows(laid)
    assert [(row["weight"], row["stratum"], row[YEAR_GROUP]) for row in rows] == [(1, 0, 8), (1, 0, -6), (1, 0, 9)]
    assert (laid.strata, laid.weighting) == (("All places",), laying.UNWEIGHTED)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("A,1,1\nB,abc,1", "Row 3, column “wt”: the weight “abc” is no number above 0."),
        ("A,0,1\nB,-1,1\nC,inf,1",
            "Row 2, column “wt”: the weight “0” is no number above 0, and the same holds for 2 other rows."),
        ("A,1,1\nB,,1", "Row 3, column “wt”: there is no weight."),
        ("A,1,1\n,1,1", "Row 3, column “school”: no school is named."),
    ],
)  # fmt: skip
def test_a_weight_or_school_that_is_none_is_named_by_row_and_column(bring, lines, told):
    held = known(bring(f"school,wt,in_care\n{lines}\n".encode(), "csv"))
    assert laying.survey(held).problems == (told,)
    with pytest.raises(Unreadable, match="column"):
        laying.lay(held, {}, quiet)


def test_values_never_become_part_of_a_query(bring):
    nasty = "'); DROP TABLE raw; --"
    content = f'school,stratum,in_care\n"{nasty}","{nasty}",1\nB,O\'Hara,"{nasty}"\n'
    laid = laying.lay(known(bring(content.encode(), "csv")), {}, quiet)
    assert laid.strata == (nasty, "O'Hara")
    assert [row["in_care"] for row in laid_rows(laid)] == [1, -6]


def test_the_same_file_is_laid_down_the_same_twice_and_in_pieces(bring, monkeypatch):
    """By kind of place and school, and within a school as the file has them."""
    rows = "".join(f"S{i % 13},T{i % 3},{i % 3},{i + 1}\n" for i in range(5000))
    held = known(bring(f"school,stratum,in_care,weight\n{rows}".encode(), "csv"))
    whole = laid_rows(laying.lay(held, {}, quiet))
    monkeypatch.setattr(laying, "AT_ONCE", 700)
    assert laid_rows(laying.lay(held, {}, quiet)) == whole
    order = [(row["stratum"], row["school"], row["weight"]) for row in whole]
    assert order == sorted(order)


@pytest.fixture(scope="module")
def sheet() -> layout.Sheet:
    turn = np.arange(ROWS)
    told = {c.name: np.array(sorted(c.values), np.int16)[turn // 40 % len(c.values)] for c in columns_of(ASKS)}
    told |= {YEAR_GROUP: np.full(ROWS, 9), STRATUM: turn % 2, SCHOOL: 700 + turn % 6, WEIGHT: 0.5 + turn / ROWS}
    told |= made(ASKS, told)
    return layout.laid("Youth survey", ASKS, ("Large", "Small"), told, np.random.default_rng(7))


@pytest.mark.parametrize("kind", ["sav", "parquet"])
def test_what_left_as_a_file_comes_in_again_the_same(bring, sheet, kind):
    content = spss.sav(sheet) if kind == "sav" else parquet.parquet(sheet)
    held = known(bring(content, kind))
    assert {use.item for use in held.mapped} - {None} == {column.name for column in columns_of(ASKS)}
    laid = laying.lay(held, {}, quiet)
    if kind == "sav":
        assert laid.strata == ("Large", "Small")
    names = [each.name for each in columns_of(ASKS)]
    compared = [*names, STRATUM, WEIGHT, YEAR_GROUP]
    came = sorted(tuple(row[name] for name in compared) for row in laid_rows(laid))
    years = np.where(sheet.columns[YEAR_GROUP] < 0, -6, sheet.columns[YEAR_GROUP])
    sent = [np.where(sheet.columns[name] == layout.WITHHELD, -6, sheet.columns[name]) for name in names]
    went = sorted(
        zip(*(c.tolist() for c in [*sent, sheet.columns[STRATUM], sheet.columns[WEIGHT], years]), strict=True)
    )
    assert len(came) == len(went)
    assert all(one == pytest.approx(other) for one, other in zip(came, went, strict=True))
    assert laid.schools == 6


def test_spill_and_pieces_are_gone_afterwards(bring, tmp_path: Path):
    laid = laying.lay(known(bring(b"school,in_care\nA,1\n", "csv")), {}, quiet)
    assert {path.name for path in tmp_path.iterdir()} == {"sent.csv", "raw.parquet", laid.path.name}
