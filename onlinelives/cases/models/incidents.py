"""Incidents: something that happened to a young person online, or that technology made worse; and what is done next.

What can be counted lies in columns and in rows, one for each risk item. What was typed is sealed. There is no place for
a picture or any other file.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.risk import CATEGORIES
from onlinelives.trail import clock

# To whom an incident may be reported: the column without its `to_`, and what a page calls it.
RECIPIENTS = {"police": "the police", "platform": "the platform, app or game", "elsewhere": "somebody else"}


class Telling(models.Model):
    """What is told of one incident: as it stands now, or as it was after one save."""

    class Report(models.TextChoices):
        NOT_REPORTED = "not_reported", "Not reported"
        REPORTED = "reported", "Reported, no answer yet"
        ANSWERED = "answered", "Reported and answered"

    happened_on = models.DateField()
    technology_dependent = models.BooleanField(default=False)
    technology_enabled = models.BooleanField(default=False)
    what_happened = Sealed(purpose="incident.what_happened")
    who_was_told = Sealed(purpose="incident.who_was_told", default="")
    evidence_kept = Sealed(purpose="incident.evidence_kept", default="")
    report = models.CharField(max_length=12, choices=Report.choices, default=Report.NOT_REPORTED)
    to_police = models.BooleanField(default=False)
    to_platform = models.BooleanField(default=False)
    to_elsewhere = models.BooleanField(default=False)
    report_note = Sealed(purpose="incident.report_note", default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(technology_dependent=True) | Q(technology_enabled=True), name="%(class)s_has_a_harm_type"
            ),
            models.CheckConstraint(
                condition=Q(report="not_reported", to_police=False, to_platform=False, to_elsewhere=False)
                | (~Q(report="not_reported") & (Q(to_police=True) | Q(to_platform=True) | Q(to_elsewhere=True))),
                name="%(class)s_reported_to_somebody",
            ),
        ]

    @property
    def harm(self) -> list[str]:
        """Ids of the taxonomy's harm types, in its order."""
        return [name for name in ("technology_dependent", "technology_enabled") if getattr(self, name)]

    @property
    def recipients(self) -> list[str]:
        """Which of RECIPIENTS it was reported to."""
        return [name for name in RECIPIENTS if getattr(self, f"to_{name}")]

    @property
    def recipients_in_words(self) -> list[str]:
        return [RECIPIENTS[name] for name in self.recipients]


TOLD = tuple(field.attname for field in Telling._meta.local_fields)


class Incident(Telling):
    """One incident, as it stands now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="incidents")
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="happened_on technology_dependent technology_enabled report to_police to_platform to_elsewhere",
        never="id partnership young_person what_happened who_was_told evidence_kept report_note version written_at "
        "written_by form_key",
    )

    class Meta(Telling.Meta):
        ordering = ["-happened_on", "-written_at"]

    def __str__(self) -> str:
        return f"incident of {self.young_person}"

    @property
    def trail_subject(self) -> str:
        return self.young_person.trail_subject


class IncidentItem(models.Model):
    """A risk item that an incident was about. An incident without any is one that no item fits."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="items")
    item = models.CharField(max_length=60)
    category = models.CharField(max_length=10, choices=[(code, code.capitalize()) for code in CATEGORIES])

    leaves = Leaving(exported="item category", never="id partnership incident")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "item"], name="incident_item_once")]

    def __str__(self) -> str:
        return self.item


class IncidentRevision(Telling):
    """What an incident said after one save. Only ever added. `items`: the codes that were chosen, with spaces between:
    they are for reading, and never counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    items = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(
        never="id partnership incident version items at by happened_on technology_dependent technology_enabled "
        "what_happened who_was_told evidence_kept report to_police to_platform to_elsewhere report_note"
    )

    class Meta(Telling.Meta):
        ordering = ["-version"]
        constraints = [
            *Telling.Meta.constraints,
            models.UniqueConstraint(fields=["incident", "version"], name="incident_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.incident}, version {self.version}"


class FollowUp(models.Model):
    """Something to do after an incident: what, by when, and who does it. It is never changed, only done; another plan
    is another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="follow_ups")
    what = Sealed(purpose="follow_up.what")
    due_on = models.DateField()
    who = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=clock.now)
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note = Sealed(purpose="follow_up.note", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        never="id partnership incident what due_on who planned_at planned_by done_at done_by note form_key"
    )

    class Meta:
        ordering = ["due_on", "planned_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="follow_up_done_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_at=None), name="follow_up_waiting")]

    def __str__(self) -> str:
        return f"follow-up of the {self.incident}"

    @property
    def state(self) -> str:
        """A state of lifecycles.FOLLOW_UP."""
        return "done" if self.done_at else "planned"

    @property
    def is_late(self) -> bool:
        return self.state == "planned" and self.due_on < clock.today()


SEALED: tuple[Any, ...] = (Incident, IncidentRevision, FollowUp)
