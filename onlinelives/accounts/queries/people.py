"""People, invitations and extra access, from who is asking."""

import hashlib
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Elevation, Invitation, Membership, Person
from onlinelives.rules import roles

PAGE = 50


@dataclass(frozen=True)
class PeopleFilter:
    """What to look for; empty fields do not narrow."""

    words: str = ""
    agency: str = ""
    role: str = ""
    page: int = 1


def signed_in(person_id: Any) -> Person | None:
    """For every request: the person with partnership and current roles, in one query where they hold any."""
    held = list(
        Membership.objects.filter(person_id=person_id, ended_at=None)
        .select_related("person__partnership", "agency")
        .order_by("id")
    )
    if held:
        person = held[0].person
        person.held = held
    else:
        found = Person.objects.select_related("partnership").filter(pk=person_id).first()
        if found is None:
            return None
        person = found
        person.held = []
    return person if person.is_active else None


def _with_roles() -> Any:
    held = Membership.objects.filter(ended_at=None).select_related("agency").order_by("id")
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return (
        Person.objects.select_related("partnership")
        .prefetch_related(Prefetch("memberships", queryset=held, to_attr="held_now"))
        .annotate(has_second_factor=Exists(factors))
    )


def people_for(person: Person, wanted: PeopleFilter) -> Page[Person]:
    """A page of people the person looks after, by name; each with `held_now` and `has_second_factor`."""
    found = _with_roles().visible_to(person).order_by("name", "id")
    if wanted.words:
        found = found.filter(Q(name__icontains=wanted.words) | Q(email__icontains=wanted.words))
    if wanted.agency:
        here = Membership.objects.filter(person=OuterRef("pk"), ended_at=None, agency__code=wanted.agency)
        found = found.filter(Exists(here))
    if wanted.role:
        found = found.filter(Exists(Membership.objects.filter(person=OuterRef("pk"), ended_at=None, role=wanted.role)))
    return Paginator(found, PAGE).get_page(wanted.page)


def person_for(person: Person, pk: int) -> Person:
    """One person the person looks after, with `held_now` and `has_second_factor`, or 404."""
    found: Person = get_object_or_404(_with_roles().visible_to(person), pk=pk)
    return found


def managers_of(agency: Agency) -> list[Person]:
    """The managers of an agency who can sign in."""
    held = {"memberships__agency": agency, "memberships__ended_at": None, "memberships__role": roles.MANAGER.code}
    return list(Person.objects.filter(is_active=True, **held).distinct().order_by("name", "id"))


def colleagues(agency: Agency) -> list[Person]:
    """People who may be given sections of the agency's return: its practitioners and managers who can sign in."""
    return list(
        Person.objects.filter(
            is_active=True,
            memberships__agency=agency,
            memberships__ended_at=None,
            memberships__role__in=[roles.PRACTITIONER.code, roles.MANAGER.code],
        )
        .distinct()
        .order_by("name", "id")
    )


def members_of(person: Person, agency: Agency) -> list[Membership]:
    """Who holds a role in an agency the person may see."""
    get_object_or_404(Agency.objects.visible_to(person), pk=agency.pk)
    return list(
        agency.memberships.filter(ended_at=None, person__is_active=True)
        .select_related("person")
        .order_by("person__name", "id")
    )


def invitations_for(person: Person) -> list[Invitation]:
    """Invitations that have not been used or withdrawn, newest first."""
    return list(Invitation.objects.visible_to(person).filter(state="sent").select_related("agency", "invited_by"))


def invitation_for(person: Person, pk: int) -> Invitation:
    """One invitation the person looks after, or 404."""
    return get_object_or_404(Invitation.objects.visible_to(person).select_related("agency", "partnership"), pk=pk)


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation with this secret, whatever its state, or None. The secret is the permission."""
    secret = hashlib.sha256(token.encode()).hexdigest()
    return Invitation.objects.select_related("agency", "partnership", "invited_by").filter(secret=secret).first()


def elevations_for(person: Person) -> list[Elevation]:
    """Extra access the person may see, newest first, at most the last 100."""
    return list(Elevation.objects.visible_to(person).select_related("person", "reviewed_by")[:100])


def elevation_for(person: Person, pk: int) -> Elevation:
    return get_object_or_404(Elevation.objects.visible_to(person).select_related("person"), pk=pk)


def running_elevation(person: Person) -> Elevation | None:
    """The person's own extra access, if it has not been ended."""
    return Elevation.objects.filter(person=person, ended_at=None).first()


def membership_for(person: Person, pk: int, membership: int) -> tuple[Person, Membership]:
    """One role of somebody the person looks after, or 404."""
    other = person_for(person, pk)
    held = get_object_or_404(other.memberships.select_related("agency", "person__partnership"), pk=membership)
    return other, held


def passkey_for(person: Person, pk: int) -> Authenticator:
    """One of the person's own passkeys, or 404."""
    return get_object_or_404(Authenticator, user_id=person.pk, type=Authenticator.Type.WEBAUTHN, pk=pk)
