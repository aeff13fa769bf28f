"""Published tables of one release laid out as people read them: one sheet of rows and columns.

Nothing is added up or taken away here. Every cell of a sheet is a cell of a `Published`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onlinelives.rules.counting import WHOLE, Counting
from onlinelives.rules.disclosure import Cell, Published

ALL = "all"  # the row or column of everybody


@dataclass(frozen=True)
class Line:
    """One row: its code, or ALL, and a cell for each column of the sheet."""

    code: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """columns: codes, or ALL. main: what the chart shows, a code and its cell for each."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    main: tuple[tuple[str, Cell], ...]


def laid_out(counting: Counting, parts: Mapping[str, Published]) -> Sheet:
    """The sheet of a release. parts: by code, in the order in which they were published."""
    if not counting.by:
        yes = tuple((code, part.grid[0][0]) for code, part in parts.items())  # the rest of a part only protects it
        everybody = next(iter(parts.values())).total
        return Sheet((ALL,), tuple(Line(code, (cell,)) for code, cell in (*yes, (ALL, everybody))), yes)
    whole = parts[WHOLE]
    codes = (*whole.rows, ALL)
    lines = tuple(Line(code, cells) for code, cells in zip(codes, whole.grid, strict=True))
    main = tuple((line.code, line.cells[-1]) for line in lines[:-1])
    if counting.by == "agency" and whole.columns:
        main = tuple(zip(whole.columns, lines[-1].cells[:-1], strict=True))
    return Sheet((*whole.columns, ALL), lines, main)
