"""A signature goes stale with any change, and only with a change."""

from dataclasses import fields, replace
from itertools import permutations

import pytest

from onlinelives.rules.digest import SignedAnswer, digest

ANSWER = SignedAnswer("1.1", 0, False, "", "We count", "Report")
OTHERS = (SignedAnswer("1.2", None, True, "No such team", "", ""), SignedAnswer("1.3", None, False, "", "", ""))
CHANGES = {
    "statement": "1.4",
    "score": 1,
    "not_applicable": True,
    "reason": "Moved",
    "commentary": "We count.",
    "evidence": "Report ",
}


def signed(*answers: SignedAnswer, edition: str = "e" * 64, agency: str = "elmfield") -> str:
    return digest(edition=edition, agency=agency, answers=answers)


BEFORE = signed(ANSWER, *OTHERS)


def test_a_digest_is_64_hexadecimal_digits_and_the_same_for_the_same() -> None:
    assert len(bytes.fromhex(BEFORE)) == 32
    assert signed(replace(ANSWER), *map(replace, OTHERS)) == BEFORE


def test_the_order_of_the_answers_does_not_matter() -> None:
    assert {signed(*answers) for answers in permutations((ANSWER, *OTHERS))} == {BEFORE}


def test_every_field_of_an_answer_is_tried_below() -> None:
    assert {field.name for field in fields(SignedAnswer)} == set(CHANGES)


@pytest.mark.parametrize(("name", "value"), CHANGES.items())
def test_a_change_of_any_field_changes_the_digest(name: str, value: object) -> None:
    assert signed(replace(ANSWER, **{name: value}), *OTHERS) != BEFORE


def test_another_edition_agency_or_set_of_answers_changes_the_digest() -> None:
    others = [
        signed(ANSWER, *OTHERS, edition="f" * 64),
        signed(ANSWER, *OTHERS, agency="harbour"),
        signed(*OTHERS),
        signed(),
    ]
    assert len({BEFORE, *others}) == 5


def test_zero_unanswered_and_not_applicable_have_three_digests() -> None:
    three = [ANSWER, replace(ANSWER, score=None), replace(ANSWER, score=None, not_applicable=True)]
    assert len({signed(answer) for answer in three}) == 3


def test_words_moved_from_one_field_to_the_next_change_the_digest() -> None:
    left = replace(ANSWER, commentary='a","evidence":"b', evidence="c")
    right = replace(ANSWER, commentary="a", evidence='b","evidence":"c')
    assert signed(left) != signed(right)
