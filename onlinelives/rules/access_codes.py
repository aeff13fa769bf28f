"""Codes that let a child into a survey: short, without look-alikes, with a check character that catches a slip.

Eight characters of ALPHABET, the last a check by ISO 7064's hybrid system for 30 characters (MOD 31,30), which finds
every single wrong character and every swap of neighbours but one. 30 to the power of 7 codes, so that somebody who
types at random while 40,000 codes are open finds one in about half a million tries.
"""

from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # without 0 O 1 I L U
LENGTH = 8
_SIZE = len(ALPHABET)


def new(draw: Callable[[str], str]) -> str:
    """A code. draw: picks one character of a string, by a source of chance that nobody can foresee."""
    body = "".join(draw(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check(body)


def read(typed: str) -> str | None:
    """The code that was typed, with spaces, dashes and small letters forgiven, or None where it cannot be one."""
    code = "".join(typed.upper().replace("-", " ").split())
    if len(code) != LENGTH or set(code) - set(ALPHABET) or _check(code[:-1]) != code[-1]:
        return None
    return code


def spaced(code: str) -> str:
    """As it is printed: ABCD EFGH."""
    return f"{code[:4]} {code[4:]}"


def _check(body: str) -> str:
    product = _SIZE
    for character in body:
        total = (ALPHABET.index(character) + product) % _SIZE or _SIZE
        product = total * 2 % (_SIZE + 1)
    return ALPHABET[(1 - product) % _SIZE]
