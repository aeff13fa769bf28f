"""Where young people take part: schools and other places."""

from typing import Any

from django.db import models
from django.db.models.functions import Lower

from onlinelives.accounts.models import Agency, Partnership
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock

RUNNERS = (roles.STRATEGY_LEAD, roles.ANALYST)


def runs(person: Any) -> bool:
    """Whether the survey of the area is theirs to run."""
    return any(person.holds(role) for role in RUNNERS)


class SettingQuerySet(models.QuerySet["Setting"]):
    def visible_to(self, person: Any) -> "SettingQuerySet":
        """Every setting of the area, for those who run its survey."""
        return self.filter(partnership_id=person.partnership_id) if runs(person) else self.none()


class Setting(models.Model):
    """A school, or another place in which young people answer. agency: the agency that it is, where it is one."""

    class Kind(models.TextChoices):
        PRIMARY = "primary", "Primary school"
        SECONDARY = "secondary", "Secondary school"
        SPECIAL = "special", "Special school"
        ALTERNATIVE = "alternative", "Alternative provision"
        YOUTH = "youth", "Youth service or club"
        OTHER = "other", "Somewhere else"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = SettingQuerySet.as_manager()

    leaves = Leaving(exported="name kind", never="id partnership agency added_at left_at version form_key")

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "partnership", condition=models.Q(left_at=None), name="setting_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_subject(self) -> str:
        return f"survey setting/{self.pk}"
