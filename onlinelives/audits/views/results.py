"""Where a return, and the area, stands: pages and files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.audits import charts, exports, permissions, queries
from onlinelives.audits.actions import returns, rounds
from onlinelives.web import csv_export


@own_gate
@require_GET
def results(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.results(request.user, pk)
    if permissions.needs_extra_access(request.user, found.audit_return):
        returns.look_with_extra_access(audit_return=found.audit_return, by=request.user)
    told = {"found": found, "chart": charts.sections(found)}
    return render(request, "audits/results.html", told)


@own_gate
@require_GET
def results_export(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.results(request.user, pk)
    returns.export(audit_return=found.audit_return, by=request.user)
    name = f"{found.audit_return.name_of_agency} {found.audit_return.round.name}"
    return csv_export.download(name, exports.RETURN_HEADER, exports.return_rows(found))


@requires(permissions.see_area)
@require_GET
def area(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.area_results(request.user, pk)
    return render(request, "audits/area.html", {"found": found, "chart": charts.area(found)})


@requires(permissions.see_area)
@require_GET
def area_export(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.area_results(request.user, pk)
    rounds.export(round_=found.round, by=request.user)
    return csv_export.download(f"{found.round.name} area", exports.area_header(found), exports.area_rows(found))
