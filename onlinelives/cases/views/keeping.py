"""How long one record is kept: its review day, holds on it, and disposing of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions import disposals
from onlinelives.cases.forms import (
    ApproveDisposalForm,
    HoldForm,
    KeepLongerForm,
    LiftHoldForm,
    ProposeForm,
    TurnDownForm,
)
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import DISPOSAL
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent


@own_gate
@require_GET
def young_person_keeping(request: SignedIn, reference: str) -> HttpResponse:
    page = queries.keeping_page(request.user, reference)
    return show(request, "cases/keeping.html", page.young_person, "keeping", {"page": page})


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_keep_longer(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.look_after(request.user, found))
    form = KeepLongerForm(sent(request), young_person=found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The record is kept longer.")
        return redirect("young_person_keeping", reference)
    told = {"form": form, "review": queries.review_of(found)}
    status = 422 if form.errors else 200
    return show(request, "cases/keep_longer.html", found, "keeping", told, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_hold(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.look_after(request.user, found))
    form = HoldForm(sent(request), young_person=found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The hold stands. This record cannot be disposed of until it is lifted.")
        return redirect("young_person_keeping", reference)
    return show(request, "cases/hold.html", found, "keeping", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_hold_lift(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.look_after(request.user, found))
    hold = queries.hold_for(found, pk)
    form = LiftHoldForm(sent(request), hold=hold)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The hold has been lifted.")
        return redirect("young_person_keeping", reference)
    told = {"form": form, "hold": hold}
    status = 422 if form.errors else 200
    return show(request, "cases/hold_lift.html", found, "keeping", told, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_dispose(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.look_after(request.user, found))
    need_state(queries.in_the_way(found, queries.review_of(found)))
    colleagues = queries.who_may_approve(request.user, found)
    form = ProposeForm(sent(request), young_person=found, colleagues=colleagues)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "A second person decides now. Nothing is erased before.")
        return redirect("young_person_keeping", reference)
    return show(request, "cases/dispose.html", found, "keeping", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_GET
def young_person_disposal(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    return _shown(request, queries.disposal_page(request.user, reference, pk))


@own_gate
@require_POST
def young_person_disposal_approve(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.disposal_page(request.user, reference, pk)
    need(permissions.approve_disposal(request.user, page.disposal))
    form = ApproveDisposalForm(sent(request), disposal=page.disposal)
    if not form.is_valid():
        return _shown(request, page, approve=form)
    certificate = form.save(request.user)
    messages.success(request, f"The record {reference} has been disposed of.")
    if permissions.look_after(request.user, page.young_person):
        return redirect("certificate", certificate.pk)
    return redirect("young_people")


@own_gate
@require_POST
def young_person_disposal_turn_down(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.disposal_page(request.user, reference, pk)
    need(permissions.approve_disposal(request.user, page.disposal))
    form = TurnDownForm(sent(request), disposal=page.disposal)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "The disposal has been turned down. The record stays.")
        return redirect("young_person_keeping", reference)
    return _shown(request, page, turn_down=form)


@own_gate
@require_POST
def young_person_disposal_withdraw(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.disposal_page(request.user, reference, pk)
    disposals.withdraw(disposal=page.disposal, by=request.user)
    messages.success(request, "The proposal has been withdrawn. The record stays.")
    return redirect("young_person_keeping", reference)


def _shown(request: SignedIn, page: queries.DisposalPage, **bound: Any) -> HttpResponse:
    told = {
        "page": page,
        "approve": bound.get("approve") or ApproveDisposalForm(None, disposal=page.disposal),
        "turn_down": bound.get("turn_down") or TurnDownForm(None, disposal=page.disposal),
        "waits": DISPOSAL.may(page.disposal.state, "approve"),
        "may_approve": permissions.approve_disposal(request.user, page.disposal),
        "may_withdraw": permissions.withdraw_disposal(request.user, page.disposal),
    }
    status = 422 if bound else 200
    return show(request, "cases/disposal.html", page.young_person, "keeping", told, status=status)
