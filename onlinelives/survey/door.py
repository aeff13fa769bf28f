"""Children come in by a door of their own, above everything that knows people."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import resolve

from onlinelives.survey import child_urls

Answer = Callable[[HttpRequest], HttpResponseBase]
CHILDREN = "/s/"


def children(get_response: Answer) -> Answer:
    """Middleware: what is for children goes straight to its view. It passes everything that protects a page, and
    neither sessions nor sign-in nor anything else that asks who somebody is: for anonymity, and because a whole morning
    of classes comes at once (docs/decisions/0030)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(CHILDREN):
            return get_response(request)
        found = request.resolver_match = resolve(request.path_info, child_urls.__name__)
        view: Callable[..., HttpResponseBase] = found.func
        return view(request, *found.args, **found.kwargs)

    return middleware
