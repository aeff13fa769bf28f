"""Referrals: why somebody asked for help for a young person, what part life online had in it, and what was decided."""

import uuid

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import REFERRAL
from onlinelives.trail import clock


class Referral(models.Model):
    """One time that help was asked for. What can be counted has columns of its own (statements 1.1 to 1.4).

    age: whole years on the day it came, where the date of birth is known."""

    class Source(models.TextChoices):
        OWN_STAFF = "own_staff", "Somebody of our own agency"
        SOCIAL_CARE = "social_care", "Children's social care"
        SCHOOL = "school", "School or college"
        HEALTH = "health", "Health"
        POLICE = "police", "Police"
        OTHER_AGENCY = "other_agency", "Another agency"
        FAMILY = "family", "Parent, carer or family"
        YOUNG_PERSON = "young_person", "The young person"
        OTHER = "other", "Somebody else"

    class Online(models.TextChoices):
        REASON = "reason", "Yes, it is why they were referred"
        KNOWN = "known", "Yes, known at referral, beside another reason"
        LATER = "later", "Yes, it came to light later"
        NONE = "none", "Somebody asked, and found none"
        NOT_ASKED = "not_asked", "Nobody has asked yet"

    class Certain(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known yet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="referrals")
    received_on = models.DateField()
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source.choices)
    reason = Sealed(purpose="referral.reason")
    online = models.CharField(max_length=10, choices=Online.choices)
    found_online_on = models.DateField(null=True, blank=True)
    found_online_how = Sealed(purpose="referral.found_online_how", default="")
    technology_dependent = models.BooleanField(default=False)
    technology_enabled = models.BooleanField(default=False)
    significant_harm = models.CharField(max_length=10, choices=Certain.choices, default=Certain.NOT_KNOWN)
    state = models.CharField(max_length=10, choices=list(REFERRAL.states.items()), default="waiting")
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="received_on age source online found_online_on technology_dependent technology_enabled "
        "significant_harm",
        never="id partnership young_person reason found_online_how state version written_at written_by form_key",
    )

    class Meta:
        ordering = ["-received_on", "-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(online="later", found_online_on__isnull=False)
                | (~Q(online="later") & Q(found_online_on__isnull=True)),
                name="referral_found_later_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(online__in=["reason", "known", "later"])
                | Q(technology_dependent=False, technology_enabled=False),
                name="referral_harm_online_only",
            ),
        ]

    def __str__(self) -> str:
        return f"referral of {self.young_person}"

    @property
    def is_online(self) -> bool:
        return self.online in (self.Online.REASON, self.Online.KNOWN, self.Online.LATER)

    @property
    def trail_subject(self) -> str:
        return self.young_person.trail_subject


class Decision(models.Model):
    """What was decided on a referral, why, and which of the four influences on thresholds shaped it (2017 edition,
    after Turney and others 2011). Only ever added: a referral that is decided again has two."""

    class Outcome(models.TextChoices):
        EARLY_HELP = "early_help", "Early help"
        IN_NEED = "in_need", "Child in need (section 17)"
        PROTECTION = "protection", "Child protection enquiry (section 47)"
        OWN_SUPPORT = "own_support", "Support by our own team"
        PASSED_ON = "passed_on", "Passed on to another service"
        NOTHING_FURTHER = "nothing_further", "Advice given, nothing further"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    reason = Sealed(purpose="decision.reason")
    by_information = models.BooleanField(default=False)
    by_analysis = models.BooleanField(default=False)
    by_procedures = models.BooleanField(default=False)
    by_system = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(
        exported="outcome by_information by_analysis by_procedures by_system",
        never="id partnership referral reason at by",
    )

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"decision on the {self.referral}"

    @property
    def influences(self) -> list[str]:
        """Ids of the taxonomy's influences, in its order."""
        return [f"threshold.{name}" for name in INFLUENCES if getattr(self, f"by_{name}")]


INFLUENCES = ("information", "analysis", "procedures", "system")
