"""Invitations: the only way in."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onlinelives.accounts.models.partnerships import Agency, Partnership
from onlinelives.accounts.models.people import Person
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import INVITATION
from onlinelives.rules.roles import Role
from onlinelives.trail import clock


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, person: Any) -> "InvitationQuerySet":
        """Administrators see every invitation of their area, managers those to their agencies."""
        mine = self.filter(partnership_id=person.partnership_id)
        if person.holds(roles.ADMINISTRATOR):
            return mine
        return mine.filter(agency_id__in=person.agencies_as(roles.MANAGER))


class Invitation(models.Model):
    """An offer of one role to one address. Only the SHA-256 of its secret is kept."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="invitations")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="invitations")
    role = models.CharField(max_length=20, choices=[(role.code, role.name) for role in roles.ROLES.values()])
    name = models.CharField(max_length=100)
    email = models.EmailField(max_length=254)
    state = models.CharField(max_length=10, choices=list(INVITATION.states.items()), default="sent")
    secret = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="invitations_sent")
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="invitations_accepted")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    leaves = Leaving(
        never="id partnership agency role name email state secret invited_by sent_at expires_at person form_key"
    )

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), condition=Q(state="sent"), name="invitation_once_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.kind.name} to {self.name}"

    @property
    def kind(self) -> Role:
        return roles.ROLES[self.role]

    @property
    def expired(self) -> bool:
        return self.state == "sent" and self.expires_at <= clock.now()

    @property
    def trail_subject(self) -> str:
        return f"invitation/{self.pk}"
