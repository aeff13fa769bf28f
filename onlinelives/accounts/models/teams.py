"""Teams: who in an agency works with the same young people."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onlinelives.accounts.models.partnerships import Agency, Partnership
from onlinelives.accounts.models.people import Person
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, person: Any) -> "TeamQuerySet":
        """Managers see the teams of their agencies, practitioners those they are in now."""
        return self.filter(partnership_id=person.partnership_id).filter(
            Q(agency_id__in=person.agencies_as(roles.MANAGER))
            | Q(
                pk__in=TeamMember.objects.filter(person=person, ended_at=None).values("team"),
                agency_id__in=person.agencies_as(roles.PRACTITIONER),
            )
        )


class Team(models.Model):
    """People of one agency who hold records of young people together. contact: how somebody of another agency reaches
    them, as their manager wrote it; it is shown where the team holds a record."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)
    contact = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    in_it: list[Person]  # set by queries that list teams

    objects = TeamQuerySet.as_manager()

    leaves = Leaving(exported="name agency", never="id partnership contact began_at version form_key")

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("agency", Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_subject(self) -> str:
        return f"team/{self.pk}"


class TeamMember(models.Model):
    """Somebody's time in a team. Ended ones stay, for the record."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(pseudonymised="person", never="id partnership team began_at ended_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], condition=Q(ended_at=None), name="team_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.team}"
