"""Online-life assessments: what was asked about a young person's life online, and what a practitioner made of it.

A draft is kept page by page, as it was saved. When it is finished its answers become rows, one for each item, so that
they can be counted. What was typed is sealed. A finished assessment never changes, and keeps the list it was asked from
and what the rules said on its day.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules import vulnerability
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import ASSESSMENT
from onlinelives.rules.risk import CATEGORIES
from onlinelives.trail import clock


class State(models.TextChoices):
    """What is known of one item."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not_known", "Not known"
    NOT_ASKED = "not_asked", "Not asked"


class KeptTaxonomy(models.Model):
    """The list that assessments were made from, as it was: found by its hash, and never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    body = models.TextField()

    leaves = Leaving(never="sha256 body")

    def __str__(self) -> str:
        return self.sha256[:12]


class LocalItem(models.Model):
    """A risk item that a strategy lead added for the area. Its words never change: a new wording is a new item, so that
    an answer can be read with the words it was given to."""

    class Category(models.TextChoices):
        CONTENT = "content", "Content"
        CONTACT = "contact", "Contact"
        CONDUCT = "conduct", "Conduct"
        COMMERCE = "commerce", "Commerce"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    category = models.CharField(max_length=10, choices=Category.choices)
    label = models.CharField(max_length=90)
    help = models.CharField(max_length=300)
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(exported="category label help", never="id partnership began_at ended_at form_key")

    class Meta:
        ordering = ["category", "began_at", "id"]

    def __str__(self) -> str:
        return self.label

    @property
    def code(self) -> str:
        """How answers name it: `contact.local-12`."""
        return f"{self.category}.local-{self.pk}"


class Assessment(models.Model):
    """One assessment. `ruleset_version` and `counts_physical_disability` are those of the day it was begun; `lowest`,
    `highest`, `flag` and `care_and_caring` are what the rules said when it was finished, and empty before."""

    class Stage(models.TextChoices):
        REFERRAL = "referral", "At referral"
        DURING = "during", "During support"
        CLOSING = "closing", "At closing"

    class Hours(models.TextChoices):
        UNDER_1 = "under_1", "Less than 1 hour"
        FROM_1 = "from_1", "1 to 3 hours"
        FROM_3 = "from_3", "3 to 5 hours"
        OVER_5 = "over_5", "More than 5 hours"
        NOT_KNOWN = "not_known", "Not known"
        NOT_ASKED = "not_asked", "Not asked"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="assessments")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    taxonomy = models.ForeignKey(KeptTaxonomy, models.PROTECT, related_name="+")
    ruleset_version = models.PositiveSmallIntegerField()
    counts_physical_disability = models.BooleanField()
    hours = models.CharField(max_length=10, choices=Hours.choices, default="not_asked")
    night = models.CharField(max_length=10, choices=State.choices, default="not_asked")
    phones = models.PositiveSmallIntegerField(null=True, blank=True)
    apps = Sealed(purpose="assessment.apps", default="")
    devices = Sealed(purpose="assessment.devices", default="")
    protective = Sealed(purpose="assessment.protective", default="")
    goes_well = Sealed(purpose="assessment.goes_well", default="")
    effects = Sealed(purpose="assessment.effects", default="")
    images = Sealed(purpose="assessment.images", default="")
    wants = Sealed(purpose="assessment.wants", default="")
    judgement = Sealed(purpose="assessment.judgement", default="")
    state = models.CharField(max_length=10, choices=list(ASSESSMENT.states.items()), default="draft")
    begun_at = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)
    flag = models.CharField(max_length=12, blank=True)
    care_and_caring = models.CharField(max_length=20, blank=True)
    told = Sealed(purpose="assessment.told", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="stage hours night phones flag care_and_caring lowest highest",
        never="id partnership young_person taxonomy ruleset_version counts_physical_disability apps devices protective "
        "goes_well effects images wants judgement state begun_at begun_by finished_at finished_by told form_key",
    )

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="finished", finished_at__isnull=False, lowest__isnull=False, highest__isnull=False)
                | (~Q(state="finished") & Q(finished_at=None, lowest=None, highest=None, flag="")),
                name="assessment_finished_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(lowest=None) | Q(highest__gte=models.F("lowest")), name="assessment_min_max"
            ),
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(state="draft"), name="assessment_one_draft_each"
            ),
        ]

    def __str__(self) -> str:
        return f"assessment of {self.young_person}"

    @property
    def trail_subject(self) -> str:
        return self.young_person.trail_subject

    @property
    def ruleset(self) -> vulnerability.Ruleset:
        """The rules of its day."""
        return vulnerability.ruleset(self.ruleset_version, physical_disability=self.counts_physical_disability)


class SavedTopic(models.Model):
    """One page of a draft as somebody saved it: a row for each save, so that two people who write at once can be told
    apart. `said`: field -> text, as JSON. The rows of a finished assessment have said what they had to, and go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="topics")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    said = Sealed(purpose="saved_topic.said")
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(never="id assessment partnership topic version said saved_at saved_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "topic", "version"], name="saved_topic_once")]

    def __str__(self) -> str:
        return f"{self.topic} of an assessment"


class AssessedRisk(models.Model):
    """What a finished assessment says of one risk item. One that nobody asked about has no row. Frequency, when and
    impact go with a yes only."""

    class Frequency(models.TextChoices):
        ONCE = "once", "Once"
        SOMETIMES = "sometimes", "Sometimes"
        OFTEN = "often", "Often"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="risks")
    item = models.CharField(max_length=60)
    category = models.CharField(max_length=10, choices=[(code, code.capitalize()) for code in CATEGORIES])
    state = models.CharField(max_length=10, choices=State.choices, default="not_asked")
    frequency = models.CharField(max_length=10, choices=Frequency.choices, blank=True)
    when = Sealed(purpose="assessed_risk.when", default="")
    impact = Sealed(purpose="assessed_risk.impact", default="")

    leaves = Leaving(exported="item category state frequency", never="id partnership assessment when impact")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="assessed_risk_once")]

    def __str__(self) -> str:
        return self.item


class AssessedFactor(models.Model):
    """What a finished assessment says of one vulnerability factor, and where it is known from."""

    class Source(models.TextChoices):
        SELF_REPORT = "self_report", "They told us themselves"
        PROFESSIONAL = "professional", "A professional’s view"
        RECORD = "record", "On a record"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="factors")
    factor = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default="not_asked")
    source = models.CharField(max_length=12, choices=Source.choices, blank=True)
    note = Sealed(purpose="assessed_factor.note", default="")

    leaves = Leaving(exported="factor state source", never="id partnership assessment note")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "factor"], name="assessed_factor_once")]

    def __str__(self) -> str:
        return self.factor


class AssessedChoice(models.Model):
    """Something ticked in a list: an effect, or a reason or consequence of sharing an image."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="choices")
    choice = models.CharField(max_length=60)

    leaves = Leaving(exported="choice", never="id partnership assessment")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "choice"], name="assessed_choice_once")]

    def __str__(self) -> str:
        return self.choice


class FlagDecision(models.Model):
    """Whether a young person is flagged for intensive support: a practitioner's decision, whatever the rules say. Only
    ever added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="flag_decisions")
    flagged = models.BooleanField()
    reason = Sealed(purpose="flag_decision.reason")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(exported="flagged", never="id partnership assessment reason at by form_key")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"flag decision on {self.assessment}"


SEALED: tuple[Any, ...] = (Assessment, SavedTopic, AssessedRisk, AssessedFactor, FlagDecision)
