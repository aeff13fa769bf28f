"""Case studies while they are written: structure and text from one record, what was decided about it, and why.

All of it is as sensitive as the record and belongs beside it. What others may read is in `approved_studies`.
"""

import uuid

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules.deidentify import KEEP, REPLACE, ROLES
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import CASE_STUDY
from onlinelives.trail import clock

PARTS = ("title", "teaches", "narrative")  # the texts of a case study, in the order in which they are checked


class Feature(models.TextChoices):
    """What a case study may tell of the case in ticks. The codes of each are in queries.study_features."""

    AGE = "age_band", "age"
    CATEGORY = "category", "C"
    HARM = "harm", "harm"
    FACTOR = "factor", "vulnerability"
    OUTCOME = "outcome", "outcome"


class CaseStudy(models.Model):
    """One case study, begun from one record by its author. `version` counts every change of it and of what hangs on it.

    nicknames_asked: the author has said which nicknames there are, or that there are none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="case_studies")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nicknames = Sealed(purpose="case_study.nicknames", default="")
    nicknames_asked = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=list(CASE_STUDY.states.items()), default="draft")
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=clock.now)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        never="id partnership young_person author nicknames nicknames_asked state version begun_at form_key"
    )

    class Meta:
        ordering = ["-begun_at", "-id"]

    def __str__(self) -> str:
        return f"case study {self.pk}"

    @property
    def trail_subject(self) -> str:
        """What its author does stands in the record's trail."""
        return self.young_person.trail_subject


class StudyFeature(models.Model):
    """Something that the case study says of the case, ticked by its author."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="features")
    kind = models.CharField(max_length=10, choices=Feature.choices)
    code = models.CharField(max_length=60)

    leaves = Leaving(never="id partnership study kind code")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["study", "kind", "code"], name="study_feature_once")]

    def __str__(self) -> str:
        return self.code


class StudyText(models.Model):
    """What a case study said after one save. Only ever added; the highest number counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    title = Sealed(purpose="study_text.title", default="")
    teaches = Sealed(purpose="study_text.teaches", default="")
    narrative = Sealed(purpose="study_text.narrative", default="")
    written_at = models.DateTimeField(default=clock.now)

    leaves = Leaving(never="id partnership study number title teaches narrative written_at")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="study_text_once")]

    def __str__(self) -> str:
        return f"text {self.number} of a case study"

    @property
    def parts(self) -> tuple[str, str, str]:
        """The texts in the order of PARTS."""
        return self.title, self.teaches, self.narrative


class StudyName(models.Model):
    """Somebody or something that the text may name beside what the record knows. One that was taken out stays."""

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        SCHOOL = "school", "School or college"
        PLACE = "place", "Place: a street, a town, a club house"
        HANDLE = "handle", "Name used online"
        OTHER = "other", "Something else that tells who it is"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    role = models.CharField(max_length=20, choices=list(ROLES.items()), blank=True)
    name = Sealed(purpose="study_name.name")
    also = Sealed(purpose="study_name.also", default="")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(never="id partnership study kind role name also added_at removed_at form_key")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(kind="person") & ~models.Q(role=""))
                | (~models.Q(kind="person") & models.Q(role="")),
                name="study_name_people_have_a_role",
            )
        ]

    def __str__(self) -> str:
        return f"a {self.kind} named in a case study"


class StudyDecision(models.Model):
    """What the author decided about one flag of one text: the characters `start` to `end` of one of its PARTS. Only
    ever added; of several the one with the highest `turn`, the study's version of its day, counts. Where the same words
    stand in the same place of a newer text, the decision is written down again for that text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    text = models.ForeignKey(StudyText, models.CASCADE, related_name="decisions")
    part = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    choice = models.CharField(max_length=10, choices=[(KEEP, "Kept"), (REPLACE, "Replaced")])
    reason = Sealed(purpose="study_decision.reason")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    turn = models.PositiveIntegerField()

    leaves = Leaving(never="id partnership text part start end choice reason by at turn")

    class Meta:
        ordering = ["turn"]
        constraints = [
            models.UniqueConstraint(fields=["text", "part", "start", "end", "turn"], name="study_decision_once"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="study_decision_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.choice} in a case study"


class StudyRarity(models.Model):
    """Why a combination of features that few young people share stands in the case study. Only ever added; the one with
    the highest `turn` counts. combination: the features by kind and code, as queries.study_counts writes them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="rarities")
    combination = models.CharField(max_length=220)
    reason = Sealed(purpose="study_rarity.reason")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    turn = models.PositiveIntegerField()

    leaves = Leaving(never="id partnership study combination reason by at turn")

    class Meta:
        ordering = ["turn"]
        constraints = [models.UniqueConstraint(fields=["study", "combination", "turn"], name="study_rarity_once")]

    def __str__(self) -> str:
        return "why a rare combination stands"


class StudyForesight(models.Model):
    """What the author answered for one text, in the place of somebody who tries to find out who it is: one answer and
    its words for each of the four questions in FORESIGHT."""

    YES, NO = "yes", "no"
    ANSWERS = ((NO, "No"), (YES, "Yes"))

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    text = models.OneToOneField(StudyText, models.CASCADE, related_name="foresight")
    recognise = models.CharField(max_length=3, choices=ANSWERS)
    recognise_words = Sealed(purpose="study_foresight.recognise")
    press = models.CharField(max_length=3, choices=ANSWERS)
    press_words = Sealed(purpose="study_foresight.press")
    court = models.CharField(max_length=3, choices=ANSWERS)
    court_words = Sealed(purpose="study_foresight.court")
    hurt = models.CharField(max_length=3, choices=ANSWERS)
    hurt_words = Sealed(purpose="study_foresight.hurt")
    at = models.DateTimeField(default=clock.now)

    leaves = Leaving(
        never="id partnership text recognise recognise_words press press_words court court_words hurt hurt_words at"
    )

    def __str__(self) -> str:
        return "who might recognise a case study"


FORESIGHT = ("recognise", "press", "court", "hurt")
SEALED = (CaseStudy, StudyText, StudyName, StudyDecision, StudyRarity, StudyForesight)
