"""Invented tables, and the short way to publish one in a test."""

import random

from onlinelives.rules.disclosure import Frame, Published, Released, Settings, Table, population, publish

ROWS = tuple(f"ward {number}" for number in range(1, 61))
COLUMNS = tuple(f"kind {number}" for number in range(1, 41))
COUNTED = "Young people with a plan"
ELMFIELD = population(["elmfield"], ["2026-Q1"])
AS_IT_COMES = Settings()
NOTHING_YET = Released()
NOUGHTS_SHOWN = Settings(zeros_shown=True)

Counts = list[list[int]]


def table(counts: Counts) -> Table:
    return Table(Frame(ROWS[: len(counts)], COLUMNS[: len(counts[0])]), tuple(map(tuple, counts)))


def shown(
    counts: Counts | Table,
    settings: Settings = AS_IT_COMES,
    people: frozenset[str] = ELMFIELD,
    against: Released = NOTHING_YET,
    definition: str = COUNTED,
) -> Published:
    """What is published of these counts."""
    return publish(
        counts if isinstance(counts, Table) else table(counts),
        settings,
        period="January to March 2026",
        definition=definition,
        population=people,
        against=against,
    )


def said(published: Published) -> str:
    """A published table as rows of text, its totals last: a number, or ? for what is hidden."""
    return "\n".join(
        " ".join("?" if cell.number is None else str(cell.number) for cell in row) for row in published.grid
    )


def random_counts(rng: random.Random, most_rows: int = 8, most_columns: int = 6) -> Counts:
    """A table like ours: some evenly small, some with a few large counts among many small ones."""
    rows, columns = rng.randint(2, most_rows), rng.randint(2, most_columns)
    if rng.random() < 0.5:
        return [[rng.randint(0, 12) for _ in range(columns)] for _ in range(rows)]
    return [[int(rng.expovariate(1 / rng.choice([2, 8, 40]))) for _ in range(columns)] for _ in range(rows)]
