"""People who try to work out hidden counts from what is published. None of them uses a line of the code under test.

Each knows what a reader knows: the sums, that counts are not negative, and what the reason for hiding says.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from onlinelives.rules.disclosure import Published, Reason

ENDLESS = 10**9

Place = tuple[int, int]
Sum = tuple[list[Place], Place]  # places that add up to a total


def sums(published: Published) -> list[Sum]:
    """Every sum that holds in the table: along rows, along columns and along the totals."""
    rows, columns = range(len(published.rows)), range(len(published.columns))
    last_row, last_column = len(rows), len(columns)
    if not columns:
        return [([(row, 0) for row in rows], (last_row, 0))]
    along = [([(row, column) for column in columns], (row, last_column)) for row in range(last_row + 1)]
    down = [([(row, column) for row in rows], (last_row, column)) for column in range(last_column + 1)]
    return along + down


def limits(published: Published) -> dict[Place, tuple[int, int]]:
    """What is said of each place: its number, or what follows from the reason for hiding it."""
    said: dict[Place, tuple[int, int]] = {}
    least, fewest = int(published.settings.zeros_shown), published.settings.fewest
    for row, cells in enumerate(published.grid):
        for column, cell in enumerate(cells):
            if cell.number is not None:
                said[row, column] = cell.number, cell.number
            elif cell.reason is Reason.PRIMARY:
                said[row, column] = least, fewest - 1
            else:
                said[row, column] = fewest if cell.reason is Reason.SECONDARY else least, ENDLESS
    return said


def narrowed(
    known: dict[Place, tuple[int, int]], equations: list[Sum], never_more: Iterable[tuple[Place, Place]] = ()
) -> dict[Place, tuple[int, int]]:
    """Narrow what is known by one sum after another until nothing moves; `never_more` has pairs (part, whole)."""
    now = dict(known)
    terms = [[*((place, 1) for place in parts), (total, -1)] for parts, total in equations]
    moved = True
    while moved:
        moved = False
        for line in terms:
            low = sum(now[place][0 if sign > 0 else 1] * sign for place, sign in line)
            high = sum(now[place][1 if sign > 0 else 0] * sign for place, sign in line)
            for place, sign in line:
                least, most = now[place]
                if sign > 0:
                    better = max(least, -(high - most)), min(most, -(low - least))
                else:
                    better = max(least, low + most), min(most, high + least)
                if better != (least, most):
                    low += (better[0] - least) if sign > 0 else -(better[1] - most)
                    high += (better[1] - most) if sign > 0 else -(better[0] - least)
                    now[place], moved = better, True
        for part, whole in never_more:
            (low_part, high_part), (low_whole, high_whole) = now[part], now[whole]
            if high_part > high_whole or low_whole < low_part:
                now[part] = low_part, min(high_part, high_whole)
                now[whole] = max(low_whole, low_part), high_whole
                moved = True
    return now


def subtracted(published: Published) -> set[Place]:
    """The hidden places that adding and subtracting sums, in whatever combination, gives back (linear algebra)."""
    known = limits(published)
    unknown = [place for place, (least, most) in known.items() if least != most]
    at = {place: number for number, place in enumerate(unknown)}
    matrix = []
    for parts, total in sums(published):
        row = [Fraction(0)] * len(unknown)
        for place, sign in [*((part, 1) for part in parts), (total, -1)]:
            if place in at:
                row[at[place]] += sign
        matrix.append(row)
    reduced = _reduced(matrix)
    alone = [[column for column, value in enumerate(row) if value] for row in reduced]
    return {unknown[columns[0]] for columns in alone if len(columns) == 1}


def _reduced(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form."""
    done: list[list[Fraction]] = []
    rest = [row for row in matrix if any(row)]
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((row for row in rest if row[column]), None)
        if pivot is None:
            continue
        rest.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        done = [_without(row, pivot, column) for row in done]
        rest = [_without(row, pivot, column) for row in rest]
        done.append(pivot)
    return done


def _without(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    return [a - row[column] * b for a, b in zip(row, pivot, strict=True)] if row[column] else row


def fitting(published: Published, most: int) -> Iterator[dict[Place, int]]:
    """Every table that fits, with no cell over `most`: exact, by trying them all. For tiny tables only."""
    known = limits(published)
    totals = {total for _, total in sums(published)}
    cells = [place for place in known if place not in totals]
    choices = [range(known[place][0], min(known[place][1], max(most, known[place][0])) + 1) for place in cells]
    for numbers in product(*choices):
        table = dict(zip(cells, numbers, strict=True))
        for parts, total in sums(published):
            if all(part in table for part in parts):
                table.setdefault(total, sum(table[part] for part in parts))
        if all(known[place][0] <= table[place] <= known[place][1] for place in table):
            yield table
