"""Words out of the ordinary are flagged, never replaced, and ordinary ones are left alone."""

import pytest

from onlinelives.rules.deidentify import Known, draft
from onlinelives.rules.deidentify.words import ALLOWED, COMMON, WORD_NAMES, is_common

NOBODY = Known()


@pytest.mark.parametrize(
    ("written", "flagged"),
    [
        ("She met Tariq there.", ["Tariq"]),
        ("She met Tariq Mahmood there.", ["Tariq Mahmood"]),
        ("She met Siobhan O'Hare there.", ["Siobhan O'Hare"]),
        ("She met T. Mahmood.", ["T. Mahmood"]),
        ("She met Tariq. Lech left.", ["Tariq", "Lech"]),
        ("She met Tariq. Agreed to meet.", ["Tariq"]),
        ("She met Tariq and Lech.", ["Tariq", "Lech"]),
        ("She went to Marlpit Surgery with him.", ["Marlpit Surgery"]),
        ("Kowalczyk was there.", ["Kowalczyk"]),
        ('He said: "Kowalczyk was there."', ["Kowalczyk"]),
        ("Will Dafydd come?", ["Will Dafydd"]),
        ("Grace was there.", ["Grace"]),
        ("Comfort was there with Star.", ["Comfort", "Star"]),  # also common words
        ("We saw Mr Price.", ["Price"]),
        ("her mate kofi came", ["kofi"]),
        ("his cousin ahmed came with uncle idris", ["ahmed", "idris"]),
        ("and then darek said no", ["darek"]),
        ("She wrote محمد علي on it.", ["محمد علي"]),
        ("She wrote Деян on it.", ["Деян"]),
        ("She wrote Аmina on it.", ["Аmina"]),  # the first letter is Cyrillic
        ("He lives in BD7 now.", ["BD7"]),
        ("He lives in Dunmallet.", ["Dunmallet"]),
    ],
)
def test_what_may_be_a_name_is_flagged(written: str, flagged: list[str]) -> None:
    made = draft(written, NOBODY)
    assert not made.failure
    assert made.text == written
    assert [finding.original for finding in made.flags] == flagged


@pytest.mark.parametrize(
    "written",
    [
        "She uses Snapchat, TikTok, WhatsApp and Instagram on an iPhone.",
        "On Monday Mum and Dad met the GP, CAMHS and the DSL.",
        "Don't share it. I'll help. That's fine. MUM'S PHONE WAS LOST.",
        "The School and the Social Worker will meet in Early Help.",
        "Stopped using it. Worries a lot. Making friends. Quickly changed.",
        "In Year 8 at Key Stage 3, the NSPCC came.",
    ],
)
def test_ordinary_words_platforms_and_services_are_left(written: str) -> None:
    assert draft(written, NOBODY).findings == ()


def test_the_same_unusual_word_is_offered_the_same_pseudonym() -> None:
    made = draft(("We met Tariq, then Lech.", "Later TARIQ rang."), NOBODY)
    assert [flag.proposal for flag in made.flags] == ["Name A", "Name B", "Name A"]


def test_the_short_forms_of_the_trade_are_left() -> None:
    written = "T/C to YP and SW. HV by FSW, DV and NFA noted. Strategy discussion: ABE, ICPC."
    assert [flag.original for flag in draft(written, NOBODY).flags] == ["T", "C"]


@pytest.mark.parametrize("word", ["stopped", "worries", "worried", "making", "quickly", "friends", "asked", "boxes"])
def test_ordinary_forms_of_common_words_are_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("name", ["ahmed", "syed", "waheed", "kelly", "emily", "kings", "tariq", "ng", "les", "des"])
def test_names_are_not_taken_for_forms_of_common_words(name: str) -> None:
    assert not is_common(name)


def test_no_name_that_is_a_word_hides_among_the_words_that_pass() -> None:
    passing = {word for word in WORD_NAMES if word in ALLOWED}
    assert passing == set()
    assert len(COMMON) > 500
