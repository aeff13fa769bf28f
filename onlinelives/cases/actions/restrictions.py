"""The way back into a restricted record that nobody can open any more."""

from django.db import transaction
from django.urls import reverse

from onlinelives.accounts.mail import tell
from onlinelives.accounts.models import Person
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.writing import locked, telling
from onlinelives.cases.models import NamedPerson, Restriction, YoungPerson
from onlinelives.rules.verdict import Invalid, NotNow, need
from onlinelives.trail.actions import record


@transaction.atomic
def give_back(*, reference: str, manager: Person, reason: str, by: Person) -> YoungPerson:
    """A manager of its agency is named on a record that nobody can open, and decides about it from then on. Whoever
    does this sees nothing of it. Those named before stay named, and see nothing unless they come back.

    reason: sealed, and shown on the record. Raises NotNow when somebody can open the record, Invalid for anybody but a
    manager of the agency other than `by`, and for a reason that is too short."""
    need(permissions.give_back(by))
    found = YoungPerson.objects.filter(partnership=by.partnership_id, reference=reference).first()
    young_person = locked(found) if found else None
    if young_person is None or not YoungPerson.objects.locked_out().filter(pk=young_person.pk).exists():
        raise NotNow("There is no such record that nobody can open.")
    if manager not in queries.who_may_be_given(by, young_person.agency):
        raise Invalid("Select a manager of the agency, and not yourself.", "manager")
    NamedPerson.objects.get_or_create(
        partnership_id=young_person.partnership_id, young_person=young_person, person=manager, ended_at=None
    )
    Restriction.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        restricted=True,
        reason=telling(reason),
        by=by,
    )
    young_person.version += 1
    young_person.save(update_fields=["version"])
    tell(
        manager,
        "A restricted record is in your hands",
        ["Nobody could open a restricted record of your agency any more. You have been named on it."],
        reverse("young_people"),
    )
    record("restricted record given back", by=by, subject=young_person.trail_subject, named=[manager.pk])
    return young_person
