"""What is to be done after an incident is planned, and marked as done."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import FollowUp, Incident, YoungPerson
from onlinelives.rules.lifecycles import FOLLOW_UP
from onlinelives.rules.verdict import Invalid
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@dataclass(frozen=True)
class Plan:
    """What is to be done, by when, and who does it."""

    what: str
    due_on: date
    who: Person

    def __repr__(self) -> str:
        return "<plan>"


@transaction.atomic
def plan(*, incident: Incident, planned: Plan, by: Person, form_key: uuid.UUID | None = None) -> FollowUp:
    """One more thing to do. The same form sent twice makes one. Raises Invalid for a day that is over, or for somebody
    who does not see the record."""
    young_person = open_to(by, incident.young_person)
    again = form_key and FollowUp.objects.filter(form_key=form_key, incident=incident).first()
    if again:
        return again
    check(planned, young_person)
    made = keep(planned, incident, by, form_key)
    record("follow-up planned", by=by, subject=young_person.trail_subject, follow_up=str(made.pk), who=planned.who.pk)
    return made


@transaction.atomic
def finish(*, follow_up: FollowUp, note: str, by: Person) -> FollowUp:
    """It has been done, or need not be done any more: the note says which. Raises NotNow when it was marked already."""
    young_person = open_to(by, follow_up.incident.young_person)
    here = FollowUp.objects.select_for_update(of=("self",), no_key=True).get(
        pk=follow_up.pk, incident__young_person=young_person
    )
    FOLLOW_UP.after(here.state, "finish")
    if not note.strip():
        raise Invalid("Say what was done, or why it is not needed any more.", "note")
    here.done_at, here.done_by, here.note = clock.now(), by, note.strip()
    here.save(update_fields=["done_at", "done_by", "note"])
    record("follow-up done", by=by, subject=young_person.trail_subject, follow_up=str(here.pk))
    return here


def check(planned: Plan, young_person: YoungPerson) -> None:
    """Part of planning: whether it can be done as it says."""
    if not planned.what.strip():
        raise Invalid("Say what is to be done.", "follow_up")
    if planned.due_on < clock.today():
        raise Invalid("Enter today or a later day.", "follow_up_on")
    if planned.who not in queries.who_sees(young_person):
        raise Invalid("Select somebody who sees this record.", "follow_up_by")


def keep(planned: Plan, incident: Incident, by: Person, form_key: uuid.UUID | None = None) -> FollowUp:
    """Part of planning: the row."""
    return FollowUp.objects.create(
        partnership_id=incident.partnership_id,
        incident=incident,
        what=planned.what.strip(),
        due_on=planned.due_on,
        who=planned.who,
        planned_by=by,
        form_key=form_key,
    )
