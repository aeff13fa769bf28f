"""Rounding loses numbers and gives none away."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from onlinelives.rules.disclosure import Published, Reason, Released, Settings, listed, publish_rounded, rounded
from tests.rules.disclosure.invented import (
    AS_IT_COMES,
    COUNTED,
    ELMFIELD,
    NOUGHTS_SHOWN,
    Counts,
    random_counts,
    said,
    shown,
    table,
)


def coarse(counts: Any, settings: Settings = AS_IT_COMES, base: int = 5) -> Published:
    return publish_rounded(
        counts if not isinstance(counts, list) else table(counts),
        settings,
        period="January to March 2026",
        definition=COUNTED,
        population=ELMFIELD,
        against=Released(),
        base=base,
    )


class TestAPublishedTableRounded:
    def test_every_number_shown_is_rounded_on_its_own(self) -> None:
        assert said(rounded(shown([[6, 8], [12, 13]]))) == "5 10 15\n10 15 25\n20 20 40"

    def test_halves_go_up(self) -> None:
        assert said(rounded(shown(listed(("a", "b"), (15, 24))), base=10)) == "20\n20\n40"

    def test_what_was_hidden_stays_hidden_for_the_same_reason(self) -> None:
        before = shown([[3, 90, 12], [80, 70, 60], [14, 50, 40]], Settings(reasons_told=True))
        after = rounded(before)
        assert [[cell.reason for cell in row] for row in after.grid] == [
            [cell.reason for cell in row] for row in before.grid
        ]

    def test_it_says_that_it_is_rounded_and_what_it_is_of(self) -> None:
        before = shown([[6, 8], [12, 13]])
        after = rounded(before)
        changed = {name for name, value in after.as_data().items() if value != before.as_data()[name]}
        assert changed == {"base", "grid"}
        assert (before.base, after.base) == (1, 5)

    def test_it_is_not_rounded_twice(self) -> None:
        with pytest.raises(ValueError, match="rounded already"):
            rounded(rounded(shown([[6, 8], [12, 13]])), base=10)

    @pytest.mark.parametrize("base", [0, 1, 4, 11, 5.0, True])
    def test_the_base_is_from_five_to_ten(self, base: Any) -> None:
        with pytest.raises(ValueError, match="from 5 to 10"):
            rounded(shown([[6, 8], [12, 13]]), base)
        with pytest.raises(ValueError, match="from 5 to 10"):
            coarse([[6, 8], [12, 13]], base=base)


class TestPublishedRounded:
    def test_only_small_counts_are_hidden_and_totals_are_of_what_is_shown(self) -> None:
        published = coarse([[3, 90, 12], [80, 71, 60], [14, 50, 40]])
        assert said(published) == "? 90 10 100\n80 70 60 210\n15 50 40 105\n95 210 110 415"
        assert (published.base, published.sums_of_shown) == (5, True)

    def test_a_list_has_one_total_of_what_is_shown(self) -> None:
        assert said(coarse(listed(("a", "b", "c"), (3, 8, 11)))) == "?\n10\n10\n20"

    def test_a_total_of_nothing_but_hidden_counts_is_hidden(self) -> None:
        published = coarse([[4, 4], [30, 40]])
        assert said(published) == "? ? ?\n30 40 70\n30 40 70"
        assert published.row_totals[0].reason is Reason.UNTOLD
        assert published.cells[0][0].reason is Reason.PRIMARY

    def test_noughts_are_shown_where_that_was_asked_for(self) -> None:
        assert said(coarse([[0, 4], [30, 40]], NOUGHTS_SHOWN)) == "0 ? 0\n30 40 70\n30 40 70"

    @pytest.mark.parametrize("base", range(5, 11))
    def test_no_count_is_rounded_to_nought(self, base: int) -> None:
        assert coarse(listed(("a",), (5,)), base=base).cells[0][0].number == base

    @hypothesis_settings(max_examples=100, deadline=None)
    @given(st.integers(0, 10**6))
    def test_no_figure_depends_on_a_hidden_count(self, seed: int) -> None:
        """Whatever the small counts are, the same table is published: there is nothing to work out."""
        rng = random.Random(seed)
        counts: Counts = random_counts(rng, 4, 4)
        other = [[rng.randint(0, 4) if count < 5 else count for count in row] for row in counts]
        assert coarse(counts) == coarse(other)
