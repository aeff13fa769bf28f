"""The words of our SQL: names, codes, and how an answer is read. Plain ANSI, so that every engine takes it as it is.

A name that comes from a codebook is checked here and always follows the table's own short name (`s.sex`), so that no
column can be mistaken for a word of the language. A code is an integer. Nothing else ever reaches the text.
"""

import re
from dataclasses import dataclass
from itertools import chain
from math import prod

import numpy as np
from numpy.typing import NDArray

NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
HIGHEST = 32767  # of the two bytes that an answer takes
MISSING = -9  # what NULL becomes: below every code for a kind of missing answer
Answers = NDArray[np.int8] | NDArray[np.int16]
Marks = NDArray[np.bool_]
Read = NDArray[np.int8]


def checked(name: str) -> str:
    """The name of a table or column. Raises ValueError unless it is small letters, digits and _, 48 at most."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a name of a table or column: {name!r}")
    return name


def _codes(codes: tuple[int, ...]) -> tuple[int, ...]:
    if not codes or any(type(code) is not int or not 0 <= code <= HIGHEST for code in codes):
        raise ValueError(f"answers are whole numbers from 0, at least one: {codes!r}")
    return codes


def _is_one_of(column: str, codes: tuple[int, ...]) -> str:
    return f"s.{column} IN ({', '.join(map(str, codes))})"


@dataclass(frozen=True)
class Question:
    """A column read as yes or no: the codes that are a yes; any other answer from 0 is a no; below 0 or NULL is
    missing. A group is such a column too: in it, in the rest, or not known."""

    column: str
    yes: tuple[int, ...] = (1,)
    places = 2

    def __post_init__(self) -> None:
        checked(self.column)
        _codes(self.yes)

    def text(self) -> str:
        """0 missing, 1 no, 2 yes; in SQL."""
        yes = _is_one_of(self.column, self.yes)
        return f"CASE WHEN {yes} THEN 2 WHEN s.{self.column} >= 0 THEN 1 ELSE 0 END"

    def read(self, answers: Answers) -> Read:
        """0 missing, 1 no, 2 yes; of answers in memory."""
        known, yes = np.empty((2, len(answers)), np.bool_)
        self.mark(answers, known, yes)
        found: Read = known.view(np.int8) + yes.view(np.int8)
        return found

    def mark(self, answers: Answers, known: Marks, yes: Marks) -> None:
        """Writes down who answered, and who said yes; of answers in memory."""
        np.greater_equal(answers, 0, out=known)
        np.equal(answers, self.yes[0], out=yes)
        for code in self.yes[1:]:
            yes |= answers == code


@dataclass(frozen=True)
class Levels:
    """A column read as one of several levels, each a set of codes; every other code, and NULL, is missing."""

    column: str
    sets: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        checked(self.column)
        every = list(chain.from_iterable(map(_codes, self.sets)))
        if not every or len(set(every)) < len(every) or len(self.sets) > np.iinfo(np.int8).max:
            raise ValueError("levels are 1 to 127 sets of codes that do not overlap")

    @property
    def places(self) -> int:
        return len(self.sets)

    def text(self) -> str:
        """0 missing, then 1, 2, ... for the levels; in SQL."""
        whens = (f"WHEN {_is_one_of(self.column, codes)} THEN {place}" for place, codes in enumerate(self.sets, 1))
        return f"CASE {' '.join(whens)} ELSE 0 END"

    def read(self, answers: Answers) -> Read:
        """0 missing, then 1, 2, ... for the levels; of answers in memory."""
        found = np.zeros(len(answers), np.int8)
        for place, codes in enumerate(self.sets, 1):
            found[np.isin(answers, codes)] = place
        return found


Reading = Question | Levels


@dataclass(frozen=True)
class Parts:
    """Everybody, divided by one column or by several crossed: each combination of their levels is a part, the last
    column running fastest. In each column whoever is in none of the levels has a place of their own, the last. Only for
    answers in memory."""

    levels: tuple[Levels, ...]

    def __post_init__(self) -> None:
        if not self.levels or self.places > np.iinfo(np.int8).max:
            raise ValueError("children are divided by at least one column, into 127 parts at most")

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(each.column for each in self.levels)

    @property
    def places(self) -> int:
        return prod(each.places + 1 for each in self.levels)

    def read(self, *answers: Answers) -> Read:
        """1, 2, ... for the parts; of answers in memory, in the order of the columns."""
        found = np.zeros(len(answers[0]), np.int8)
        for each, told in zip(self.levels, answers, strict=True):
            size = each.places + 1
            found = found * np.int8(size) + (each.read(told) - np.int8(1)) % np.int8(size)
        return found + np.int8(1)


@dataclass(frozen=True)
class Part:
    """A stretch of strata, and of schools in them, both ends included: what is asked for at once."""

    strata: tuple[int, int]
    schools: tuple[int, int]

    def text(self) -> str:
        (a, b), (c, d) = self.strata, self.schools
        return f"s.stratum BETWEEN {int(a)} AND {int(b)} AND s.school BETWEEN {int(c)} AND {int(d)}"
