"""A draft stays blocked until a person has decided every flag, and a second person who did not work on it approves."""

from pathlib import Path
from unittest import mock

import pytest

from onlinelives.rules import deidentify
from onlinelives.rules.deidentify import CAUTION, KEEP, REPLACE, Draft, Known, Person, decide, draft, ready
from onlinelives.rules.verdict import Allowed, Denied, Invalid, NotNow

KNOWN = Known(people=(Person("young person", "Amina Yusuf"), Person("mother", "Hodan Yusuf")))
ALICE, BOB, CHARLIE = "alice", "bob", "charlie"


def decided(made: Draft, choice: str = REPLACE) -> Draft:
    for flag in made.flags:
        made = decide(made, flag.number, choice, reason="Seen.", by=ALICE)
    return made


def test_what_is_certain_is_replaced_and_what_is_not_waits() -> None:
    made = draft("Amina met Tariq.", KNOWN)
    assert made.text == "Young person A met Tariq."
    assert [(flag.original, flag.replacement, flag.proposal) for flag in made.flags] == [("Tariq", None, "Name A")]


@pytest.mark.parametrize(
    ("choice", "wanted"), [(KEEP, "Young person A met Tariq."), (REPLACE, "Young person A met Name A.")]
)
def test_a_decision_keeps_or_replaces_and_leaves_the_draft_before_it_as_it_was(choice: str, wanted: str) -> None:
    before = draft("Amina met Tariq.", KNOWN)
    after = decide(before, before.flags[0].number, choice, reason=" A common name. ", by=ALICE)
    assert after.text == wanted
    assert after.flags == ()
    assert before.flags != ()
    (found,) = (finding.decision for finding in after.findings if finding.decision)
    assert (found.choice, found.reason, found.by) == (choice, "A common name.", ALICE)


def test_a_later_decision_takes_the_place_of_an_earlier_one() -> None:
    made = draft("Amina met Tariq.", KNOWN)
    flag = made.flags[0].number
    made = decide(made, flag, REPLACE, reason="A name.", by=ALICE)
    made = decide(made, flag, KEEP, reason="A brand.", by=ALICE)
    assert made.text == "Young person A met Tariq."


def test_one_decision_decides_one_flag_only() -> None:
    made = draft("Amina met Tariq. Then Tariq left.", KNOWN)
    made = decide(made, made.flags[0].number, REPLACE, reason="A name.", by=ALICE)
    assert made.text == "Young person A met Name A. Then Tariq left."
    assert len(made.flags) == 1


@pytest.mark.parametrize(
    ("flag", "choice", "reason", "by", "field"),
    [
        (0, KEEP, "Why not.", ALICE, "flag"),  # certain: no flag
        (2, KEEP, "Why not.", ALICE, "flag"),
        (-1, KEEP, "Why not.", ALICE, "flag"),
        (1, "accept", "Why not.", ALICE, "choice"),
        (1, KEEP, " ", ALICE, "reason"),
        (1, KEEP, "Why not.", " ", "by"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(flag: int, choice: str, reason: str, by: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        decide(draft("Amina met Tariq.", KNOWN), flag, choice, reason=reason, by=by)
    assert refused.value.field == field


def test_it_is_not_ready_while_a_flag_is_open() -> None:
    made = draft("Amina met Tariq and Lech.", KNOWN)
    assert ready(made, ALICE, BOB) == Denied("2 flags have not been decided.")
    made = decide(made, made.flags[0].number, KEEP, reason="Seen.", by=ALICE)
    assert ready(made, ALICE, BOB) == Denied("1 flag has not been decided.")
    assert ready(decided(made), ALICE, BOB) == Allowed()


@pytest.mark.parametrize(
    ("author", "approver"), [(ALICE, ALICE), (CHARLIE, ALICE), (" Bob", "bob "), (ALICE, ""), ("", BOB), (" ", " ")]
)
def test_nobody_approves_what_they_worked_on_and_both_must_be_known(author: str, approver: str) -> None:
    made = decided(draft("Amina met Tariq.", KNOWN))  # Alice decided
    assert isinstance(ready(made, author, approver), Denied)
    assert ready(made, ALICE, BOB)


def test_a_text_without_flags_still_needs_two_people() -> None:
    made = draft("She is well.", KNOWN)
    assert not ready(made, ALICE, ALICE)
    assert ready(made, ALICE, BOB)


@pytest.mark.parametrize("layer", ["recorded", "patterns", "dates", "usernames", "unusual"])
def test_a_layer_that_fails_shows_nothing_and_blocks(layer: str) -> None:
    with mock.patch(f"onlinelives.rules.deidentify.{layer}.found", side_effect=RuntimeError("Amina")):
        made = draft(("Amina met Tariq.", "Then she left."), KNOWN)
    assert made.failure
    assert made.texts == ("", "")
    assert made.findings == ()
    assert "Amina" not in repr(made)
    assert ready(made, ALICE, BOB) == Denied(made.failure)
    with pytest.raises(NotNow):
        decide(made, 0, KEEP, reason="Seen.", by=ALICE)


def test_several_texts_share_their_pseudonyms_and_keep_their_places() -> None:
    made = draft(["Hodan rang.", "", "So did amina and HODAN."], KNOWN)
    assert made.texts == ("Mother of A rang.", "", "So did Young person A and Mother of A.")
    assert made.text == "Mother of A rang.\n\n\n\nSo did Young person A and Mother of A."
    assert [finding.text for finding in made.findings] == [0, 2, 2]
    assert [finding.number for finding in made.findings] == [0, 1, 2]


def test_it_says_what_it_cannot_do_and_never_promises_too_much() -> None:
    assert "cannot find everything" in CAUTION
    assert "second person" in CAUTION
    promise = "fully " + "anonymised"
    for path in Path(deidentify.__file__).parent.glob("*.py"):
        assert promise not in path.read_text("utf-8").casefold(), path.name
