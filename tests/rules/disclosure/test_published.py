"""Only the disclosure rules can make what leaves, and what they hide is not in it."""

import copy
import dataclasses
import gc
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

import onlinelives
from onlinelives.rules.disclosure import (
    Cell,
    Frame,
    Published,
    Reason,
    Settings,
    listed,
    publish_rounded,
    published_from,
    release_from,
    rounded,
    shares,
)
from onlinelives.rules.disclosure.published import DOOR
from onlinelives.rules.disclosure.releases import Released
from tests.rules.disclosure.invented import COUNTED, ELMFIELD, NOUGHTS_SHOWN, said, shown, table

FIELDS: dict[str, Any] = {
    "frame": Frame(("a",)),
    "grid": ((Cell(3),), (Cell(3),)),
    "settings": Settings(),
    "definition": COUNTED,
    "period": "2026",
    "population": ("elmfield 2026-Q1",),
    "base": 1,
    "sums_of_shown": False,
}
# Two tables that differ only in counts that are hidden: the same cells are small, the same keep company.
ONE_WAY, OTHER_WAY = [[3, 22, 99], [23, 31, 98], [97, 96, 95]], [[4, 21, 99], [22, 32, 98], [97, 96, 95]]


class TestTheDoor:
    @pytest.mark.parametrize("door", [{}, {"door": None}, {"door": object()}, {"door": "DOOR"}])
    def test_nobody_else_can_make_one(self, door: dict[str, object]) -> None:
        with pytest.raises(TypeError, match="only rules/disclosure"):
            Published(**FIELDS, **door)  # type: ignore[arg-type]

    def test_not_even_an_empty_one(self) -> None:
        with pytest.raises(TypeError, match="only rules/disclosure"):
            Published.__new__(Published)  # type: ignore[call-arg]

    def test_a_changed_copy_cannot_be_made_of_one(self) -> None:
        published = shown([[6, 7], [8, 9]])
        with pytest.raises((TypeError, ValueError)):
            dataclasses.replace(published, grid=FIELDS["grid"])
        with pytest.raises(TypeError, match="only rules/disclosure"):
            dataclasses.replace(published, grid=FIELDS["grid"], door=None)

    @pytest.mark.parametrize("name", [*FIELDS, "sha256"])
    def test_nothing_in_it_can_be_changed(self, name: str) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(shown([[6, 7], [8, 9]]), name, None)

    def test_there_are_no_subclasses_that_could_leave_the_check_out(self) -> None:
        with pytest.raises(TypeError, match="no subclasses"):
            type("Mine", (Published,), {})

    def test_a_copy_is_the_thing_itself(self) -> None:
        published = shown([[6, 7], [8, 9]])
        assert copy.copy(published) is published
        assert copy.deepcopy([published])[0] is published

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_it_does_not_go_through_pickle(self, protocol: int) -> None:
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(shown([[6, 7], [8, 9]]), protocol)

    def test_a_pickle_made_by_hand_does_not_open(self) -> None:
        by_hand = b"\x80\x02c" + f"{Published.__module__}\nPublished\n".encode() + b")\x81."
        with pytest.raises(TypeError, match="only rules/disclosure"):
            pickle.loads(by_hand)  # noqa: S301

    def test_the_token_is_used_in_this_package_only(self) -> None:
        house = Path(onlinelives.__file__).parent
        users = {path.relative_to(house).parent for path in house.rglob("*.py") if "DOOR" in path.read_text("utf-8")}
        assert users == {Path("rules/disclosure"), Path("rules/disclosure/shares")}
        for package in (onlinelives.rules.disclosure, shares):
            assert DOOR not in vars(package).values()


