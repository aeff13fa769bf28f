"""The product's addresses, and pages that answer in every way there is."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from onlinelives.config.urls import handler400, handler403, handler404, handler500
from onlinelives.config.urls import urlpatterns as pages
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from tests.web.sample import HOSTILE

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

RAISED: dict[str, Exception] = {
    "refused": Refused(f"Only a manager may. {HOSTILE}"),
    "not-now": NotNow(f"This round is closed. {HOSTILE}"),
    "invalid": Invalid(f"Choose an agency. {HOSTILE}"),
    "forbidden": PermissionDenied("Not for you."),
    "suspicious": SuspiciousOperation("a secret of the program"),
    "too-big": RequestDataTooBig("a secret of the program"),
    "broken": RuntimeError("a secret of the program"),
}


def raising(error: Exception) -> Callable[..., HttpResponse]:
    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("private")


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("public")


@login_not_required
def moved(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": "/elsewhere/"})


@login_not_required
def with_token(request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse("a link from an e-mail")


urlpatterns = [
    *pages,
    *(path(f"raise/{name}/", raising(error)) for name, error in RAISED.items()),
    path("private/", private),
    path("public/", public),
    path("moved/", moved),
    path("link/<str:token>/", with_token),
]
