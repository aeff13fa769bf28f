"""Referrals: received, corrected, decided, and found to have an online part."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases import permissions, queries
from onlinelives.cases.forms import DecideForm, FoundOnlineForm, ReferralForm
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import REFERRAL
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def referral_new(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    form = ReferralForm(sent(request), young_person=found)
    if request.method == "POST" and form.is_valid():
        referral = form.save(request.user)
        if referral:
            messages.success(request, "The referral is on record. Decide on it when you can.")
            return redirect("young_person_referral", reference, referral.pk)
    status = 422 if form.errors else 200
    return show(request, "cases/referral_edit.html", found, "new referral", {"form": form}, status=status)


@own_gate
@require_GET
def referral(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.referral_page(request.user, reference, str(pk))
    return _shown(request, page)


@own_gate
@require_http_methods(["GET", "POST"])
def referral_edit(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.referral_page(request.user, reference, str(pk))
    need(permissions.change_record(request.user, page.young_person))
    need_state(REFERRAL.may(page.referral.state, "correct"))
    form = ReferralForm(sent(request), young_person=page.young_person, referral=page.referral)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("young_person_referral", reference, pk)
    told = {"form": form, "referral": page.referral}
    status = 422 if form.errors else 200
    return show(request, "cases/referral_edit.html", page.young_person, "referral", told, status=status)


@own_gate
@require_POST
def referral_decide(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.referral_page(request.user, reference, str(pk))
    form = DecideForm(sent(request), referral=page.referral)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "The decision is on record.")
        return redirect("young_person_referral", reference, pk)
    return _shown(request, page, decide=form)


@own_gate
@require_POST
def referral_found_online(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.referral_page(request.user, reference, str(pk))
    form = FoundOnlineForm(sent(request), referral=page.referral)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "The online part is on record.")
        return redirect("young_person_referral", reference, pk)
    return _shown(request, page, found=form)


def _shown(request: SignedIn, page: queries.ReferralPage, **bound: Any) -> HttpResponse:
    told = {
        "page": page,
        "decide": bound.get("decide") or DecideForm(None, referral=page.referral),
        "found": bound.get("found") or FoundOnlineForm(None, referral=page.referral),
        "may_correct": REFERRAL.may(page.referral.state, "correct"),
    }
    status = 422 if bound else 200
    return show(request, "cases/referral.html", page.young_person, "referral", told, status=status)
