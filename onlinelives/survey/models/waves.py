"""One year's survey: what is asked, when, where, and of how many."""

from datetime import timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Q

from onlinelives.accounts.models import Partnership
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import WAVE
from onlinelives.rules.questionnaires import frozen
from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey.models.settings import Setting, runs
from onlinelives.trail import clock

NO_STRATUM = "Other places"  # what places of no kind are called together
ON_THE_WAY = timedelta(minutes=2)  # longer than any request lives: nothing handed in is still under way after it


class KeptQuestionnaire(models.Model):
    """A published questionnaire, word for word: found by its hash, and never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    body = models.JSONField()

    leaves = Leaving(exported="sha256 code number body")

    def __str__(self) -> str:
        return f"{self.code}, version {self.number}"


@lru_cache(maxsize=16)
def questionnaire_of(sha256: str) -> Questionnaire:
    """What was kept under this hash. Kept by the process: what is behind a hash cannot change."""
    return frozen.thaw(KeptQuestionnaire.objects.get(pk=sha256).body)


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, person: Any) -> "WaveQuerySet":
        """Every wave of the area, for those who run its survey."""
        return self.filter(partnership_id=person.partnership_id) if runs(person) else self.none()

    def settled(self) -> "WaveQuerySet":
        """Those that were closed long enough ago that every answer has arrived: what is handed in while somebody closes
        the wave may be stored a moment later."""
        return self.filter(state="closed", closed_at__lte=clock.now() - ON_THE_WAY)


class Wave(models.Model):
    """A survey of one year. opens_on, closes_on: first and last day on which codes let anybody in, or on which it was
    answered elsewhere. on_device: a browser may hold the answers until they are handed in whole; otherwise nothing is
    ever kept on a device. brought: its answers come from a file; nobody answers here."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    questionnaire = models.ForeignKey(KeptQuestionnaire, models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()
    on_device = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=list(WAVE.states.items()), default="planned")
    brought = models.BooleanField(default=False)
    planned_at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = WaveQuerySet.as_manager()

    leaves = Leaving(
        exported="name questionnaire opens_on closes_on on_device state brought",
        never="id partnership planned_at opened_at closed_at version form_key",
    )

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="wave_name_once"),
            models.CheckConstraint(condition=Q(opens_on__lte=F("closes_on")), name="wave_opens_before_it_closes"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def asks(self) -> Questionnaire:
        return questionnaire_of(self.questionnaire_id)

    @property
    def trail_subject(self) -> str:
        return f"wave/{self.pk}"


class Place(models.Model):
    """A setting that takes part in a wave. stratum: what kind of settings it was drawn among, such as "large secondary
    schools". sampled: it was drawn; otherwise it came of its own accord, which every report says."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="places")
    setting = models.ForeignKey(Setting, models.PROTECT, related_name="places")
    stratum = models.CharField(max_length=60, blank=True)
    sampled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    leaves = Leaving(exported="wave setting stratum sampled", never="id partnership version")

    class Meta:
        ordering = ["setting__name", "id"]
        constraints = [models.UniqueConstraint(fields=["wave", "setting"], name="place_once")]

    def __str__(self) -> str:
        return f"{self.setting} in {self.wave}"


class ExpectedNumber(models.Model):
    """How many pupils of one year group are there, taking part or not."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="expected")
    year_group = models.PositiveSmallIntegerField()
    pupils = models.PositiveIntegerField()

    leaves = Leaving(exported="place year_group pupils", never="id partnership")

    class Meta:
        ordering = ["year_group"]
        constraints = [models.UniqueConstraint(fields=["place", "year_group"], name="expected_once")]

    def __str__(self) -> str:
        return f"Year {self.year_group}: {self.pupils}"


class CensusNumber(models.Model):
    """How many pupils of one year group there are in the whole area in settings of one kind, by its school census.
    stratum: the kind, as in Place; empty for settings of no kind."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="census")
    stratum = models.CharField(max_length=60, blank=True)
    year_group = models.PositiveSmallIntegerField()
    pupils = models.PositiveIntegerField()

    leaves = Leaving(exported="wave stratum year_group pupils", never="id partnership")

    class Meta:
        ordering = ["stratum", "year_group"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "stratum", "year_group"], name="census_number_once"),
            models.CheckConstraint(condition=Q(pupils__gte=1), name="census_number_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.stratum or NO_STRATUM}, year {self.year_group}: {self.pupils}"
