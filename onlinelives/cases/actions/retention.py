"""An area decides how long records are kept; a manager keeps one record longer."""

import uuid
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Partnership, Person
from onlinelives.cases import permissions
from onlinelives.cases.actions.writing import seen_by, telling
from onlinelives.cases.models import KeptLonger, RetentionRule, YoungPerson
from onlinelives.cases.queries.retention import rules_now
from onlinelives.rules.retention import FEWEST, KINDS, MOST, STARTS
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def decide(*, kind: str, start: str, years: int, reason: str, expected: int, by: Person) -> RetentionRule:
    """The rule for records of one kind in the person's area from now on. What was decided before stays on record.

    expected: the number of the rule that was on the page. Raises Changed when another one holds by now, and Invalid
    for a kind or start that there is not, for years outside FEWEST to MOST, and without a reason."""
    need(permissions.decide_settings(by))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    if kind not in KINDS or start not in STARTS:
        raise Invalid("Select what the years are counted from.", "start")
    if not FEWEST <= years <= MOST:
        raise Invalid(f"Enter {FEWEST} to {MOST} years.", "years")
    now = rules_now(by.partnership_id)[kind]
    if now.number != expected:
        raise Changed(now, "rule")
    made = RetentionRule.objects.create(
        partnership_id=by.partnership_id,
        kind=kind,
        number=now.number + 1,
        start=start,
        years=years,
        reason=telling(reason),
        by=by,
    )
    before = f"{now.rule.start} {now.rule.years}"
    record("retention rule decided", by=by, subject=f"retention_rule/{kind}", before=before, now=f"{start} {years}")
    return made


@transaction.atomic
def keep_longer(
    *, young_person: YoungPerson, until: date, reason: str, by: Person, form_key: uuid.UUID | None = None
) -> KeptLonger:
    """A closed record is not reviewed before `until`. The same form sent twice keeps it once.

    Raises NotNow for an open record and while a disposal is proposed, Invalid for a day that is not in the future."""
    young_person = seen_by(by, young_person)
    need(permissions.look_after(by, young_person))
    again = form_key and young_person.kept_longer.filter(form_key=form_key).first()
    if again:
        return again
    if young_person.state != "closed":
        raise NotNow("This record is open. How long it is kept is decided once it is closed.")
    if young_person.disposals.filter(state="proposed").exists():
        raise NotNow("Somebody has proposed to dispose of this record. Turn that down, or withdraw it, first.")
    if until <= clock.today():
        raise Invalid("Enter a day in the future.", "until")
    kept = KeptLonger(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        until=until,
        reason=telling(reason),
        by=by,
        form_key=form_key,
    )
    kept.save(force_insert=True)
    record("record kept longer", by=by, subject=young_person.trail_subject, until=until.isoformat())
    return kept
