"""Decisions to share what is known of a young person, in whole, in part or not at all, and who must never receive it.

A decision never changes once it is made: reconsidering it is a new one that takes its place.
"""

import uuid

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import SHARING
from onlinelives.sharing.models.agreements import LegalBasis
from onlinelives.trail import clock


class SharingDecision(models.Model):
    """One decision. The order of the fields follows the seven rules of the Government's advice on sharing: what for,
    who was told, on which ground, who advised, who must not learn it, and why.

    urgent: made with few fields; the rest is written down by `complete_by`, and `completed_at` says when it was.
    warned_*: which warnings stood there and were accepted. agreed_*: the manager, where nothing is to be shared."""

    class Audience(models.TextChoices):
        AGENCY = "agency", "One or more agencies of the partnership"
        OUTSIDE = "outside", "A named contact outside the partnership"
        FAMILY = "family", "A parent or carer"
        YOUNG_PERSON = "young_person", "The young person"

    class Outcome(models.TextChoices):
        SHARED = "shared", "Share what they need"
        PART = "part", "Share a part of what was asked for"
        NOT = "not", "Do not share"

    class Told(models.TextChoices):
        YES = "yes", "Yes"
        NOT_YET = "not_yet", "Not yet, they will be"
        NO = "no", "No, and they will not be"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="sharing_decisions")
    audience = models.CharField(max_length=15, choices=Audience.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    purpose = Sealed(purpose="sharing.purpose")
    reasons = Sealed(purpose="sharing.reasons")
    necessity = Sealed(purpose="sharing.necessity", default="")
    child_told = models.CharField(max_length=10, choices=Told.choices, blank=True)
    child_view = Sealed(purpose="sharing.child_view", default="")
    parent_told = models.CharField(max_length=10, choices=Told.choices, blank=True)
    parent_why_not = Sealed(purpose="sharing.parent_why_not", default="")
    protect = Sealed(purpose="sharing.protect", default="")
    advice = Sealed(purpose="sharing.advice", default="")
    urgent = models.BooleanField(default=False)
    complete_by = models.DateField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    warned_wide = models.BooleanField(default=False)
    warned_agreement = models.BooleanField(default=False)
    warned_similar = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=list(SHARING.states.items()), default="made")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    decided_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_note = Sealed(purpose="sharing.agreed_note", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="audience outcome child_told parent_told urgent warned_wide warned_agreement warned_similar state",
        never="id partnership young_person purpose reasons necessity child_view parent_why_not protect advice "
        "complete_by completed_at completed_by replaces decided_at decided_by agreed_at agreed_by agreed_note form_key",
    )

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(urgent=False, complete_by=None) | Q(urgent=True, complete_by__isnull=False),
                name="sharing_urgent_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not") | Q(urgent=False), name="sharing_nothing_urgent_in_not_sharing"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not") | ~Q(state="made") | Q(agreed_by__isnull=False),
                name="sharing_not_shared_is_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"sharing decision on {self.young_person}"

    @property
    def is_complete(self) -> bool:
        return not self.urgent or self.completed_at is not None

    @property
    def accepted(self) -> list[str]:
        """Warnings that stood there and were accepted, in a few words each."""
        told = (
            (self.warned_wide, "unusually many agencies"),
            (self.warned_agreement, "no agreement, or one that is overdue"),
            (self.warned_similar, "a name like one of somebody who must never receive anything"),
        )
        return [words for stood, words in told if stood]

    @property
    def trail_subject(self) -> str:
        return self.young_person.trail_subject


class DecisionBasis(models.Model):
    """A ground that a decision rests on, as it stood then."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    decision = models.ForeignKey(SharingDecision, models.PROTECT, related_name="bases")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    basis = models.ForeignKey(LegalBasis, models.PROTECT, related_name="+")

    leaves = Leaving(exported="basis", never="id partnership decision young_person")

    class Meta:
        ordering = ["basis_id"]
        constraints = [models.UniqueConstraint(fields=["decision", "basis"], name="decision_basis_once")]

    def __str__(self) -> str:
        return f"{self.basis} of the {self.decision}"


class Recipient(models.Model):
    """Whom a decision is about: an agency, or somebody outside by name and who they are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    decision = models.ForeignKey(SharingDecision, models.PROTECT, related_name="recipients")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    name = Sealed(purpose="recipient.name", default="")
    who = Sealed(purpose="recipient.who", default="")

    leaves = Leaving(exported="agency", never="id partnership decision young_person name who")

    class Meta:
        ordering = ["agency__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "agency"], condition=Q(agency__isnull=False), name="recipient_agency_once"
            ),
        ]

    def __str__(self) -> str:
        return f"recipient of the {self.decision}"

    @property
    def words(self) -> str:
        """Who it is, as its reader says it."""
        if self.agency:
            return self.agency.name
        return f"{self.name}, {self.who}" if self.who else self.name


class NeverShare(models.Model):
    """Somebody who must never receive anything about a young person. It stays with the young person, is shown at every
    later decision, and is ended only with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="never_share")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    name = Sealed(purpose="never_share.name", default="")
    reason = Sealed(purpose="never_share.reason")
    began_at = models.DateTimeField(default=clock.now)
    began_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_reason = Sealed(purpose="never_share.ended_reason", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        never="id partnership young_person agency name reason began_at began_by ended_at ended_by ended_reason form_key"
    )

    class Meta:
        ordering = ["began_at", "id"]

    def __str__(self) -> str:
        return f"never share {self.young_person}"

    @property
    def words(self) -> str:
        return self.agency.name if self.agency else self.name
