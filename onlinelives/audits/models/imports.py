"""A workbook that was sent in, as far as it was read: what it says of each answer, until somebody decides."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.audits.models.answers import Answer, Said
from onlinelives.audits.models.returns import Return
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import IMPORT
from onlinelives.rules.scoring import HIGHEST
from onlinelives.trail import clock


class WorkbookImportQuerySet(models.QuerySet["WorkbookImport"]):
    def visible_to(self, person: Any) -> "WorkbookImportQuerySet":
        """Only who sent it in, and only while they may see the return."""
        return self.filter(by_id=person.pk, audit_return__in=Return.objects.visible_to(person))


class WorkbookImport(models.Model):
    """One sending of a workbook. The file itself is not kept. `digest`: of the preview that was decided on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    audit_return = models.ForeignKey(Return, models.PROTECT, related_name="imports")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=list(IMPORT.states.items()), default="waiting")
    decided_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = WorkbookImportQuerySet.as_manager()

    leaves = Leaving(never="id partnership audit_return by at state decided_at digest")

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit_return", "by"], condition=Q(state="waiting"), name="workbook_import_one_waits"
            )
        ]

    def __str__(self) -> str:
        return f"Workbook of {self.audit_return}"

    @property
    def trail_subject(self) -> str:
        return f"import/{self.pk}"


class ImportedRow(Said):
    """What the workbook says of one answer; empty is a blank cell. Deleted as soon as the import is decided.

    `base_version`: the save that the row was made from, None where the row cannot show that it was made from one.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    workbook_import = models.ForeignKey(WorkbookImport, models.PROTECT, related_name="rows")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    base_version = models.PositiveIntegerField(null=True, blank=True)

    leaves = Leaving(
        never=("id partnership workbook_import answer base_version score not_applicable reason commentary evidence")
    )

    class Meta:
        ordering = ["answer"]
        constraints = [
            models.UniqueConstraint(fields=["workbook_import", "answer"], name="imported_row_once"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__lte=HIGHEST, not_applicable=False), name="imported_row_score_0_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"Row for {self.answer}"
