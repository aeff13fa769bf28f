"""What leaves as CSV: published figures, one row for each, with what is counted beside it."""

from collections.abc import Iterator

from onlinelives.cases.queries import ReleasePage
from onlinelives.rules.sheets import ALL

HEADER = ("Table", "Period", "What is counted", "Statements", "Row", "Column", "Young people", "Why it is hidden")


def named(found: ReleasePage) -> dict[str, str]:
    """Every code of the sheet's rows and columns -> what it is called."""
    return {**found.words, ALL: "All young people"}


def release_rows(found: ReleasePage) -> Iterator[tuple[object, ...]]:
    """A hidden figure is empty, never 0, and says why."""
    words, published = named(found), next(iter(found.parts.values()))
    for line in found.sheet.lines:
        for column, cell in zip(found.sheet.columns, line.cells, strict=True):
            yield (
                found.counting.title,
                found.period,
                published.definition,
                ", ".join(found.counting.statements),
                words[line.code],
                words[column],
                cell.number,
                published.words(cell) if cell.hidden else "",
            )
