"""Timed extra access: a typed reason, three hours, reviewed afterwards."""

from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models.partnerships import Partnership
from onlinelives.accounts.models.people import Person
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


class ElevationQuerySet(models.QuerySet["Elevation"]):
    def visible_to(self, person: Any) -> "ElevationQuerySet":
        """Administrators see all of their area, to review them; everybody sees their own."""
        mine = self.filter(partnership_id=person.partnership_id)
        return mine if person.holds(roles.ADMINISTRATOR) else mine.filter(person=person)


class Elevation(models.Model):
    """One session of extra access. It ends by itself at `ends_at`, or before when `ended_at` is set."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="elevations")
    reason = models.CharField(max_length=500)
    began_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(max_length=500, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = ElevationQuerySet.as_manager()

    leaves = Leaving(
        never="id partnership person reason began_at ends_at ended_at reviewed_by reviewed_at review form_key"
    )

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="elevation_one_running"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("person")),
                name="elevation_not_reviewed_by_self",
            ),
        ]

    def __str__(self) -> str:
        return f"Extra access of {self.person}"

    @property
    def state(self) -> str:
        """A state of lifecycles.ELEVATION."""
        if self.reviewed_at:
            return "reviewed"
        return "over" if self.ended_at or self.ends_at <= clock.now() else "running"

    @property
    def trail_subject(self) -> str:
        return f"elevation/{self.pk}"
