"""What is asked of a file: columns, the design, a domain and a model, read from a command line by us and nobody else.

Nothing that was typed is ever run: a domain is comparisons joined by `and`, a model is a list of columns.
"""

import csv
import re
from dataclasses import dataclass
from typing import Literal

Limits = Literal["automatic", "logit", "beta", "wald"]
Degrees = Literal["design", "domain"]

SIGNS = ("=", "!=", "<", "<=", ">", ">=")
CATEGORY = re.compile(r"C\(\s*(.+?)\s*\)")
PIECE = re.compile(r"""\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<sign>[!<>]?=|<|>)|(?P<word>[^\s=!<>"']+))""")


class Unanswerable(ValueError):
    """This cannot be answered; the message says why, in a sentence."""


@dataclass(frozen=True)
class Condition:
    """column sign value: a row meets it or not; a row whose answer is missing does not."""

    column: str
    sign: str
    value: str


@dataclass(frozen=True)
class Predictor:
    """category: each value is a group of its own, even where the values are numbers."""

    column: str
    category: bool = False


@dataclass(frozen=True)
class Model:
    outcome: str
    predictors: tuple[Predictor, ...]


@dataclass(frozen=True)
class Request:
    """items: columns with a yes, which is the value `yes`. weight, strata, psu, by: columns, or empty. domain: all
    hold. limits, degrees: which interval and which degrees of freedom. exact: figures without disclosure control."""

    items: tuple[str, ...] = ()
    weight: str = ""
    strata: str = ""
    psu: str = ""
    yes: str = "1"
    by: str = ""
    domain: tuple[Condition, ...] = ()
    model: Model | None = None
    limits: Limits = "automatic"
    degrees: Degrees = "design"
    exact: bool = False

    def __post_init__(self) -> None:
        if not self.items and self.model is None:
            raise Unanswerable("Nothing is asked: name columns with --items, or a model with --model.")
        if self.by and not self.items:
            raise Unanswerable("--by compares groups on the columns of --items, and none is named.")

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is needed, once."""
        asked = [*self.items, self.weight, self.strata, self.psu, self.by, *(each.column for each in self.domain)]
        if self.model:
            asked += [self.model.outcome, *(each.column for each in self.model.predictors)]
        return tuple(dict.fromkeys(name for name in asked if name))


def items(text: str) -> tuple[str, ...]:
    """Names between commas; a name with a comma in it stands in double quotes. Raises Unanswerable without any."""
    names = [name.strip() for name in next(csv.reader([text], skipinitialspace=True), [])]
    if not names or not all(names):
        raise Unanswerable(f"--items is a list of columns such as A,B,C, and cannot be read: {text!r}.")
    return tuple(dict.fromkeys(names))


def domain(text: str) -> tuple[Condition, ...]:
    """`COLUMN op VALUE and COLUMN op VALUE`; names and values with spaces or signs stand in quotes. Raises Unanswerable
    with the part that cannot be read."""
    found: list[Condition] = []
    at = 0
    while True:
        column, at = _piece(text, at, "a column")
        sign, at = _piece(text, at, "one of " + " ".join(SIGNS), sign=True)
        value, at = _piece(text, at, "a value")
        found.append(Condition(column, sign, value))
        if not text[at:].strip():
            return tuple(found)
        joined = re.match(r"\s+and\s+(?=\S)", text[at:], re.IGNORECASE)
        if not joined:
            raise _unread(text, at, "the word and, then another comparison")
        at += joined.end()


def _piece(text: str, at: int, wanted: str, *, sign: bool = False) -> tuple[str, int]:
    found = PIECE.match(text, at)
    if not found or (found["sign"] is not None) is not sign:
        raise _unread(text, at, wanted)
    return next(part for part in found.groups() if part is not None), found.end()


def _unread(text: str, at: int, wanted: str) -> Unanswerable:
    rest = text[at:].strip()
    where = f"at {rest!r}" if rest else "at its end"
    return Unanswerable(f"--domain {text!r} cannot be read {where}: {wanted} was expected there.")


def model(text: str) -> Model:
    """`Y ~ X1 + C(X2)`; a name with + or ~ in it stands in double quotes. Raises Unanswerable with what it could not
    read."""
    sides = _split(text, "~")
    if len(sides) != 2:
        raise Unanswerable(f'--model is written "Y ~ X1 + X2", and cannot be read: {text!r}.')
    predictors = []
    for part in _split(sides[1], "+"):
        forced = CATEGORY.fullmatch(part)
        predictors.append(Predictor(_name(forced[1] if forced else part, text), category=bool(forced)))
    columns = [each.column for each in predictors]
    outcome = _name(sides[0], text)
    twice = [name for name in dict.fromkeys(columns) if columns.count(name) > 1 or name == outcome]
    if twice:
        raise Unanswerable(f"--model {text!r} names {', '.join(twice)} twice.")
    return Model(outcome, tuple(predictors))


def _split(text: str, sign: str) -> list[str]:
    """At each sign that is outside double quotes."""
    return [part.strip() for part in re.split(re.escape(sign) + r'(?=(?:[^"]*"[^"]*")*[^"]*$)', text)]


def _name(text: str, whole: str) -> str:
    quoted = re.fullmatch(r'"([^"]+)"', text)
    if quoted:
        return quoted[1]
    if not re.fullmatch(r"[^\s\"~+*:|()^]+", text):
        raise Unanswerable(f"--model {whole!r} cannot be read at {text!r}: the name of a column was expected there.")
    return text
