"""Checks: an independent person's verdict on a drawn answer, the agency's reply, and how it was settled."""

from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.audits.models.answers import Answer, AnswerRevision
from onlinelives.audits.models.draws import Candidate
from onlinelives.audits.models.returns import SignOff
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import CHECK
from onlinelives.rules.scoring import HIGHEST
from onlinelives.trail import clock

AGREE, LOWER, HIGHER, NO_EVIDENCE, CANNOT_TELL = "agree", "lower", "higher", "no_evidence", "cannot_tell"
VERDICTS = {
    AGREE: "Agree",
    LOWER: "Lower",
    HIGHER: "Higher",
    NO_EVIDENCE: "No evidence seen",
    CANNOT_TELL: "Cannot tell",
}
LONGEST_WORDS = 2_000


class CheckQuerySet(models.QuerySet["Check"]):
    def visible_to(self, person: Any) -> "CheckQuerySet":
        """Strategy leads see every check of the area; an agency's people see those of their answers once there is a
        verdict; reviewers see these of the agency they work for, in whatever role, and all checks of other agencies."""
        mine = self.filter(partnership_id=person.partnership_id)
        if person.holds(roles.STRATEGY_LEAD):
            return mine
        untold = Q(state__in=["drawn", "set_aside"])
        if person.holds(roles.REVIEWER):
            return mine.exclude(Q(answer__audit_return__agency_id__in=person.agency_ids) & untold)
        own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
        return mine.filter(answer__audit_return__agency_id__in=own).exclude(untold)


class Check(models.Model):
    """One drawn answer. The reviewer's verdict and score never touch the agency's own.

    `verified_score` is 0 to 4, or None where the reviewer could not say. `settled_*` is what stands in the end; only
    that enters statistics. `revision` is the answer as it was signed, `sign_off` pins the evidence.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="check_made")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="checks")
    revision = models.ForeignKey(AnswerRevision, models.PROTECT, related_name="checks")
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="checks")
    state = models.CharField(max_length=10, choices=list(CHECK.states.items()), default="drawn")
    version = models.PositiveIntegerField(default=0)
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="checks")
    reviewer_name = models.CharField(max_length=100, blank=True)
    verdict = models.CharField(max_length=12, choices=list(VERDICTS.items()), blank=True)
    verified_score = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(max_length=LONGEST_WORDS, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    reply_due = models.DateField(null=True, blank=True)
    reply = models.TextField(max_length=LONGEST_WORDS, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by_name = models.CharField(max_length=100, blank=True)
    settled_verdict = models.CharField(max_length=12, choices=list(VERDICTS.items()), blank=True)
    settled_score = models.PositiveSmallIntegerField(null=True, blank=True)
    settled_note = models.TextField(max_length=LONGEST_WORDS, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CheckQuerySet.as_manager()

    leaves = Leaving(
        exported=(
            "answer state verdict verified_score note found_at reply_due reply replied_at settled_verdict "
            "settled_score settled_note settled_at"
        ),
        pseudonymised="reviewer_name replied_by_name",
        never="id partnership candidate revision sign_off version reviewer",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_score=None) | Q(verified_score__lte=HIGHEST), name="check_score_0_to_4"
            ),
            models.CheckConstraint(
                condition=Q(settled_score=None) | Q(settled_score__lte=HIGHEST), name="check_settled_score_0_to_4"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["drawn", "set_aside"]) | Q(reviewer__isnull=False) & ~Q(verdict=""),
                name="check_found_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | ~Q(settled_verdict=""), name="check_settled_with_verdict"
            ),
            models.CheckConstraint(
                condition=~Q(settled_verdict__in=[AGREE, LOWER, HIGHER]) | Q(settled_score__isnull=False),
                name="check_settled_score_where_one_is_meant",
            ),
        ]

    def __str__(self) -> str:
        return f"Check {self.pk}"

    @property
    def overdue(self) -> bool:
        """The agency's time to reply has passed."""
        return self.state == "found" and self.reply_due is not None and self.reply_due < clock.today()

    @property
    def trail_subject(self) -> str:
        return f"check/{self.pk}"
