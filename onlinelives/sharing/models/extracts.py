"""What went out: a frozen copy for one recipient, who opened it, and the packs in which it left the building."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models import YoungPerson
from onlinelives.files.models import StoredFile
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.sharing.models.decisions import Recipient, SharingDecision
from onlinelives.trail import clock


class ExtractQuerySet(models.QuerySet["Extract"]):
    def visible_to(self, person: Any) -> "ExtractQuerySet":
        """Extracts addressed to an agency where the person works, or to them alone there. What has run out or was
        revoked stays in view, without its content. The agency that sent it finds its own through the young person."""
        works_there = person.agencies_as(roles.PRACTITIONER) | person.agencies_as(roles.MANAGER)
        return self.filter(partnership_id=person.partnership_id, recipient__agency_id__in=works_there).filter(
            Q(person=None) | Q(person_id=person.pk)
        )


class Extract(models.Model):
    """Exactly what one recipient was sent, or one `person` of an agency that is the recipient. The body
    (documents.Document) is sealed and never changes; `sha256` is that of its text. `number` is neutral: it names the
    file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="extracts")
    decision = models.ForeignKey(SharingDecision, models.PROTECT, related_name="extracts")
    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="extracts")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    body = Sealed(purpose="extract.body")
    sha256 = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_reason = Sealed(purpose="extract.revoked_reason", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = ExtractQuerySet.as_manager()

    leaves = Leaving(
        exported="number sha256 sent_at expires_at revoked_at",
        never="id partnership young_person decision recipient person body sent_by revoked_by revoked_reason form_key",
    )

    class Meta:
        ordering = ["-sent_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="extract_number_once"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("sent_at")), name="extract_expires_later"),
        ]

    def __str__(self) -> str:
        return f"extract {self.number}"

    @property
    def to(self) -> str:
        """Whom it is for, as its reader says it."""
        return f"{self.person.name}, {self.recipient.words}" if self.person else self.recipient.words

    def is_open(self, moment: datetime) -> bool:
        return self.revoked_at is None and moment < self.expires_at

    @property
    def trail_subject(self) -> str:
        return f"extract/{self.number}"


class ExtractItem(models.Model):
    """One thing that was chosen: which (cases.queries.shareable), of what kind, and whether it was shortened."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    extract = models.ForeignKey(Extract, models.PROTECT, related_name="items")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    shortened = models.BooleanField(default=False)

    leaves = Leaving(exported="kind shortened", never="id partnership extract young_person key")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["extract", "key"], name="extract_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.extract}"


class Opening(models.Model):
    """Somebody of the agency that received an extract read it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    extract = models.ForeignKey(Extract, models.PROTECT, related_name="openings")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    leaves = Leaving(never="id partnership extract young_person person at")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.person} opened {self.extract}"


class Pack(models.Model):
    """A locked file made of an extract, to leave the building (statement 4.6). `sha256` is that of the locked file. The
    file goes after some days; that it left stays. Its passphrase was shown once and is nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    extract = models.ForeignKey(Extract, models.PROTECT, related_name="packs")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(exported="sha256 made_at", never="id partnership young_person extract file made_by form_key")

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"pack of {self.extract}"
