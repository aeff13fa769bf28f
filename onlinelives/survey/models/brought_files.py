"""A file of answers that was brought in from elsewhere, until somebody takes it in or throws it away."""

import hashlib
import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import BROUGHT
from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey.bringing import looking
from onlinelives.survey.bringing import mapping as mappings
from onlinelives.survey.models.settings import runs
from onlinelives.survey.models.waves import KeptQuestionnaire, Wave, questionnaire_of
from onlinelives.trail import clock


class BroughtFileQuerySet(models.QuerySet["BroughtFile"]):
    def visible_to(self, person: Any) -> "BroughtFileQuerySet":
        """Every file of the area, for those who run its survey."""
        return self.filter(partnership_id=person.partnership_id) if runs(person) else self.none()


class BroughtFile(models.Model):
    """name, questionnaire, opens_on, closes_on: of the wave that it becomes. kind: the ending of its name, of which
    nothing else is kept. size: bytes. rows: young people. columns: what was found in each column (`bringing.looking`);
    mapping: what each becomes (`bringing.mapping`); both are emptied once it is decided on. version: of the mapping.
    problem: why it could not be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    questionnaire = models.ForeignKey(KeptQuestionnaire, models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()
    kind = models.CharField(max_length=8)
    size = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField(default=0)
    first_row = models.PositiveSmallIntegerField(default=1)
    notes = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    state = models.CharField(max_length=11, choices=list(BROUGHT.states.items()), default="uploaded")
    problem = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    brought_at = models.DateTimeField(default=clock.now)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    brought_by_name = models.CharField(max_length=100)
    decided_at = models.DateTimeField(null=True, blank=True)
    wave = models.OneToOneField(Wave, models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = BroughtFileQuerySet.as_manager()

    leaves = Leaving(
        exported="name questionnaire opens_on closes_on kind size rows state brought_at decided_at wave",
        pseudonymised="brought_by_name",
        never="id partnership first_row notes columns mapping problem version brought_by form_key",
    )

    class Meta:
        ordering = ["-brought_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="brought_first_day_first"),
            models.CheckConstraint(
                condition=Q(state="taken_in", wave__isnull=False) | ~Q(state="taken_in") & Q(wave=None),
                name="brought_has_wave_once_taken_in",
            ),
        ]

    def __str__(self) -> str:
        return f"a file for {self.name}"

    @cached_property
    def asks(self) -> Questionnaire:
        return questionnaire_of(self.questionnaire_id)

    @property
    def found(self) -> tuple[looking.Column, ...]:
        return looking.from_told(self.columns)

    @property
    def mapped(self) -> mappings.Mapped:
        return mappings.from_told(self.mapping)

    @property
    def trail_subject(self) -> str:
        return f"survey file/{self.pk}"


class KeptMapping(models.Model):
    """How a file with these columns was mapped the last time. header: the hash of their names, in order."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    header = models.CharField(max_length=64)
    questionnaire = models.ForeignKey(KeptQuestionnaire, models.PROTECT, related_name="+")
    mapping = models.JSONField()

    leaves = Leaving(never="id partnership header questionnaire mapping")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "header", "questionnaire"], name="kept_mapping_once")
        ]

    def __str__(self) -> str:
        return "a mapping"


def header_of(names: Iterable[str]) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256("\n".join(names).encode(errors="replace")).hexdigest()
