"""The door: exact tallies and estimates go in, and what may be shown of them comes out.

A figure is hidden for its own sake by its tally. Then it is tried, item by item, what a reader could work out from all
that is out and this table together (`attack`); while a hidden count would be known too well, the smallest figure of the
item in this table is hidden as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from onlinelives.rules.disclosure.releases import Refused
from onlinelives.rules.disclosure.shares.attack import SIDES, Attack, Count
from onlinelives.rules.disclosure.shares.coarse import coarse, made
from onlinelives.rules.disclosure.shares.corrections import need_far_apart
from onlinelives.rules.disclosure.shares.figures import ShareTable
from onlinelives.rules.disclosure.shares.ledger import SharesReleased
from onlinelives.rules.disclosure.shares.published import Cell, PublishedShares
from onlinelives.rules.disclosure.shares.sums import Key, Sums

NOTHING_YET = SharesReleased()
NOT_LISTED = "Figures are published by the fixed list of groups only. This is not one of them."
OTHER_FIGURES = "The same answers gave another figure before. Were weights or the meaning of a question changed since?"
GIVES_AWAY = "Beside what is published already, this table would tell about a few young people."


def publish_shares(table: ShareTable, against: SharesReleased = NOTHING_YET) -> PublishedShares:
    """What may be shown of a table, given everything that it can be held `against`.

    Keep `against.plus(published)` once it is out. A figure that is out already comes out as it was, shown or hidden.
    Publish "all" first and crossings last: what comes later hides itself for the sake of what is out. Raises `Refused`,
    with a sentence for people, where the cut is not in the list, where these answers give another figure than before or
    contradict what is out, where another set of answers of this wave was used and differs by few children, and where
    hiding more would not help.
    """
    if table.cut not in against.cuts.codes or table.parts != against.cuts.parts(table.cut):
        raise Refused(NOT_LISTED)
    rows = []
    for item, tallies, shares in zip(table.items, table.tallies, table.shares, strict=True):
        keys = [(table.cut, part) for part in table.parts]
        own = dict(zip(keys, map(coarse, tallies, shares), strict=True))
        out = against.cells(table.wave, table.answers, item)
        draft = _Draft(
            against.sums(table.wave, table.answers, item, table.cut),
            out,
            _as_before(own, out),
            {(key, side): getattr(tally, side) for key, tally in zip(keys, tallies, strict=True) for side in SIDES},
        )
        safe = draft.safe()
        rows.append(tuple(safe[key] for key in keys))
    need_far_apart(table, rows, against)
    return made(table, tuple(rows))


def _as_before(own: Mapping[Key, Cell], out: Mapping[Key, Cell]) -> dict[Key, Cell]:
    """One figure, one released value: what is out stays as it is."""
    for key, cell in own.items():
        if out.get(key) not in (None, cell):
            raise Refused(OTHER_FIGURES)
    return {key: out.get(key, cell) for key, cell in own.items()}


@dataclass
class _Draft:
    """One item. out: what is out. own: this table's cells. counts: their true numbers, by which what small ones must
    still be able to be is judged; of other cells they are not known here."""

    sums: Sums
    out: Mapping[Key, Cell]
    own: dict[Key, Cell]
    counts: Mapping[Count, int]

    def safe(self) -> dict[Key, Cell]:
        """The cells with as many more hidden as it takes."""
        attack = Attack(self.sums, {**self.out, **self.own})
        while self._told(attack):
            shown = {key: cell for key, cell in self.own.items() if cell is not None and key not in self.out}
            if not shown:
                raise Refused(GIVES_AWAY)
            self.own[min(shown, key=lambda key: shown[key].base)] = None
            attack = Attack(self.sums, {**self.out, **self.own}, attack.lasting)
        return self.own

    def _told(self, attack: Attack) -> bool:
        """Whether a hidden count would be known too well. One that is out, and may be small for all that is known here,
        may not be narrowed further if it can still be anything from 1 to 7."""
        for count in attack.told({count: self.counts.get(count, 0) for count in attack.hidden}):
            before = count not in self.counts and self._earlier.too_well(count, 0)
            if not before or attack.too_well(count, None):
                return True
        return False

    @cached_property
    def _earlier(self) -> Attack:
        return Attack(self.sums, self.out)
