"""Independent quality assurance of a round: draws, schedule, agreement, coverage."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.audits import exports, permissions, quality_charts, queries
from onlinelives.audits.actions import draws
from onlinelives.audits.forms import DrawForm, ScheduleForm
from onlinelives.audits.forms.quality import page_number
from onlinelives.rules.lifecycles import ROUND
from onlinelives.rules.verdict import need_state
from onlinelives.trail import clock
from onlinelives.web import csv_export
from onlinelives.web.forms import sent


@requires(permissions.see_area)
@require_GET
def quality(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.quality(request.user, pk)
    told = {"found": found, "chart": quality_charts.beside(found), "caption": quality_charts.caption(found)}
    return render(request, "audits/quality.html", told)


@requires(permissions.see_area)
@require_GET
def coverage(request: SignedIn, pk: int) -> HttpResponse:
    return render(request, "audits/coverage.html", {"found": queries.coverage(request.user, pk)})


@requires(permissions.run_checks)
@require_http_methods(["GET", "POST"])
def draw_new(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.drawable(request.user, pk)
    need_state(ROUND.may(found.round.state, "draw"))
    form = DrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = form.draw(found.round, request.user)
        if made:
            messages.success(request, "The answers have been drawn. Reviewers find them on their list.")
            return redirect("draw", made.pk)
    return render(request, "audits/draw_new.html", {"found": found, "form": form}, status=422 if form.errors else 200)


@requires(permissions.run_checks)
@require_http_methods(["GET", "POST"])
def schedule(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.round_for(request.user, pk)
    need_state(ROUND.may(found.state, "draw"))
    standing = queries.schedule_of(found)
    first: dict[str, Any] = {"first_on": clock.today()}
    if standing:
        names = ("every_months", "per_agency", "reply_days")
        first = {name: getattr(standing, name) for name in names} | {"first_on": standing.next_on}
    form = ScheduleForm(sent(request), initial=first)
    if request.method == "POST" and form.is_valid() and form.set(found, request.user):
        messages.success(request, "The schedule has been set.")
        return redirect("round_quality", pk)
    told = {"round": found, "standing": standing, "form": form}
    return render(request, "audits/schedule.html", told, status=422 if form.errors else 200)


@requires(permissions.run_checks)
@require_POST
def schedule_stop(request: SignedIn, pk: int) -> HttpResponse:
    draws.stop_schedule(round_=queries.round_for(request.user, pk), by=request.user)
    messages.success(request, "The schedule has been stopped. You can still draw at any time.")
    return redirect("round_quality", pk)


@requires(permissions.run_checks)
@require_GET
def draw(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.draw_page(request.user, pk, page_number(request.GET))
    return render(request, "audits/draw.html", {"page": page})


@requires(permissions.run_checks)
@require_GET
def draw_export(request: SignedIn, pk: int) -> HttpResponse:
    """The frozen population with every probability, so that anybody can draw again."""
    page = queries.draw_page(request.user, pk)
    draws.export(draw=page.draw, by=request.user)
    name = f"{page.draw.round.name} draw {page.draw.number}"
    return csv_export.download(name, exports.DRAW_HEADER, exports.draw_rows(page))
