"""What a workbook's row wants of an answer, seen from what the answer said at download and what it says now."""

from dataclasses import replace

import pytest

from onlinelives.rules import roundtrip
from onlinelives.rules.roundtrip import (
    BLANK,
    CHANGED,
    CONFLICT,
    MOST_PROBLEMS,
    NEW,
    NOTHING,
    SAME,
    Broken,
    Line,
    Row,
    Says,
    compare,
)

TWO = Says(2, commentary="We count.", evidence="Minutes")
LEFT_OUT = Says(not_applicable=True, reason="We hold no files.")


def line(filled: Says, base: Says | None = TWO, now: Says = TWO, version: int = 1, *, mine: bool = True) -> Line:
    return Line("1.1", filled, base, now, version, mine)


# (the row, at download, now) -> (what it is, what the answer would say)
CASES = {
    "a row that nobody touched asks for nothing": (TWO, TWO, TWO, SAME, TWO),
    "a row of blank cells clears nothing": (NOTHING, TWO, TWO, BLANK, TWO),
    "a blank commentary leaves the commentary": (Says(3), TWO, TWO, CHANGED, replace(TWO, score=3)),
    "0 is a score and not a blank": (Says(0), TWO, TWO, CHANGED, replace(TWO, score=0)),
    "a first answer is new": (
        Says(4, commentary="All of it."),
        NOTHING,
        NOTHING,
        NEW,
        Says(4, commentary="All of it."),
    ),
    "an untouched row does not conflict with a change made since": (TWO, TWO, Says(4), SAME, Says(4)),
    "the same change on both sides is no change": (Says(3), TWO, replace(TWO, score=3), SAME, replace(TWO, score=3)),
    "different changes of the same part are a conflict": (
        Says(3),
        TWO,
        replace(TWO, score=1),
        CONFLICT,
        replace(TWO, score=3),
    ),
    "changes of different parts are a conflict too, and taking the workbook keeps the other part": (
        replace(TWO, score=3),
        TWO,
        replace(TWO, commentary="Somebody else’s words."),
        CONFLICT,
        Says(3, commentary="Somebody else’s words.", evidence="Minutes"),
    ),
    "an answer that was cleared since is a conflict": (Says(3), TWO, NOTHING, CONFLICT, Says(3)),
    "a row from nowhere conflicts with whatever is there": (Says(3), None, TWO, CONFLICT, replace(TWO, score=3)),
    "a row from nowhere may fill an empty answer": (Says(3), None, NOTHING, NEW, Says(3)),
    "a row from nowhere that says what is there asks for nothing": (TWO, None, TWO, SAME, TWO),
    "not applicable replaces a score": (
        LEFT_OUT,
        TWO,
        TWO,
        CHANGED,
        Says(None, True, "We hold no files.", "We count.", "Minutes"),
    ),
    "a score replaces not applicable, and the old reason in its cell means nothing": (
        Says(2, reason="We hold no files."),
        LEFT_OUT,
        LEFT_OUT,
        CHANGED,
        Says(2),
    ),
    "not applicable with a blank reason keeps the reason": (
        Says(not_applicable=True),
        LEFT_OUT,
        LEFT_OUT,
        SAME,
        LEFT_OUT,
    ),
    "a new reason without a score is the reason of the not applicable that stands": (
        Says(reason="We closed."),
        LEFT_OUT,
        LEFT_OUT,
        CHANGED,
        Says(None, True, "We closed."),
    ),
    "a new reason for a not applicable that is gone is a conflict": (
        Says(reason="We closed."),
        LEFT_OUT,
        Says(1),
        CONFLICT,
        Says(None, True, "We closed."),
    ),
    "line ends and spaces at the ends are no change": (
        Says(2, commentary=" One\nTwo "),
        Says(2, commentary="One\r\nTwo"),
        Says(2, commentary="One\r\nTwo"),
        SAME,
        Says(2, commentary="One\r\nTwo"),
    ),
    "what no cell can hold is no change": (
        Says(2, commentary="AB"),
        Says(2, commentary="A\x0bB"),
        Says(2, commentary="A\x0bB"),
        SAME,
        Says(2, commentary="A\x0bB"),
    ),
}


@pytest.mark.parametrize(("filled", "base", "now", "kind", "after"), CASES.values(), ids=CASES)
def test_what_a_row_wants(filled: Says, base: Says | None, now: Says, kind: str, after: Says) -> None:
    change = compare(line(filled, base, now))
    assert (change.kind, change.after, change.before) == (kind, after, now)
    assert change.differs == (kind in (NEW, CHANGED, CONFLICT))


