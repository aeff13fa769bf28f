"""Answers, and everything they ever said."""

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.audits.models.returns import Return
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.scoring import HIGHEST, Mark
from onlinelives.trail import clock

LONGEST = 5_000  # characters of commentary, and of evidence
LONGEST_REASON = 500

SAVED, CARRIED, CONFIRMED, TAKEN_BACK, IMPORTED = "saved", "carried", "confirmed", "taken back", "imported"
HOW = {
    SAVED: "Saved",
    CARRIED: "Carried forward from an earlier return",
    CONFIRMED: "Confirmed as it stood",
    TAKEN_BACK: "Carrying forward was taken back",
    IMPORTED: "Taken in from a workbook",
}


class Said(models.Model):
    """What an answer says: a score, or not applicable with a reason, or neither yet; commentary and evidence."""

    score = models.PositiveSmallIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    commentary = models.TextField(max_length=LONGEST, blank=True)
    evidence = models.TextField(max_length=LONGEST, blank=True)

    class Meta:
        abstract = True

    @property
    def mark(self) -> Mark:
        return Mark(self.score, self.not_applicable)


def _sound(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(condition=Q(score=None) | Q(score__lte=HIGHEST), name=f"{name}_score_0_to_4"),
        models.CheckConstraint(
            condition=Q(not_applicable=False) | Q(score=None) & ~Q(reason=""), name=f"{name}_not_applicable_has_reason"
        ),
    ]


class Answer(Said):
    """One statement of one return, as it stands. There are 36 from the start; unanswered is a NULL score, never 0.

    `version` counts the saves; a save names the version it read, so that two people cannot overwrite each other.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    audit_return = models.ForeignKey(Return, models.PROTECT, related_name="answers")
    statement = models.CharField(max_length=3)
    section = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=100, blank=True)
    carried = models.BooleanField(default=False)  # from an earlier return, and not re-checked yet
    carried_from = models.ForeignKey("AnswerRevision", models.PROTECT, null=True, blank=True, related_name="+")

    leaves = Leaving(
        exported="statement section score not_applicable reason commentary evidence changed_at carried",
        pseudonymised="changed_by_name",
        never="id partnership audit_return version carried_from",
    )

    class Meta:
        ordering = ["audit_return", "statement"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return", "statement"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(carried=False) | Q(carried_from__isnull=False), name="answer_carried_from_somewhere"
            ),
            *_sound("answer"),
        ]

    def __str__(self) -> str:
        return f"Answer to {self.statement}"

    @property
    def mark(self) -> Mark:
        return Mark(self.score, self.not_applicable, self.carried)

    @property
    def trail_subject(self) -> str:
        return f"answer/{self.pk}"


class AnswerRevision(Said):
    """What an answer said after each save. Rows are only ever added (docs/decisions/0010)."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    how = models.CharField(max_length=10, choices=list(HOW.items()), default=SAVED)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=100)
    at = models.DateTimeField(default=clock.now)

    leaves = Leaving(
        exported="number how score not_applicable reason commentary evidence at",
        pseudonymised="person_name",
        never="id partnership answer person",
    )

    class Meta:
        ordering = ["answer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="answer_revision_once"),
            *_sound("answer_revision"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"
