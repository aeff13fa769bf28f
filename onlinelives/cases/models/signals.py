"""Signals of significant harm: somebody is worried now, and a manager must say that they have heard it."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import SIGNAL
from onlinelives.trail import clock

ESCALATIONS = 2  # how often a signal that nobody acknowledges goes further
OPEN = ~Q(state="settled")


class Signal(models.Model):
    """One signal. What was said about it lies in its notes, which are only ever added.

    raised_at, raised_by: when it was raised, or raised again by what was added after it had been acknowledged.
    within: minutes in which it is to be acknowledged, as the area had decided when it was raised.
    escalations: how often it has gone further since; escalate_at: when it does so next, empty when it does not.
    version: goes up with every note of a person, so that nobody acknowledges what they have not read."""

    class Outcome(models.TextChoices):
        ENQUIRY = "enquiry_started", "Enquiry started (section 47)"
        SAFE = "already_safe", "They were already safe"
        SUPPORT = "support_changed", "Support changed"
        PASSED_ON = "passed_on", "Passed on to another service"
        NOT_SIGNIFICANT = "not_significant", "It was not significant harm"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="signals")
    state = models.CharField(max_length=12, choices=list(SIGNAL.states.items()), default="raised")
    raised_at = models.DateTimeField(default=clock.now)
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    within = models.PositiveSmallIntegerField()
    escalations = models.PositiveSmallIntegerField(default=0)
    escalate_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    leaves = Leaving(
        exported="state outcome",
        never="id partnership young_person raised_at raised_by within escalations escalate_at escalated_at version",
    )

    class Meta:
        ordering = ["-raised_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["young_person"], condition=OPEN, name="signal_one_open_each"),
            models.CheckConstraint(
                condition=(Q(state="settled") & ~Q(outcome="")) | (~Q(state="settled") & Q(outcome="")),
                name="signal_settled_has_an_outcome",
            ),
            models.CheckConstraint(condition=Q(escalations__lte=ESCALATIONS), name="signal_escalations"),
        ]
        indexes = [models.Index(fields=["escalate_at"], condition=Q(state="raised"), name="signal_waiting")]

    def __str__(self) -> str:
        return f"signal on {self.young_person}"

    @property
    def trail_subject(self) -> str:
        return self.young_person.trail_subject

    @property
    def acknowledge_by(self) -> Any:
        """Until when somebody must acknowledge it."""
        return self.raised_at + timedelta(minutes=self.within)


class SignalNote(models.Model):
    """Something said about a signal, or that it went further because nobody answered. Only ever added.

    by: empty when the program itself did it. outside: whether the area's address was written to."""

    class Kind(models.TextChoices):
        RAISED = "raised", "Signal of significant harm"
        ADDED = "added", "Added to the signal"
        ESCALATED = "escalated", "Signal went further"
        ACKNOWLEDGED = "acknowledged", "Signal acknowledged"
        SETTLED = "settled", "Signal settled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = Sealed(purpose="signal_note.words", default="")
    outside = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(never="id partnership signal number kind words outside at by form_key")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["signal", "number"], name="signal_note_once"),
            models.CheckConstraint(
                condition=Q(kind="escalated", by=None) | (~Q(kind="escalated") & Q(by__isnull=False)),
                name="signal_note_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.signal}"


class SignalTold(models.Model):
    """Somebody to whom a message went because of a note."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    note = models.ForeignKey(SignalNote, models.PROTECT, related_name="told")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(never="id partnership note person")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="signal_told_once")]

    def __str__(self) -> str:
        return "somebody told of a signal"


SEALED: tuple[Any, ...] = (SignalNote,)
