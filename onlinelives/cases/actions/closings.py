"""Work with a young person ends, and begins again; and who works with them meanwhile."""

from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.writing import locked, open_to
from onlinelives.cases.models import Closing, YoungPerson
from onlinelives.rules.lifecycles import RECORD
from onlinelives.rules.verdict import Changed, Invalid, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def plan(
    *, young_person: YoungPerson, worker: Person | None, review_on: date | None, expected: int, by: Person
) -> YoungPerson:
    """Who works with the young person, and when somebody looks again. Raises Invalid for a worker who would not see the
    record and for a day that has passed; Changed when the record is no longer at version `expected`."""
    young_person = open_to(by, young_person)
    if young_person.version != expected:
        raise Changed(young_person)
    if worker and worker not in queries.who_could_work(young_person):
        raise Invalid("They would not see the record. Choose somebody of the team.", "worker")
    if review_on and review_on != young_person.review_on and review_on < clock.today():
        raise Invalid("The day to look again is today or later.", "review_on")
    young_person.worker, young_person.review_on = worker, review_on
    young_person.version += 1
    young_person.save(update_fields=["worker", "review_on", "version"])
    told = worker.pk if worker else None
    record("work planned", by=by, subject=young_person.trail_subject, worker=told, review_on=str(review_on or ""))
    return young_person


@transaction.atomic
def close(*, young_person: YoungPerson, reason: str, outcome: str, words: str, expected: int, by: Person) -> Closing:
    """Work with the young person has ended. Raises NotNow while something in the record waits to be decided or
    finished, Invalid without words, Changed when the record is no longer at version `expected`."""
    young_person = locked(young_person)
    need(permissions.change_record(by, young_person))
    state = RECORD.after(young_person.state, "close")
    if young_person.version != expected:
        raise Changed(young_person)
    need_state(queries.may_close(young_person))
    if reason not in Closing.Reason.values or outcome not in Closing.Outcome.values:
        raise Invalid("Select why it is closed, and what came of it.", "reason")
    if not words.strip():
        raise Invalid("Say what was done and what came of it.", "words")
    closing = Closing.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        reason=reason,
        outcome=outcome,
        words=words.strip(),
        by=by,
    )
    young_person.state, young_person.closed_on, young_person.review_on = state, clock.today(), None
    young_person.version += 1
    young_person.save(update_fields=["state", "closed_on", "review_on", "version"])
    record("record closed", by=by, subject=young_person.trail_subject, reason=reason, outcome=outcome)
    return closing


@transaction.atomic
def reopen(*, young_person: YoungPerson, because: str, by: Person) -> YoungPerson:
    """Work with the young person begins again. Raises Invalid without a reason, NotNow for a record that is open."""
    young_person = locked(young_person)
    need(permissions.change_record(by, young_person))
    young_person.state = RECORD.after(young_person.state, "reopen")
    if not because.strip():
        raise Invalid("Say why it is opened again.", "because")
    for closing in young_person.closings.filter(reopened_at=None):
        closing.reopened_at, closing.reopened_by, closing.reopened_because = clock.now(), by, because.strip()
        closing.save(update_fields=["reopened_at", "reopened_by", "reopened_because"])
    young_person.closed_on = None
    young_person.version += 1
    young_person.save(update_fields=["state", "closed_on", "version"])
    record("record reopened", by=by, subject=young_person.trail_subject)
    return young_person
