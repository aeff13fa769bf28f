"""Findings of the youth survey: released figures that every agency reads alike and may cite."""

from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.digest import finding_digest
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import FINDING
from onlinelives.survey.models.releases import LONGEST_REASON, SurveyRelease


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, person: Any) -> "FindingQuerySet":
        """Everybody who has a part in the area sees all of its findings, the same for every agency."""
        return self.filter(partnership_id=person.partnership_id) if person.held else self.none()


class Finding(models.Model):
    """What one release says about one question, the parts of its cut beside one another.

    number: in its area, for citing: 12 is "F-12". about: whom it sets apart, in words, as lists are sorted by it.
    sha256: over all that it says, with the hash of its release. Only its withdrawal is ever added."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    release = models.ForeignKey(SurveyRelease, models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    item = models.CharField(max_length=60)
    title = models.TextField()
    about = models.TextField()
    sentence = models.TextField()
    question = models.TextField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=list(FINDING.states.items()), default="current")
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why_withdrawn = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = FindingQuerySet.as_manager()

    leaves = Leaving(
        exported="release number item title about sentence question sha256 state withdrawn_at why_withdrawn",
        pseudonymised="withdrawn_by",
        never="id partnership",
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="finding_number_once"),
            models.UniqueConstraint(fields=["release", "item"], name="finding_item_once"),
            models.CheckConstraint(
                condition=Q(state="current", withdrawn_by=None, withdrawn_at=None, why_withdrawn="")
                | Q(state="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(why_withdrawn=""),
                name="finding_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """By which it is cited: "F-12"."""
        return f"F-{self.number}"

    @property
    def withdrawn(self) -> bool:
        return self.state == "withdrawn"

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits over all that it says now: `sha256`, unless somebody has altered it."""
        return finding_digest(
            number=self.number,
            release=self.release.sha256,
            words=self.release.words,
            item=self.item,
            said=(self.title, self.about, self.sentence, self.question),
        )

    @property
    def trail_subject(self) -> str:
        return f"finding/{self.pk}"
