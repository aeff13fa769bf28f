"""What changed between two versions, in sentences, and which figures may stand in one line."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from onlinelives.rules.questionnaires.compare import changes, comparable
from onlinelives.rules.questionnaires.shapes import Choice, Kind, Link, Page, Questionnaire, Said, Section, Way, Words
from tests.rules.questionnaires.asked import ask, form, forms, is_, page, questionnaires, said, words

A, B, C = (page(ask(name, 1, 2, 3)) for name in "abc")
THREE = form(A, B, C)
BEFORE = "Before, it was shown to everybody."


def reworded(text: str, was: str) -> Said:
    """Other words, with the easier ones as they were."""
    return {"en": Words(text, easy=was)}


def b_with(**more: Any) -> Questionnaire:
    return form(A, page(replace(ask("b", 1, 2, 3), **more)), C)


CHOICES = ask("b", 1, 2, 3).choices
CASES = [
    (b_with(said=reworded("B!", "b?")), ["The question “B!” (b) was reworded: it was “b?”."]),
    (b_with(said={"en": Words("b?", hint="h", easy="b?")}), ["The question “b?” (b): its hint changed."]),
    (b_with(said={"en": Words("b?", easy="!")}), ["The question “b?” (b): its easier words changed."]),
    (b_with(said={**said("b?"), "cy": Words("B")}), ["The question “b?” (b) was reworded in cy: it was “”."]),
    (b_with(kind=Kind.MANY), ["The question “b?” (b) takes any number of choices, before one choice."]),
    (b_with(choices=(*CHOICES, Choice(4, said("New")))), ["The question “b?” (b) has a new choice, “New”."]),
    (b_with(choices=CHOICES[:2]), ["The question “b?” (b) no longer has the choice “choice 3”."]),
    (b_with(choices=CHOICES[::-1]), ["The question “b?” (b) has its choices in another order."]),
    (
        b_with(choices=(*CHOICES[:2], Choice(3, reworded("Third", "choice 3")))),
        ["The question “b?” (b): the choice “Third” was reworded: it was “choice 3”."],
    ),
    (
        b_with(choices=(*CHOICES[:2], replace(CHOICES[2], alone=True))),
        ["The question “b?” (b): the choice “choice 3” now stands alone."],
    ),
    (b_with(yes=frozenset({1})), ["The question “b?” (b) counts other answers as yes."]),
    (b_with(measures="x"), ["The question “b?” (b) is about something else among the risks and factors."]),
    (b_with(sensitive=True), ["The question “b?” (b) is now marked as sensitive."]),
    (b_with(version=2), ["The question “b?” (b) is version 2, before version 1."]),
    (b_with(continues=(Link("z", 1, True),)), ["The question “b?” (b) continues other questions."]),
    (form(A, C), ["The question “b?” (b) was taken out."]),
    (form(A, B, words("d"), C), ["The page “Read d” (d) is new."]),
    (form(B, C, A), ["The question “a?” (a) was moved within the questionnaire."]),
    (
        form(A, page(ask("b", 1, 2, 3), is_("a", 1)), C),
        [f"The question “b?” (b) is shown only if the answer to “a?” is “choice 1”. {BEFORE}"],
    ),
    (form(A, page(ask("b", 1, 2, 3), None, Way("end")), C), ["The question “b?” (b) leads on in another way."]),
    (form(A, Page("b", said=said("b?")), C), ["The page “b?” (b) asked a question before."]),
    (replace(THREE, ages=(11, 16)), ["It is for ages 11 to 16, before 10 to 16."]),
    (replace(THREE, languages=("en", "cy")), ["It is offered in en, cy, before in en."]),
    (replace(THREE, said=reworded("Ours", "Our lives")), ["The title was reworded: it was “Our lives”."]),
    (replace(THREE, version=9, code="other"), []),
    (
        forms(Section("all", said("All"), (A, B)), Section("last", said("Last"), (C,))),
        ["The section “Last” is new.", "The question “c?” (c) was moved from “All” to “Last”."],
    ),
]


@pytest.mark.parametrize(("new", "sentences"), CASES)
def test_each_change_is_a_sentence(new: Questionnaire, sentences: list[str]) -> None:
    assert changes(THREE, new) == sentences


def test_a_section_that_is_gone_renamed_or_shown_to_others_is_told() -> None:
    first = Section("x", said("X"), (A,))
    old = forms(first, Section("y", said("Y"), (B,)), Section("z", said("Z"), (C,)))
    new = forms(first, Section("y", reworded("Why", "Y"), (B, C), is_("a", 1)))
    assert changes(old, new) == [
        "The section “Why” was reworded: it was “Y”.",
        f"The section “Why” is shown only if the answer to “a?” is “choice 1”. {BEFORE}",
        "The question “c?” (c) was moved from “Z” to “Why”.",
        "The section “Z” was taken out.",
    ]


@settings(max_examples=25, deadline=None)
@given(questionnaires(), questionnaires())
def test_only_what_differs_is_told(one: Questionnaire, other: Questionnaire) -> None:
    assert changes(one, one) == []
    alike = replace(one, version=0) == replace(other, version=0)
    assert (changes(one, other) == []) is alike


NOW = replace(ask("b"), version=2, continues=(Link("a", 1, True), Link("b", 1, False, "The choices changed.")))


@pytest.mark.parametrize(
    ("old", "allowed", "reason"),
    [
        (NOW, True, ""),
        (replace(NOW, continues=()), True, ""),
        (ask("a"), True, ""),
        (ask("b"), False, "The choices changed."),
        (replace(ask("a"), version=2), False, "Nothing says that “b”, version 2, continues “a”, version 2."),
        (replace(NOW, said=said("Else")), False, "“b” was changed without a new version."),
    ],
)
def test_only_what_says_so_is_comparable(old: Any, allowed: bool, reason: str) -> None:
    verdict = comparable(NOW, old)
    assert (bool(verdict), verdict.reason) == (allowed, reason)
