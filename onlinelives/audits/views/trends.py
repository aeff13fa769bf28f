"""Rounds side by side: an agency, one of its statements, the area; and one section of a return."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.audits import permissions, trend_charts
from onlinelives.audits.actions import returns
from onlinelives.audits.queries.area_trends import area_trends
from onlinelives.audits.queries.section_results import section_results
from onlinelives.audits.queries.trends import agency_trends, statement_trends

EVERY = "all"  # ?rounds=all shows every round, and not only the latest


@own_gate
@require_GET
def agency(request: SignedIn, code: str) -> HttpResponse:
    found = agency_trends(request.user, code, every=request.GET.get("rounds") == EVERY)
    told = {"found": found, "charts": trend_charts.lines(found.columns, found.overall, found.sections)}
    return render(request, "audits/trends_agency.html", told)


@own_gate
@require_GET
def statement(request: SignedIn, code: str, number: str) -> HttpResponse:
    found = statement_trends(request.user, code, number)
    return render(request, "audits/trends_statement.html", {"found": found, "chart": trend_charts.statement(found)})


@requires(permissions.see_area)
@require_GET
def area(request: SignedIn) -> HttpResponse:
    found = area_trends(request.user, every=request.GET.get("rounds") == EVERY)
    told = {"found": found, "charts": trend_charts.lines(found.columns, found.overall, found.sections)}
    return render(request, "audits/trends_area.html", told)


@own_gate
@require_GET
def section(request: SignedIn, pk: int, number: int) -> HttpResponse:
    found = section_results(request.user, pk, number)
    if permissions.needs_extra_access(request.user, found.audit_return):
        returns.look_with_extra_access(audit_return=found.audit_return, by=request.user)
    told = {"found": found, "radar": trend_charts.radar(found), "bars": trend_charts.bars(found)}
    return render(request, "audits/section_results.html", told)
