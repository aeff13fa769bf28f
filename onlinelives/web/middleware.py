"""What every answer goes through: no-store for signed-in pages, an honest end of session for htmx, reasons as pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url

from onlinelives.rules.verdict import Invalid, NotNow, Refused

Answer = Callable[[HttpRequest], HttpResponseBase]


def own_site_only(get_response: Answer) -> Answer:
    """Nothing of ours may be embedded elsewhere."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def private_pages(get_response: Answer) -> Answer:
    """Pages of somebody signed in are kept nowhere."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.user.is_authenticated or "token" in (
            request.resolver_match.kwargs if request.resolver_match else {}
        ):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def htmx_sign_in(get_response: Answer) -> Answer:
    """A save after the session ended answers 401, which the page says in words, instead of a sign-in page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        address = response.headers.get("Location", "")
        if (
            getattr(request, "htmx", False)
            and response.status_code == 302
            and address.startswith(resolve_url(settings.LOGIN_URL))
        ):
            return HttpResponse(status=401)
        return response

    return middleware


STATUS = {Refused: (403, "web/403.html"), NotNow: (409, "web/409.html"), Invalid: (422, "web/422.html")}


class Reasons:
    """An action or a gate that says no becomes a page with its reason."""

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        for kind, (status, template) in STATUS.items():
            if isinstance(exception, kind):
                return render(request, template, {"reason": str(exception)}, status=status)
        return None
