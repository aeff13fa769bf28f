"""People and the roles they hold."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onlinelives.accounts.models.partnerships import Agency, Partnership
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.roles import Role
from onlinelives.trail import clock


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: Any) -> "PersonQuerySet":
        """Administrators see everybody of their area, managers the people of their agencies, others themselves."""
        mine = self.filter(partnership_id=person.partnership_id)
        if person.holds(roles.ADMINISTRATOR):
            return mine
        return mine.filter(
            Q(id=person.id)
            | Q(memberships__agency_id__in=person.agencies_as(roles.MANAGER), memberships__ended_at=None)
        ).distinct()


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        found: Person = self.get(email__iexact=username)
        return found


class Person(AbstractBaseUser):
    """Somebody who signs in. A person belongs to one partnership (docs/decisions/0012)."""

    class Digest(models.TextChoices):
        DAILY = "daily", "Every working day, Monday to Friday"
        WEEKLY = "weekly", "Once a week, on Monday"
        NEVER = "never", "Never"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="people")
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    elevated_until = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.DAILY)

    # Set by queries that list people, so that a page needs no further query.
    held_now: list["Membership"]
    has_second_factor: bool

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    leaves = Leaving(
        pseudonymised="name",
        never="id partnership email is_active joined_at elevated_until digest password last_login",
    )

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def held(self) -> list["Membership"]:
        """The roles held now. Sign-in fills this in the same query that fetches the person."""
        return list(self.memberships.filter(ended_at=None).select_related("agency").order_by("id"))

    def holds(self, role: Role) -> bool:
        return any(membership.role == role.code for membership in self.held)

    def agencies_as(self, role: Role) -> set[int]:
        """Ids of the agencies where the role is held."""
        return {m.agency_id for m in self.held if m.role == role.code and m.agency_id is not None}

    @property
    def agency_ids(self) -> set[int]:
        """Ids of every agency the person works for."""
        return {m.agency_id for m in self.held if m.agency_id is not None}

    @property
    def elevated(self) -> bool:
        """Whether extra access is running now."""
        return self.elevated_until is not None and self.elevated_until > clock.now()

    @property
    def trail_chain(self) -> str:
        return self.partnership.code

    @property
    def trail_id(self) -> str:
        return f"person/{self.pk}"

    @property
    def trail_subject(self) -> str:
        return self.trail_id


class Membership(models.Model):
    """A role that a person holds, in an agency or for the whole area. Ended ones stay, for the record."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.code, role.name) for role in roles.ROLES.values()])
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(exported="role", pseudonymised="person", never="id partnership agency began_at ended_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "agency"],
                condition=Q(ended_at=None, agency__isnull=False),
                name="membership_once_in_agency",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(ended_at=None, agency__isnull=True),
                name="membership_once_in_area",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[r.code for r in roles.ROLES.values() if r.place != "agency"])
                | Q(agency__isnull=False),
                name="membership_agency_roles_have_one",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[r.code for r in roles.ROLES.values() if r.place != "area"])
                | Q(agency__isnull=True),
                name="membership_area_roles_have_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.name}, {self.agency}" if self.agency_id else self.kind.name

    @property
    def kind(self) -> Role:
        return roles.ROLES[self.role]
