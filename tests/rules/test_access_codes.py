"""A slip of the hand is never another child's code."""

import random

import pytest

from onlinelives.rules import access_codes
from onlinelives.rules.access_codes import ALPHABET, LENGTH, new, read, spaced

CHANCE = random.Random(7)
SOME = [new(CHANCE.choice) for _ in range(60)]


def test_the_alphabet_has_thirty_characters_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 30
    assert not set("0O1ILU") & set(ALPHABET)


@pytest.mark.parametrize("code", SOME[:5])
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    for typed in (code, spaced(code), code.lower(), f" {code[:2]}-{code[2:]} "):
        assert read(typed) == code


def test_every_single_wrong_character_is_found() -> None:
    for code in SOME:
        wrong = [code[:at] + other + code[at + 1 :] for at in range(LENGTH) for other in ALPHABET if other != code[at]]
        assert [typed for typed in wrong if read(typed)] == []


def test_nearly_every_swap_of_neighbours_is_found() -> None:
    swapped = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for code in SOME for at in range(LENGTH - 1)]
    changed = [typed for typed in swapped if typed not in SOME]
    assert sum(read(typed) is not None for typed in changed) / len(changed) < 0.01


@pytest.mark.parametrize("typed", ["", "ABC", "ABCDEFGHJ", "ABCD EFG0", "ÀBCDEFGH", "🦊🦊🦊🦊🦊🦊🦊🦊", "A" * 4000])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read(typed) is None


def test_guessing_seldom_gets_past_the_check() -> None:
    guesses = ["".join(CHANCE.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(3000)]
    assert sum(access_codes.read(guess) is not None for guess in guesses) < 3000 / 30 * 1.6
