"""Case studies as others see them: the de-identified text a second person is asked about, and what was approved.

Nothing here names a record but `StudyAsk.study` and `CaseStudySource`, which no reader is shown.
"""

import hashlib
import json
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.case_studies import CaseStudy, Feature, StudyText
from onlinelives.cases.models.young_people import NamedPerson
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


def _works_with_young_people(person: Any) -> bool:
    return bool(person.agencies_as(roles.PRACTITIONER) | person.agencies_as(roles.MANAGER))


class StudyAskQuerySet(models.QuerySet["StudyAsk"]):
    def visible_to(self, person: Any) -> "StudyAskQuerySet":
        """What waits for this person. When the record was restricted since they were asked, only somebody named on it
        still sees the text."""
        if not _works_with_young_people(person):
            return self.none()
        named = NamedPerson.objects.filter(person=person, ended_at=None).values("young_person")
        return self.filter(partnership_id=person.partnership_id, asked=person, state="waiting").filter(
            Q(study__young_person__restricted=False) | Q(restricted_then=True) | Q(study__young_person__in=named)
        )


class StudyAsk(models.Model):
    """A second person is asked to approve one text as it was de-identified. restricted_then: the record was restricted
    already when its author asked. words: how they tried to recognise somebody, or why it was sent back."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        APPROVED = "approved", "Approved"
        SENT_BACK = "sent_back", "Sent back"
        TAKEN_BACK = "taken_back", "Taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    study = models.ForeignKey(CaseStudy, models.CASCADE, related_name="asks")
    text = models.ForeignKey(StudyText, models.CASCADE, related_name="+")
    title = Sealed(purpose="study_ask.title")
    teaches = Sealed(purpose="study_ask.teaches")
    narrative = Sealed(purpose="study_ask.narrative")
    asked = models.ForeignKey(Person, models.PROTECT, related_name="+")
    restricted_then = models.BooleanField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    words = Sealed(purpose="study_ask.words", default="")
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = StudyAskQuerySet.as_manager()

    leaves = Leaving(
        never="id partnership study text title teaches narrative asked restricted_then state words version asked_at "
        "ended_at form_key"
    )

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["study"], condition=Q(state="waiting"), name="study_ask_one_waits"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="study_ask_over_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"asked about a case study {self.pk}"

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.title, self.teaches, self.narrative

    @property
    def trail_subject(self) -> str:
        """An id of its own, so that no entry of the second person leads to a record."""
        return f"case_study_ask/{self.pk}"


class AskedFlag(models.Model):
    """A flag as the second person sees it: the characters `start` to `end` of one part of the de-identified text, and
    whether the author kept the words or replaced them. The words as they were are not here."""

    class Verdict(models.TextChoices):
        AGREE = "agree", "I agree"
        NOT = "not", "I do not agree"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    ask = models.ForeignKey(StudyAsk, models.CASCADE, related_name="flags")
    number = models.PositiveIntegerField()
    part = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kept = models.BooleanField()
    why = models.CharField(max_length=200)
    verdict = models.CharField(max_length=5, choices=Verdict.choices, blank=True)
    reason = Sealed(purpose="asked_flag.reason", default="")

    leaves = Leaving(never="id partnership ask number part start end kept why verdict reason")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ask", "number"], name="asked_flag_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="asked_flag_has_words"),
        ]

    def __str__(self) -> str:
        return f"flag {self.number} of a case study"


class ApprovedStudyQuerySet(models.QuerySet["ApprovedStudy"]):
    def visible_to(self, person: Any) -> "ApprovedStudyQuerySet":
        """Whoever works with young people reads what was approved in the area, whichever agency it is from."""
        if not _works_with_young_people(person):
            return self.none()
        return self.filter(partnership_id=person.partnership_id)

    def in_use(self) -> "ApprovedStudyQuerySet":
        """Neither withdrawn nor replaced by a newer version."""
        return self.filter(withdrawn_at=None, newer=None)


class ApprovedStudy(models.Model):
    """An approved text, as it is for ever: an object of its own that holds no key to the record it came from.

    version: 1, 2, … of the same case study. replaces: the version before, where that was still in use. digest: the
    SHA-256 of all that was approved, so that a text altered behind the program's back is not shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    title = Sealed(purpose="approved_study.title")
    teaches = Sealed(purpose="approved_study.teaches")
    narrative = Sealed(purpose="approved_study.narrative")
    version = models.PositiveIntegerField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="newer")
    digest = models.CharField(max_length=64)
    approved_at = models.DateTimeField(default=clock.now)
    review_by = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_why = Sealed(purpose="approved_study.withdrawn_why", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = ApprovedStudyQuerySet.as_manager()

    leaves = Leaving(
        exported="version approved_at review_by",
        never="id partnership title teaches narrative replaces digest withdrawn_at withdrawn_by withdrawn_why form_key",
    )

    class Meta:
        ordering = ["-approved_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="approved_study_withdrawn_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"approved case study {self.pk}"

    @property
    def trail_subject(self) -> str:
        return f"case_study/{self.pk}"

    def digest_of(self, features: list[tuple[str, str]]) -> str:
        """The digest of this text with these features (kind and code), in any order."""
        told = [str(self.pk), self.title, self.teaches, self.narrative, sorted(features)]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


class ApprovedFeature(models.Model):
    """Something that an approved case study says of the case in ticks."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    approved = models.ForeignKey(ApprovedStudy, models.PROTECT, related_name="features")
    kind = models.CharField(max_length=10, choices=Feature.choices)
    code = models.CharField(max_length=60)

    leaves = Leaving(exported="kind code", never="id partnership approved")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["approved", "kind", "code"], name="approved_feature_once")]

    def __str__(self) -> str:
        return self.code


class CaseStudySource(models.Model):
    """From which case study, and so from which record, an approved text came. Only its author and whoever approved it
    are told. It goes when the record goes; the approved text stays, and is then nobody's."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    approved = models.OneToOneField(ApprovedStudy, models.PROTECT, related_name="source")
    ask = models.OneToOneField(StudyAsk, models.CASCADE, related_name="source")

    leaves = Leaving(never="id partnership approved ask")

    def __str__(self) -> str:
        return f"source of {self.approved}"


SEALED = (StudyAsk, AskedFlag, ApprovedStudy)
