"""The one page of the second step where the library asks nobody whether it may."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import views as library
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onlinelives.accounts import queries
from onlinelives.accounts.gate import own_gate
from onlinelives.rules.verdict import NotNow


@own_gate
@require_http_methods(["GET", "POST"])
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a second step is required the last one stays, passkey or app. The library checks this for apps only."""
    factors = get_adapter()
    if not factors.can_delete_authenticator(queries.passkey_for(request.user, pk)):
        raise NotNow(factors.error_messages["cannot_delete_authenticator"])
    answer: HttpResponse = library.remove_webauthn(request, pk=pk)
    return answer
