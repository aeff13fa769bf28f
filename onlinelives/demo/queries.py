"""The cast, to choose from."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Membership, Person
from onlinelives.demo.cast import AREA_CODE, PLAYERS


@dataclass(frozen=True)
class CastMember:
    person: Person
    roles: str
    line: str


def cast() -> tuple[list[CastMember], list[CastMember]]:
    """The seven that a visitor should meet, in order, and everybody else."""
    held: dict[int, list[str]] = {}
    for membership in Membership.objects.filter(person__partnership__code=AREA_CODE, ended_at=None).select_related(
        "agency"
    ):
        held.setdefault(membership.person_id, []).append(str(membership))
    by_name = {player.name: (place, player) for place, player in enumerate(PLAYERS)}
    found = []
    for person in Person.objects.filter(partnership__code=AREA_CODE, is_active=True):
        place, player = by_name.get(person.name, (len(PLAYERS), None))
        line = player.line if player else ""
        found.append((place, CastMember(person, "; ".join(held.get(person.pk, ["No role"])), line)))
    ordered = [member for _, member in sorted(found, key=lambda pair: (pair[0], pair[1].person.name))]
    return [m for m in ordered if m.line], [m for m in ordered if not m.line]


def member(pk: int) -> Person:
    """Somebody of the demonstration, or 404."""
    found: Person = get_object_or_404(
        Person.objects.select_related("partnership"), pk=pk, partnership__code=AREA_CODE, is_active=True
    )
    return found
