"""Agreements between agencies on sharing what they know. They hold nothing about any young person."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.trail import clock
from onlinelives.web.jinja import day as day_in_words

READERS = (roles.PRACTITIONER, roles.MANAGER, roles.STRATEGY_LEAD, roles.ADMINISTRATOR)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Any) -> "AgreementQuerySet":
        """Every agreement of the area, for those who work by them or look after them."""
        if not any(person.holds(role) for role in READERS):
            return self.none()
        return self.filter(partnership_id=person.partnership_id)


class Agreement(models.Model):
    """What some agencies agreed. Ended ones stay. link: where the signed document lies."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    purpose = models.TextField(max_length=2000)
    review_on = models.DateField()
    link = models.URLField(max_length=400, blank=True)
    added_at = models.DateTimeField(default=clock.now)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    leaves = Leaving(
        exported="name purpose review_on link ended_on", never="id partnership added_at end_reason version form_key"
    )

    class Meta:
        ordering = ["ended_on", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="agreement_ended_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_due(self, day: date) -> bool:
        """Whether its review should have been done before `day`."""
        return self.ended_on is None and self.review_on < day

    @property
    def trail_subject(self) -> str:
        return f"agreement/{self.pk}"


class Party(models.Model):
    """An agency that is part of an agreement now."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    leaves = Leaving(exported="agreement agency", never="id partnership")

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["agreement", "agency"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.agency} in {self.agreement}"


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def visible_to(self, person: Any) -> "LegalBasisQuerySet":
        """Every row of the area, for those who decide by them or look after them."""
        if not any(person.holds(role) for role in READERS):
            return self.none()
        return self.filter(partnership_id=person.partnership_id)


class LegalBasis(models.Model):
    """What allows sharing, as one area had it from a day on. A row never changes: a later one takes its place, and
    decisions keep pointing at the row that they were made by. in_force_from and in_force_until: first and last day."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", "In force"
        NOT_YET = "not_yet", "Not yet in force"
        NOT_CONFIRMED = "not_confirmed", "Start not confirmed"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    code = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField(default=1)
    newest = models.BooleanField(default=True)
    name = models.CharField(max_length=100)
    citation = models.CharField(max_length=200)
    allows = models.CharField(max_length=500)
    state = models.CharField(max_length=15, choices=State.choices)
    in_force_from = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=700, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = LegalBasisQuerySet.as_manager()

    leaves = Leaving(
        exported="code number name citation allows state in_force_from in_force_until note",
        never="id partnership newest written_at written_by form_key",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "code", "number"], name="legal_basis_number_once"),
            models.UniqueConstraint(
                fields=["partnership", "code"], condition=Q(newest=True), name="legal_basis_one_newest"
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None)
                | Q(in_force_from=None)
                | Q(in_force_until__gte=models.F("in_force_from")),
                name="legal_basis_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def may_be_used(self, day: date) -> Verdict:
        """Whether a decision of `day` may rest on it. What is not known to be in force never may."""
        if self.state == self.State.NOT_CONFIRMED:
            return Denied("Nobody has confirmed when it starts.")
        if self.state == self.State.NOT_YET or (self.in_force_from and self.in_force_from > day):
            starts = f" It starts on {day_in_words(self.in_force_from)}." if self.in_force_from else ""
            return Denied(f"It is not yet in force.{starts}")
        if self.in_force_until and self.in_force_until < day:
            return Denied(f"It ended on {day_in_words(self.in_force_until)}.")
        return Allowed()

    @property
    def trail_subject(self) -> str:
        return f"legal_basis/{self.code}"
