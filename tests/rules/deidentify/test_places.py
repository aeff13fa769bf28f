"""Words stand in the same place while their line is as it was, wherever the line has gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.deidentify import moved

OLD = "First line.\nHe met Kofi there.\nLast line."
AT = OLD.index("Kofi")
KOFI = (AT, AT + 4)


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        "A new line.\n" + OLD,
        OLD + "\nAnother.",
        OLD.replace("First", "The very first"),
        OLD.replace("Last line.", ""),
        "He met Kofi there.",
    ],
)
def test_they_are_found_again_where_their_line_is_as_it_was(new: str) -> None:
    place = moved(OLD, new, *KOFI)
    assert place is not None
    assert new[slice(*place)] == "Kofi"


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("met", "saw"),
        OLD.replace("Kofi", "Lech"),
        OLD.replace("there.", "there"),
        OLD.replace("\nHe", " He"),
        OLD.replace("He met", "He met\n"),
        "",
    ],
)
def test_a_change_anywhere_in_their_line_is_another_place(new: str) -> None:
    assert moved(OLD, new, *KOFI) is None


def test_of_equal_lines_the_first_stays_the_first() -> None:
    old = "Kofi.\nKofi."
    assert moved(old, "Kofi.\nKofi.\nKofi.", 6, 10) == (6, 10)
    assert moved(old, "Kofi.", 0, 4) == (0, 4)
    assert moved(old, "Kofi.", 6, 10) is None


def test_words_over_the_end_of_a_line_have_no_place() -> None:
    assert moved("Amina\nYusuf", "Amina\nYusuf", 0, 11) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_characters_that_are_not_there_are_a_mistake(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="characters"):
        moved(OLD, OLD, start, end)


LINES = st.text(alphabet="ab \n🦊م", max_size=30)


@given(LINES, LINES, st.data())
def test_whatever_is_found_again_is_the_same_words_in_the_same_line(old: str, new: str, data: st.DataObject) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    place = moved(old, new, start, end)
    if place:
        assert new[slice(*place)] == old[start:end]
        line = slice(old.rfind("\n", 0, start) + 1, (old + "\n").index("\n", start))
        assert old[line] in new.split("\n")


@given(LINES, st.data())
def test_in_an_unchanged_text_every_word_stays_where_it_is(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert moved(text, text, start, end) == (None if "\n" in text[start:end] else (start, end))
