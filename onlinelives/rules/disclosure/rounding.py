"""Rounding, for when hiding hides too much.

`rounded` makes a published table coarser. `publish_rounded` is the other way to publish: only the small counts are
hidden, the others are rounded, and every total is the sum of the numbers shown beside it and says so. No figure in such
a table depends on a hidden count in any way, so there is nothing to subtract and no company is needed. The price is
that totals are not those of all people. (True totals, even rounded, can give hidden counts away: see the notes on the
survey, section 9.2, where they did in 3 tables of 4.)
"""

from onlinelives.rules.disclosure.published import DOOR, Cell, Published
from onlinelives.rules.disclosure.publishing import checked, grid
from onlinelives.rules.disclosure.releases import Population, Refused, Released
from onlinelives.rules.disclosure.settings import Reason, Settings
from onlinelives.rules.disclosure.tables import Frame, Place, Table

LEAST_BASE, MOST_BASE = 5, 10  # up to twice the smallest count shown, so that no count is rounded to 0


def rounded(published: Published, base: int = LEAST_BASE) -> Published:
    """The same table with every number shown rounded to a multiple of `base` (5 to 10), halves up.

    Totals are rounded on their own, so rows need not add up. What is hidden stays hidden. The ledger needs whichever of
    the two is given out, and only the exact one if both are. Another base, or a table that is rounded already, raises
    ValueError.
    """
    _need_base(base)
    if published.base > 1:
        raise ValueError("this table is rounded already")
    return Published(
        frame=published.frame,
        grid=tuple(
            tuple(cell if cell.number is None else Cell(_nearest(cell.number, base)) for cell in row)
            for row in published.grid
        ),
        settings=published.settings,
        definition=published.definition,
        period=published.period,
        population=published.population,
        base=base,
        sums_of_shown=published.sums_of_shown,
        door=DOOR,
    )


def publish_rounded(
    table: Table,
    settings: Settings,
    *,
    period: str,
    definition: str,
    population: Population,
    against: Released,
    base: int = LEAST_BASE,
) -> Published:
    """A table of true counts with the small ones hidden, the others rounded to `base`, and totals of what is shown.

    Arguments as in `publish`. A total of nothing but hidden counts is hidden too. Raises `Refused` where any earlier
    table of this definition counts some of the same people: rounded and other figures of the same people are not mixed.
    Another base than 5 to 10 raises ValueError.
    """
    _need_base(base)
    if checked(period, definition, population, against).touching(population):
        raise Refused("Some of these people are in a table that is published already. Rounding would not protect them.")
    frame, true = table.frame, table.numbers()
    cells = [place for place in true if not frame.totals(place) and not settings.small(true[place])]
    shown = {place: _nearest(true[place], base) for place in cells}
    for total in filter(frame.totals, true):
        beneath = [shown[cell] for cell in cells if _adds_to(frame, cell, total)]
        if beneath:
            shown[total] = sum(beneath)
    reasons = {place: Reason.UNTOLD if frame.totals(place) else Reason.PRIMARY for place in true if place not in shown}
    return Published(
        frame=frame,
        grid=grid(frame, shown, reasons),
        settings=settings,
        definition=definition,
        period=period,
        population=tuple(sorted(population)),
        base=base,
        sums_of_shown=True,
        door=DOOR,
    )


def _need_base(base: int) -> None:
    if type(base) is not int or not LEAST_BASE <= base <= MOST_BASE:
        raise ValueError(f"counts are rounded to a whole number from {LEAST_BASE} to {MOST_BASE}, not {base!r}")


def _nearest(number: int, base: int) -> int:
    return (2 * number + base) // (2 * base) * base


def _adds_to(frame: Frame, cell: Place, total: Place) -> bool:
    """Whether a cell is one of those that a total sums up."""
    return total[0] in (cell[0], len(frame.rows)) and total[1] in (cell[1], len(frame.columns))
