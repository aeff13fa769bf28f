"""Questionnaires that an area writes itself."""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import QUESTIONNAIRE
from onlinelives.rules.questionnaires import frozen
from onlinelives.rules.questionnaires.manuscripts import Manuscript
from onlinelives.survey.models.settings import runs
from onlinelives.survey.models.waves import KeptQuestionnaire
from onlinelives.trail import clock

OWN = "own-"  # how the key of an area's questionnaire begins; that of a shipped one is its code


class DraftQuestionnaireQuerySet(models.QuerySet["DraftQuestionnaire"]):
    def visible_to(self, person: Any) -> "DraftQuestionnaireQuerySet":
        """Every questionnaire that the area wrote and did not throw away, for those who run its survey."""
        mine = self.filter(partnership_id=person.partnership_id).exclude(state="thrown_away")
        return mine if runs(person) else self.none()


class DraftQuestionnaire(models.Model):
    """A questionnaire of an area, from its first draft on. begun_from: what it was copied from, in words. body: every
    page as `frozen.freeze` writes it. off: the ids of those that are switched off. published, number: what became of
    it, counted in its area from 1."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    begun_from = models.CharField(max_length=160)
    body = models.JSONField()
    off = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=list(QUESTIONNAIRE.states.items()), default="draft")
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    published = models.ForeignKey(KeptQuestionnaire, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = DraftQuestionnaireQuerySet.as_manager()

    leaves = Leaving(
        exported="name begun_from body off state published number",
        never="id partnership version begun_at changed_at form_key",
    )

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="questionnaire_number_once"),
            models.CheckConstraint(
                condition=Q(state="published", published__isnull=False, number__isnull=False)
                | (~Q(state="published") & Q(published=None, number=None)),
                name="questionnaire_published_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def manuscript(self) -> Manuscript:
        return Manuscript(frozen.thaw(self.body), frozenset(self.off))

    @property
    def key(self) -> str:
        """In addresses and forms, beside the codes of shipped questionnaires."""
        return f"{OWN}{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def trail_subject(self) -> str:
        return f"questionnaire/{self.pk}"


class DraftStep(models.Model):
    """How a draft was before a step, so that the step can be taken back. did: the step in words, such as "moved “How
    old are you?” up". number: the version of the draft before it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    draft = models.ForeignKey(DraftQuestionnaire, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    did = models.CharField(max_length=200)
    body = models.JSONField()
    off = models.JSONField(default=list)

    leaves = Leaving(never="id partnership draft number did body off")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="step_once")]

    def __str__(self) -> str:
        return f"step {self.number}"
