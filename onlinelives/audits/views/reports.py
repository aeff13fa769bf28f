"""Reports as PDF: asked for here, made by the worker, taken from the page of the work."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.audits import permissions, queries, tasks
from onlinelives.audits.actions import returns, rounds
from onlinelives.files.actions import work


@own_gate
@require_POST
def return_report(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.return_for(request.user, pk)
    returns.export(audit_return=found, form="pdf", by=request.user)
    asked = work.ask(
        title=f"Report of {found.name_of_agency}, {found.round.name}",
        leads_to=reverse("results", args=[pk]),
        task=tasks.return_report,
        told=[pk],
        by=request.user,
    )
    return redirect("work", asked.pk)


@requires(permissions.see_area)
@require_POST
def area_report(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.round_for(request.user, pk)
    rounds.export(round_=found, form="pdf", by=request.user)
    asked = work.ask(
        title=f"Area report, {found.name}",
        leads_to=reverse("round_area", args=[pk]),
        task=tasks.area_report,
        told=[pk],
        by=request.user,
    )
    return redirect("work", asked.pk)
