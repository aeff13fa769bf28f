"""Loads what may allow an agency to share: the rows that an area begins with, each with how far it is in force.

A row is never in force here unless its start is known. Areas keep rows of their own, which they may put right.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from onlinelives.content import frozen
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError, Part, read

FILE = "law/bases.yaml"
IN_FORCE, NOT_YET, NOT_CONFIRMED = "in_force", "not_yet", "not_confirmed"
STATES = (IN_FORCE, NOT_YET, NOT_CONFIRMED)
CERTAINTY = ("read", "reported")
NAME, TEXT = 100, 500  # longest, in characters


@dataclass(frozen=True)
class Basis:
    """One row. `since`, `until`: the first and last day on which it can be relied on, where they are known."""

    code: str
    name: str
    citation: str
    allows: str
    state: str
    certainty: str
    note: str
    since: date | None = None
    until: date | None = None


@cache
def load() -> tuple[Basis, ...]:
    """The published rows, in their order. Raises ContentError for a broken file."""
    return load_from(FOLDER)


def load_from(folder: Path) -> tuple[Basis, ...]:
    """As `load`, from another folder and not kept: for tests and for checking a draft."""
    frozen.check(folder, FILE)
    root = read(folder / FILE)
    root.number("version", 1, 999)
    found = tuple(_basis(part) for part in root.part("bases").parts())
    root.done()
    codes = [basis.code for basis in found]
    if not found or len(set(codes)) != len(codes):
        raise root.part("bases").fail("give at least one row, and each code once")
    return found


def problems() -> list[str]:
    """What is wrong with the published rows; empty when all is well."""
    try:
        load_from(FOLDER)
    except ContentError as error:
        return [str(error)]
    return []


def _basis(part: Part) -> Basis:
    basis = Basis(
        code=part.text("code", 60),
        name=part.text("name", NAME),
        citation=part.text("citation", 200),
        allows=part.text("allows", TEXT),
        state=part.choice("state", STATES),
        certainty=part.choice("certainty", CERTAINTY),
        note=part.text("note", TEXT),
        since=part.day("from"),
        until=part.day("until"),
    )
    part.done()
    if basis.state != IN_FORCE and basis.since:
        raise part.part("from").fail("only a row that is in force has a first day")
    return basis
