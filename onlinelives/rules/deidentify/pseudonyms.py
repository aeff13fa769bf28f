"""One pseudonym for one person, place or school, in all texts of a draft: letters in the order of appearance.

The letters say nothing about the names. After Z comes 27.
"""

import re
from collections import Counter

from onlinelives.rules.deidentify.hits import KINDS, Subject
from onlinelives.rules.deidentify.record import RELATIVES, ROLES, YOUNG_PERSON, Known

_GROUPS = {"school": "School", "place": "Place", "handle": "Username", "other": "Detail"}
_NAME = "Name"  # of somebody the record does not hold, or that several in the record share
_LABELS = sorted({*ROLES.values(), *_GROUPS.values(), _NAME}, key=len, reverse=True)
_LETTER = r"(?:[A-Z]|\d{2,3})(?!\w)"
_RELATIVES = "|".join(role.capitalize() for role in sorted(RELATIVES, key=len, reverse=True))
_ISLAND = re.compile(
    rf"(?<!\w)(?:(?:{_RELATIVES})(?: \d{{1,2}})? of {_LETTER}|(?:{'|'.join(_LABELS)}) {_LETTER})"
    rf"|\[(?:{'|'.join(map(re.escape, sorted(KINDS)))})\]"
)


def islands(text: str) -> list[tuple[int, int]]:
    """Where pseudonyms of an earlier draft stand: they are left as they are."""
    return [match.span() for match in _ISLAND.finditer(text)]


def letter(number: int) -> str:
    """A to Z for 0 to 25, then 27, 28 ..."""
    return chr(ord("A") + number) if number < 26 else str(number + 1)


class Pseudonyms:
    """Hands out the pseudonyms of one draft. Asking again for a subject gives the same words."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._given: dict[Subject, str] = {}
        self._letters: dict[Subject, str] = {}
        self._used: Counter[str] = Counter()

    def of(self, subject: Subject) -> str:
        """The pseudonym of a subject, "Young person A" or "[date]"."""
        if subject not in self._given:
            self._given[subject] = self._new(subject)
        return self._given[subject]

    def _new(self, subject: Subject) -> str:
        group, which = subject
        if group == "kind":
            if which not in KINDS:
                raise ValueError(f"no pseudonym is known for the kind {which!r}")
            return f"[{which}]"
        if group != "person":
            label = _GROUPS.get(group, _NAME)
            return f"{label} {self._letter(subject, label)}"
        role = self._known.people[int(which)].role
        child = self._first_young_person()
        if role not in RELATIVES or child is None:
            return f"{ROLES[role]} {self._letter(subject, 'people')}"
        self._used[role] += 1
        another = f" {self._used[role]}" if self._used[role] > 1 else ""
        return f"{ROLES[role]}{another} of {self._letter(child, 'people')}"

    def _letter(self, subject: Subject, series: str) -> str:
        if subject not in self._letters:
            self._letters[subject] = letter(self._used[series])
            self._used[series] += 1
        return self._letters[subject]

    def _first_young_person(self) -> Subject | None:
        for number, person in enumerate(self._known.people):
            if person.role == YOUNG_PERSON:
                return "person", str(number)
        return None
