"""Names as people write them, hear them and mistype them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zoë O’Brien-Ní  Bhriain", "zoe obrien ni bhriain"),
        ("ŁUKASZ", "Lukasz"),
        ("Nguyễn", "nguyen"),
        ("D'Souza", "dsouza"),
        ("أحمد", "احمد"),
        ("فاطمة", "فاطمه"),
        ("Straße", "STRASSE"),
    ],
)
def test_one_name_written_two_ways_folds_alike(one: str, other: str) -> None:
    assert names.folded(one) == names.folded(other)


@pytest.mark.parametrize(("one", "other"), [("محمد", "احمد"), ("Ольга", "Олена"), ("小明", "小红")])
def test_names_of_other_scripts_stay_apart(one: str, other: str) -> None:
    assert names.folded(one) != names.folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ayesha", "Aisha"),
        ("Mohammed", "Muhamad"),
        ("Zainab", "Zaynab"),
        ("Siân", "Shan"),
        ("Sean", "Shaun"),
        ("Stephen", "Steven"),
        ("Katarzyna", "Catarzina"),
        ("Wiktoria", "Victoria"),
        ("Oluwaseun", "Oluwasheun"),
        ("Catherine", "Kathryn"),
        ("Chloe", "Khloe"),
        ("Jhon", "John"),
        ("Callum", "Calum"),
        ("Philip", "Fillip"),
        ("أحمد", "احمد"),
    ],
)
def test_what_sounds_alike_has_one_sound(one: str, other: str) -> None:
    assert names.sound(names.folded(one)) == names.sound(names.folded(other))


@pytest.mark.parametrize(("one", "other"), [("Alice", "Bob"), ("Tariq", "Selina"), ("Anna", "Emeka"), ("محمد", "احمد")])
def test_what_sounds_otherwise_has_another(one: str, other: str) -> None:
    assert names.sound(names.folded(one)) != names.sound(names.folded(other))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_nothing_raises(text: str) -> None:
    once = names.folded(text)
    assert names.folded(once) == once
    assert [names.sound(word) for word in names.words(text)] == [names.sound(word) for word in names.words(once)]


def test_likeness_looks_for_the_words_in_any_order() -> None:
    assert names.likeness(["okafor", "tariq"], ["tariq", "okafor"]) == 1
    assert names.likeness(["tarik"], ["tariq", "okafor"]) == pytest.approx(0.8)
    assert names.likeness(["tariq"], []) == names.likeness([], ["tariq"]) == 0


def test_age_changes_on_the_birthday() -> None:
    assert names.age_on(date(2012, 2, 29), date(2026, 2, 28)) == 13
    assert names.age_on(date(2012, 2, 29), date(2026, 3, 1)) == 14
    with pytest.raises(ValueError, match="before"):
        names.age_on(date(2012, 2, 29), date(2012, 2, 28))


def test_postcodes_are_compared_without_spaces() -> None:
    assert names.postcode(" zz9  4qx ") == "ZZ94QX"
