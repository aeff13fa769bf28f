"""The area and its agencies."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


class Partnership(models.Model):
    """A local authority area: the agencies that run audits together. Everything else belongs to one."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    founded_at = models.DateTimeField(default=clock.now)

    leaves = Leaving(exported="code name", never="id founded_at")

    def __str__(self) -> str:
        return self.name


class AgencyQuerySet(models.QuerySet["Agency"]):
    def visible_to(self, person: Any) -> "AgencyQuerySet":
        """Every agency of the area for those who work for the whole area; otherwise the person's own."""
        mine = self.filter(partnership_id=person.partnership_id)
        whole = (roles.ADMINISTRATOR, roles.STRATEGY_LEAD, roles.ANALYST)
        if any(person.holds(role) for role in whole):
            return mine
        return mine.filter(id__in=person.agency_ids)


class Agency(models.Model):
    """An organisation of the partnership, such as a school or a health service."""

    class Kind(models.TextChoices):
        SOCIAL_CARE = "social_care", "Children's social care"
        EARLY_HELP = "early_help", "Early help"
        HEALTH = "health", "Health"
        SCHOOL = "school", "School or college"
        POLICE = "police", "Police"
        YOUTH = "youth", "Youth service"
        YOUTH_JUSTICE = "youth_justice", "Youth justice"
        CHARITY = "charity", "Charity"
        OTHER = "other", "Other"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="agencies")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    joined_at = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = AgencyQuerySet.as_manager()

    leaves = Leaving(exported="code name kind", never="id partnership joined_at left_at form_key")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code"], name="agency_code_once"),
            models.UniqueConstraint("partnership", Lower("name"), condition=Q(left_at=None), name="agency_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_subject(self) -> str:
        return f"agency/{self.code}"
