"""A column of answers, however it was written down: its values, and which of them each row gave."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, Integers
from onlinelives.survey.analysing.asking import Condition, Unanswerable

RESERVED = frozenset(range(-8, -3))  # not applicable, not asked, refused and the like: docs/survey-content.md
NOTHING = frozenset({"", ".", "na", "nan", "null"})
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
SHOWN = 5  # values named in a message

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """levels: the values that occur, upwards. values: them as numbers, or None where they are words. codes: n, places
    in `levels`, -1 where the answer is missing."""

    name: str
    levels: tuple[str, ...]
    values: Floats | None
    codes: Integers

    @property
    def known(self) -> Mask:
        return self.codes >= 0

    @property
    def numbers(self) -> Floats:
        """n, not a number where missing. Raises Unanswerable for words."""
        if self.values is None:
            raise Unanswerable(f"Column {self.name!r} has words where numbers are needed.")
        return np.append(self.values, np.nan)[self.codes]

    def meets(self, condition: Condition) -> Mask:
        """n; a missing answer meets nothing. Raises Unanswerable where words are compared as numbers."""
        asked = number(condition.value)
        if self.values is not None and asked is not None:
            left: NDArray = self.values
            right: float | str = asked
        elif self.values is None and condition.sign in ("=", "!="):
            left, right = np.array(self.levels, dtype=object), condition.value
        elif self.values is None:
            raise Unanswerable(
                f"Column {self.name!r} has words, so --domain can ask = or != of it, and not {condition.sign}."
            )
        else:
            raise Unanswerable(
                f"Column {self.name!r} has numbers, so --domain cannot compare it with {condition.value!r}."
            )
        compare = {
            "=": np.equal,
            "!=": np.not_equal,
            "<": np.less,
            "<=": np.less_equal,
            ">": np.greater,
            ">=": np.greater_equal,
        }[condition.sign]
        return np.append(np.asarray(compare(left, right), bool), False)[self.codes]

    def yes(self, value: str) -> Mask:
        """n, who gave this value. Raises Unanswerable where it cannot be meant: words, and none of them is it."""
        asked = number(value)
        if self.values is not None and asked is not None:
            return np.append(self.values == asked, False)[self.codes]
        if value not in self.levels:
            values = ", ".join(self.levels[:SHOWN]) if len(self.levels) <= SHOWN else f"{len(self.levels)} others"
            raise Unanswerable(
                f"Nobody has {value!r} in column {self.name!r}; its values are {values}: say with --yes which is a yes."
            )
        return np.append(np.array(self.levels, dtype=object) == value, False)[self.codes]


def number(text: str) -> float | None:
    """The number that is written here, or None. Neither 1_000 nor inf is one."""
    written = text.strip()
    found = float(written) if NUMBER.fullmatch(written) else None
    return found if found is not None and np.isfinite(found) else None


def of_words(name: str, cells: NDArray) -> Column:
    """From n texts. Empty, NA and the reserved codes -8 to -4 are missing."""
    written, place = np.unique(cells.astype(str), return_inverse=True)
    words = [one.strip() for one in written.tolist()]
    numbers = [number(word) for word in words]
    kept = [word.lower() not in NOTHING and value not in RESERVED for word, value in zip(words, numbers, strict=True)]
    levels = {word: value for word, value, held in zip(words, numbers, kept, strict=True) if held}
    counted = {word: value for word, value in levels.items() if value is not None}
    order = sorted(levels) if len(counted) < len(levels) else sorted(counted, key=lambda word: (counted[word], word))
    at = {word: code for code, word in enumerate(order)}
    codes = np.array([at[word] if held else -1 for word, held in zip(words, kept, strict=True)], np.int64)
    values = None if len(counted) < len(levels) else np.array([counted[word] for word in order], float)
    return Column(name, tuple(order), values, codes[place.ravel()] if len(codes) else np.zeros(0, np.int64))


def of_numbers(name: str, cells: Floats, missing: Mask) -> Column:
    """From n numbers; not a number, `missing` and the reserved codes -8 to -4 are missing."""
    held = np.isfinite(cells) & ~missing & ~np.isin(cells, list(RESERVED))
    values, place = np.unique(cells[held], return_inverse=True)
    codes = np.full(len(cells), -1, np.int64)
    codes[held] = place.ravel()
    return Column(name, tuple(_written(value) for value in values.tolist()), values, codes)


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)
