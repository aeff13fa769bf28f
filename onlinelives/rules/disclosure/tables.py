"""Tables of counts with their totals, before anything is hidden. What is in this module never leaves.

A place is (row, column), from 0; the last row holds the totals of the columns, the last column the totals of the rows,
and their corner the grand total. A list has no columns: its places are (row, 0), and the last row is its total.
"""

from collections.abc import Iterator
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 60, 40

Place = tuple[int, int]
Key = frozenset[str]  # the names that a count is of: none for the grand total, one for the total of a row or column


@dataclass(frozen=True)
class Frame:
    """The names of a table's rows (1 to 60) and columns (1 to 40, or none for a list), without the counts.

    Names are texts, not blank, and no two are the same, not even a row's and a column's: the ledger of releases knows a
    count by its names. So write "in care: yes" where "yes" would not be enough. A group may be called "Total"; totals
    are known by where they stand. Anything else raises ValueError.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = (*self.rows, *self.columns)
        if not 1 <= len(self.rows) <= MOST_ROWS or len(self.columns) > MOST_COLUMNS:
            raise ValueError(f"a table has 1 to {MOST_ROWS} rows and up to {MOST_COLUMNS} columns")
        if any(not isinstance(name, str) or not name.strip() for name in names):
            raise ValueError("the names of rows and columns are texts and not blank")
        if len(set(names)) < len(names):
            raise ValueError("no two rows or columns have the same name")

    def places(self) -> Iterator[Place]:
        """Every place, totals too, row by row."""
        for row in range(len(self.rows) + 1):
            for column in range(len(self.columns) + 1):
                yield row, column

    def totals(self, place: Place) -> int:
        """Of how many directions a place is a total: 0 for a cell, 2 for the grand total of a table."""
        return (place[0] == len(self.rows)) + bool(self.columns and place[1] == len(self.columns))

    def key(self, place: Place) -> Key:
        """The names that the count at a place is of, the same in every table that has that count."""
        return frozenset(self.rows[place[0] : place[0] + 1] + self.columns[place[1] : place[1] + 1])

    def arc(self, place: Place) -> tuple[int, int]:
        """Where a unit more at a place comes from and goes to, so that all sums hold when it goes round in a circle.

        In a table the points are its rows (0 on) and then its columns, the rows and columns of totals among them: a
        cell leads from its row to its column, a row's or column's total back, the grand total forth. A list has two
        points: the numbers lead from 0 to 1 and the total leads back.
        """
        row, column = place[0], len(self.rows) + 1 + place[1]
        if not self.columns:
            row, column = 0, 1
        return (column, row) if self.totals(place) == 1 else (row, column)


@dataclass(frozen=True)
class Table:
    """True counts: `counts` has a row for each row of the frame and a number for each column; a list has one a row.

    Rows and columns are published in the order they have here: let it not depend on counts that may be hidden. Counts
    are whole numbers from 0. Anything else, and True and False too, raises ValueError.
    """

    frame: Frame
    counts: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        width = len(self.frame.columns) or 1
        if len(self.counts) != len(self.frame.rows) or any(len(row) != width for row in self.counts):
            raise ValueError("a table has one row of counts for each of its rows, and one count for each column")
        if any(type(count) is not int or count < 0 for row in self.counts for count in row):
            raise ValueError("counts are whole numbers from 0")

    def numbers(self) -> dict[Place, int]:
        """The count at every place, totals worked out."""
        rows = [list(row) for row in self.counts]
        if self.frame.columns:
            rows = [[*row, sum(row)] for row in rows]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        return {place: rows[place[0]][place[1]] for place in self.frame.places()}


def listed(names: tuple[str, ...], counts: tuple[int, ...]) -> Table:
    """A list of counts (1 to 60) and their total, as a table without columns."""
    return Table(Frame(names), tuple((count,) for count in counts))
