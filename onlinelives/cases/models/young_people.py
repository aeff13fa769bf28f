"""Young people: who holds their record, who may see it, and by what it is found again."""

import secrets
import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from onlinelives.accounts.models import Agency, Membership, Partnership, Person, Team, TeamMember
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.rules import names, roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import RECORD
from onlinelives.trail import clock

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0, O, 1, I, L or U: a reference is read out on the telephone
LENGTH = 6  # 729 million references
SHORTEST_REASON = 15  # letters; fewer say nothing to somebody who reads them years from now
OLDEST = 25  # years; a young person with special educational needs or leaving care may be helped until then


def new_reference() -> str:
    """A random reference, such as OL-7KQ4MB. It says nothing about the young person."""
    return "OL-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


class YoungPersonQuerySet(models.QuerySet["YoungPerson"]):
    def visible_to(self, person: Any) -> "YoungPersonQuerySet":
        """The one rule for every list, page, search and count.

        A record that is not restricted is seen by those who are now in the team that holds it, and by the managers of
        its agency. A restricted record is seen by the people named on it and by nobody else; extra access opens none.
        Whoever no longer works in the agency sees nothing of it, named or not.
        """
        mine = self.filter(partnership_id=person.partnership_id)
        works_there = person.agencies_as(roles.PRACTITIONER) | person.agencies_as(roles.MANAGER)
        teams = TeamMember.objects.filter(
            person=person, ended_at=None, team__agency_id__in=person.agencies_as(roles.PRACTITIONER)
        )
        named = NamedPerson.objects.filter(person=person, ended_at=None)
        return mine.filter(agency_id__in=works_there).filter(
            Q(pk__in=named.values("young_person"))
            | Q(restricted=False, agency_id__in=person.agencies_as(roles.MANAGER))
            | Q(restricted=False, team_id__in=teams.values("team"))
        )

    def locked_out(self) -> "YoungPersonQuerySet":
        """Restricted records that nobody can open: of the people named on them, none still works in the agency with
        an account that is switched on."""
        held = Membership.objects.filter(
            person=OuterRef("person"),
            agency=OuterRef("young_person__agency"),
            role__in=[roles.PRACTITIONER.code, roles.MANAGER.code],
            ended_at=None,
        )
        there = NamedPerson.objects.filter(Exists(held), ended_at=None, person__is_active=True)
        return self.filter(restricted=True).exclude(pk__in=there.values("young_person"))


class YoungPerson(models.Model):
    """One young person's record in one agency. Identity is optional, and sealed field by field.

    worker: whose caseload it is in. review_on: when somebody looks at it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    given_name = Sealed(purpose="young_person.given_name", default="")
    family_name = Sealed(purpose="young_person.family_name", default="")
    known_as = Sealed(purpose="young_person.known_as", default="")
    born_on = Sealed(purpose="young_person.born_on", default="")
    postcode = Sealed(purpose="young_person.postcode", default="")
    restricted = models.BooleanField(default=False)
    worker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    review_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=list(RECORD.states.items()), default="open")
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = YoungPersonQuerySet.as_manager()

    leaves = Leaving(
        pseudonymised="given_name family_name known_as born_on postcode",
        never="id partnership agency team reference restricted worker review_on state closed_on version opened_at "
        "opened_by form_key",
    )

    class Meta:
        ordering = ["-opened_at", "reference"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | Q(state="open", closed_on=None),
                name="young_person_closed_has_a_day",
            )
        ]
        indexes = [models.Index(fields=["team", "restricted"], name="young_person_by_team")]

    def __str__(self) -> str:
        return self.reference

    @property
    def name(self) -> str:
        """What the record is called where its reader may see it: the name when one is kept, otherwise the reference."""
        return " ".join(part for part in (self.given_name, self.family_name) if part) or self.reference

    @property
    def has_identity(self) -> bool:
        """Whether anything is kept of who it is."""
        return bool(self.given_name or self.family_name or self.known_as or self.born_on or self.postcode)

    @property
    def birthday(self) -> date | None:
        return date.fromisoformat(self.born_on) if self.born_on else None

    @property
    def postcode_in_words(self) -> str:
        return names.postcode_in_words(self.postcode)

    def age_on(self, day: date) -> int | None:
        """Whole years on `day`; None where the date of birth is not known, or is later."""
        birthday = self.birthday
        return names.age_on(birthday, day) if birthday and birthday <= day else None

    @property
    def trail_subject(self) -> str:
        return f"young_person/{self.reference}"


class NamedPerson(models.Model):
    """Somebody who sees a record although it is restricted. Ended ones stay, for the record."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="named")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(never="id partnership young_person person began_at ended_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["young_person", "person"], condition=Q(ended_at=None), name="named_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} on {self.young_person}"


class Restriction(models.Model):
    """Why a record was restricted, or is no longer. The reason may say much, so it is sealed like a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="restrictions")
    restricted = models.BooleanField()
    reason = Sealed(purpose="restriction.reason")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(never="id partnership young_person restricted reason at by")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.young_person}: {'restricted' if self.restricted else 'no longer restricted'}"


class SearchKey(models.Model):
    """One blind key by which a young person is found in their agency (queries.search says which there are)."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="keys")
    key = models.CharField(max_length=32)

    leaves = Leaving(never="id partnership young_person key")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "young_person"], name="search_key_once")]

    def __str__(self) -> str:
        return "a search key"
