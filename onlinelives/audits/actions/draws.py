"""Answers are drawn for checking: now, or on a schedule."""

import secrets
import uuid
from datetime import date

from django.db import transaction
from django.db.models import Max

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Candidate, Check, Draw, DrawSchedule, Round
from onlinelives.audits.queries.population import Drawable, population
from onlinelives.rules import sampling
from onlinelives.rules.lifecycles import ROUND
from onlinelives.rules.months import months_later
from onlinelives.rules.sampling import Drawn, Parameters
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import Actor, record

FEWEST_REPLY_DAYS, MOST_REPLY_DAYS = 5, 60
NOTHING = "There is nothing to draw: no agency has signed off, or every signed answer has been drawn already."


@transaction.atomic
def draw_now(
    *, round_: Round, parameters: Parameters, reply_days: int, by: Person, form_key: uuid.UUID | None = None
) -> Draw:
    """Draw at once. The same form sent twice gives the same draw. Raises Invalid when there is nothing to draw from."""
    need(permissions.run_checks(by))
    _check_days(reply_days)
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    again = form_key and Draw.objects.filter(form_key=form_key, round=round_).first()
    if again:
        return again
    return _draw(
        round_=round_,
        parameters=parameters,
        reply_days=reply_days,
        schedule=None,
        name=by.name,
        by=by,
        form_key=form_key,
    )


@transaction.atomic
def draw_due(*, schedule: DrawSchedule) -> Draw | None:
    """The schedule's turn, by the worker: draws when the day has come, and says when the next one is. With nothing to
    draw from, the day is moved on all the same, and None is returned."""
    schedule = DrawSchedule.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=schedule.pk)
    if schedule.stopped_at or schedule.next_on > clock.today():
        raise NotNow("This schedule’s day has not come.")
    round_ = Round.objects.select_for_update().get(pk=schedule.round_id)
    following = schedule.next_on
    while following <= clock.today():
        following = months_later(following, schedule.every_months)
    schedule.next_on = following
    schedule.save(update_fields=["next_on"])
    try:
        return _draw(
            round_=round_,
            parameters=Parameters(schedule.per_agency),
            reply_days=schedule.reply_days,
            schedule=schedule,
            name="The schedule",
            by=schedule,
        )
    except Invalid:
        record("draw had nothing to draw", by=schedule, subject=round_.trail_subject, next_on=str(following))
        return None


@transaction.atomic
def set_schedule(
    *, round_: Round, every_months: int, per_agency: int, reply_days: int, first_on: date, by: Person
) -> DrawSchedule:
    """Draw regularly from now on, in place of any earlier schedule of the round."""
    need(permissions.run_checks(by))
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    need_state(ROUND.may(round_.state, "draw"))
    _check_days(reply_days)
    if not 1 <= every_months <= 12:
        raise Invalid("Draw every 1 to 12 months.", "every_months")
    if not 1 <= per_agency <= sampling.MOST_PER_AGENCY:
        raise Invalid(f"Draw from 1 to {sampling.MOST_PER_AGENCY} answers of each agency.", "per_agency")
    if first_on < clock.today():
        raise Invalid("The first draw must not be in the past.", "first_on")
    round_.schedules.filter(stopped_at=None).update(stopped_at=clock.now())
    made = DrawSchedule.objects.create(
        partnership_id=round_.partnership_id,
        round=round_,
        every_months=every_months,
        per_agency=per_agency,
        reply_days=reply_days,
        next_on=first_on,
        set_by=by,
        set_at=clock.now(),
    )
    record(
        "draw schedule set",
        by=by,
        subject=round_.trail_subject,
        every_months=every_months,
        per_agency=per_agency,
        next_on=str(first_on),
    )
    return made


@transaction.atomic
def stop_schedule(*, round_: Round, by: Person) -> None:
    need(permissions.run_checks(by))
    if not round_.schedules.filter(stopped_at=None).update(stopped_at=clock.now()):
        raise NotNow("This round has no schedule.")
    record("draw schedule stopped", by=by, subject=round_.trail_subject)


@transaction.atomic
def export(*, draw: Draw, by: Person) -> None:
    """Written down when a draw's population leaves as a file."""
    record("draw exported", by=by, subject=draw.trail_subject, form="csv")


def _check_days(reply_days: int) -> None:
    if not FEWEST_REPLY_DAYS <= reply_days <= MOST_REPLY_DAYS:
        raise Invalid(f"Give agencies from {FEWEST_REPLY_DAYS} to {MOST_REPLY_DAYS} days to reply.", "reply_days")


def _draw(
    *,
    round_: Round,
    parameters: Parameters,
    reply_days: int,
    schedule: DrawSchedule | None,
    name: str,
    by: Actor,
    form_key: uuid.UUID | None = None,
) -> Draw:
    """The population is frozen and hashed before the seed is made, so that nobody can choose the one for the other."""
    need_state(ROUND.may(round_.state, "draw"))
    drawable = population(round_)
    if not drawable:
        raise Invalid(NOTHING)
    units = [one.unit for one in drawable]
    frozen = sampling.population_digest(units, parameters)
    drawn = sampling.draw(units, parameters, secrets.token_hex(16))
    made = Draw.objects.create(
        partnership_id=round_.partnership_id,
        round=round_,
        number=(round_.draws.aggregate(last=Max("number"))["last"] or 0) + 1,
        algorithm=drawn.algorithm,
        seed=drawn.seed,
        per_agency=parameters.per_agency,
        thin_factor=parameters.thin_factor,
        never_factor=parameters.never_factor,
        population_sha256=frozen,
        reply_days=reply_days,
        schedule=schedule,
        drawn_by_name=name,
        drawn_at=clock.now(),
        form_key=form_key,
    )
    _lay_out(made, drawable, drawn)
    record(
        "answers drawn",
        by=by,
        subject=made.trail_subject,
        round=round_.trail_subject,
        seed=drawn.seed,
        population=frozen,
        candidates=len(units),
        drawn=len(drawn.ids),
    )
    return made


def _lay_out(made: Draw, drawable: list[Drawable], drawn: Drawn) -> None:
    """The population as candidates, and a check for each that was drawn."""
    chosen = set(drawn.ids)
    candidates = Candidate.objects.bulk_create(
        Candidate(
            partnership_id=made.partnership_id,
            draw=made,
            answer=one.answer,
            revision_id=one.revision_id,
            sign_off_id=one.sign_off_id,
            agency_code=one.unit.agency,
            statement=one.answer.statement,
            section=one.unit.section,
            score=one.unit.score,
            thin=one.unit.thin,
            never_checked=one.unit.never_checked,
            probability=float(drawn.inclusion[one.unit.id]),
            drawn=one.unit.id in chosen,
        )
        for one in drawable
    )
    Check.objects.bulk_create(
        Check(
            partnership_id=made.partnership_id,
            candidate=candidate,
            answer_id=candidate.answer_id,
            revision_id=candidate.revision_id,
            sign_off_id=candidate.sign_off_id,
        )
        for candidate in candidates
        if candidate.drawn
    )
