"""Legal holds: while one stands, nothing that it covers is disposed of."""

import uuid

from django.db import transaction

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.cases import permissions
from onlinelives.cases.actions.writing import seen_by, telling
from onlinelives.cases.models import LegalHold, YoungPerson
from onlinelives.rules.verdict import Invalid, NotNow, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def hold_record(*, young_person: YoungPerson, reason: str, by: Person, form_key: uuid.UUID | None = None) -> LegalHold:
    """One record, open or closed, is held. The same form sent twice makes one hold."""
    young_person = seen_by(by, young_person)
    need(permissions.look_after(by, young_person))
    again = form_key and young_person.holds.filter(form_key=form_key).first()
    if again:
        return again
    made = _begin(by, reason, form_key, young_person=young_person)
    record("legal hold begun", by=by, subject=young_person.trail_subject, hold=str(made.pk))
    return made


@transaction.atomic
def hold_area(*, agency: Agency | None, reason: str, by: Person, form_key: uuid.UUID | None = None) -> LegalHold:
    """Everything of an agency is held, or with None everything of the area: for an inquiry, without seeing a record.
    The same form sent twice makes one hold. Raises Invalid for an agency of another area."""
    need(permissions.hold_area(by))
    whole_area(by.partnership_id)
    again = form_key and LegalHold.objects.visible_to(by).filter(form_key=form_key).first()
    if again:
        return again
    if agency is not None and agency.partnership_id != by.partnership_id:
        raise Invalid("Select one of the agencies.", "agency")
    made = _begin(by, reason, form_key, agency=agency)
    subject = agency.trail_subject if agency else "area"
    record("legal hold begun", by=by, subject=subject, hold=str(made.pk))
    return made


@transaction.atomic
def lift(*, hold: LegalHold, reason: str, by: Person) -> LegalHold:
    """The hold stands no more, and stays on record with both reasons. Raises NotNow when it was lifted before."""
    if hold.young_person:
        young_person = seen_by(by, hold.young_person)
        need(permissions.look_after(by, young_person))
        subject = young_person.trail_subject
    else:
        need(permissions.hold_area(by))
        subject = hold.agency.trail_subject if hold.agency else "area"
    here = LegalHold.objects.select_for_update(no_key=True).get(pk=hold.pk, partnership=by.partnership_id)
    if here.lifted_at is not None:
        raise NotNow("This hold has been lifted already.")
    here.lifted_at, here.lifted_by, here.lifted_reason = clock.now(), by, telling(reason)
    here.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    record("legal hold lifted", by=by, subject=subject, hold=str(here.pk))
    return here


def whole_area(partnership_id: int) -> None:
    """Locked until the transaction ends: no hold on an area begins while a record of it is being erased. It comes
    before the lock of a record."""
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership_id)


def _begin(
    by: Person,
    reason: str,
    form_key: uuid.UUID | None,
    young_person: YoungPerson | None = None,
    agency: Agency | None = None,
) -> LegalHold:
    made = LegalHold(
        partnership_id=by.partnership_id,
        young_person=young_person,
        agency=agency,
        reason=telling(reason),
        began_by=by,
        form_key=form_key,
    )
    made.save(force_insert=True)
    return made
