"""Rounds, and the editions they are run on, kept whole."""

from functools import cached_property, lru_cache
from typing import Any

from django.db import models
from django.db.models.functions import Lower

from onlinelives.accounts.models import Partnership, Person
from onlinelives.content import frameworks
from onlinelives.content.shapes import Framework
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import ROUND
from onlinelives.trail import clock

_thaw = lru_cache(maxsize=32)(frameworks.thaw)


class FrozenEdition(models.Model):
    """The whole text of an edition as it was when a round was opened on it (docs/decisions/0011). Never changes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    edition = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    body = models.TextField()
    frozen_at = models.DateTimeField(default=clock.now)

    leaves = Leaving(exported="sha256 edition title body", never="frozen_at")

    def __str__(self) -> str:
        return f"{self.title} ({self.sha256[:8]})"


@lru_cache(maxsize=32)
def framework_of(sha256: str) -> Framework:
    """The frozen edition with this hash. Kept by the process: the text behind a hash cannot change."""
    return _thaw(FrozenEdition.objects.get(pk=sha256).body)


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, person: Any) -> "RoundQuerySet":
        """Strategy leads see every round of their area; analysts and invited agencies those that were opened."""
        mine = self.filter(partnership_id=person.partnership_id)
        if person.holds(roles.STRATEGY_LEAD):
            return mine
        opened = mine.exclude(state="draft")
        if person.holds(roles.ANALYST):
            return opened
        own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
        return opened.filter(returns__agency_id__in=own).distinct()


class Round(models.Model):
    """One run of an edition across the partnership. A closed round can never change; the database refuses."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    frozen = models.ForeignKey(FrozenEdition, models.PROTECT, null=True, blank=True, related_name="rounds")
    state = models.CharField(max_length=10, choices=list(ROUND.states.items()), default="draft")
    opens_on = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=100, blank=True)
    area_name = models.CharField(max_length=100, blank=True)  # the partnership's, as it was at closing
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    leaves = Leaving(
        exported="name edition frozen state opens_on due_on opened_at closed_at area_name",
        pseudonymised="closed_by_name",
        never="id partnership prepared_by version form_key",
    )

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint("partnership", Lower("name"), name="round_name_once"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opens_on")), name="round_due_after_opening"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(frozen__isnull=False), name="round_opened_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def framework(self) -> Framework:
        """The edition's text: the frozen copy once opened, the published one while being prepared."""
        return framework_of(self.frozen_id) if self.frozen_id else frameworks.load(self.edition)

    @property
    def name_of_area(self) -> str:
        """As it was when the round was closed, or as it is now."""
        return self.area_name or self.partnership.name

    @property
    def overdue(self) -> bool:
        return self.state == "open" and self.due_on < clock.today()

    @property
    def trail_subject(self) -> str:
        return f"round/{self.pk}"
