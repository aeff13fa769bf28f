"""Who must never receive anything about a young person."""

import uuid

from django.db import transaction

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import names
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.sharing.models import NeverShare
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def add(
    *,
    young_person: YoungPerson,
    agency: Agency | None = None,
    name: str = "",
    reason: str,
    by: Person,
    form_key: uuid.UUID | None = None,
) -> NeverShare:
    """From now on nothing goes to this agency, or to anybody of this name. The same form sent twice makes one. Raises
    Invalid for neither or both, and without a reason."""
    young_person = open_to(by, young_person)
    again = form_key and young_person.never_share.filter(form_key=form_key).first()
    if again:
        return again
    if bool(names.words(name)) == bool(agency):
        raise Invalid("Enter a name or select an agency, one of the two.", "name")
    if agency and agency.pk == young_person.agency_id:
        raise Invalid("Your own agency holds the record. Restrict it instead.", "agency")
    if not reason.strip():
        raise Invalid("Say why they must never receive anything.", "reason")
    entry = NeverShare(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        agency=agency,
        name=" ".join(name.split()),
        reason=reason.strip(),
        began_by=by,
        form_key=form_key,
    )
    entry.save(force_insert=True)
    record("never share added", by=by, subject=young_person.trail_subject, entry=str(entry.pk))
    return entry


@transaction.atomic
def end(*, entry: NeverShare, reason: str, by: Person) -> NeverShare:
    """They may receive something again. The entry stays, with why. Raises NotNow when it was ended already."""
    young_person = open_to(by, entry.young_person)
    here = young_person.never_share.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    if here.ended_at is not None:
        raise NotNow("This has been ended already.")
    if not reason.strip():
        raise Invalid("Say why they may receive something again.", "reason")
    here.ended_at, here.ended_by, here.ended_reason = clock.now(), by, reason.strip()
    here.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    record("never share ended", by=by, subject=young_person.trail_subject, entry=str(here.pk))
    return here
