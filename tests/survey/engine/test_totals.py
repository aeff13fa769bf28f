"""Whole schools out of pieces that are cut anywhere, and their totals, as when each child is looked at by itself."""

import numpy as np
import pytest

from onlinelives.survey.engine import totals
from onlinelives.survey.engine.port import Columns
from onlinelives.survey.engine.totals import OutOfOrderError

SCHOOLS = {(3, 1): 2, (3, 5): 9, (7, 1): 1, (7, 2): 4, (12, 2): 5}


@pytest.fixture
def table() -> Columns:
    stratum, school = (np.repeat([pair[i] for pair in SCHOOLS], [*SCHOOLS.values()]) for i in (0, 1))
    return {"stratum_code": stratum, "school_code": school, "r0": np.arange(len(school))}


def cut(table: Columns, size: int) -> list[Columns]:
    return [{name: column[a : a + size] for name, column in table.items()} for a in range(0, 21, size)]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 10, 21])
def test_a_school_is_never_divided(size: int, table: Columns) -> None:
    found = list(totals.whole_schools(iter(cut(table, size))))
    assert np.concatenate([piece["r0"] for piece in found]).tolist() == list(range(21))
    keys = [[*zip(piece["stratum_code"].tolist(), piece["school_code"].tolist(), strict=True)] for piece in found]
    assert [key for piece in keys for key in dict.fromkeys(piece)] == [*SCHOOLS]


@pytest.mark.parametrize("size", [1, 4, 21])
@pytest.mark.parametrize("column", ["stratum_code", "school_code"])
def test_rows_that_are_out_of_order_are_noticed(size: int, column: str, table: Columns) -> None:
    table[column][10] -= 1
    with pytest.raises(OutOfOrderError):
        list(totals.whole_schools(iter(cut(table, size))))
    assert totals.in_order(table)["r0"].tolist() != list(range(21))


def test_no_rows_are_no_schools() -> None:
    assert list(totals.whole_schools(iter(()))) == []


@pytest.mark.parametrize("nearby", [1, 5, 12, 100])
def test_stretches_hold_every_child_once(nearby: int, table: Columns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "NEARBY", nearby)
    found = list(totals.stretches(table))
    assert [child for piece, _ in found for child in piece["r0"].tolist()] == list(range(21))
    assert [size for _, edges in found for size in np.diff(edges).tolist()] == [*SCHOOLS.values()]
    assert all(len(piece["r0"]) <= nearby or len(edges) == 2 for piece, edges in found)


@pytest.mark.parametrize("size", [1, 63, 64, 65, 700, 1300])
def test_totals_and_counts_are_those_of_the_children(size: int) -> None:
    rng = np.random.default_rng(size)
    edges = np.cumsum([0, size, 1, 250])
    flags, inside = (rng.random((rows, edges[-1])) < 0.4 for rows in (6, 3))
    weight = rng.uniform(0.3, 2.5, edges[-1])
    both = flags[None] & inside[:, None]
    assert totals.counted(flags, inside).tolist() == both.sum(-1).tolist()
    wanted = np.add.reduceat(both * weight, edges[:-1], axis=-1).transpose(2, 0, 1)
    np.testing.assert_allclose(totals.school_totals(flags, inside, weight, edges), wanted, rtol=1e-13, atol=1e-13)


def test_moments_are_sums_over_the_schools_of_a_stratum() -> None:
    held = np.random.default_rng(1).uniform(size=(5, 2, 4, 3))  # schools, figures, totals, questions
    first, second = totals.strata_moments(held, np.array([0, 2]))
    of_strata = held[:2], held[2:]
    np.testing.assert_allclose(first, np.stack([np.einsum("sfkq->fqk", own) for own in of_strata], 2))
    np.testing.assert_allclose(second, np.stack([np.einsum("sfkq,sflq->fqkl", own, own) for own in of_strata], 2))
