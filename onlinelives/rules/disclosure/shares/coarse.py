"""Figures as they would be given out: whole percentages, rounded bases, comparisons of two digits."""

from collections.abc import Sequence

from onlinelives.rules.disclosure.published import DOOR
from onlinelives.rules.disclosure.shares.figures import Comparison, Measure, Share, ShareTable, Tally
from onlinelives.rules.disclosure.shares.published import Cell, Compared, PublishedShares, Shown
from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_ON_A_SIDE, FEWEST_SCHOOLS, nearest


def enough(tally: Tally) -> bool:
    """Whether a figure may be shown for its own sake."""
    few = tally.answered < FEWEST_ANSWERED or tally.schools < FEWEST_SCHOOLS
    return not few and min(tally.yes, tally.no) >= FEWEST_ON_A_SIDE


def coarse(tally: Tally, share: Share | None) -> Cell:
    """A figure as it is shown, None if it is hidden for its own sake."""
    if share is None or not enough(tally):
        return None
    return Shown(whole(100 * share.p), whole(100 * share.low), whole(100 * share.high), nearest(tally.answered))


def made(table: ShareTable, cells: tuple[tuple[Cell, ...], ...]) -> PublishedShares:
    """The table with these cells, and the comparisons of which both sides are shown."""
    return PublishedShares(
        wave=table.wave,
        answers=table.answers,
        cut=table.cut,
        parts=table.parts,
        items=table.items,
        cells=cells,
        comparisons=_compared(table, cells),
        door=DOOR,
    )


def _compared(table: ShareTable, cells: Sequence[Sequence[Cell]]) -> tuple[Compared, ...]:
    shown = {
        (item, part)
        for item, row in zip(table.items, cells, strict=True)
        for part, cell in zip(table.parts, row, strict=True)
        if cell is not None
    }
    return tuple(_coarse(one) for one in table.comparisons if {(one.item, one.part), (one.item, one.other)} <= shown)


def _coarse(one: Comparison) -> Compared:
    estimate, low, high = (
        float(whole(100 * value)) if one.measure is Measure.DIFFERENCE else float(f"{value:.2g}")
        for value in (one.estimate, one.low, one.high)
    )
    return Compared(one.item, one.part, one.other, one.measure, estimate, low, high, round(one.p, 3))


def whole(value: float) -> int:
    """To the nearest whole number, halves away from 0, so that limits stay in order."""
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)
