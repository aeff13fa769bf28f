"""Until when somebody who asked for a copy of a record is answered.

One calendar month from the day the request came. The time may stand still while the agency waits for something that it
needs and asked for, such as proof of who asks or which part is meant (UK GDPR as changed by the Data (Use and Access)
Act 2025; reported, so that the council's adviser should confirm it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onlinelives.rules.months import months_later

MONTHS = 1


@dataclass(frozen=True)
class Deadline:
    """`on` is None while the time stands still, `since` is then the day from which it does. `stopped`: days so far on
    which it stood still."""

    on: date | None
    since: date | None
    stopped: int

    def late(self, today: date) -> bool:
        return self.on is not None and self.on < today


def deadline(received_on: date, stops: Iterable[tuple[date, date | None]]) -> Deadline:
    """stops: (the first day on which the time stood still, the first on which it ran again, or None). They do not
    overlap. A day on which it was stopped and ran again does not count."""
    stopped, since = 0, None
    for begun, ended in stops:
        if ended is None:
            since = begun
        else:
            stopped += (ended - begun).days
    on = None if since else months_later(received_on, MONTHS) + timedelta(days=stopped)
    return Deadline(on, since, stopped)
