"""Pages and answers for children: open to all, and knowing nobody.

The forms carry no token against forgery because there is nothing to forge with: no page here knows who asks, and the
sealed draft in the form is the only way on.
"""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.views.decorators.csrf import csrf_exempt

from onlinelives.accounts.gate import View, own_gate


def for_anybody(view: View) -> View:
    """Open to all, kept in no cache unless the view says so, so that the next child at this screen finds nothing of the
    one before."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return own_gate(login_not_required(csrf_exempt(inner)))
