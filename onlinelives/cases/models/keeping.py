"""How long records are kept, what holds them, and what is left when one has been disposed of."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules import retention, roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import DISPOSAL
from onlinelives.trail import clock


class RetentionRule(models.Model):
    """What an area decided for records of one kind. Only ever added: of each kind the highest `number` holds, and where
    there is none, the default of rules.retention."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=list(retention.KINDS.items()))
    number = models.PositiveIntegerField()
    start = models.CharField(max_length=10, choices=list(retention.STARTS.items()))
    years = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(never="id partnership kind number start years reason at by")

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "kind", "number"], name="retention_rule_once"),
            models.CheckConstraint(
                condition=Q(years__gte=retention.FEWEST, years__lte=retention.MOST), name="retention_rule_years"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.rule.words}"

    @property
    def rule(self) -> retention.Rule:
        return retention.Rule(self.kind, self.start, self.years)


class KeptLonger(models.Model):
    """A closed record is kept until a later day than its rule says. Only ever added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="kept_longer")
    until = models.DateField()
    reason = Sealed(purpose="kept_longer.reason")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(never="id partnership young_person until reason at by form_key")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.young_person} until {self.until}"


class LegalHoldQuerySet(models.QuerySet["LegalHold"]):
    def visible_to(self, person: Any) -> "LegalHoldQuerySet":
        """Holds on a whole agency or area, for administrators. A hold on one record is seen with the record."""
        mine = self.filter(partnership_id=person.partnership_id, young_person=None)
        return mine if person.holds(roles.ADMINISTRATOR) else self.none()

    def over(self, young_person: YoungPerson) -> "LegalHoldQuerySet":
        """The holds that stand on one record: its own, its agency's and the area's."""
        here = Q(young_person=young_person) | Q(young_person=None, agency=young_person.agency_id)
        whole = Q(young_person=None, agency=None)
        return self.filter(here | whole, partnership=young_person.partnership_id, lifted_at=None)


class LegalHold(models.Model):
    """Nothing is disposed of while it stands: one record, everything of an `agency`, or, with neither, everything of
    the area."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, null=True, blank=True, related_name="holds")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    reason = Sealed(purpose="legal_hold.reason")
    began_at = models.DateTimeField(default=clock.now)
    began_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_reason = Sealed(purpose="legal_hold.lifted_reason", default="")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = LegalHoldQuerySet.as_manager()

    leaves = Leaving(
        never="id partnership young_person agency reason began_at began_by lifted_at lifted_by lifted_reason form_key"
    )

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(young_person=None) | Q(agency=None), name="legal_hold_on_one_thing"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="legal_hold_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold on {self.young_person or self.agency or self.partnership}"

    @property
    def covers(self) -> str:
        """What it is on, in words."""
        if self.young_person_id:
            return "This record"
        return f"Everything of {self.agency.name}" if self.agency else "Everything in the area"


class Disposal(models.Model):
    """One person proposed that a record be erased; a second has not answered yet, or said no. When the second says yes
    it is erased with the record, and a certificate stays. `closed_on` and `version` are those of the record when it was
    proposed: what changed since was never weighed. `approver`: who was asked, beside the managers of the agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="disposals")
    approver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = Sealed(purpose="disposal.reason")
    closed_on = models.DateField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=list(DISPOSAL.states.items()), default="proposed")
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = Sealed(purpose="disposal.answer", default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        never="id partnership young_person approver reason closed_on version state proposed_at proposed_by answer "
        "ended_at ended_by form_key"
    )

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(state="proposed"), name="disposal_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"disposal of {self.young_person}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, person: Any) -> "CertificateQuerySet":
        """Administrators see those of their area, managers those of their agencies."""
        mine = self.filter(partnership_id=person.partnership_id)
        if person.holds(roles.ADMINISTRATOR):
            return mine
        return mine.filter(agency_id__in=person.agencies_as(roles.MANAGER))


class Certificate(models.Model):
    """What is left of a record that was disposed of: nothing about the young person but its reference. The review day
    is left out, because it may be a birthday.

    kinds: codes of rules.retention, with spaces between. rule: in words. sha256: of the list of everything that was
    erased, one line "model id" for each row, so that the list can be known again if it turns up in a back-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True)
    kinds = models.CharField(max_length=200)
    rule = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = CertificateQuerySet.as_manager()

    leaves = Leaving(
        exported="reference kinds rule sha256 proposed_at approved_at",
        never="id partnership agency proposed_by approved_by",
    )

    class Meta:
        ordering = ["-approved_at", "reference"]
        constraints = [
            models.CheckConstraint(condition=~Q(proposed_by=models.F("approved_by")), name="certificate_of_two_people")
        ]

    def __str__(self) -> str:
        return f"certificate of {self.reference}"

    @property
    def kinds_in_words(self) -> list[str]:
        return [retention.KINDS[kind] for kind in self.kinds.split()]


class CertifiedRows(models.Model):
    """How many rows of one model went with a record. `name`: what the model was called on that day."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="rows")
    model = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    count = models.PositiveIntegerField()

    leaves = Leaving(exported="model name count", never="id partnership certificate")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["certificate", "model"], name="certified_rows_once")]

    def __str__(self) -> str:
        return f"{self.count} of {self.model}"
