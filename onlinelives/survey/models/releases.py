"""Figures of the survey that were let out: two people see to it, and then nothing of it changes."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import RELEASE
from onlinelives.survey.models.answer_sets import AnswerSet
from onlinelives.survey.models.settings import runs
from onlinelives.survey.models.waves import Wave
from onlinelives.trail import clock

LONGEST_REASON = 1_000


class SurveyReleaseQuerySet(models.QuerySet["SurveyRelease"]):
    def visible_to(self, person: Any) -> "SurveyReleaseQuerySet":
        """Every release of the area, for those who run its survey. What came of it is in findings, for everybody."""
        return self.filter(partnership_id=person.partnership_id) if runs(person) else self.none()


class SurveyRelease(models.Model):
    """One cut of one wave for some of its questions. Proposed, it holds no figure; released, `body` is what
    `PublishedShares.as_data()` gave, as JSON, and `sha256` its hash. All that were released of an area are its ledger.

    answers_sha256: of the answers at the time of proposing. items: codes of questions, as proposed. words: what
    codes were called then (survey.wording). decided_by: who released or declined it, who
    is never who proposed it, or who took it back."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="releases")
    answers = models.ForeignKey(AnswerSet, models.PROTECT, related_name="+")
    answers_sha256 = models.CharField(max_length=64)
    cut = models.CharField(max_length=120)
    items = models.JSONField()
    reason = models.CharField(max_length=LONGEST_REASON)
    state = models.CharField(max_length=10, choices=list(RELEASE.states.items()), default="proposed")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=LONGEST_REASON, blank=True)
    words = models.JSONField()
    body = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = SurveyReleaseQuerySet.as_manager()

    leaves = Leaving(
        exported="wave answers_sha256 cut items reason state proposed_at decided_at decision words body sha256",
        pseudonymised="proposed_by decided_by",
        never="id partnership answers form_key",
    )

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | ~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="survey_release_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["released", "declined"]) | ~Q(decided_by=F("proposed_by")),
                name="survey_release_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="released") & ~Q(body="") & ~Q(sha256="")
                | ~Q(state="released") & Q(body="", sha256=""),
                name="survey_release_holds_figures_once_released",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="survey_release_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.cut} of {self.wave}"

    @property
    def trail_subject(self) -> str:
        return f"survey release/{self.pk}"
