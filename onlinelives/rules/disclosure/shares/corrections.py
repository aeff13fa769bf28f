"""A late class, a corrected import: figures of one wave from two sets of answers.

Whoever takes the earlier figure from the later one has a figure of those who came between. So each figure must be the
very one that is out, or so far from it that those between are as many as stand behind any figure.
"""

from collections.abc import Sequence

from onlinelives.rules.disclosure.releases import Refused
from onlinelives.rules.disclosure.shares.figures import ShareTable
from onlinelives.rules.disclosure.shares.intervals import Limits, pairs
from onlinelives.rules.disclosure.shares.ledger import SharesReleased
from onlinelives.rules.disclosure.shares.published import Cell, Shown
from onlinelives.rules.disclosure.thresholds import FEWEST_ANSWERED, FEWEST_ON_A_SIDE

TOO_NEAR = (
    "Figures of this wave were published from other answers, before a class was added or something was corrected. "
    "These differ so little that the difference would tell about a few young people. Keep to the earlier answers."
)
OTHER_GROUPS = (
    "Figures of this wave were published from other answers and for other groups. Publish the same groups again first, "
    "or keep to the earlier answers."
)


def need_far_apart(table: ShareTable, cells: Sequence[Sequence[Cell]], against: SharesReleased) -> None:
    """Raises `Refused` where the cells of a table (a row for each item) are near those from other answers."""
    for answers in {release.answers for release in against.from_others(table.wave, table.answers)}:
        for item, row in zip(table.items, cells, strict=True):
            out = against.cells(table.wave, answers, item)
            if out and not any(cut == table.cut for cut, _ in out):
                raise Refused(OTHER_GROUPS)
            if out and any(_near(out[table.cut, part], cell) for part, cell in zip(table.parts, row, strict=True)):
                raise Refused(TOO_NEAR)


def _near(earlier: Cell, later: Cell) -> bool:
    if earlier is None or later is None:
        return earlier is not later
    if earlier == later:
        return False
    floors = FEWEST_ANSWERED, FEWEST_ON_A_SIDE, FEWEST_ON_A_SIDE
    return any(_apart(*both) < floor for *both, floor in zip(_known(earlier), _known(later), floors, strict=True))


def _known(cell: Shown) -> tuple[Limits, Limits, Limits]:
    """Answered, yes and no, as far as readers know them."""
    answered, yes = pairs(cell).around
    return answered, yes, (answered[0] - yes[1], answered[1] - yes[0])


def _apart(one: Limits, other: Limits) -> int:
    """By how much two numbers differ at least."""
    return max(one[0] - other[1], other[0] - one[1])
