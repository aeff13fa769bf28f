"""Work that takes a while: somebody asks for it, a worker does it, and a page shows how far it has come."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.files.models.stored import StoredFile
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import WORK
from onlinelives.trail import clock


class WorkQuerySet(models.QuerySet["Work"]):
    def visible_to(self, person: Any) -> "WorkQuerySet":
        """Only who asked for it."""
        return self.filter(partnership_id=person.partnership_id, asked_by_id=person.pk)


class Work(models.Model):
    """`title` says what is made, in words for who asked. `leads_to` is the address where they go once it is done.
    `step` of `steps` is how far it has come; 0 steps means that nobody can say. `result` is removed after a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    leads_to = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=list(WORK.states.items()), default="waiting")
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    result = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    leaves = Leaving(never="id partnership asked_by title leads_to state step steps problem result asked_at ended_at")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(step__lte=models.F("steps")), name="work_step_within_steps"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def trail_subject(self) -> str:
        return f"work/{self.pk}"
