"""What needs somebody now: one line on a home page. Rooms make them, the home page shows them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Need:
    """`what` is the link's text, `more` a sentence beneath, `due` a date that is shown and sorts; `late` marks it.
    `first`: it stands before everything else, because a young person may be in danger.

    All of it also goes out by e-mail: our own words, names of rounds and agencies, numbers and titles of statements.
    What people typed themselves goes into `private`, which only the page shows.
    """

    what: str
    href: str
    more: str = ""
    due: date | None = None
    late: bool = False
    private: str = ""
    first: bool = False


def soonest_first(needs: list[Need]) -> list[Need]:
    """What stands first; then by due date, those without one last, otherwise as they came."""
    return sorted(needs, key=lambda need: (not need.first, need.due is None, need.due or date.max))
