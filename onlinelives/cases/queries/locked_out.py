"""Restricted records that nobody can open any more, for an administrator: nothing of what they hold is fetched."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import Http404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Agency, Membership, Person
from onlinelives.cases.models import NamedPerson, Restriction, YoungPerson


@dataclass(frozen=True)
class LockedOut:
    """`restricted_at`: when it was last said who sees it. `left_at`: when the last role of those named ended; None
    where somebody was switched off instead, whose role runs on."""

    reference: str
    agency: Agency
    restricted_at: datetime
    left_at: datetime | None


def locked_out(person: Person) -> list[LockedOut]:
    """Those of the person's area, the longest restricted first."""
    return _told(person, YoungPerson.objects.locked_out())


def locked_out_record(person: Person, reference: str) -> LockedOut:
    """One of them, or 404."""
    found = _told(person, YoungPerson.objects.locked_out().filter(reference=reference))
    if not found:
        raise Http404
    return found[0]


def who_may_be_given(person: Person, agency: Agency) -> list[Person]:
    """The managers of the agency who can sign in, without the one who asks: nobody opens a record to themselves."""
    return [each for each in accounts.managers_of(agency) if each.pk != person.pk]


def _told(person: Person, found: QuerySet[YoungPerson]) -> list[LockedOut]:
    newest = Restriction.objects.filter(young_person=OuterRef("pk")).order_by("-at").values("at")[:1]
    left = (
        Membership.objects.filter(
            agency=OuterRef("agency"),
            person__in=NamedPerson.objects.filter(young_person=OuterRef(OuterRef("pk")), ended_at=None).values(
                "person"
            ),
        )
        .values("agency")
        .annotate(left_at=Max("ended_at"))
        .values("left_at")
    )
    rows = (
        found.filter(partnership=person.partnership_id)
        .annotate(restricted_at=Subquery(newest), left_at=Subquery(left))
        .order_by("restricted_at", "reference")
        .values_list("reference", "agency", "restricted_at", "left_at")
    )
    agencies = Agency.objects.in_bulk({row[1] for row in rows})
    return [LockedOut(reference, agencies[agency], at, left_at) for reference, agency, at, left_at in rows]
