"""Where the sign-in library offers no method to override, it sends signals; these write the trail.

Our own rooms send none: an action writes its own entry.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as council
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out

from onlinelives.accounts.actions import sign_ins


def _signed_in(sender: Any, user: Any, request: Any, **kwargs: Any) -> None:
    """The library lists a session only when it began on a page of its own; an invitation begins one too."""
    sign_ins.signed_in(person=user)
    if request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)


def _second_step_failed(sender: Any, user: Any, **kwargs: Any) -> None:
    sign_ins.failed(email=user.email)


def _signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        sign_ins.signed_out(person=user)


def _password_changed(sender: Any, user: Any, **kwargs: Any) -> None:
    sign_ins.password_changed(person=user)


def _factor_added(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    sign_ins.second_step_changed(person=user, added=True, kind=authenticator.type)


def _factor_removed(sender: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    sign_ins.second_step_changed(person=user, added=False, kind=authenticator.type)


def _council_connected(sender: Any, request: Any, sociallogin: Any, **kwargs: Any) -> None:
    sign_ins.council_account_changed(person=sociallogin.user, connected=True)


def _council_disconnected(sender: Any, request: Any, socialaccount: Any, **kwargs: Any) -> None:
    sign_ins.council_account_changed(person=socialaccount.user, connected=False)


def connect() -> None:
    """Called once, when the apps are ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail")
    user_logged_out.connect(_signed_out, dispatch_uid="trail")
    for signal in (account.password_changed, account.password_reset, account.password_set):
        signal.connect(_password_changed, dispatch_uid="trail")
    for signal in (mfa.authenticator_added, mfa.authenticator_reset):
        signal.connect(_factor_added, dispatch_uid="trail")
    mfa.authentication_failed.connect(_second_step_failed, dispatch_uid="trail")
    council.social_account_added.connect(_council_connected, dispatch_uid="trail")
    council.social_account_removed.connect(_council_disconnected, dispatch_uid="trail")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid="trail")
