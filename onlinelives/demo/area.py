"""Brackenmoor once it is laid down: its people and agencies by the names in the cast."""

from datetime import date, datetime, time

from django.utils import timezone

from onlinelives.accounts.models import Agency, Person
from onlinelives.demo.cast import PLAYERS
from onlinelives.rules import roles


class Area:
    """The people and agencies that were made, by first name and code."""

    def __init__(self, people_: dict[str, Person], agencies_: dict[str, Agency]):
        self._people, self._agencies = people_, agencies_

    def person(self, first: str) -> Person:
        return self._people[first]

    def agency(self, code: str) -> Agency:
        return self._agencies[code]

    def manager(self, code: str) -> Person:
        return self._people[next(p.first for p in PLAYERS if p.agency == code and p.role is roles.MANAGER)]

    def agencies(self) -> list[Agency]:
        return list(self._agencies.values())

    def writer(self, code: str, statement: str) -> Person:
        """Who of an agency writes an answer: its practitioners in turn, its manager where it has none."""
        writers = [p.first for p in PLAYERS if p.agency == code and p.role is roles.PRACTITIONER]
        section = int(statement[0])
        return self.manager(code) if not writers or section == 4 else self._people[writers[section % len(writers)]]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
