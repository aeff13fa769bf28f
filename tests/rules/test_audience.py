"""What counts as an unusually wide audience, and which names are the same or alike."""

import pytest

from onlinelives.rules.audience import is_wide, like_name, same_name


@pytest.mark.parametrize(
    ("agencies", "before", "wide"),
    [
        (1, [], False),
        (3, [], False),
        (4, [], True),
        (4, [5] * 9, True),  # too few to be usual
        (4, [5] * 10, False),
        (2, [1] * 20, True),  # nobody ever told two
        (1, [1] * 20, False),  # one is never many
        (3, [1] * 18 + [3] * 2, False),  # one in ten did
        (3, [1] * 19 + [3], True),
        (9, [9] * 100, False),
    ],
)
def test_a_wide_audience(agencies: int, before: list[int], wide: bool) -> None:
    assert is_wide(agencies, before) is wide


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amara Okafor", "amara  OKAFOR"),
        ("Amara Okafor", "Okafor, Amara"),
        ("Zoë O’Brien", "Zoe O'Brien"),
        ("أحمد", "أحمد"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert like_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amara Okafor", "Amara Okaphor"), ("Mrs Amara Okafor", "Amara Okafor"), ("Siân Price", "Shan Price")],
)
def test_a_name_that_is_only_like_it(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert like_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Amara Okafor", "Rufus Vane"), ("", ""), ("", "Rufus"), ("!?", "!?")])
def test_somebody_else_and_nobody(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not like_name(one, other)
