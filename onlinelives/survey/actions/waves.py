"""A wave is planned, opened and closed. What it asks is kept word for word from its planning on."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.rules.lifecycles import WAVE
from onlinelives.rules.questionnaires import frozen
from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.survey import permissions
from onlinelives.survey.models import KeptQuestionnaire, Wave
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@dataclass(frozen=True)
class Plan:
    """opens_on, closes_on: first and last day on which anybody may answer. on_device: as in Wave."""

    name: str
    asks: Questionnaire
    opens_on: date
    closes_on: date
    on_device: bool = False


@transaction.atomic
def prepare(*, plan: Plan, by: Person, form_key: uuid.UUID | None = None) -> Wave:
    """A new wave. The same form sent twice makes one. Raises Invalid for days in the wrong order or a taken name."""
    need(permissions.run_survey(by))
    again = form_key and Wave.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    wave = Wave(partnership_id=by.partnership_id, form_key=form_key)
    say(wave, plan)
    wave.save(force_insert=True)
    record("wave planned", by=by, subject=wave.trail_subject, name=wave.name, questionnaire=str(wave.questionnaire))
    return wave


@transaction.atomic
def change(*, wave: Wave, plan: Plan, expected: int, by: Person) -> Wave:
    """What is planned from now on. Raises Changed when it is no longer at version `expected`, NotNow once it is
    open."""
    need(permissions.run_survey(by))
    wave = locked(wave, "change", expected)
    say(wave, plan)
    wave.version += 1
    wave.save()
    record("wave changed", by=by, subject=wave.trail_subject, name=wave.name, questionnaire=str(wave.questionnaire))
    return wave


@transaction.atomic
def open_now(*, wave: Wave, by: Person) -> Wave:
    """Its codes let young people in, on its days. Raises NotNow when it is not planned, Invalid without a place."""
    need(permissions.run_survey(by))
    wave = locked(wave, "open")
    if not wave.places.exists():
        raise Invalid("Add at least one setting before you open the wave.")
    if wave.closes_on < clock.today():
        raise Invalid("Its last day is over. Change the days first.")
    wave.state, wave.opened_at = WAVE.after(wave.state, "open"), clock.now()
    wave.save(update_fields=["state", "opened_at"])
    record("wave opened", by=by, subject=wave.trail_subject)
    return wave


@transaction.atomic
def close(*, wave: Wave, by: Person) -> Wave:
    """Nobody can answer any more, and this cannot be taken back."""
    need(permissions.run_survey(by))
    wave = locked(wave, "close")
    wave.state, wave.closed_at = WAVE.after(wave.state, "close"), clock.now()
    wave.save(update_fields=["state", "closed_at"])
    record("wave closed", by=by, subject=wave.trail_subject)
    return wave


def locked(wave: Wave, verb: str, expected: int | None = None) -> Wave:
    """The wave as it is now, for this transaction. Raises NotNow where its state does not allow `verb`."""
    here = Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)
    WAVE.after(here.state, verb)
    if expected is not None and here.version != expected:
        raise Changed(here, "wave")
    return here


def say(wave: Wave, plan: Plan) -> None:
    """The wave is as planned, not yet saved. A part of actions. Raises Invalid for days in the wrong order or a taken
    name."""
    name = " ".join(plan.name.split())
    if not name:
        raise Invalid("Enter the name of the wave.", "name")
    if plan.opens_on > plan.closes_on:
        raise Invalid("The last day must not be before the first.", "closes_on")
    if Wave.objects.filter(partnership=wave.partnership_id, name__iexact=name).exclude(pk=wave.pk).exists():
        raise Invalid("There is a wave of this name already.", "name")
    wave.name, wave.opens_on, wave.closes_on = name, plan.opens_on, plan.closes_on
    wave.questionnaire, wave.on_device = kept(plan.asks), plan.on_device


def kept(asks: Questionnaire) -> KeptQuestionnaire:
    """The questionnaire, word for word, for good."""
    told = {"code": asks.code, "number": asks.version, "body": frozen.freeze(asks)}
    return KeptQuestionnaire.objects.get_or_create(sha256=frozen.digest(asks), defaults=told)[0]
