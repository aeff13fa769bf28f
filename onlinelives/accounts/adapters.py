"""How the sign-in library is told our rules: nobody signs up uninvited, secrets are sealed, the trail is written."""

import base64
import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse

from onlinelives.accounts import queries
from onlinelives.accounts.actions import invitations, sign_ins
from onlinelives.accounts.models import Invitation, Person
from onlinelives.accounts.sealing import seal, unseal

INVITED = "invitation_token"  # session key: somebody came through an invitation and chose council sign-in
COUNCIL = "council_second_step"  # session key: whom the council's sign-in asked for a second step

TOO_MANY = "This was tried too often. Wait five minutes, then try again."

log = logging.getLogger(__name__)


class Accounts(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off. Ask the administrator of your area.",
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "enter_current_password": "This is not your current password",
        "incorrect_password": "This is not your password",
        "invalid_password_reset": "This link no longer works. Ask for a new one.",
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("your_account")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """A mail server that does not answer must not turn what has already been done into an error page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            log.exception("the message %s could not be sent", template_prefix)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.failed(email=str(credentials.get("email") or ""))


class NotHere(PermissionDenied):
    """The council knows the person, and we still say no. The page shows our words."""

    @property
    def for_the_page(self) -> str:
        return str(self)


class CouncilSignIn(DefaultSocialAccountAdapter):
    """Council single sign-on (OIDC): only from the tenants we know, only for people who were invited."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": "Choose a password first: this council account is your only way to sign in.",
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if settings.COUNCIL_TENANTS and _told(sociallogin).get("tid") not in settings.COUNCIL_TENANTS:
            raise NotHere("This account belongs to an organisation that cannot sign in here.")
        if sociallogin.is_existing:
            _note_second_step(request, sociallogin, sociallogin.user)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return _invitation(request) is not None

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        """Accept the invitation in the session and tie the council account to the new person."""
        invitation = _invitation(request)
        if invitation is None:
            raise NotHere("You need an invitation before you can use your council account here.")
        person = invitations.accept(invitation=invitation, name=invitation.name, password=None)
        del request.session[INVITED]
        sociallogin.user = person
        sociallogin.account.user = person
        sociallogin.account.save()
        _note_second_step(request, sociallogin, person)
        return person


def _told(sociallogin: Any) -> dict[str, Any]:
    """What the council's sign-in says of the person."""
    told: dict[str, Any] = sociallogin.account.extra_data
    return told.get("id_token") or told


def _note_second_step(request: HttpRequest, sociallogin: Any, person: Person) -> None:
    """Noted for this person only: whoever signs in next in the same browser is asked again."""
    if settings.COUNCIL_TRUSTED_SECOND_STEP or "mfa" in (_told(sociallogin).get("amr") or []):
        request.session[COUNCIL] = person.pk
    else:
        request.session.pop(COUNCIL, None)


def _invitation(request: HttpRequest) -> Invitation | None:
    token = request.session.get(INVITED)
    invitation = queries.invitation_by_token(token) if token else None
    return invitation if invitation and invitation.state == "sent" and not invitation.expired else None


class Factors(DefaultMFAAdapter):
    """Secrets of the second step are sealed; the library itself keeps them in clear."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "This is your only second step, and you need one. Set up another one first.",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first.",
        "incorrect_code": "This code is not right, or it has been used. Wait for the next one, then type that.",
        "unverified_email": "Your e-mail address has not been confirmed. Ask the administrator of your area.",
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, "accounts.second_factor", "")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), "accounts.second_factor", "")

    def get_totp_issuer(self) -> str:
        return "Online Lives"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Online Lives"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  the library's name
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where a second step is required, the last one stays: add the new one first."""
        if not settings.SECOND_FACTOR_REQUIRED or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        one_stays: bool = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return one_stays
