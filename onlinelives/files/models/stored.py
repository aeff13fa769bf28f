"""A file that somebody sent, or that the program made. Its content lies sealed in the data folder."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import FILE
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.trail import clock


class StoredFile(models.Model):
    """`sha256` is that of the content as it is kept and given out, `sent_sha256` that of what was sent: a picture is
    drawn again on the way in. `size` in bytes. `scanned_at` stays empty where no scanner is configured."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=list(FILE.states.items()), default="waiting")
    scanned_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    leaves = Leaving(
        exported="name kind size sha256 received_at",
        never="id partnership sent_sha256 state scanned_at received_by",
    )

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty")]

    def __str__(self) -> str:
        return self.name

    @property
    def may_open(self) -> Verdict:
        """Whether anybody may have the content now. With a scanner configured, nothing unscanned is ever given out."""
        if self.state != "kept":
            return Denied(FILE.reasons[self.state])
        if settings.CLAMAV and self.scanned_at is None:
            return Denied(FILE.reasons["waiting"])
        return Allowed()

    @property
    def trail_subject(self) -> str:
        return f"file/{self.pk}"
