"""Timed extra access: begun with a reason, ends by itself, reviewed by somebody else."""

import uuid
from datetime import timedelta

from django.db import transaction

from onlinelives.accounts import permissions
from onlinelives.accounts.models import Elevation, Person
from onlinelives.rules.lifecycles import ELEVATION
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

LASTS = timedelta(hours=3)
SHORTEST_REASON = 15


@transaction.atomic
def begin(*, reason: str, by: Person, form_key: uuid.UUID | None = None) -> Elevation:
    """Three hours of extra access for `by`. Raises Invalid for a reason that says nothing, NotNow while one runs."""
    need(permissions.begin_elevation(by))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    again = form_key and Elevation.objects.filter(form_key=form_key, person=by).first()
    if again:
        return again
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why you need extra access, in a sentence somebody can review later.", "reason")
    now = clock.now()
    if Elevation.objects.filter(person=by, ended_at=None, ends_at__gt=now).exists():
        raise NotNow("Your extra access is already running.")
    for run_out in Elevation.objects.filter(person=by, ended_at=None):
        run_out.ended_at = run_out.ends_at
        run_out.save(update_fields=["ended_at"])
    elevation = Elevation.objects.create(
        partnership_id=by.partnership_id,
        person=by,
        reason=reason.strip(),
        began_at=now,
        ends_at=now + LASTS,
        form_key=form_key,
    )
    by.elevated_until = elevation.ends_at
    by.save(update_fields=["elevated_until"])
    record("extra access begun", by=by, subject=elevation.trail_subject)
    return elevation


@transaction.atomic
def end(*, elevation: Elevation, by: Person) -> Elevation:
    """Before its time is up, by the person who has it."""
    elevation = Elevation.objects.select_for_update().get(pk=elevation.pk, person=by)
    need_state(ELEVATION.may(elevation.state, "end"))
    elevation.ended_at = clock.now()
    elevation.save(update_fields=["ended_at"])
    by.elevated_until = None
    by.save(update_fields=["elevated_until"])
    record("extra access ended", by=by, subject=elevation.trail_subject)
    return elevation


@transaction.atomic
def review(*, elevation: Elevation, note: str, by: Person) -> Elevation:
    """An administrator, never the person who had it, writes down what they found."""
    need(permissions.review_elevation(by, elevation))
    elevation = Elevation.objects.select_for_update().get(pk=elevation.pk)
    need_state(ELEVATION.may(elevation.state, "review"))
    if not note.strip():
        raise Invalid("Write down what you found.", "review")
    elevation.review, elevation.reviewed_by, elevation.reviewed_at = note.strip(), by, clock.now()
    elevation.ended_at = elevation.ended_at or elevation.ends_at
    elevation.save(update_fields=["review", "reviewed_by", "reviewed_at", "ended_at"])
    record("extra access reviewed", by=by, subject=elevation.trail_subject)
    return elevation
