"""The same person is the same pseudonym throughout, and no pseudonym tells a name."""

import pytest

from onlinelives.rules.deidentify import ROLES, Known, Person, draft
from onlinelives.rules.deidentify.hits import KINDS
from onlinelives.rules.deidentify.pseudonyms import Pseudonyms, islands, letter
from onlinelives.rules.deidentify.record import RELATIVES


def test_letters_are_given_in_the_order_of_appearance() -> None:
    known = Known(
        people=(
            Person("young person", "Amina"),
            Person("worker", "Petra"),
            Person("friend", "Kofi"),
            Person("mother", "Hodan"),
        ),
        schools=("Elmside", "Oakside"),
        places=("Tarnwick",),
    )
    assert draft("Kofi told Petra, then Amina, at Oakside, Elmside and Tarnwick. Petra told Hodan.", known).text == (
        "Friend A told Worker B, then Young person C, at School A, School B and Place A. Worker B told Mother of C."
    )


def test_a_relative_is_told_by_the_young_person_even_when_named_first() -> None:
    known = Known(people=(Person("young person", "Amina"), Person("mother", "Hodan"), Person("worker", "Petra")))
    assert draft("Hodan met Petra and Amina.", known).text == "Mother of A met Worker B and Young person A."


def test_two_brothers_are_told_apart() -> None:
    known = Known(people=(Person("young person", "Amina"), Person("brother", "Kofi"), Person("brother", "Kwame")))
    assert draft("Kwame hit Kofi.", known).text == "Brother of A hit Brother 2 of A."


def test_without_a_young_person_a_relative_has_a_letter_of_their_own() -> None:
    assert draft("So Hodan rang.", Known(people=(Person("mother", "Hodan"),))).text == "So Mother A rang."


def test_two_people_with_one_name_share_a_pseudonym_only_where_the_name_does_not_tell_them_apart() -> None:
    known = Known(people=(Person("young person", "Ali Raza"), Person("father", "Ali Haider")))
    assert draft("Ali Raza and Ali Haider came, and Ali left.", known).text == (
        "Young person A and Father of A came, and Name A left."
    )


def test_a_flag_that_is_kept_leaves_no_gap_in_the_letters() -> None:
    known = Known(people=(Person("young person", "Ali Raza"), Person("father", "Ali Haider")))
    made = draft("Tariq rang and Ali left.", known)
    assert made.text == "Tariq rang and Name A left."
    assert made.flags[0].proposal == "Name B"


def test_after_z_come_numbers() -> None:
    assert [letter(0), letter(25), letter(26), letter(99)] == ["A", "Z", "27", "100"]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_pseudonym_of_a_person_is_left_alone_when_it_is_drafted_again(role: str) -> None:
    known = Known(people=(Person("young person", "Ali"), *(Person(role, f"Ana{n}") for n in range(3))))
    pseudonyms = Pseudonyms(known)
    given = [pseudonyms.of(("person", str(number))) for number in range(4)]
    assert len(set(given)) == 4
    assert (" of A" in given[1]) == (role in RELATIVES)
    for words in given:
        assert islands(words) == [(0, len(words))]
        assert draft(f"Then {words} came.", known).findings == ()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_in_brackets_is_left_alone_when_it_is_drafted_again(kind: str) -> None:
    assert draft(f"So it was [{kind}] there.", Known()).findings == ()


@pytest.mark.parametrize("written", ["Then [amina] came.", "Then Friend amina came.", "The mother of Amina came."])
def test_nobody_hides_behind_what_looks_like_a_pseudonym(written: str) -> None:
    assert "amina" not in draft(written, Known(people=(Person("young person", "Amina"),))).text.casefold()


def test_a_kind_without_a_pseudonym_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pseudonym"):
        Pseudonyms(Known()).of(("kind", "amina"))
