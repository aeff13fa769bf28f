"""Pages that need every room: the front page, everybody's home page, how it works, and the health check."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.audits import queries as audits
from onlinelives.config.needs import needs_of
from onlinelives.rules import roles


@own_gate
@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Public: what this is, in three sentences, and the way in."""
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "config/front.html")


@own_gate
@require_safe
def home(request: SignedIn) -> HttpResponse:
    """What needs this person now, from every room, and where they stand."""
    told = {
        "needs": needs_of(request.user),
        "standings": audits.standings_for(request.user),
        "held": request.user.held,
    }
    return render(request, "config/home.html", told)


@own_gate
@require_safe
def how_it_works(request: SignedIn) -> HttpResponse:
    return render(request, "config/help.html", {"roles": roles.ROLES.values()})


@own_gate
@login_not_required
@never_cache
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """{"status": "ok"} only if the database answers; otherwise 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
            cursor.fetchone()
    except Exception:  # noqa: BLE001  whatever it is, the answer is the same
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok"})
