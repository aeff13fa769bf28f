"""Sessions end when they should, and nobody works without a second step where one is required."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from onlinelives.accounts.adapters import COUNCIL
from onlinelives.trail import clock

Answer = Callable[[HttpRequest], HttpResponseBase]

TOUCHED_EVERY = 60  # seconds: how exact the idle limit is, so that reading a page seldom writes


def session_limits(get_response: Answer) -> Answer:
    """A session ends after SESSION_IDLE seconds without a request, and SESSION_COOKIE_AGE after it began."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(clock.now().timestamp())
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", now)
            if now - seen > settings.SESSION_IDLE or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - seen >= TOUCHED_EVERY or "seen" not in request.session:
                request.session["seen"] = now
                UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=clock.now())
        return get_response(request)

    return middleware


ENROLMENT = (  # URL names that work before a second step has been set up
    "mfa_",
    "account_reauthenticate",
    "account_logout",
    "account_change_password",
    "health",
)


class SecondStep:
    """Somebody without a second step is sent to set one up, and can open nothing else."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        if name.startswith(ENROLMENT) or self._has_one(request):
            return None
        return redirect("mfa_index")

    @staticmethod
    def _has_one(request: HttpRequest) -> bool:
        """Asked of the database once in a session: the last second step of a person cannot be removed by them, and
        when an administrator removes it every session ends."""
        if request.session.get("second_step") or request.session.get(COUNCIL) == request.user.pk:
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        if not Authenticator.objects.filter(user_id=request.user.pk, type__in=kinds).exists():
            return False
        request.session["second_step"] = True
        return True
