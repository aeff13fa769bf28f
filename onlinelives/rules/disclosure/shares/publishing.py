"""The door: exact tallies and estimates go in, and what may be shown of them comes out."""

from collections.abc import Sequence

from onlinelives.rules.disclosure.published import DOOR
from onlinelives.rules.disclosure.releases import Refused
from onlinelives.rules.disclosure.shares.figures import Comparison, Measure, Share, ShareTable, Tally
from onlinelives.rules.disclosure.shares.ledger import SharesReleased
from onlinelives.rules.disclosure.shares.published import Cell, Compared, PublishedShares, Shown
from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_ON_A_SIDE, FEWEST_SCHOOLS, nearest

NOTHING_YET = SharesReleased()

Grid = dict[tuple[str, str], Cell]  # by item and part


def enough(tally: Tally) -> bool:
    """Whether a figure may be shown for its own sake."""
    few = tally.answered < FEWEST_ANSWERED or tally.schools < FEWEST_SCHOOLS
    return not few and min(tally.yes, tally.no) >= FEWEST_ON_A_SIDE


def coarse(tally: Tally, share: Share | None) -> Cell:
    """A figure as it would be shown if it may be; None where it may not."""
    if share is None or not enough(tally):
        return None
    return Shown(*(whole(100 * value) for value in (share.p, share.low, share.high)), nearest(tally.answered))


def whole(value: float) -> int:
    """To the nearest whole number, halves up, so that limits stay in order."""
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)


def publish_shares(table: ShareTable, against: SharesReleased = NOTHING_YET) -> PublishedShares:
    """What may be shown of a table, given everything that it can be held `against`.

    Keep `against.plus(published)` once it is out. Raises `Refused`, with a sentence for people, where the cut is not in
    the list, where figures from these answers would contradict what is published, and where no choice of figures to
    hide would do.
    """
    if table.cut not in against.cuts.codes or table.parts != against.cuts.parts(table.cut):
        raise Refused("Figures are published by the fixed list of groups only. This is not one of them.")
    grid = {
        (item, part): coarse(tally, share)
        for item, tallies, shares in zip(table.items, table.tallies, table.shares, strict=True)
        for part, tally, share in zip(table.parts, tallies, shares, strict=True)
    }
    return _made(table, grid)


def _made(table: ShareTable, grid: Grid) -> PublishedShares:
    return PublishedShares(
        wave=table.wave,
        answers=table.answers,
        cut=table.cut,
        parts=table.parts,
        items=table.items,
        cells=tuple(tuple(grid[item, part] for part in table.parts) for item in table.items),
        comparisons=_compared(table.comparisons, grid),
        door=DOOR,
    )


def _compared(comparisons: Sequence[Comparison], grid: Grid) -> tuple[Compared, ...]:
    """Those of which both sides are shown, coarse."""
    return tuple(
        Compared(
            one.item,
            one.part,
            one.other,
            one.measure,
            *(_coarse_measure(one.measure, value) for value in (one.estimate, one.low, one.high)),
            round(one.p, 3),
        )
        for one in comparisons
        if grid[one.item, one.part] and grid[one.item, one.other]
    )


def _coarse_measure(measure: Measure, value: float) -> float:
    return float(whole(100 * value)) if measure is Measure.DIFFERENCE else float(f"{value:.2g}")
