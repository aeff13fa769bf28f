"""Agencies join, change and leave."""

import uuid

from django.db import transaction
from django.utils.text import slugify

from onlinelives.accounts import permissions
from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.rules.verdict import Invalid, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def add(*, name: str, kind: str, by: Person, form_key: uuid.UUID | None = None) -> Agency:
    """A new agency of the person's area. The same form sent twice gives the same agency."""
    need(permissions.manage_agencies(by))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    again = form_key and Agency.objects.filter(form_key=form_key, partnership_id=by.partnership_id).first()
    if again:
        return again
    name = _checked(name, by)
    agency = Agency.objects.create(
        partnership_id=by.partnership_id, code=_free_code(name, by), name=name, kind=kind, form_key=form_key
    )
    record("agency added", by=by, subject=agency.trail_subject)
    return agency


@transaction.atomic
def change(*, agency: Agency, name: str, kind: str, by: Person) -> Agency:
    """Another name or kind. Closed rounds keep the name they were closed with."""
    need(permissions.manage_agencies(by))
    agency.name, agency.kind = _checked(name, by, but=agency), kind
    agency.save(update_fields=["name", "kind"])
    record("agency changed", by=by, subject=agency.trail_subject)
    return agency


@transaction.atomic
def leave(*, agency: Agency, by: Person) -> Agency:
    """The agency leaves the partnership: no new roles and no new rounds. What it did stays. Can be undone."""
    need(permissions.manage_agencies(by))
    if agency.left_at is not None:
        raise Invalid(f"{agency.name} has already left.")
    if agency.memberships.filter(ended_at=None).exists():
        raise Invalid(f"People still hold roles in {agency.name}. End those roles first, then let it leave.")
    agency.left_at = clock.now()
    agency.save(update_fields=["left_at"])
    record("agency left", by=by, subject=agency.trail_subject)
    return agency


@transaction.atomic
def come_back(*, agency: Agency, by: Person) -> Agency:
    """Undo leaving."""
    need(permissions.manage_agencies(by))
    _checked(agency.name, by, but=agency)
    agency.left_at = None
    agency.save(update_fields=["left_at"])
    record("agency came back", by=by, subject=agency.trail_subject)
    return agency


def _checked(name: str, by: Person, but: Agency | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid("Enter the name of the agency.", "name")
    others = Agency.objects.filter(partnership_id=by.partnership_id, left_at=None, name__iexact=name)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise Invalid(f"There is already an agency called {name}.", "name")
    return name


def _free_code(name: str, by: Person) -> str:
    """A short code for addresses and the trail, made of the name: 'meadow-lane', then 'meadow-lane-2'."""
    stem = slugify(name)[:50] or "agency"
    taken = {"add"} | set(
        Agency.objects.filter(partnership_id=by.partnership_id, code__startswith=stem).values_list("code", flat=True)
    )
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
