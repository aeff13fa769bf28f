"""Nothing small can be had by taking one published table from another."""

import json
import random
from contextlib import suppress
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest

from onlinelives.rules.disclosure import (
    Published,
    Refused,
    Released,
    Settings,
    listed,
    population,
    publish_rounded,
    release_from,
    rounded,
)
from tests.rules.disclosure.attackers import Place, limits, narrowed, sums
from tests.rules.disclosure.invented import (
    COLUMNS,
    COUNTED,
    NOUGHTS_SHOWN,
    Counts,
    random_counts,
    said,
    shown,
    table,
)

AGENCIES = ["elmfield", "harbour", "millbrook", "northgate"]
ALL = population(AGENCIES, ["2026-Q1"])
ALL_BUT_ONE = population(AGENCIES[:3], ["2026-Q1"])
ONE = ALL - ALL_BUT_ONE
SPRING, SPRING_AND_SUMMER = population(AGENCIES, ["2026-Q2"]), population(AGENCIES, ["2026-Q2", "2026-Q3"])


def plus(one: Counts, other: Counts) -> Counts:
    return [[a + b for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]


def after(*published: Published) -> Released:
    ledger = Released()
    for each in published:
        ledger = ledger.plus(each)
    return ledger


class TestPopulations:
    def test_a_population_is_every_unit_in_every_stretch_of_time(self) -> None:
        assert population(["elmfield", "harbour"], ["Q1", "Q2"]) == {
            "elmfield Q1",
            "elmfield Q2",
            "harbour Q1",
            "harbour Q2",
        }

    def test_one_unit_and_one_time_need_no_list(self) -> None:
        assert population("elmfield", "Q1") == {"elmfield Q1"}

    @pytest.mark.parametrize(
        ("units", "times"),
        [([], ["Q1"]), (["elmfield"], []), (["elm field"], ["Q1"]), (["elmfield"], ["Q1 "]), ("", "Q1")],
    )
    def test_nobody_is_no_population_and_codes_have_no_blanks(self, units: list[str], times: list[str]) -> None:
        with pytest.raises(ValueError, match="at least one"):
            population(units, times)

    def test_one_that_overlaps_an_earlier_one_in_part_is_refused(self) -> None:
        first = shown([[50, 60], [70, 80]], people=population(["elmfield", "harbour"], ["2026-Q1"]))
        with pytest.raises(Refused, match="but not all"):
            shown([[50, 60], [70, 80]], people=population(["harbour", "millbrook"], ["2026-Q1"]), against=after(first))

    def test_what_is_counted_elsewhere_or_at_another_time_does_not_matter(self) -> None:
        counts = [[50, 60], [70, 80]]
        ledger = after(shown(plus(counts, [[1, 0], [0, 0]]), people=SPRING), shown(counts, people=ALL))
        assert said(
            shown(plus(counts, [[0, 2], [0, 0]]), people=population(AGENCIES, ["2026-Q3"]), against=ledger)
        ) == ("50 62 112\n70 80 150\n120 142 262")

    def test_what_is_counted_otherwise_is_another_ledger(self) -> None:
        ledger = after(shown([[50, 60], [70, 80]], people=ALL_BUT_ONE))
        assert "?" not in said(shown([[51, 60], [70, 80]], people=ALL, against=ledger, definition="Cases"))

    def test_capitals_and_blanks_do_not_make_it_something_else(self) -> None:
        ledger = after(shown([[50, 60], [70, 80]], people=ALL_BUT_ONE))
        later = shown([[51, 60], [70, 80]], people=ALL, against=ledger, definition=" young people  with a PLAN")
        assert "?" in said(later)

    @pytest.mark.parametrize("words", [{"definition": " "}, {"people": frozenset()}])
    def test_a_table_has_a_definition_and_a_population(self, words: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="its period, its definition and its population"):
            shown([[50, 60], [70, 80]], **words)


class TestOneTakenFromTheOther:
    BEFORE: Counts = [[50, 60, 40], [70, 80, 90], [20, 30, 25]]
    MORE: Counts = [[2, 9, 8], [9, 12, 15], [7, 6, 11]]

    @pytest.mark.parametrize(("part", "whole"), [(ALL_BUT_ONE, ALL), (SPRING, SPRING_AND_SUMMER)])
    def test_all_after_all_but_one_hides_where_the_one_has_few(
        self, part: frozenset[str], whole: frozenset[str]
    ) -> None:
        earlier = shown(self.BEFORE, people=part)
        later = shown(plus(self.BEFORE, self.MORE), people=whole, against=after(earlier))
        assert "?" not in said(earlier)
        assert later.cells[0][0].hidden
        assert not later.total.hidden
        assert said(later).count("?") == 4

    @pytest.mark.parametrize(("part", "whole"), [(ALL_BUT_ONE, ALL), (SPRING, SPRING_AND_SUMMER)])
    def test_all_but_one_after_all_hides_as_well(self, part: frozenset[str], whole: frozenset[str]) -> None:
        earlier = shown(plus(self.BEFORE, self.MORE), people=whole)
        later = shown(self.BEFORE, people=part, against=after(earlier))
        assert "?" not in said(earlier)
        assert later.cells[0][0].hidden

    def test_nothing_is_hidden_where_the_difference_is_large_everywhere(self) -> None:
        earlier = shown(self.BEFORE, people=ALL_BUT_ONE)
        later = shown(plus(self.BEFORE, [[5, 9, 8], [9, 12, 15], [7, 6, 11]]), people=ALL, against=after(earlier))
        assert "?" not in said(later)

    @pytest.mark.parametrize(("how", "hidden"), [(Settings(), True), (NOUGHTS_SHOWN, False)])
    def test_a_difference_of_nought_is_hidden_like_a_nought(self, how: Settings, hidden: bool) -> None:
        earlier = shown(self.BEFORE, how, people=ALL_BUT_ONE)
        more = [[0, 9, 8], [9, 12, 15], [7, 6, 11]]
        assert shown(plus(self.BEFORE, more), how, people=ALL, against=after(earlier)).cells[0][0].hidden is hidden

    def test_what_is_left_beside_several_parts_together_counts_too(self) -> None:
        """Each agency is far from all of them, and three of them together are not."""
        parts = [[[20, 30], [40, 50]]] * 3
        ledger = after(*(shown(parts[n], people=population([AGENCIES[n]], ["2026-Q1"])) for n in range(3)))
        later = shown([[60 + 3, 90 + 9], [120 + 9, 150 + 9]], people=ALL, against=ledger)
        assert later.cells[0][0].hidden

    def test_the_last_part_is_not_shown_where_the_whole_and_the_others_are(self) -> None:
        """All and two agencies are out; a third leaves the fourth, which has few."""
        ledger = after(
            shown([[83, 120], [160, 200]], people=ALL),
            shown([[20, 30], [40, 50]], people=population(["elmfield"], ["2026-Q1"])),
            shown([[30, 30], [40, 50]], people=population(["harbour"], ["2026-Q1"])),
        )
        third = shown([[30, 30], [40, 50]], people=population(["millbrook"], ["2026-Q1"]), against=ledger)
        assert third.cells[0][0].hidden

    def test_the_grand_total_of_one_table_is_taken_from_that_of_another_kind(self) -> None:
        ages = shown(listed(("aged 10 to 12", "aged 13 to 15"), (40, 60)), people=ALL_BUT_ONE)
        kinds = shown(listed(COLUMNS[:2], (50, 53)), people=ALL, against=after(ages))
        assert kinds.total.hidden

    def test_a_year_can_be_published_as_it_grows(self) -> None:
        quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
        ledger = Released()
        for number in range(1, 5):
            counts = [[10 * number, 20 * number], [30 * number, 40 * number]]
            published = shown(counts, people=population(AGENCIES, quarters[:number]), against=ledger)
            assert "?" not in said(published)
            ledger = ledger.plus(published)


class TestWhatAnEarlierTableHides:
    """Three with 20 for company, and 30 that are shown. Readers know that the first two make 23."""

    FEW = listed(("a", "b", "c"), (3, 20, 30))

    def test_a_whole_does_not_narrow_what_its_part_hides(self) -> None:
        """At most 20 of the 23 are b if the whole shows 20, so that 3 or more are a, and 5 at most."""
        part = shown(self.FEW, people=ALL_BUT_ONE)
        assert said(part) == "?\n?\n30\n53"
        whole = shown(listed(("c", "b", "a"), (50, 20, 5)), people=ALL, against=after(part))
        assert said(whole) == "50\n?\n?\n75"

    def test_a_whole_that_is_large_enough_is_shown(self) -> None:
        part = shown(self.FEW, people=ALL_BUT_ONE)
        whole = shown(listed(("c", "b", "a"), (50, 40, 25)), people=ALL, against=after(part))
        assert said(whole) == "50\n40\n25\n115"

    def test_a_nought_that_is_shown_is_never_asked_to_hide(self) -> None:
        """There is enough else to hide, so the table is published."""
        whole = shown([[12, 8, 0], [2, 8, 6]], NOUGHTS_SHOWN, people=ALL)
        part = shown([[6, 6, 0], [2, 6, 0]], NOUGHTS_SHOWN, people=ONE, against=after(whole))
        assert [row[2].number for row in part.cells] == [0, 0]

    def test_beside_a_table_that_gives_its_hidden_count_away_nothing_about_the_same_people_is_published(self) -> None:
        """Such a table is not ours, but somebody may have put it in the ledger: 23 less 20 is 3."""
        data = {**shown(self.FEW).as_data(), "rows": ["a", "b"], "grid": [["untold"], [20], [23]]}
        with pytest.raises(Refused, match="give a small number away"):
            shown(listed(("c", "d"), (60, 70)), people=ALL, against=Released((release_from(data),)))

    def test_counts_that_cannot_be_true_beside_it_are_refused(self) -> None:
        """15 in the whole cannot hold 23 in its part, though neither of the two counts of the part is shown."""
        part = shown(self.FEW, people=ALL_BUT_ONE)
        with pytest.raises(Refused, match="do not fit"):
            shown(listed(("a", "b", "c"), (5, 10, 50)), people=ALL, against=after(part))

    def test_neither_does_another_part_of_the_same_whole(self) -> None:
        """The whole has 25, 60 and 90. If the other part shows 20 and 40, then 5 and 20 are left for this one."""
        whole = shown(listed(("a", "b", "c"), (25, 60, 90)), people=ALL)
        part = shown(self.FEW, people=population("elmfield", "2026-Q1"), against=after(whole))
        assert said(part) == "?\n?\n30\n53"
        people = population(["harbour", "millbrook"], "2026-Q1")
        other = shown(listed(("c", "b", "a"), (40, 40, 20)), people=people, against=after(whole, part))
        assert said(other) == "40\n?\n?\n100"

    def test_what_is_left_when_all_parts_are_taken_from_a_whole_is_not_narrowed(self) -> None:
        """Northgate has 2, 0 and 20: if its 20 and its 22 in all could be had, its 2 and 0 would be 0 to 2 each."""
        whole = shown(listed(("a", "b", "c"), (25, 60, 90)), people=ALL)
        part = shown(self.FEW, people=population("elmfield", "2026-Q1"), against=after(whole))
        people = population(["harbour", "millbrook"], "2026-Q1")
        other = shown(listed(("a", "b", "c"), (20, 40, 40)), people=people, against=after(whole, part))
        assert said(other) == "?\n?\n?\n100"


class TestTheSamePeopleAgain:
    COUNTS: Counts = [[3, 90, 12], [80, 70, 60], [14, 50, 40]]

    @pytest.mark.parametrize("how", [Settings(), NOUGHTS_SHOWN, Settings(reasons_told=True)])
    def test_the_same_table_again_is_the_same_table(self, how: Settings) -> None:
        for seed in range(30):
            counts = random_counts(random.Random(seed), 4, 4)
            first = shown(counts, how)
            assert shown(counts, how, against=after(first)) == first

    def test_that_holds_after_a_part_and_a_whole_were_published_as_well(self) -> None:
        part, middle = shown([[50, 60], [70, 80]], people=ONE), population(AGENCIES[2:], "2026-Q1")
        first = shown([[60, 70], [80, 90]], people=middle, against=after(part))
        whole = shown([[90, 90], [90, 99]], people=ALL, against=after(part, first))
        assert "?" not in said(first)
        assert shown([[60, 70], [80, 90]], people=middle, against=after(part, first, whole)) == first

    @pytest.mark.parametrize("now", [61, 59])
    def test_counts_that_changed_since_are_refused(self, now: int) -> None:
        """A late record would be the difference between the two."""
        with pytest.raises(Refused, match="have changed"):
            shown([[50, now], [70, 80]], against=after(shown([[50, 60], [70, 80]])))

    def test_fewer_than_were_published_for_a_part_is_refused(self) -> None:
        with pytest.raises(Refused, match="have changed"):
            shown([[49, 90], [90, 90]], people=ALL, against=after(shown([[50, 60], [70, 80]], people=ONE)))

    def test_a_count_that_one_table_hides_is_hidden_in_every_other(self) -> None:
        """The total of a row is hidden in the first table: a list of those totals may not show it."""
        first = shown(table([[1, 2], [30, 40], [9, 90]]))
        assert first.row_totals[0].hidden
        rows = listed(first.rows, (3, 70, 99))
        hidden = [cell.hidden for cell in first.row_totals]
        later = shown(rows, against=after(first))
        assert all(row[0].hidden for row, before in zip(later.cells, hidden, strict=True) if before)

    def test_a_total_hidden_for_company_stays_hidden_in_a_list_of_totals(self) -> None:
        first = shown(listed(("girls", "boys", "others"), (3, 20, 9)))
        assert said(first) == "?\n20\n?\n32"
        both = Settings(zeros_shown=True)
        assert shown(listed(("others", "everybody else"), (9, 23)), both, against=after(first)).cells[0][0].hidden


class TestRounded:
    ARGUMENTS = {"period": "January to March 2026", "definition": COUNTED}

    @pytest.mark.parametrize("people", [ALL, ALL_BUT_ONE, ONE])
    def test_exact_counts_do_not_follow_rounded_ones_of_some_of_the_same_people(self, people: frozenset[str]) -> None:
        ledger = after(rounded(shown([[50, 60], [70, 80]], people=ALL)))
        with pytest.raises(Refused, match="rounded"):
            shown([[50, 60], [70, 80]], people=people, against=ledger)

    @pytest.mark.parametrize("people", [ALL, ALL_BUT_ONE, ONE])
    def test_rounded_counts_do_not_follow_any(self, people: frozenset[str]) -> None:
        ledger = after(shown([[50, 60], [70, 80]], people=ALL))
        with pytest.raises(Refused, match="published already"):
            publish_rounded(
                table([[50, 60], [70, 80]]), Settings(), **self.ARGUMENTS, population=people, against=ledger
            )


def test_the_ledger_can_be_kept_as_json() -> None:
    first = shown([[3, 90, 12], [80, 70, 60], [14, 50, 40]], people=ALL_BUT_ONE)
    kept = Released((release_from(json.loads(json.dumps(first.as_data()))),))
    assert kept == after(first)


class TestAttacks:
    def test_no_combination_of_released_figures_is_small(self) -> None:
        """Boxes in boxes, in any order; every set of agencies whose count follows is worked out by algebra."""
        rng = random.Random(9)
        followed = 0
        for _ in range(60):
            boxes = [[0, 1, 2, 3], [0, 1, 2], [0, 1], [0], [1], [2], [3]]
            rng.shuffle(boxes)
            counts = [[[rng.choice([0, 3, 5, 9, 20, 60]) for _ in range(3)] for _ in range(3)] for _ in AGENCIES]
            out: list[tuple[list[int], Published]] = []
            for box in boxes:
                whole = [[sum(counts[n][r][c] for n in box) for c in range(3)] for r in range(3)]
                people = population([AGENCIES[n] for n in box], "2026-Q1")
                with suppress(Refused):
                    out.append((box, shown(whole, people=people, against=after(*(each for _, each in out)))))
            for row, column in out[0][1].frame.places():
                known = [(box, each.grid[row][column].number) for box, each in out]
                for group, number in _follows([(box, number) for box, number in known if number is not None]):
                    assert not Settings().small(number), f"{group} is {number}"
                    followed += 1
        assert followed > 2000

    @pytest.mark.parametrize("first", ["part", "whole"])
    @pytest.mark.parametrize("how", [Settings(), NOUGHTS_SHOWN, Settings(reasons_told=True)])
    def test_two_tables_and_their_difference_give_nothing_away_together(self, first: str, how: Settings) -> None:
        """Intervals narrowed through both tables and what lies between them, in 100 pairs for each of six cases."""
        rng = random.Random(12)
        narrow = hidden = refused = 0
        for _ in range(100):
            one = random_counts(rng, 4, 4)
            more = [[rng.choice([0, 1, 2, 4, 7, 12, 30]) for _ in row] for row in one]
            tables = {"part": (one, ALL_BUT_ONE), "whole": (plus(one, more), ALL)}
            order = sorted(tables, key=lambda name: name != first)
            published: dict[str, Published] = {}
            try:
                for name in order:
                    counts, people = tables[name]
                    published[name] = shown(counts, how, people=people, against=after(*published.values()))
            except Refused:
                refused += 1
                continue
            widths = _widths(published["part"], published["whole"])
            hidden += len(widths)
            narrow += sum(width < 4 for width in widths)
        assert hidden > 500
        assert refused < 5
        assert narrow == 0


def _follows(known: list[tuple[list[int], int]]) -> list[tuple[tuple[int, ...], int]]:
    """Every set of agencies whose count is a combination of known ones, and that count."""
    found = []
    for size in range(1, len(AGENCIES) + 1):
        for group in combinations(range(len(AGENCIES)), size):
            number = _combined([([int(n in box) for n in range(4)], count) for box, count in known], group)
            if number is not None:
                found.append((group, number))
    return found


def _combined(known: list[tuple[list[int], int]], group: tuple[int, ...]) -> int | None:
    """The count of a group if it is a combination of known ones (elimination), None if it is not."""
    rows = [[Fraction(value) for value in (*units, count)] for units, count in known]
    target = [*(Fraction(int(n in group)) for n in range(4)), Fraction(0)]
    for unit in range(4):
        pivot = next((row for row in rows if row[unit]), None)
        if pivot is None:
            if target[unit]:
                return None
            continue
        rows = [_less(row, pivot, unit) for row in rows if row is not pivot]
        target = _less(target, pivot, unit)
    return int(-target[4])


def _less(row: list[Fraction], pivot: list[Fraction], unit: int) -> list[Fraction]:
    return [a - row[unit] / pivot[unit] * b for a, b in zip(row, pivot, strict=True)]


def _widths(part: Published, whole: Published) -> list[int]:
    """How many numbers each hidden count of two tables can be, and each difference that is not shown."""
    height = len(part.grid)
    known: dict[Place, tuple[int, int]] = {}
    equations = []
    for number, published in enumerate((part, whole)):
        down = number * height
        known.update({(row + down, column): said for (row, column), said in limits(published).items()})
        equations += [
            ([(row + down, column) for row, column in parts], (total[0] + down, total[1]))
            for parts, total in sums(published)
        ]
    places = list(limits(part))
    between = 2 * height
    for row, column in places:
        known[row + between, column] = 0, 10**9
        equations.append(([(row, column), (row + between, column)], (row + height, column)))
    equations += [
        ([(row + between, column) for row, column in parts], (total[0] + between, total[1]))
        for parts, total in sums(part)
    ]
    left = narrowed(known, equations)
    shown_twice = {place for place in places if known[place][0] == known[place][1]}
    shown_twice &= {
        (row, column) for row, column in places if known[row + height, column][0] == known[row + height, column][1]
    }
    hidden = [place for place in known if place[0] < between and known[place][0] != known[place][1]]
    hidden += [(row + between, column) for row, column in places if (row, column) not in shown_twice]
    return [left[place][1] - left[place][0] + 1 for place in hidden]
