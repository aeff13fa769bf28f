"""Agency checks: one agency asks another what it knows of a young person, and is answered, or is not."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models import Referral, YoungPerson
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import AGENCY_CHECK
from onlinelives.trail import clock


class AgencyCheckQuerySet(models.QuerySet["AgencyCheck"]):
    def visible_to(self, person: Any) -> "AgencyCheckQuerySet":
        """Checks asked of the agencies where the person works. Whoever asked finds theirs through the young person."""
        works_there = person.agencies_as(roles.PRACTITIONER) | person.agencies_as(roles.MANAGER)
        return self.filter(partnership_id=person.partnership_id, agency_id__in=works_there)


class AgencyCheck(models.Model):
    """One agency asked, with as much of who it is as that agency needs to find them, and no more. `asked_for` is the
    agency that asks. The rows of one form have its key, one for each agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="agency_checks")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_for = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    question = Sealed(purpose="agency_check.question")
    shown_name = Sealed(purpose="agency_check.shown_name")
    shown_other_names = Sealed(purpose="agency_check.shown_other_names", default="")
    shown_born_on = Sealed(purpose="agency_check.shown_born_on", default="")
    urgent = models.BooleanField(default=False)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=list(AGENCY_CHECK.states.items()), default="asked")
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = Sealed(purpose="agency_check.withdrawn_reason", default="")
    form_key = models.UUIDField(null=True, editable=False)

    objects = AgencyCheckQuerySet.as_manager()

    leaves = Leaving(
        exported="urgent due_on state",
        never="id partnership young_person referral agency asked_for question shown_name shown_other_names "
        "shown_born_on asked_at asked_by withdrawn_at withdrawn_by withdrawn_reason form_key",
    )

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["form_key", "agency"], name="agency_check_form_once"),
            models.CheckConstraint(condition=~Q(agency=models.F("asked_for")), name="agency_check_of_another"),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | (~Q(state="withdrawn") & Q(withdrawn_at=None)),
                name="agency_check_withdrawn_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state"], name="agency_check_by_agency")]

    def __str__(self) -> str:
        return f"check of {self.young_person} with {self.agency}"

    @property
    def born_on(self) -> date | None:
        return date.fromisoformat(self.shown_born_on) if self.shown_born_on else None

    def days_late(self, day: date) -> int:
        """How many days without a reply on `day`, after the one it was due; 0 when it is not late."""
        return max(0, (day - self.due_on).days) if self.state == "asked" else 0

    @property
    def trail_subject(self) -> str:
        return f"agency_check/{self.pk}"


class CheckAnswer(models.Model):
    """What an agency said. Only ever added: a correction is a second answer. read_at: when the agency that asked first
    saw it."""

    class Outcome(models.TextChoices):
        KNOWN = "known", "Known to us"
        NOTHING = "nothing", "Nothing known"
        DECLINED = "declined", "We decline to answer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    check_asked = models.ForeignKey(AgencyCheck, models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    summary = Sealed(purpose="check_answer.summary", default="")
    reason = Sealed(purpose="check_answer.reason", default="")
    contact = Sealed(purpose="check_answer.contact", default="")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="outcome",
        never="id partnership young_person check_asked summary reason contact at by read_at form_key",
    )

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"answer to the {self.check_asked}"
