"""The guard of a page: `@requires(permission)` for pages that depend on the person alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Verdict, need

View = Callable[..., HttpResponseBase]


class SignedIn(HttpRequest):
    """A request whose sender has signed in: what a view gets unless it says `login_not_required`."""

    user: Person


def requires(permission: Callable[[Person], Verdict]) -> Callable[[View], View]:
    """Refuse with the permission's reason (403) before the view runs."""

    def guarded(view: View) -> View:
        @wraps(view)
        def inner(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponseBase:
            need(permission(request.user))
            return view(request, *args, **kwargs)

        inner.gate = permission  # type: ignore[attr-defined]
        return inner

    return guarded


def own_gate(view: View) -> View:
    """Marks a view that fetches through a scoped query, so that a stranger gets 404, and asks for verdicts itself."""
    view.gate = None  # type: ignore[attr-defined]
    return view
