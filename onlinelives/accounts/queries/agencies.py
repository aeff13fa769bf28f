"""Agencies, from who is asking."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person


def agencies_for(person: Person, *, left: bool = False) -> list[Agency]:
    """The agencies the person may see, with `people_count` of those who hold a role there now."""
    held = Count("memberships__person", filter=Q(memberships__ended_at=None), distinct=True)
    found = Agency.objects.visible_to(person).annotate(people_count=held).order_by("name")
    return list(found if left else found.filter(left_at=None))


def agency_for(person: Person, code: str) -> Agency:
    """One agency by its code, or 404."""
    return get_object_or_404(Agency.objects.visible_to(person), code=code)


def agency_choices(person: Person) -> list[tuple[str, str]]:
    """(id, name) of agencies that have not left, for a select."""
    found = Agency.objects.visible_to(person).filter(left_at=None)
    return [(str(agency.pk), agency.name) for agency in found]
