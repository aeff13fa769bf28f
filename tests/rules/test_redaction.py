"""What is blacked out by hand, and what a copy may not change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.redaction import BLACK, blacked_out, check
from onlinelives.rules.verdict import Invalid

TEXT = "His friend Rufus said so.\nHis mother was there."


@pytest.mark.parametrize(
    ("marked", "given_out", "pieces"),
    [
        (TEXT, TEXT, 0),
        (
            "His friend [[Rufus]] said so.\nHis mother was there.",
            f"His friend {BLACK} said so.\nHis mother was there.",
            1,
        ),
        ("His [[friend Rufus said so.\nHis mother]] was there.", f"His {BLACK} was there.", 1),
        (
            "[[His]] friend [[Rufus]] said so.\r\nHis mother was there.\r\n",
            f"{BLACK} friend {BLACK} said so.\nHis mother was there.",
            2,
        ),
        (f"[[{TEXT}]]", BLACK, 1),
    ],
)
def test_what_is_given_out(marked: str, given_out: str, pieces: int) -> None:
    check(marked, TEXT)
    assert blacked_out(marked) == (given_out, pieces)


@pytest.mark.parametrize(
    "marked",
    [
        "His friend said so.\nHis mother was there.",
        "",
        "His friend [[somebody]] said so.\nHis mother was there.",
        "His friend [[Rufus said so.\nHis mother was there.",
        "His friend Rufus]] said so.\nHis mother was there.",
        "His [[friend [[Rufus]] said]] so.\nHis mother was there.",
        "His ]]friend[[ Rufus said so.\nHis mother was there.",
        "His friend [Rufus] said so.\nHis mother was there.",
    ],
)
def test_words_stay_and_marks_fit(marked: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(marked, TEXT)
    assert refused.value.field == "marked"


def test_double_brackets_that_somebody_wrote_are_taken_for_marks() -> None:
    check("See [[the note]].", "See [[the note]].")
    check("See the note.", "See [[the note]].")
    assert blacked_out("See [[the note]].") == (f"See {BLACK}.", 1)


@given(st.lists(st.tuples(st.text(st.characters(exclude_characters="[]█\r"), max_size=8), st.booleans()), max_size=8))
def test_nothing_that_was_marked_is_left_and_nothing_else_goes(pieces: list[tuple[str, bool]]) -> None:
    original = "".join(piece for piece, _ in pieces)
    marked = "".join(f"[[{piece}]]" if hidden else piece for piece, hidden in pieces)
    check(marked, original)
    given_out, count = blacked_out(marked)
    assert count == sum(hidden for _, hidden in pieces)
    assert given_out == "".join(BLACK if hidden else piece for piece, hidden in pieces).strip()
