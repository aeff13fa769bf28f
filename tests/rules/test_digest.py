"""A signature goes stale with any change, and only with a change."""

from dataclasses import fields, replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from onlinelives.rules.digest import SignedAnswer, cited, digest, revision_digest

ANSWER = SignedAnswer("1.1", 0, False, "", "We count", "Report")
OTHERS = (SignedAnswer("1.2", None, True, "No such team", "", ""), SignedAnswer("1.3", None, False, "", "", ""))
CHANGES = {
    "statement": "1.4",
    "score": 1,
    "not_applicable": True,
    "reason": "Moved",
    "commentary": "We count.",
    "evidence": "Report ",
    "cited": (cited(7, 1, "a" * 64),),
}
MINUTES, POLICY = cited(7, 1, "a" * 64), cited(8, 3, "b" * 64)


def signed(*answers: SignedAnswer, edition: str = "e" * 64, agency: str = "elmfield") -> str:
    return digest(edition=edition, agency=agency, answers=answers)


BEFORE = signed(ANSWER, *OTHERS)
# What the very same answers were signed with before evidence could be cited. It must never change.
AS_EVER = "b79442b5bc6945b15706b71cc7b0f78e007daeb6b297c4dc6f7c06fdd9db7313"


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


class TestCitations:
    def test_a_signature_from_before_there_were_citations_stays_good(self) -> None:
        assert BEFORE == AS_EVER
        assert signed(replace(ANSWER, cited=()), *OTHERS) == AS_EVER

    def test_the_order_in_which_evidence_was_cited_does_not_matter(self) -> None:
        assert signed(replace(ANSWER, cited=(MINUTES, POLICY))) == signed(replace(ANSWER, cited=(POLICY, MINUTES)))

    @pytest.mark.parametrize(
        "other", [cited(9, 1, "a" * 64), cited(7, 2, "a" * 64), cited(7, 1, "c" * 64)], ids=["which", "number", "hash"]
    )
    def test_another_evidence_revision_or_content_changes_the_digest(self, other: str) -> None:
        assert signed(replace(ANSWER, cited=(MINUTES,))) != signed(replace(ANSWER, cited=(other,)))

    def test_one_citation_more_or_less_changes_the_digest(self) -> None:
        several = [(), (MINUTES,), (MINUTES, POLICY), (MINUTES, MINUTES)]
        assert len({signed(replace(ANSWER, cited=these)) for these in several}) == 4

    def test_a_citation_moved_to_another_answer_changes_the_digest(self) -> None:
        here, there = replace(ANSWER, cited=(MINUTES,)), replace(OTHERS[0], cited=(MINUTES,))
        assert signed(here, OTHERS[0]) != signed(ANSWER, there)

    def test_no_two_pieces_of_evidence_look_the_same_to_a_signature(self) -> None:
        assert cited(1, 11, "a" * 64) != cited(11, 1, "a" * 64)


TOLD: dict[str, Any] = {
    "title": "Minutes",
    "shows": "Referrals are counted",
    "file_sha256": "",
    "link": "",
    "note": "In the cupboard",
    "covers_from": date(2026, 1, 1),
    "covers_to": None,
}


class TestRevisions:
    def test_a_fingerprint_stays_what_it_is(self) -> None:
        """People compare it with what they noted down, so how it is computed can never change."""
        assert revision_digest(**TOLD) == "6d426a7bb59ff1c8b524f89dc844eeb0e4785fc1a1ec71392d672f4e229770b5"

    @pytest.mark.parametrize(
        ("name", "value"),
        {
            "title": "Minutes ",
            "shows": "Referrals are not counted",
            "file_sha256": "d" * 64,
            "link": "https://a.example",
            "note": "in the cupboard",
            "covers_from": date(2026, 1, 2),
            "covers_to": date(2026, 1, 1),
        }.items(),
    )
    def test_a_change_of_anything_it_says_changes_the_fingerprint(self, name: str, value: object) -> None:
        assert revision_digest(**{**TOLD, name: value}) != revision_digest(**TOLD)

    def test_words_or_days_in_another_place_change_the_fingerprint(self) -> None:
        said = [
            {**TOLD, "title": "A", "shows": "B"},
            {**TOLD, "title": "B", "shows": "A"},
            {**TOLD, "title": 'A","B', "shows": ""},
            {**TOLD, "covers_from": None, "covers_to": date(2026, 1, 1)},
            {**TOLD, "note": "", "link": "In the cupboard"},
            {**TOLD, "note": "", "file_sha256": "In the cupboard"},
        ]
        assert len({revision_digest(**one) for one in [TOLD, *said]}) == 7
