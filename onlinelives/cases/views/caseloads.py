"""Who works with whom, a manager's view of teams, and how work ends and begins again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.forms import CloseForm, PlanForm, ReopenForm
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import RECORD
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent


@requires(permissions.see_young_people)
@require_GET
def caseloads(request: SignedIn) -> HttpResponse:
    """Numbers only: nobody's name but those of staff."""
    return render(request, "cases/caseloads.html", {"teams": queries.teams_now(request.user)})


@own_gate
@require_http_methods(["GET", "POST"])
def plan(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    need_state(RECORD.may(found.state, "write"))
    form = PlanForm(sent(request), young_person=found, staff=queries.who_could_work(found))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("young_person", reference)
    return show(request, "cases/plan.html", found, "plan", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def close(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    need_state(RECORD.may(found.state, "close"))
    form, allowed = CloseForm(sent(request), young_person=found), queries.may_close(found)
    if request.method == "POST" and form.is_valid() and form.close(request.user):
        messages.success(request, f"The record {reference} is closed.")
        return redirect("young_person", reference)
    told: dict[str, Any] = {"form": form, "allowed": allowed}
    return show(request, "cases/close.html", found, "close", told, status=422 if form.errors else 200)


@own_gate
@require_POST
def reopen(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need_state(RECORD.may(found.state, "reopen"))
    form = ReopenForm(sent(request))
    if form.is_valid() and form.reopen(found, request.user):
        messages.success(request, f"The record {reference} is open again.")
        return redirect("young_person", reference)
    return show(request, "cases/reopen.html", found, "reopen", {"form": form}, status=422)
