"""How small is too small, and the words for what is hidden."""

from dataclasses import dataclass
from enum import StrEnum

FEWEST = 5  # notes on security, section 8; the sources in use in England ask from 5 to 10
MOST_FEWEST = 100


@dataclass(frozen=True)
class Settings:
    """fewest: the smallest count that is shown, a whole number from 5 to 100. Nobody can ask for less than 5.

    zeros_shown: False hides 0 like the counts below `fewest`. A nought can tell as much as a two: "none of the
    children in care said no" says that every one of them said yes, and a quarter that adds nought says that nothing
    happened to the one child who joined. Hidden noughts also make "fewer than 5" mean 0 to 4, so that a hidden count
    does not even say that there is somebody. Set it to True only where the columns are not something known about the
    people in the rows, such as contacts by month, and where a sea of hidden noughts would hide the rest.

    reasons_told: False gives every hidden count the same reason (`Reason.UNTOLD`), whichever rule hid it. True tells
    the small from those that keep them company, wherever that narrows no count too far. It reads better, but it hides
    more, and whoever tries this program on every table that fits learns more from it: see `suppression` for how much.

    Other values raise ValueError.
    """

    fewest: int = FEWEST
    zeros_shown: bool = False
    reasons_told: bool = False

    def __post_init__(self) -> None:
        if type(self.fewest) is not int or not FEWEST <= self.fewest <= MOST_FEWEST:
            raise ValueError(f"fewest is a whole number from {FEWEST} to {MOST_FEWEST}, not {self.fewest!r}")
        if type(self.zeros_shown) is not bool or type(self.reasons_told) is not bool:
            raise ValueError("zeros are shown or not, and reasons told or not: True or False")

    @property
    def lowest(self) -> int:
        """The lowest number that a hidden count can be, 0 or 1."""
        return 1 if self.zeros_shown else 0

    @property
    def width(self) -> int:
        """How many different numbers every hidden count must still be able to be, for whoever does all the sums."""
        return self.fewest - 1

    def small(self, count: int) -> bool:
        """Whether a count may not be shown for its own sake."""
        return self.lowest <= count < self.fewest


class Reason(StrEnum):
    """Why a count is hidden. In one table either the first two are told apart, or all are UNTOLD."""

    PRIMARY = "primary"  # it is small
    SECONDARY = "secondary"  # it is not small: it keeps company
    UNTOLD = "untold"  # one or the other: telling which would narrow a small one


def words(reason: Reason, settings: Settings) -> str:
    """What a reader is told in place of a number."""
    company = "hidden so that another number cannot be worked out"
    return {
        Reason.PRIMARY: f"fewer than {settings.fewest}",
        Reason.SECONDARY: company,
        Reason.UNTOLD: f"fewer than {settings.fewest}, or {company}",
    }[reason]
