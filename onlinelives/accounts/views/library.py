"""Around pages of the sign-in library: two things that it leaves undone. They stay the library's pages."""

import logging
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from onlinelives.accounts import queries
from onlinelives.accounts.gate import SignedIn, View
from onlinelives.rules.verdict import NotNow

log = logging.getLogger(__name__)


def keeps_the_last(view: View) -> View:
    """For removing a passkey. Where a second step is required the last one stays; the library asks so of apps only."""

    @wraps(view)
    def inner(request: SignedIn, pk: int) -> HttpResponseBase:
        factors = get_adapter()
        if not factors.can_delete_authenticator(queries.passkey_for(request.user, pk)):
            raise NotNow(factors.error_messages["cannot_delete_authenticator"])
        return view(request, pk=pk)

    return inner


def when_the_council_is_silent(view: View) -> View:
    """For going to the council and coming back. The library asks the council for addresses and expects an answer."""

    @wraps(view)
    def inner(request: HttpRequest, **where: Any) -> HttpResponseBase:
        try:
            return view(request, **where)
        except RequestException:
            log.exception("the council's sign-in did not answer")
            return render(request, "socialaccount/authentication_error.html", status=502)

    return inner
