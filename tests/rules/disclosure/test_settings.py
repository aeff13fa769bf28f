"""Which counts are too small to show, and what is said in their place."""

import pytest

from onlinelives.rules.disclosure import Reason, Settings, words


@pytest.mark.parametrize(
    ("count", "noughts_shown", "small"),
    [(0, False, True), (0, True, False), (1, False, True), (1, True, True), (4, True, True), (5, False, False)],
)
def test_one_to_four_are_small_and_nought_is_unless_it_was_asked_for(
    count: int, noughts_shown: bool, small: bool
) -> None:
    assert Settings(zeros_shown=noughts_shown).small(count) is small


def test_noughts_and_reasons_are_not_shown_unless_asked_for() -> None:
    assert Settings() == Settings(fewest=5, zeros_shown=False, reasons_told=False)


@pytest.mark.parametrize("fewest", [4, 0, -5, 101, True, 5.0, "5", None])
def test_nobody_can_ask_for_fewer_than_five(fewest: object) -> None:
    with pytest.raises(ValueError, match="fewest is a whole number from 5 to 100"):
        Settings(fewest=fewest)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["zeros_shown", "reasons_told"])
@pytest.mark.parametrize("value", [0, 1, "no", None])
def test_yes_and_no_are_true_and_false_and_nothing_else(name: str, value: object) -> None:
    with pytest.raises(ValueError, match="True or False"):
        Settings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason.PRIMARY, "fewer than 10"),
        (Reason.SECONDARY, "hidden so that another number cannot be worked out"),
        (Reason.UNTOLD, "fewer than 10, or hidden so that another number cannot be worked out"),
    ],
)
def test_a_hidden_count_says_why_in_words(reason: Reason, said: str) -> None:
    assert words(reason, Settings(fewest=10)) == said