class TestWhatItHolds:
    def test_rows_columns_cells_and_totals(self) -> None:
        published = shown([[6, 7], [8, 9], [10, 20]])
        assert (published.rows, published.columns) == (("ward 1", "ward 2", "ward 3"), ("kind 1", "kind 2"))
        assert published.cells == ((Cell(6), Cell(7)), (Cell(8), Cell(9)), (Cell(10), Cell(20)))
        assert published.row_totals == (Cell(13), Cell(17), Cell(30))
        assert published.column_totals == (Cell(24), Cell(36))
        assert published.total == Cell(60)

    def test_a_list_has_cells_and_a_total(self) -> None:
        published = shown(listed(("a", "b"), (7, 9)))
        assert published.cells == ((Cell(7),), (Cell(9),))
        assert (published.row_totals, published.column_totals, published.total) == ((), (), Cell(16))

    def test_a_cell_reads_as_a_number_or_as_the_reason_that_there_is_none(self) -> None:
        published = shown([[6, 7], [8, 9]], Settings(fewest=8))
        assert published.words(Cell(1234)) == "1,234"
        assert published.words(Cell(reason=Reason.PRIMARY)) == "fewer than 8"

    @pytest.mark.parametrize("both", [{}, {"number": 3, "reason": Reason.PRIMARY}])
    def test_a_cell_is_shown_or_hidden_and_never_both(self, both: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="a number or a reason"):
            Cell(**both)

    def test_a_hidden_count_is_nowhere_in_it(self) -> None:
        one, other = shown(ONE_WAY), shown(OTHER_WAY)
        assert said(one) == said(other) == "? ? 99 124\n? ? 98 152\n97 96 95 288\n123 149 292 564"
        assert one == other
        assert one.sha256 == other.sha256
        assert repr(one) == repr(other)
        assert vars(one) == vars(other)
        assert {number for number in _reached(one) if number in {3, 4, 21, 22, 23, 31, 32}} == set()

    def test_a_row_of_hidden_counts_does_not_keep_them_in_its_order(self) -> None:
        """Rows stand in the order of their names, as they came in: nothing is sorted by what is hidden."""
        assert shown([[2], [1], [3], [0]]).rows == shown([[0], [1], [2], [3]]).rows


class TestItsHash:
    def test_the_hash_of_a_table_never_changes(self) -> None:
        """Packs and notes carry it, so how it is worked out can never change."""
        assert shown([[6, 7], [8, 9]]).sha256 == "1d1f23441564235c45680e73ce77d1e8a58b2ce3cefb628ea0f75a4169411f10"

    def test_whatever_it_holds_changes_its_hash(self) -> None:
        counts = [[6, 7], [8, 9]]
        exact = shown(counts)
        arguments: dict[str, Any] = {"period": exact.period, "definition": COUNTED, "population": ELMFIELD}
        different = [
            exact,
            shown([[6, 7], [8, 10]]),
            shown([[2, 7], [8, 9]]),
            shown(counts, Settings(fewest=6)),
            shown(counts, NOUGHTS_SHOWN),
            shown(counts, Settings(reasons_told=True)),
            shown(counts, people=frozenset({"harbour 2026-Q1"})),
            shown(counts, definition="Cases"),
            rounded(exact),
            publish_rounded(table(counts), Settings(), **arguments, against=Released()),
        ]
        assert len({published.sha256 for published in different}) == len(different)

    def test_it_is_stored_as_json_and_read_back_as_what_readers_have(self) -> None:
        published = shown([[2, 22, 9], [23, 31, 8]], Settings(reasons_told=True))
        release = release_from(json.loads(json.dumps(published.as_data())))
        assert (release.frame, release.grid, release.settings) == (published.frame, published.grid, published.settings)
        assert (release.definition, sorted(release.population)) == (COUNTED, list(published.population))

    @pytest.mark.parametrize("make", [lambda p: p, rounded])
    def test_what_was_stored_comes_back_as_it_was_published(self, make: Any) -> None:
        published = make(shown([[2, 22, 9], [23, 31, 8]]))
        assert published_from(json.loads(json.dumps(published.as_data())), published.sha256) == published

    @pytest.mark.parametrize("changed", [{"grid": [[6, 7, 13], [8, 9, 17], [14, 16, 31]]}, {"fewest": 6}, {"base": 5}])
    def test_what_was_altered_meanwhile_does_not_come_back(self, changed: dict[str, Any]) -> None:
        published = shown([[6, 7], [8, 9]])
        with pytest.raises(ValueError, match="not what was published"):
            published_from({**published.as_data(), **changed}, published.sha256)

    @pytest.mark.parametrize("grid", [[[6, 7, 13]], [[6, 7], [8, 9], [14, 16]], [["why", 7, 8]] * 3])
    def test_stored_data_that_are_not_a_table_are_turned_away(self, grid: object) -> None:
        data = shown([[6, 7], [8, 9]]).as_data()
        with pytest.raises(ValueError, match=r"for the totals|not a valid Reason"):
            release_from({**data, "grid": grid})


def _reached(thing: object) -> set[int]:
    """Every whole number that can be reached from a thing, through whatever holds it."""
    found: set[int] = set()
    seen: set[int] = set()
    waiting: list[object] = [thing]
    while waiting:
        here = waiting.pop()
        if id(here) in seen or isinstance(here, type) or callable(here):
            continue
        seen.add(id(here))
        if isinstance(here, int):
            found.add(here)
        waiting.extend(gc.get_referents(here))
    return found
