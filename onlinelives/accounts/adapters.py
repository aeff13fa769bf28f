"""How the sign-in library is told our rules: nobody signs up uninvited, secrets are sealed, and the trail is written."""

import base64
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
COUNCIL = "council_second_step"  # session key: the council's sign-in asked for a second step


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.failed(email=str(credentials.get("email") or ""))


class CouncilSignIn(DefaultSocialAccountAdapter):
    """Council single sign-on (OIDC): only from the tenants we know, only for people who were invited."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        told = sociallogin.account.extra_data.get("id_token", sociallogin.account.extra_data)
        if settings.COUNCIL_TENANTS and told.get("tid") not in settings.COUNCIL_TENANTS:
            raise PermissionDenied("This account belongs to an organisation that cannot sign in here.")
        methods = told.get("amr") or []
        request.session[COUNCIL] = settings.COUNCIL_TRUSTED_SECOND_STEP or "mfa" in methods

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return _invitation(request) is not None

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Person:
        """Accept the invitation in the session and tie the council account to the new person."""
        invitation = _invitation(request)
        if invitation is None:
            raise PermissionDenied("You need an invitation before you can use your council account here.")
        person = invitations.accept(invitation=invitation, name=invitation.name, password=None)
        del request.session[INVITED]
        sociallogin.user = person
        sociallogin.account.user = person
        sociallogin.account.save()
        return person


def _invitation(request: HttpRequest) -> Invitation | None:
    token = request.session.get(INVITED)
    invitation = queries.invitation_by_token(token) if token else None
    return invitation if invitation and invitation.state == "sent" and not invitation.expired else None


class Factors(DefaultMFAAdapter):
    """Secrets of the second step are sealed; the library itself keeps them in clear."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text, "accounts.second_factor", "")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), "accounts.second_factor", "")

    def get_totp_issuer(self) -> str:
        return "Online Lives"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where a second step is required, the last one stays: add the new one first."""
        if not settings.SECOND_FACTOR_REQUIRED or authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
