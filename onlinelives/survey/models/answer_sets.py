"""The answers of a wave as they are analysed: one file that never changes, and what is known of it."""

import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.leaving import Leaving
from onlinelives.survey.models.settings import runs
from onlinelives.survey.models.waves import Wave
from onlinelives.trail import clock


class AnswerSetQuerySet(models.QuerySet["AnswerSet"]):
    def visible_to(self, person: Any) -> "AnswerSetQuerySet":
        """Every set of the area, for those who run its survey."""
        return self.filter(partnership_id=person.partnership_id) if runs(person) else self.none()


class AnswerSet(models.Model):
    """sha256: of the Parquet file in settings.SURVEY, by which it is found. rows: young people. columns: their names
    in the file; strata: the names behind the codes of its column `stratum`, from 0. weighting: how the weights were
    made, in a sentence. design_effect: of the weights alone (Kish). A newer set of a wave takes the place of the
    current one, which is kept: figures were released from it."""

    class Source(models.TextChoices):
        COLLECTED = "collected", "Answered here"
        BROUGHT = "brought", "Brought from a file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="answer_sets")
    source = models.CharField(max_length=10, choices=Source.choices)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    schools = models.PositiveIntegerField()
    columns = models.JSONField()
    strata = models.JSONField()
    weighting = models.CharField(max_length=400)
    design_effect = models.FloatField()
    current = models.BooleanField(default=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnswerSetQuerySet.as_manager()

    leaves = Leaving(
        exported="wave source sha256 rows schools columns strata weighting design_effect made_at",
        never="id partnership current made_by",
    )

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave"], condition=Q(current=True), name="answer_set_one_current"),
            models.CheckConstraint(condition=Q(rows__gt=0, schools__gt=0), name="answer_set_not_empty"),
        ]

    def __str__(self) -> str:
        return f"the answers of {self.wave}"

    @cached_property
    def has(self) -> frozenset[str]:
        """Names of the columns that are there."""
        return frozenset(self.columns)

    @property
    def trail_subject(self) -> str:
        return f"answers/{self.pk}"


class TakenOut(models.Model):
    """Answers left as a file: which, in what form, for whom and why. rows: how many records left."""

    class Form(models.TextChoices):
        CSV = "csv", "CSV with a codebook"
        SAV = "sav", "SPSS"
        PARQUET = "parquet", "Parquet"
        DDI = "xml", "Description only (DDI-Codebook)"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    answer_set = models.ForeignKey(AnswerSet, models.PROTECT, related_name="taken_out")
    form = models.CharField(max_length=7, choices=Form.choices)
    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=100)
    asked_at = models.DateTimeField(default=clock.now)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="answer_set form reason asked_at",
        pseudonymised="asked_by_name",
        never="id partnership asked_by form_key",
    )

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_form_display()} of {self.answer_set}"
