"""A report as it is shown: sentences, figures that may be shown, and what is drawn of them. Nothing exact is in it."""

from dataclasses import dataclass, field
from typing import Literal

from onlinelives.rules.disclosure.beside import Odds
from onlinelives.rules.disclosure.shares.published import Cell


@dataclass(frozen=True)
class Mark:
    """One figure of a drawing: in the row `name` (or at the wave `name` of lines), in the colour of `series`. piece:
    marks of one piece are joined by a line."""

    name: str
    series: str
    cell: Cell
    piece: int = 0


@dataclass(frozen=True)
class OddsMark:
    name: str
    odds: Odds | None


@dataclass(frozen=True)
class Drawing:
    """dots: percentages with limits, a row for each name. lines: percentages over waves. odds: ratios with limits."""

    kind: Literal["dots", "lines", "odds"]
    title: str
    marks: tuple[Mark | OddsMark, ...]


@dataclass(frozen=True)
class Grid:
    """A table in words. The first cell of each line names it."""

    caption: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """code: in addresses of its files. sentences: above the figures; notes: below them. aside: folded away."""

    code: str
    title: str
    sentences: tuple[str, ...] = ()
    drawing: Drawing | None = None
    grid: Grid | None = None
    notes: tuple[str, ...] = ()
    aside: bool = False


@dataclass(frozen=True)
class Report:
    """One question that people ask. lead: what is looked at. method: in plain words, opened by who wants it."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    method: tuple[str, ...] = field(default=())

    def section(self, code: str) -> Section | None:
        return next((each for each in self.sections if each.code == code), None)
