"""Sharing decisions of one young person, and who must never receive anything about them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases.permissions import change_record
from onlinelives.cases.queries import young_person_for
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import RECORD, SHARING
from onlinelives.rules.verdict import need, need_state
from onlinelives.sharing import queries
from onlinelives.sharing.actions import bases as laying
from onlinelives.sharing.forms import AgreeForm, CompleteForm, DecisionForm, EndNeverForm, NeverForm
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def decision_new(request: SignedIn, reference: str) -> HttpResponse:
    found = young_person_for(request.user, reference)
    return _edited(request, found, None)


@own_gate
@require_http_methods(["GET", "POST"])
def decision_again(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.decision_page(request.user, reference, str(pk))
    need_state(SHARING.may(page.decision.state, "reconsider"))
    return _edited(request, page.young_person, page.decision)


def _edited(request: SignedIn, found: Any, replaces: Any) -> HttpResponse:
    """The form of a decision, new or in the place of another."""
    need(change_record(request.user, found))
    need_state(RECORD.may(found.state, "write"))
    usable, others = _bases(request)
    agencies = [each for each in queries.agencies_of_area(request.user) if each.pk != found.agency_id]
    form = DecisionForm(sent(request), young_person=found, agencies=agencies, bases=usable, replaces=replaces)
    if request.method == "POST" and form.is_valid():
        made = form.save(request.user)
        if made:
            messages.success(request, "The decision is on record.")
            return redirect("young_person_sharing_decision", found.reference, made.pk)
    told = {"form": form, "replaces": replaces, "never": queries.never_of(found), "others": others}
    status = 422 if form.errors else 200
    return show(request, "sharing/decision_edit.html", found, "new sharing decision", told, status=status)


def _bases(request: SignedIn) -> tuple[list[Any], list[Any]]:
    """Legal bases that can be chosen today, and the lines of those that cannot."""
    if queries.lacks_bases(request.user):
        laying.lay(by=request.user)
    lines = queries.bases_for(request.user)
    return [line.basis for line in lines if line.may_be_used], [line for line in lines if not line.may_be_used]


@own_gate
@require_GET
def decision(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.decision_page(request.user, reference, str(pk))
    return _shown(request, page, AgreeForm(None, decision=page.decision))


@own_gate
@require_POST
def decision_agree(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.decision_page(request.user, reference, str(pk))
    need(page.may_agree)
    form = AgreeForm(sent(request), decision=page.decision)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "It is on record.")
        return redirect("young_person_sharing_decision", reference, pk)
    return _shown(request, page, form)


@own_gate
@require_http_methods(["GET", "POST"])
def decision_complete(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.decision_page(request.user, reference, str(pk))
    need_state(SHARING.may(page.decision.state, "complete"))
    usable, others = _bases(request)
    form = CompleteForm(sent(request), decision=page.decision, bases=usable)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The decision is complete.")
        return redirect("young_person_sharing_decision", reference, pk)
    told = {"form": form, "page": page, "others": others}
    status = 422 if form.errors else 200
    return show(request, "sharing/complete.html", page.young_person, "sharing decision", told, status=status)


def _shown(request: SignedIn, page: queries.DecisionPage, form: AgreeForm) -> HttpResponse:
    decision = page.decision
    told = {
        "page": page,
        "form": form,
        "may_send": SHARING.may(decision.state, "send") and decision.outcome != "not",
        "may_reconsider": SHARING.may(decision.state, "reconsider"),
    }
    status = 422 if form.errors else 200
    return show(request, "sharing/decision.html", page.young_person, "sharing decision", told, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def never(request: SignedIn, reference: str) -> HttpResponse:
    """Who must never receive anything: the list, and one more."""
    found = young_person_for(request.user, reference)
    need(change_record(request.user, found))
    agencies = [each for each in queries.agencies_of_area(request.user) if each.pk != found.agency_id]
    form = NeverForm(sent(request), young_person=found, agencies=agencies)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Nothing can be sent to them from now on.")
        return redirect("young_person_never", reference)
    told = {"form": form, "entries": queries.all_never_of(found), "extracts": queries.open_extracts(found)}
    return show(request, "sharing/never.html", found, "never share", told, status=422 if form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def never_end(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    entry = queries.never_for(request.user, reference, str(pk))
    form = EndNeverForm(sent(request), entry=entry)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "It is on record that they may receive something again.")
        return redirect("young_person_never", reference)
    told = {"form": form, "entry": entry}
    status = 422 if form.errors else 200
    return show(request, "sharing/never_end.html", entry.young_person, "never share", told, status=status)
