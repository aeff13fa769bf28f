"""The whole ledger attacked at once, as a test of everything that is out."""

from dataclasses import dataclass

from onlinelives.rules.disclosure.shares.attack import Attack
from onlinelives.rules.disclosure.shares.ledger import SharesReleased


@dataclass(frozen=True)
class Recoverable:
    """A hidden count of which readers know too much: between which numbers it lies. side: "yes" or "no"."""

    wave: str
    answers: str
    item: str
    cut: str
    part: str
    side: str
    low: int
    high: int


def recoverable(ledger: SharesReleased) -> list[Recoverable]:
    """Every hidden count that can be fewer than nine different numbers, and not all of 1 to 7: none, if all is well.

    True counts are not in a ledger. Where they are at hand (`publish_shares`) small ones are held to more.
    """
    found = []
    for wave, answers, item in ledger.items():
        attack = Attack(ledger.sums(wave, answers, item), ledger.cells(wave, answers, item))
        for count in attack.told({}):
            (cut, part), side = count
            found.append(Recoverable(wave, answers, item, cut, part, side, *attack.reach(count)))
    return found
