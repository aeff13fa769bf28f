"""Founding and naming an area."""

from django.db import transaction

from onlinelives.accounts import permissions
from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.verdict import Invalid, need
from onlinelives.trail.actions import System, record


@transaction.atomic
def found(*, code: str, name: str) -> Partnership:
    """A new, empty area. Done by the program at set-up, not by a person. Raises Invalid when the code is taken."""
    if Partnership.objects.filter(code=code).exists() or code == System.SITE:
        raise Invalid(f"There is already an area with the code {code}.")
    partnership = Partnership.objects.create(code=code, name=name)
    record("area founded", by=System(code), subject=f"area/{code}")
    return partnership


@transaction.atomic
def rename(*, partnership: Partnership, name: str, by: Person) -> Partnership:
    """Give the area another name, as people see it. The code stays."""
    need(permissions.manage_agencies(by))
    if not name.strip() or by.partnership_id != partnership.pk:
        raise Invalid("Enter the name of the area.", "name")
    partnership.name = name.strip()
    partnership.save(update_fields=["name"])
    record("area renamed", by=by, subject=f"area/{partnership.code}")
    return partnership
