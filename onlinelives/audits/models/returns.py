"""One agency's part of a round: its return, who does which section, and its sign-offs."""

from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.audits.models.rounds import Round
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import RETURN
from onlinelives.rules.scoring import SECTIONS
from onlinelives.trail import clock


class ReturnQuerySet(models.QuerySet["Return"]):
    def visible_to(self, person: Any) -> "ReturnQuerySet":
        """Managers and practitioners see their agency's returns. Strategy leads see a return once it is signed off
        or its round is closed, and others with extra access."""
        mine = self.filter(partnership_id=person.partnership_id).exclude(round__state="draft")
        own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
        if not person.holds(roles.STRATEGY_LEAD):
            return mine.filter(agency_id__in=own)
        if person.elevated:
            return mine
        return mine.filter(Q(agency_id__in=own) | Q(state="signed_off") | Q(round__state="closed"))


class Return(models.Model):
    """What one agency answers in one round. `agency_name` is set when the round closes, and stays."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="returns")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="returns")
    agency_name = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=list(RETURN.states.items()), default="answering")
    invited_at = models.DateTimeField(default=clock.now)

    objects = ReturnQuerySet.as_manager()

    leaves = Leaving(exported="round agency agency_name state", never="id partnership invited_at")

    class Meta:
        ordering = ["agency_name", "agency__name"]
        constraints = [models.UniqueConstraint(fields=["round", "agency"], name="return_once")]

    def __str__(self) -> str:
        return f"{self.name_of_agency}, {self.round}"

    @property
    def name_of_agency(self) -> str:
        """As it was when the round was closed, or as it is now."""
        return self.agency_name or self.agency.name

    @property
    def trail_subject(self) -> str:
        return f"return/{self.pk}"


class Assignment(models.Model):
    """One section of a return, given to somebody, with a date."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    audit_return = models.ForeignKey(Return, models.PROTECT, related_name="assignments")
    section = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    due_on = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField(default=clock.now)

    leaves = Leaving(never="id partnership audit_return section person due_on given_at")

    class Meta:
        ordering = ["section", "id"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return", "section", "person"], name="assignment_once"),
            models.CheckConstraint(
                condition=Q(section__gte=1, section__lte=SECTIONS), name="assignment_section_1_to_6"
            ),
        ]

    def __str__(self) -> str:
        return f"Section {self.section} to {self.person}"


class SignOff(models.Model):
    """A manager's signature over the digest of everything the return said at that moment."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    audit_return = models.ForeignKey(Return, models.PROTECT, related_name="sign_offs")
    digest = models.CharField(max_length=64)
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signed_by_name = models.CharField(max_length=100)
    signed_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=100, blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    leaves = Leaving(
        exported="audit_return digest signed_at withdrawn_at",
        pseudonymised="signed_by_name withdrawn_by_name",
        never="id partnership signed_by withdrawn_reason",
    )

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return"], condition=Q(withdrawn_at=None), name="sign_off_one_stands")
        ]

    def __str__(self) -> str:
        return f"Signed off by {self.signed_by_name}"
