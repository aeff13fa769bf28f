"""Why work with a young person ended, and what came of it."""

import uuid

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


class Closing(models.Model):
    """One time that a record was closed. A record that is opened again keeps it, with the reason."""

    class Reason(models.TextChoices):
        HELPED = "helped", "The help has done what it was for"
        STEPPED_DOWN = "stepped_down", "Another service goes on with less"
        STEPPED_UP = "stepped_up", "Another service goes on with more"
        MOVED = "moved", "They moved away"
        OF_AGE = "of_age", "They are too old for this service"
        NOT_WANTED = "not_wanted", "They or their family do not want it to go on"
        LOST_TOUCH = "lost_touch", "Nobody can reach them"
        OTHER = "other", "Another reason"

    class Outcome(models.TextChoices):
        SAFER = "safer", "Safer than at the start"
        SAME = "same", "Much the same"
        LESS_SAFE = "less_safe", "Less safe than at the start"
        NOT_KNOWN = "not_known", "Not known"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="closings")
    reason = models.CharField(max_length=15, choices=Reason.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = Sealed(purpose="closing.words")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_because = Sealed(purpose="closing.reopened_because", default="")

    leaves = Leaving(
        exported="reason outcome",
        never="id partnership young_person words at by reopened_at reopened_by reopened_because",
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(reopened_at=None), name="closing_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"closing of {self.young_person}"
