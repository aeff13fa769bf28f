"""The ledger: every table of percentages published so far, by which a new one is judged."""

from dataclasses import dataclass, field

from onlinelives.rules.disclosure.shares.cuts import Cuts
from onlinelives.rules.disclosure.shares.published import Cell, PublishedShares
from onlinelives.rules.disclosure.shares.sums import Key, Sums, sums_of

ONLY_ALL = Cuts()


@dataclass(frozen=True)
class SharesReleased:
    """The tables published so far, and the fixed list of cuts. Begin with `SharesReleased(cuts)`; go on with `plus`.

    A table with a cut that is not listed, or whose parts have changed since, raises ValueError: a list of cuts may grow
    but nothing in it may change.
    """

    cuts: Cuts = ONLY_ALL
    releases: tuple[PublishedShares, ...] = field(default=())

    def __post_init__(self) -> None:
        for release in self.releases:
            if release.cut not in self.cuts.codes or release.parts != self.cuts.parts(release.cut):
                raise ValueError(f"what was published by {release.cut} does not fit the list of cuts any more")

    def plus(self, published: PublishedShares) -> "SharesReleased":
        """This ledger and one table more."""
        return SharesReleased(self.cuts, (*self.releases, published))

    def items(self) -> list[tuple[str, str, str]]:
        """Each wave, set of answers and item of which something is out, in order."""
        return sorted({(one.wave, one.answers, item) for one in self.releases for item in one.items})

    def of(self, wave: str, answers: str) -> list[PublishedShares]:
        """The tables of one wave made from one set of answers."""
        return [one for one in self.releases if (one.wave, one.answers) == (wave, answers)]

    def from_others(self, wave: str, answers: str) -> list[PublishedShares]:
        """The tables of a wave that were made from another set of answers."""
        return [one for one in self.releases if one.wave == wave and one.answers != answers]

    def cells(self, wave: str, answers: str, item: str) -> dict[Key, Cell]:
        """Everything released of an item, by cut and part."""
        return {
            (release.cut, part): cell
            for release in self.of(wave, answers)
            if item in release.items
            for part, cell in zip(release.parts, release.cells[release.items.index(item)], strict=True)
        }

    def sums(self, wave: str, answers: str, item: str, *more: str) -> Sums:
        """The sums that hold between the cuts released of an item, and `more` cuts."""
        cuts = {release.cut for release in self.of(wave, answers) if item in release.items}
        return sums_of(frozenset(cuts.union(more)), self.cuts)
