"""Signals of significant harm are raised, heard, and settled; what nobody hears goes further by itself.

Nothing about a signal is ever changed or taken back: each step adds a note. No state of the record refuses one.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions import telling
from onlinelives.cases.actions.writing import seen_by
from onlinelives.cases.models import Signal, SignalNote, SignalTold, YoungPerson
from onlinelives.cases.models.signals import ESCALATIONS, OPEN
from onlinelives.rules.lifecycles import SIGNAL
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.trail import clock
from onlinelives.trail.actions import System, record

Kind = SignalNote.Kind


@dataclass(frozen=True)
class Settled:
    """What came of a signal. outcome: one of Signal.Outcome."""

    outcome: str
    words: str

    def __repr__(self) -> str:
        return "<settled>"


@transaction.atomic
def raise_now(*, young_person: YoungPerson, worry: str, by: Person, form_key: uuid.UUID | None = None) -> Signal:
    """A signal, or more words for the one that is open; either way it waits for somebody other than `by`, who is told
    at once. Where there is nobody to tell, it goes to the area's address at once. The same form sent twice makes one.
    Raises Invalid without words."""
    young_person = seen_by(by, young_person)
    again = form_key and SignalNote.objects.filter(form_key=form_key, signal__young_person=young_person).first()
    if again:
        return again.signal
    if not worry.strip():
        raise Invalid("Say in a few words what worries you.", "worry")
    signal, kind = _raised(young_person, by)
    hearers = telling.hearers_of(signal)
    if not hearers and not signal.escalations:
        for name, value in _step(signal).items():
            setattr(signal, name, value)
    signal.save()
    note = _note(signal, kind, worry, by, form_key)
    told = [person for person in hearers if person != by]
    told, outside = telling.waits(signal, told, outside=not hearers)
    _keep_told(note, told, outside)
    record(
        f"signal {'raised' if kind == Kind.RAISED else 'added to'}",
        by=by,
        subject=signal.trail_subject,
        signal=str(signal.pk),
        told=[person.pk for person in told],
        outside=outside,
    )
    return signal


@transaction.atomic
def acknowledge(*, signal: Signal, doing: str, expected: int, by: Person) -> Signal:
    """Somebody has heard it and says what will be done now. Raises Refused for who raised it or may not, NotNow when
    somebody was quicker, Changed when something was added that `by` has not read, Invalid without words."""
    signal = _locked(signal, by)
    need(permissions.acknowledge_signal(by, signal))
    signal.state = SIGNAL.after(signal.state, "acknowledge")
    _read(signal, expected)
    if not doing.strip():
        raise Invalid("Say what will be done now.", "doing")
    signal.escalate_at = None
    signal.save()
    _note(signal, Kind.ACKNOWLEDGED, doing, by)
    telling.heard(signal, by)
    record("signal acknowledged", by=by, subject=signal.trail_subject, signal=str(signal.pk))
    return signal


@transaction.atomic
def settle(*, signal: Signal, settled: Settled, expected: int, by: Person) -> Signal:
    """What came of it. Raises like `acknowledge`, and NotNow before somebody has acknowledged it."""
    signal = _locked(signal, by)
    need(permissions.settle_signal(by, signal))
    signal.state = SIGNAL.after(signal.state, "settle")
    _read(signal, expected)
    if settled.outcome not in Signal.Outcome.values:
        raise Invalid("Select what came of it.", "outcome")
    if not settled.words.strip():
        raise Invalid("Say what came of it, in words.", "words")
    signal.outcome = settled.outcome
    signal.save()
    _note(signal, Kind.SETTLED, settled.words, by)
    record("signal settled", by=by, subject=signal.trail_subject, signal=str(signal.pk), outcome=signal.outcome)
    return signal


@transaction.atomic
def escalate(*, signal: Signal) -> bool:
    """Its time has passed and nobody has acknowledged it: those who can are told again, and the area's address is
    written to. Whether it was the caller's to do: of many who try at once, one is told yes."""
    now = clock.now()
    waiting = Signal.objects.filter(pk=signal.pk, escalations=signal.escalations, escalate_at__lte=now)
    if not (SIGNAL.may(signal.state, "escalate") and waiting.filter(state=signal.state).update(**_step(signal))):
        return False
    here = Signal.objects.select_related("young_person__agency", "partnership", "raised_by").get(pk=signal.pk)
    note = _note(here, Kind.ESCALATED, "", None)
    told, outside = telling.waits(here, telling.hearers_of(here), outside=True)
    _keep_told(note, told, outside)
    record(
        "signal escalated",
        by=System(here.partnership.code),
        subject=here.trail_subject,
        signal=str(here.pk),
        time=here.escalations,
        told=[person.pk for person in told],
        outside=outside,
    )
    return True


def _raised(young_person: YoungPerson, by: Person) -> tuple[Signal, SignalNote.Kind]:
    """The signal that waits from now on, not saved yet: the one that is open, or a new one."""
    signal = young_person.signals.select_for_update(of=("self",), no_key=True).filter(OPEN).first()
    if signal is None:
        made = Signal(partnership_id=young_person.partnership_id, young_person=young_person)
        _wait(made, by)
        return made, Kind.RAISED
    signal.young_person = young_person
    if signal.state == "acknowledged":
        _wait(signal, by)
    signal.state = SIGNAL.after(signal.state, "add")
    signal.version += 1
    return signal, Kind.ADDED


def _wait(signal: Signal, by: Person) -> None:
    """From now on somebody must acknowledge it."""
    signal.raised_at, signal.raised_by = clock.now(), by
    signal.within = queries.settings_for(by).acknowledge_within
    signal.escalations, signal.escalate_at = 0, signal.acknowledge_by


def _step(signal: Signal) -> dict[str, Any]:
    """What changes when it goes further now: it does so again after the same time, ESCALATIONS times in all."""
    now, times = clock.now(), signal.escalations + 1
    again = None if times >= ESCALATIONS else now + timedelta(minutes=signal.within)
    return {"escalations": times, "escalated_at": now, "escalate_at": again}


def _locked(signal: Signal, by: Person) -> Signal:
    young_person = seen_by(by, signal.young_person)
    here = young_person.signals.select_for_update(of=("self",), no_key=True).select_related("raised_by")
    found = here.get(pk=signal.pk)
    found.young_person = young_person
    return found


def _read(signal: Signal, expected: int) -> None:
    if signal.version != expected:
        raise Changed(signal, "signal")
    signal.version += 1


def _note(
    signal: Signal, kind: SignalNote.Kind, words: str, by: Person | None, form_key: uuid.UUID | None = None
) -> SignalNote:
    return SignalNote.objects.create(
        partnership_id=signal.partnership_id,
        signal=signal,
        number=signal.notes.count() + 1,
        kind=kind,
        words=words.strip(),
        by=by,
        form_key=form_key,
    )


def _keep_told(note: SignalNote, told: list[Person], outside: bool) -> None:
    if outside:
        note.outside = True
        note.save(update_fields=["outside"])
    SignalTold.objects.bulk_create(
        SignalTold(partnership_id=note.partnership_id, note=note, person=person) for person in told
    )
