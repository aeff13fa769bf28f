"""Small counts stay hidden, whoever does the sums, and little else is lost."""

import random

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from onlinelives.rules.disclosure import Published, Reason, Settings, listed
from onlinelives.rules.disclosure.published import DOOR
from onlinelives.rules.disclosure.publishing import grid
from tests.rules.disclosure.attackers import fitting, limits, narrowed, subtracted, sums
from tests.rules.disclosure.invented import NOUGHTS_SHOWN, Counts, random_counts, said, shown, table

HOW = [
    pytest.param(Settings(), id="as it comes"),
    pytest.param(Settings(zeros_shown=True), id="noughts shown"),
    pytest.param(Settings(reasons_told=True), id="reasons told"),
    pytest.param(Settings(zeros_shown=True, reasons_told=True), id="both"),
]
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=5)
)


def reasons(published: Published) -> set[Reason]:
    return {cell.reason for row in published.grid for cell in row if cell.reason is not None}


class TestWhatIsHidden:
    def test_a_table_without_small_counts_is_shown_whole(self) -> None:
        assert said(shown([[5, 6], [7, 8]])) == "5 6 11\n7 8 15\n12 14 26"

    def test_a_small_count_takes_a_square_with_it_the_cheapest(self) -> None:
        assert (
            said(shown([[3, 90, 12], [80, 70, 60], [14, 50, 40]]))
            == "? 90 ? 105\n80 70 60 210\n? 50 ? 104\n97 210 112 419"
        )

    def test_two_small_counts_that_share_a_square_take_only_the_rest_of_it(self) -> None:
        assert (
            said(shown([[3, 20, 40], [30, 4, 50], [60, 70, 80]])) == "? ? 40 63\n? ? 50 84\n60 70 80 210\n93 94 170 357"
        )

    def test_company_is_sought_both_ways_and_the_cheaper_is_kept(self) -> None:
        """The 4 cannot rise, since the 1 beside it cannot fall, but it can fall while the 1 rises: one square does."""
        assert said(shown([[4, 1, 6], [30, 9, 30]], NOUGHTS_SHOWN)) == "? ? 6 11\n? ? 30 69\n34 10 36 80"

    def test_noughts_are_hidden_like_small_counts(self) -> None:
        assert said(shown(listed(("a", "b", "c"), (0, 9, 20)))) == "?\n?\n20\n29"

    def test_noughts_are_shown_where_that_was_asked_for(self) -> None:
        assert said(shown(listed(("a", "b", "c"), (0, 9, 20)), NOUGHTS_SHOWN)) == "0\n9\n20\n29"

    def test_noughts_that_are_shown_never_keep_company(self) -> None:
        assert said(shown(listed(("a", "b", "c"), (2, 0, 20)), NOUGHTS_SHOWN)) == "?\n0\n?\n22"

    def test_everyone_in_one_column_is_hidden_like_no_one(self) -> None:
        """All twelve children in care said yes: the nought is hidden, and the twelve with it."""
        published = shown([[12, 0], [40, 60]])
        assert [cell.hidden for cell in published.cells[0]] == [True, True]

    def test_small_totals_are_hidden_too(self) -> None:
        published = shown([[1, 2], [30, 40]])
        assert published.row_totals[0].hidden
        assert not published.total.hidden or published.column_totals[0].hidden

    @pytest.mark.parametrize("counts", [[[3]], [[0]], [[1, 1], [1, 1]], [[0, 0], [0, 0]], [[4, 4, 4, 4]]])
    def test_a_table_of_nothing_but_small_counts_gives_none_of_them(self, counts: Counts) -> None:
        assert all(cell.hidden for row in shown(counts).cells for cell in row)

    def test_a_list_loses_one_more_and_not_its_total(self) -> None:
        assert said(shown(listed(("a", "b", "c", "d"), (3, 20, 9, 30)))) == "?\n20\n?\n30\n62"

    def test_four_hidden_ones_do_not_give_away_their_hidden_total(self) -> None:
        """If the total were known to be under 5 and the four to be 1 or more, all would be known."""
        published = shown([[1, 1, 1, 1], [30, 40, 50, 60]], Settings(zeros_shown=True, reasons_told=True))
        assert reasons(published) == {Reason.UNTOLD}

    @pytest.mark.parametrize("how", HOW)
    def test_the_same_table_always_loses_the_same_counts(self, how: Settings) -> None:
        counts = random_counts(random.Random(4))
        assert shown(counts, how) == shown(counts, how)

    @pytest.mark.parametrize("how", HOW)
    def test_the_largest_table_goes_through(self, how: Settings) -> None:
        rng = random.Random(1)
        published = shown([[rng.randint(0, 300) for _ in range(40)] for _ in range(60)], how)
        hidden = sum(cell.hidden for row in published.grid for cell in row)
        assert 20 < hidden < 130


