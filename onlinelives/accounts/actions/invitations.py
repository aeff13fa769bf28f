"""Inviting people, and accepting."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from onlinelives.accounts import permissions
from onlinelives.accounts.actions.people import enrol
from onlinelives.accounts.models import Agency, Invitation, Membership, Person
from onlinelives.rules.lifecycles import INVITATION
from onlinelives.rules.roles import Role
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

LASTS = timedelta(days=14)


def _secret(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def send(
    *, name: str, email: str, role: Role, agency: Agency | None, by: Person, form_key: uuid.UUID | None = None
) -> tuple[Invitation, str | None]:
    """An invitation and its token, which is kept nowhere: put it into the message now.

    The same form sent twice gives the same invitation, and None for the token. Raises Invalid when the address
    already belongs to somebody, or is invited already.
    """
    need(permissions.give_role(by, role, agency))
    token = secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            again = form_key and Invitation.objects.visible_to(by).filter(form_key=form_key).first()
            if again:
                return again, None
            _free(email)
            invitation = Invitation.objects.create(
                partnership_id=by.partnership_id,
                agency=agency,
                role=role.code,
                name=" ".join(name.split()),
                email=email.lower(),
                secret=_secret(token),
                invited_by=by,
                expires_at=clock.now() + LASTS,
                sent_at=clock.now(),
                form_key=form_key,
            )
            record(
                "invitation sent",
                by=by,
                subject=invitation.trail_subject,
                role=role.code,
                agency=agency.code if agency else None,
            )
    except IntegrityError:  # the same form arrived twice at the same moment
        found = Invitation.objects.visible_to(by).filter(form_key=form_key).first() if form_key else None
        if found is None:
            raise Invalid("This address has just been invited by somebody else.", "email") from None
        return found, None
    return invitation, token


@transaction.atomic
def send_again(*, invitation: Invitation, by: Person) -> str:
    """A new token and two more weeks; the old link stops working. Returns the token."""
    need(permissions.give_role(by, invitation.kind, invitation.agency))
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    need_state(INVITATION.may(invitation.state, "send again"))
    token = secrets.token_urlsafe(32)
    invitation.secret, invitation.sent_at = _secret(token), clock.now()
    invitation.expires_at = clock.now() + LASTS
    invitation.save(update_fields=["secret", "sent_at", "expires_at"])
    record("invitation sent again", by=by, subject=invitation.trail_subject)
    return token


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person) -> Invitation:
    """The link stops working."""
    need(permissions.give_role(by, invitation.kind, invitation.agency))
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation.state = INVITATION.after(invitation.state, "withdraw")
    invitation.save(update_fields=["state"])
    record("invitation withdrawn", by=by, subject=invitation.trail_subject)
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, name: str, password: str | None) -> Person:
    """Whoever holds the secret becomes the invited person. `password` is None for council sign-in.

    Raises NotNow when the invitation was used, withdrawn or has run out, and Invalid for a weak password.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).select_related("partnership", "agency").get(pk=invitation.pk)
    )
    state = INVITATION.after(invitation.state, "accept")
    if invitation.expired:
        raise NotNow("This invitation has run out. Ask for a new one.")
    _free(invitation.email, but=invitation)
    name = " ".join(name.split())
    if not name:
        raise Invalid("Enter your name.", "name")
    if password is not None:
        known = Person(partnership=invitation.partnership, name=name, email=invitation.email)
        known.held = [Membership(agency=invitation.agency, role=invitation.role)]
        try:
            validate_password(password, known)
        except ValidationError as error:
            raise Invalid(error.messages[0], "password") from error
    person = enrol(partnership=invitation.partnership, name=name, email=invitation.email, password=password)
    Membership.objects.create(
        partnership=invitation.partnership, person=person, agency=invitation.agency, role=invitation.role
    )
    invitation.state, invitation.person = state, person
    invitation.save(update_fields=["state", "person"])
    record("invitation accepted", by=person, subject=invitation.trail_subject, role=invitation.role)
    return person


def _free(email: str, but: Invitation | None = None) -> None:
    if Person.objects.filter(email__iexact=email).exists():
        raise Invalid("Somebody with this address already has an account. Give them the role on their page.", "email")
    waiting = Invitation.objects.filter(email__iexact=email, state="sent")
    if but is not None:
        waiting = waiting.exclude(pk=but.pk)
    if waiting.exists():
        raise Invalid("This address has already been invited. Send that invitation again, or withdraw it.", "email")
