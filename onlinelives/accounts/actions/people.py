"""People and their roles change."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from onlinelives.accounts import permissions
from onlinelives.accounts.models import Agency, Membership, Partnership, Person, TeamMember
from onlinelives.rules import roles
from onlinelives.rules.roles import Role
from onlinelives.rules.verdict import Invalid, Refused, need
from onlinelives.trail import clock
from onlinelives.trail.actions import System, record


def enrol(*, partnership: Partnership, name: str, email: str, password: str | None) -> Person:
    """The account itself, with a confirmed address. Part of other actions, which write the trail; not for views."""
    person = Person(partnership=partnership, name=name, email=email.lower())
    person.set_password(password) if password else person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user_id=person.pk, email=person.email, verified=True, primary=True)
    return person


@transaction.atomic
def first_administrator(*, partnership: Partnership, name: str, email: str, password: str) -> Person:
    """The person who can invite everybody else. Only while the area has nobody. Raises Invalid otherwise."""
    if partnership.people.exists():
        raise Invalid("This area already has people. Ask one of its administrators for an invitation.")
    person = enrol(partnership=partnership, name=name, email=email, password=password)
    Membership.objects.create(partnership=partnership, person=person, role=roles.ADMINISTRATOR.code)
    record("first administrator added", by=System(partnership.code), subject=person.trail_subject)
    return person


@transaction.atomic
def give_role(*, person: Person, role: Role, agency: Agency | None, by: Person) -> Membership:
    """One more role for somebody who is here. Giving a role that is held already changes nothing but is refused."""
    need(permissions.change_roles(by, person))
    need(permissions.give_role(by, role, agency))
    if not person.is_active:
        raise Invalid(f"{person.name}’s account is switched off. Switch it on first.")
    if person.memberships.filter(role=role.code, agency=agency, ended_at=None).exists():
        raise Invalid(f"{person.name} already holds this role.", "role")
    membership = Membership.objects.create(
        partnership_id=person.partnership_id, person=person, agency=agency, role=role.code
    )
    record("role given", by=by, subject=person.trail_subject, role=role.code, agency=agency.code if agency else None)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: Person) -> Membership:
    """The person no longer holds this role, and with the last one in an agency leaves its teams. The last administrator
    keeps theirs."""
    need(permissions.end_membership(by, membership))
    if membership.ended_at is not None:
        raise Invalid("This role has already been ended.")
    if membership.role == roles.ADMINISTRATOR.code:
        _keep_an_administrator(membership.person)
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    if not Membership.objects.filter(person=membership.person, agency=membership.agency, ended_at=None).exists():
        left = TeamMember.objects.filter(person=membership.person, team__agency=membership.agency, ended_at=None)
        left.update(ended_at=clock.now())
    record(
        "role ended",
        by=by,
        subject=membership.person.trail_subject,
        role=membership.role,
        agency=membership.agency.code if membership.agency else None,
    )
    return membership


@transaction.atomic
def switch_off(*, person: Person, by: Person) -> Person:
    """The person can no longer sign in, and is out of every open session at once. What they did stays."""
    need(permissions.switch_off(by, person))
    if not person.is_active:
        raise Invalid("This account is already switched off.")
    _keep_an_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    sign_out_everywhere(person)
    record("account switched off", by=by, subject=person.trail_subject)
    return person


@transaction.atomic
def switch_on(*, person: Person, by: Person) -> Person:
    """The person can sign in again, with the roles they still hold."""
    need(permissions.switch_off(by, person))
    if person.is_active:
        raise Invalid("This account is already switched on.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record("account switched on", by=by, subject=person.trail_subject)
    return person


@transaction.atomic
def reset_second_factor(*, person: Person, by: Person) -> Person:
    """For somebody who lost their telephone: they set up a new second step when they next sign in."""
    need(permissions.reset_second_factor(by, person))
    gone, _ = Authenticator.objects.filter(user_id=person.pk).delete()
    if not gone:
        raise Invalid(f"{person.name} has no second step to remove.")
    sign_out_everywhere(person)
    record("second step removed by administrator", by=by, subject=person.trail_subject)
    return person


@transaction.atomic
def rename(*, person: Person, name: str, by: Person) -> Person:
    """People write their own name as they want it; administrators may correct it."""
    if person.pk != by.pk:
        need(permissions.change_roles(by, person))
    name = " ".join(name.split())
    if not name:
        raise Invalid("Enter a name.", "name")
    person.name = name
    person.save(update_fields=["name"])
    record("name changed", by=by, subject=person.trail_subject)
    return person


@transaction.atomic
def choose_digest(*, person: Person, often: str, by: Person) -> Person:
    """How often somebody is written to about what waits for them: a code of Person.Digest. Only they choose it."""
    if person.pk != by.pk:
        raise Refused("Everybody chooses this for themselves, on the page Your account.")
    if often not in Person.Digest.values:
        raise Invalid("Select how often you want the e-mail", "digest")
    person.digest = often
    person.save(update_fields=["digest"])
    record("digest chosen", by=by, subject=person.trail_subject, often=often)
    return person


def sign_out_everywhere(person: Person, *, but: Any = None) -> None:
    """End every session of the person, except the one whose key is `but`. Part of other actions."""
    for session in UserSession.objects.filter(user_id=person.pk).exclude(session_key=but):
        session.end()


def _keep_an_administrator(person: Person) -> None:
    others = Membership.objects.filter(
        partnership_id=person.partnership_id,
        role=roles.ADMINISTRATOR.code,
        ended_at=None,
        person__is_active=True,
    ).exclude(person=person)
    if person.memberships.filter(role=roles.ADMINISTRATOR.code, ended_at=None).exists() and not others.exists():
        raise Invalid("This is the last administrator of the area. Give somebody else the role first.")