class TestReasons:
    def test_all_hidden_counts_have_one_reason_unless_it_was_asked_for(self) -> None:
        assert reasons(shown([[3, 90, 12], [80, 70, 60], [14, 50, 40]])) == {Reason.UNTOLD}

    def test_the_small_are_told_from_their_company_where_it_was_asked_for(self) -> None:
        published = shown([[3, 90, 12], [80, 70, 60], [14, 50, 40]], Settings(reasons_told=True))
        assert published.cells[0][0].reason is Reason.PRIMARY
        assert reasons(published) == {Reason.PRIMARY, Reason.SECONDARY}
        assert published.cells[0][2].reason is Reason.SECONDARY


def too_narrow(published: Published, known: dict[tuple[int, int], tuple[int, int]]) -> list[tuple[int, int]]:
    """The hidden places that can be fewer than the four different numbers that are promised."""
    hidden = [place for place in known if published.grid[place[0]][place[1]].hidden]
    return [place for place in hidden if known[place][1] - known[place][0] + 1 < 4]


class TestAttacks:
    @pytest.mark.parametrize("how", HOW)
    def test_nothing_is_given_back_by_subtraction_or_narrowed_in_two_thousand_tables(self, how: Settings) -> None:
        """500 for each of four settings: by any combination of sums, and by intervals narrowed until they stand."""
        rng = random.Random(8)
        hidden = 0
        for _ in range(500):
            published = shown(random_counts(rng), how)
            assert subtracted(published) == set()
            assert too_narrow(published, narrowed(limits(published), sums(published))) == []
            hidden += sum(cell.hidden for row in published.grid for cell in row)
        assert hidden > 3000

    def test_the_attackers_find_what_there_is_to_find(self) -> None:
        """The same attacks on tables in which only the small counts are hidden: most give some of them back."""
        rng = random.Random(8)
        given_back = sum(bool(subtracted(_only_small_hidden(random_counts(rng)))) for _ in range(200))
        assert given_back > 100

    @pytest.mark.parametrize("how", HOW)
    def test_trying_every_table_does_not_narrow_a_hidden_count_either(self, how: Settings) -> None:
        rng = random.Random(3)
        for _ in range(12):
            published = shown([[rng.randint(0, 8) for _ in range(2)] for _ in range(2)], how)
            tables = list(fitting(published, most=10))
            known = {place: (min(t[place] for t in tables), max(t[place] for t in tables)) for place in tables[0]}
            assert too_narrow(published, known) == []

    @hypothesis_settings(max_examples=150, deadline=None)
    @given(TABLES, st.sampled_from([how.values[0] for how in HOW]))
    def test_what_is_shown_is_true_and_never_small(self, counts: Counts, how: Settings) -> None:
        numbers = table(counts).numbers()
        published = shown(counts, how)
        for (row, column), number in numbers.items():
            cell = published.grid[row][column]
            assert cell.hidden or cell.number == number
            assert cell.hidden or not how.small(number)
            assert (cell.reason is not Reason.PRIMARY) or how.small(number)
            assert (cell.reason is not Reason.SECONDARY) or number >= how.fewest

    @pytest.mark.parametrize("how", HOW[:2])
    def test_little_is_hidden_that_is_not_small(self, how: Settings) -> None:
        """Less than a fifteenth of the counts (5 and 7 in 100 as measured, for tables of 8 × 6)."""
        rng = random.Random(5)
        counts = [[[rng.randint(0, 12) for _ in range(6)] for _ in range(8)] for _ in range(60)]
        numbers = [number for one in counts for number in table(one).numbers().values()]
        hidden = sum(cell.hidden for one in counts for row in shown(one, how).grid for cell in row)
        assert 0.02 < (hidden - sum(map(how.small, numbers))) / len(numbers) < 0.09

    def test_company_that_is_not_needed_is_shown_again(self) -> None:
        """Nothing that keeps company can be shown without narrowing something that is hidden."""
        rng = random.Random(6)
        for _ in range(60):
            counts = random_counts(rng, 5, 5)
            published, numbers = shown(counts), table(counts).numbers()
            for (row, column), number in numbers.items():
                if published.grid[row][column].hidden and not published.settings.small(number):
                    known = {**limits(published), (row, column): (number, number)}
                    left = narrowed(known, sums(published))
                    others = [place for place in too_narrow(published, left) if place != (row, column)]
                    assert others


def _only_small_hidden(counts: Counts) -> Published:
    """What would be published if nothing kept small counts company: made by hand, with the token."""
    frame, numbers, settings = table(counts).frame, table(counts).numbers(), NOUGHTS_SHOWN
    small = {place: Reason.UNTOLD for place, number in numbers.items() if settings.small(number)}
    return Published(
        frame=frame,
        grid=grid(frame, numbers, small),
        settings=settings,
        definition="Bare",
        period="2026",
        population=("elmfield 2026-Q1",),
        base=1,
        sums_of_shown=False,
        door=DOOR,
    )
