"""What may allow sharing, as the product ships it: with how far it is in force, and never more than is known."""

from datetime import date
from pathlib import Path

import pytest

from onlinelives.content import legal_bases
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError
from tests.content.conftest import Change

NOT_CONFIRMED = {"duty-to-share", "consistent-identifier", "duty-to-report", "recognised-legitimate-interest"}


def test_no_duty_whose_start_is_not_confirmed_is_in_force() -> None:
    by_state = {basis.code: basis.state for basis in legal_bases.load()}
    assert {code for code, state in by_state.items() if state == "not_confirmed"} == NOT_CONFIRMED
    assert by_state["child-protection-teams"] == "not_yet"
    assert all(basis.since is None for basis in legal_bases.load() if basis.state != "in_force")


def test_each_row_says_in_our_words_what_it_allows_and_where_it_stands() -> None:
    found = legal_bases.load()
    assert len(found) == 12
    assert len({basis.code for basis in found}) == len(found)
    assert {basis.certainty for basis in found} == {"read", "reported"}
    assert legal_bases.problems() == []


@pytest.mark.parametrize(
    ("pattern", "new", "problem"),
    [
        ("  state: in_force", "  state: soon", "is not one of"),
        ("  certainty: read", "  certainty: sure", "is not one of"),
        ("code: duty-to-share", "code: public-task", "each code once"),
        ("state: not_yet", "state: not_yet\n  from: 2027-10-01", "only a row that is in force"),
        ("state: not_yet", "state: not_yet\n  until: soon", "expected a date"),
        ("version: 1", "version: 1\nmore: 2", "not a name this file may use"),
    ],
)
def test_a_broken_file_is_refused(folder: Path, change: Change, pattern: str, new: str, problem: str) -> None:
    change(legal_bases.FILE, pattern, new)
    with pytest.raises(ContentError, match=problem):
        legal_bases.load_from(folder)


def test_a_day_can_be_given(folder: Path, change: Change) -> None:
    change(legal_bases.FILE, "state: in_force\n", "state: in_force\n  from: 2018-05-25\n  until: 2030-01-01\n")
    first = legal_bases.load_from(folder)[0]
    assert (first.since, first.until) == (date(2018, 5, 25), date(2030, 1, 1))


def test_it_is_in_the_folder_of_content() -> None:
    assert (FOLDER / legal_bases.FILE).exists()
