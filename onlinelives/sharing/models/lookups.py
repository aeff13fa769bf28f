"""The look-up "Is this young person known?": who looked and why, and whose records it met. The name that was typed is
not kept."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.sharing.models.checks import AgencyCheck
from onlinelives.trail import clock


class Lookup(models.Model):
    """One look-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reason = Sealed(purpose="lookup.reason")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(exported="at", never="id partnership agency reason by form_key")

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["by", "at"], name="lookup_by_person")]

    def __str__(self) -> str:
        return f"look-up {self.pk}"

    @property
    def trail_subject(self) -> str:
        return f"lookup/{self.pk}"


class MetQuerySet(models.QuerySet["Met"]):
    def visible_to(self, person: Any) -> "MetQuerySet":
        """Those where somebody is to be called back, for the people who see the record."""
        seen = YoungPerson.objects.visible_to(person)
        return self.filter(young_person__in=seen.values("pk"), call_by__isnull=False)


class Met(models.Model):
    """A record that a look-up, or an agency check, met. Where the record was restricted nobody who asked was told: the
    people named on it call back by `call_by`, and say so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="met")
    lookup = models.ForeignKey(Lookup, models.PROTECT, null=True, blank=True, related_name="met")
    agency_check = models.ForeignKey(AgencyCheck, models.PROTECT, null=True, blank=True, related_name="met")
    call_by = models.DateField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MetQuerySet.as_manager()

    leaves = Leaving(never="id partnership young_person lookup agency_check call_by called_at called_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lookup__isnull=False, agency_check=None) | Q(lookup=None, agency_check__isnull=False),
                name="met_by_one_of_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.young_person} met"
