"""Figures about young people that were published for the area, and what they were counted from.

A quarter is counted once, when something of it is first published. From then on every table of that quarter is made
from the same rows, so that what records become later never shows as a difference between two tables. Nothing here is
ever changed, and no row says whose it is.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


class CountedQuarter(models.Model):
    """A quarter of an area that has been counted, and when. The agencies in it are those there were by then."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    begins_on = models.DateField()
    counted_at = models.DateTimeField(default=clock.now)

    leaves = Leaving(exported="begins_on counted_at", never="id partnership")

    class Meta:
        ordering = ["begins_on"]
        constraints = [models.UniqueConstraint(fields=["partnership", "begins_on"], name="counted_quarter_once")]

    def __str__(self) -> str:
        return f"counted quarter from {self.begins_on}"


class CountedReferral(models.Model):
    """One young person in the quarter of their first referral, in codes of rules.counting.

    mark: a hash of the young person's random key, so that nobody is counted in a second quarter. It leads to nobody
    once the record has gone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    quarter = models.ForeignKey(CountedQuarter, models.PROTECT, related_name="referred")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, unique=True)
    age = models.CharField(max_length=20)
    online = models.CharField(max_length=20)
    harm = models.CharField(max_length=20)
    support = models.CharField(max_length=30)

    leaves = Leaving(never="id partnership quarter agency mark age online harm support")

    def __str__(self) -> str:
        return "somebody counted"


class CountedAssessment(models.Model):
    """One young person in the quarter of their first finished assessment; `mark` as in CountedReferral."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    quarter = models.ForeignKey(CountedQuarter, models.PROTECT, related_name="assessed")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, unique=True)

    leaves = Leaving(never="id partnership quarter agency mark")

    def __str__(self) -> str:
        return "somebody counted"


class CountedItem(models.Model):
    """A risk item that was answered with yes in a counted assessment."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(CountedAssessment, models.PROTECT, related_name="items")
    item = models.CharField(max_length=60)

    leaves = Leaving(never="id partnership assessment item")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="counted_item_once")]

    def __str__(self) -> str:
        return self.item


class ReleaseQuerySet(models.QuerySet["Release"]):
    def visible_to(self, person: Any) -> "ReleaseQuerySet":
        """Those who work with figures for the whole area see what was published in it. Agencies do not: beside its own
        exact figures, the row of an agency could tell that somebody there has a restricted record."""
        if not (person.holds(roles.STRATEGY_LEAD) or person.holds(roles.ANALYST)):
            return self.none()
        return self.filter(partnership_id=person.partnership_id)


class Release(models.Model):
    """One table of the catalogue for a stretch of quarters, as it was published.

    first_on, last_on: the first day of its first and of its last quarter. words: what its codes were called, as JSON.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    table = models.CharField(max_length=30)
    first_on = models.DateField()
    last_on = models.DateField()
    words = models.TextField()
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = ReleaseQuerySet.as_manager()

    leaves = Leaving(
        exported="table first_on last_on words made_at", pseudonymised="made_by", never="id partnership form_key"
    )

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "table", "first_on", "last_on"], name="release_once"),
            models.CheckConstraint(condition=Q(last_on__gte=models.F("first_on")), name="release_forwards"),
        ]

    def __str__(self) -> str:
        return f"{self.table} from {self.first_on}"

    @property
    def trail_subject(self) -> str:
        return f"release/{self.pk}"


class ReleasedTable(models.Model):
    """One `Published` of a release, as JSON, with its hash. All of an area are the ledger of `rules.disclosure`."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, models.PROTECT, related_name="tables")
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60)
    body = models.TextField()
    sha256 = models.CharField(max_length=64)

    leaves = Leaving(exported="place code body sha256", never="id partnership release")

    class Meta:
        ordering = ["release", "place"]
        constraints = [models.UniqueConstraint(fields=["release", "place"], name="released_table_once")]

    def __str__(self) -> str:
        return f"{self.release}: {self.code}"
