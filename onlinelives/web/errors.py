"""Pages for what went wrong, in plain English. Each says what to do next, and none shows what a program would say."""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.debug import SafeExceptionReporterFilter


class Discreet(SafeExceptionReporterFilter):
    """What a report of an error says to whoever runs the installation: where it was, and nothing of what somebody had
    typed or what the program held at that moment, which may be about a young person."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return dict.fromkeys(request.POST if request else (), self.cleansed_substitute)

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: FrameType) -> ItemsView[str, Any]:
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        reason = (
            "What was sent is too large. Nothing was saved. Shorten your text, or put it in a document and link to it."
        )
        return render(request, "web/422.html", {"reason": reason}, status=413)
    reason = "The request could not be understood. Nothing was saved. Go back and try again."
    return render(request, "web/422.html", {"reason": reason}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    told = (
        "This page was open for a long time, or cookies are switched off, so we could not be sure that the request "
        "came from you. Nothing was saved. Go back, reload the page and try again."
    )
    return render(request, "web/403.html", {"reason": told}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    # No request is given to the template: whatever failed may fail there again.
    return HttpResponse(render_to_string("web/500.html", using="jinja2"), status=500)
