"""What people and agencies ask of an administrator or manager now."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from onlinelives.accounts.models import Agency, Elevation, Invitation, Membership, Person
from onlinelives.rules import roles
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural


def needs(person: Person) -> list[Need]:
    """For the home page. Only administrators are asked anything by this room."""
    if not person.holds(roles.ADMINISTRATOR):
        return []
    return [*_reviews(person), *_invitations(person), *_agencies_without_manager(person), *_second_factors(person)]


def _reviews(person: Person) -> list[Need]:
    over = Q(ended_at__isnull=False) | Q(ends_at__lte=clock.now())
    count = Elevation.objects.visible_to(person).filter(over, reviewed_at=None).exclude(person=person).count()
    if not count:
        return []
    return [Need(f"Review {plural(count, 'use', 'uses')} of extra access", reverse("extra_access"))]


def _invitations(person: Person) -> list[Need]:
    count = Invitation.objects.visible_to(person).filter(state="sent", expires_at__lte=clock.now()).count()
    if not count:
        return []
    what = f"{plural(count, 'invitation has', 'invitations have')} run out"
    return [Need(what, reverse("people"), "Send again, or withdraw.")]


def _agencies_without_manager(person: Person) -> list[Need]:
    managed = Membership.objects.filter(agency=OuterRef("pk"), role=roles.MANAGER.code, ended_at=None)
    invited = Invitation.objects.filter(agency=OuterRef("pk"), role=roles.MANAGER.code, state="sent")
    found = Agency.objects.visible_to(person).filter(left_at=None).exclude(Exists(managed) | Exists(invited))
    return [
        Need(
            f"{agency.name} has no manager",
            reverse("invite", query={"agency": agency.pk, "role": roles.MANAGER.code}),
            "Nobody can sign off its return.",
        )
        for agency in found[:10]
    ]


def _second_factors(person: Person) -> list[Need]:
    if not settings.SECOND_FACTOR_REQUIRED:
        return []
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    count = Person.objects.visible_to(person).filter(is_active=True).exclude(Exists(factors)).count()
    if not count:
        return []
    what = f"{plural(count, 'person has', 'people have')} not set up a second step for signing in"
    return [Need(what, reverse("people"), "They cannot open anything until they do.")]