def test_the_parts_that_differ_are_named() -> None:
    assert compare(line(Says(3, evidence="Log"))).parts == ("score", "evidence")
    assert compare(line(TWO)).parts == ()


def test_conflicts_are_written_only_where_the_workbook_was_chosen() -> None:
    sure = compare(line(Says(3)))
    open_ = replace(compare(line(Says(3), TWO, replace(TWO, score=1))), statement="1.2")
    assert roundtrip.to_write([sure, open_], []) == {"1.1": replace(TWO, score=3)}
    assert set(roundtrip.to_write([sure, open_], ["1.2"])) == {"1.1", "1.2"}
    assert roundtrip.undecided([sure, open_], []) == ["1.2"]
    assert roundtrip.undecided([sure, open_], ["1.2"]) == []


def test_nothing_is_written_that_is_not_the_persons_own() -> None:
    theirs = [compare(line(Says(3), mine=False)), compare(line(Says(3), TWO, Says(1), mine=False))]
    assert roundtrip.to_write(theirs, ["1.1"]) == {}
    assert roundtrip.undecided(theirs, []) == []
    assert roundtrip.token(theirs) == roundtrip.token([])


def test_the_token_changes_with_everything_that_was_shown_and_with_nothing_else() -> None:
    change = compare(line(Says(3)))
    token = roundtrip.token([change])
    assert token == roundtrip.token([change, compare(line(TWO))]), "what stays as it is does not matter"
    for other in (
        replace(change, version=2),
        replace(change, kind=CONFLICT),
        replace(change, after=Says(4)),
        replace(change, before=Says(1)),
        replace(change, statement="1.2"),
        replace(change, mine=False),
    ):
        assert roundtrip.token([other]) != token


def row(version: int | None, print_: str, filled: Says = TWO) -> Row:
    return Row("1.1", filled, version, print_, {"reason": "Section 1, cell E5"})


def test_a_row_shows_where_it_is_from_only_with_the_fingerprint_of_that_save() -> None:
    then = roundtrip.fingerprint("1.1", 3, TWO)
    assert roundtrip.base_of(row(3, then), TWO) == TWO
    assert roundtrip.base_of(row(4, then), TWO) is None, "another number"
    assert roundtrip.base_of(row(3, then), Says(1)) is None, "the save says something else"
    assert roundtrip.base_of(row(3, "0" * 16), TWO) is None
    assert roundtrip.base_of(row(3, then), None) is None, "there is no such save"
    assert roundtrip.base_of(row(None, ""), TWO) is None


def test_a_made_up_version_hides_no_conflict() -> None:
    """Somebody else saved version 2. The row was made from 1, and claims 2 so that nobody asks."""
    theirs = replace(TWO, commentary="Somebody else’s words.")
    lying = row(2, roundtrip.fingerprint("1.1", 1, TWO), replace(TWO, commentary="Mine."))
    base = roundtrip.base_of(lying, theirs)
    assert compare(line(lying.filled, base, theirs, 2)).kind == CONFLICT


@pytest.mark.parametrize(
    ("filled", "base", "now", "told"),
    [
        (Says(not_applicable=True), TWO, TWO, "Section 1, cell E5: say why statement 1.1 does not apply"),
        (Says(not_applicable=True), LEFT_OUT, TWO, ""),
        (LEFT_OUT, TWO, TWO, ""),
        (Says(3, reason="Because."), TWO, TWO, "Section 1, cell E5: a reason is only kept with the score NA."),
        (Says(reason="Because."), TWO, TWO, "Section 1, cell E5: a reason is only kept with the score NA."),
        (Says(3, reason="We hold no files."), LEFT_OUT, LEFT_OUT, ""),
        (Says(reason="Because."), LEFT_OUT, LEFT_OUT, ""),
        (
            Says(3, reason="Because."),
            LEFT_OUT,
            LEFT_OUT,
            "Section 1, cell E5: a reason is only kept with the score NA.",
        ),
        (TWO, TWO, TWO, ""),
    ],
)
def test_reasons_and_not_applicable_go_together(filled: Says, base: Says, now: Says, told: str) -> None:
    problem = roundtrip.problem(row(1, "", filled), line(filled, base, now))
    assert problem.startswith(told)
    assert bool(problem) == bool(told)


def test_problems_are_told_up_to_a_number_and_the_rest_is_counted() -> None:
    assert Broken(["One."]).problems == ["One."]
    many = Broken(f"Problem {n}." for n in range(MOST_PROBLEMS + 3))
    assert len(many.problems) == MOST_PROBLEMS + 1
    assert many.problems[-1] == "And 3 more."
