"""Two people fill in the same page: nothing that either changed is lost, and only what both changed is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.merging import MINE, THEIRS, merge

NAMES = st.sampled_from("abcd")
PAGES = st.dictionaries(NAMES, st.sampled_from(["", "yes", "no"]))


def said(page: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in page.items() if text}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "after", "crossed"),
    [
        ("", "yes", "", "yes", False),  # only I wrote
        ("", "", "yes", "yes", False),  # only they wrote
        ("yes", "yes", "", "", False),  # they emptied it
        ("yes", "", "yes", "", False),  # I emptied it
        ("", "yes", "yes", "yes", False),  # both wrote the same
        ("", "yes", "no", "yes", True),
        ("yes", "", "no", "", True),
        ("yes", "no", "", "no", True),
    ],
)
def test_each_field_by_itself(base: str, mine: str, theirs: str, after: str, crossed: bool) -> None:
    merged = merge({"a": base}, {"a": mine}, {"a": theirs})
    assert merged.fields == said({"a": after})
    assert merged.conflicts == (("a",) if crossed else ())


@given(PAGES, PAGES, PAGES)
def test_what_one_changed_alone_always_stands(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    merged = merge(base, mine, theirs)
    for name in "abcd":
        before, my, their = (page.get(name, "") for page in (base, mine, theirs))
        got = merged.fields.get(name, "")
        if my == before:
            assert got == their
        elif their == before:
            assert got == my
        assert (name in merged.conflicts) == (my != their and before not in (my, their))


@given(PAGES, PAGES, PAGES)
def test_a_side_that_is_preferred_leaves_no_question(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    crossed = merge(base, mine, theirs).conflicts
    for side, page in ((MINE, mine), (THEIRS, theirs)):
        merged = merge(base, mine, theirs, side)
        assert merged.conflicts == ()
        assert all(merged.fields.get(name, "") == page.get(name, "") for name in crossed)


@given(PAGES, PAGES)
def test_alone_my_page_is_what_stands(base: dict[str, str], mine: dict[str, str]) -> None:
    assert merge(base, mine, base).fields == said(mine)


def test_another_side_is_refused() -> None:
    with pytest.raises(ValueError, match="prefer mine or theirs"):
        merge({}, {}, {}, "ours")
