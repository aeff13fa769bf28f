"""Case studies for everybody but their author: the list, what a second person is asked, and what was approved.

No page here knows a record, and none is a page of one.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.study_approvals import look
from onlinelives.cases.forms import ApproveStudyForm, JudgeForm, SendBackForm, WithdrawForm
from onlinelives.rules.deidentify import CAUTION
from onlinelives.trail import clock
from onlinelives.web.forms import sent


@requires(permissions.see_case_studies)
@require_GET
def case_studies(request: SignedIn) -> HttpResponse:
    found = queries.studies_for(request.user, request.GET.get("page", ""))
    return render(request, "cases/case_studies.html", {"found": found, "today": clock.today()})


@requires(permissions.see_case_studies)
@require_GET
def case_study(request: SignedIn, pk: UUID) -> HttpResponse:
    page = queries.approved_page(request.user, str(pk))
    return _approved(request, page, WithdrawForm(None, approved=page.approved))


@requires(permissions.see_case_studies)
@require_POST
def case_study_withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    page = queries.approved_page(request.user, str(pk))
    form = WithdrawForm(sent(request), approved=page.approved)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "The case study has been withdrawn. Nobody can read it any more.")
        return redirect("case_study", pk)
    return _approved(request, page, form, status=422)


def _approved(request: SignedIn, page: queries.ApprovedPage, form: Any, status: int = 200) -> HttpResponse:
    told = {"page": page, "form": form, "caution": CAUTION, "today": clock.today()}
    return render(request, "cases/case_study.html", told, status=status)


@own_gate
@require_GET
def case_study_asked(request: SignedIn, pk: UUID) -> HttpResponse:
    page = queries.asked_page(request.user, str(pk))
    return _asked(request, page)


@own_gate
@require_http_methods(["GET", "POST"])
def case_study_flag(request: SignedIn, pk: UUID, number: int) -> HttpResponse:
    """One flag again, and then the next that is left."""
    page = queries.asked_page(request.user, str(pk))
    flag = queries.asked_flag(page, number)
    form = JudgeForm(sent(request), ask=page.ask, flag=flag)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        left = [each.number for each in page.left if each.number != number]
        after = next((each for each in left if each > number), left[0] if left else None)
        return redirect("case_study_flag", pk, after) if after else redirect("case_study_asked", pk)
    look(ask=page.ask, by=request.user)
    told = {"page": page, "flag": flag, "form": form, "around": page.around(flag)}
    return render(request, "cases/asked_flag.html", told, status=422 if form.errors else 200)


@own_gate
@require_POST
def case_study_approve(request: SignedIn, pk: UUID) -> HttpResponse:
    if done := queries.approved_from(request.user, str(pk)):  # the same form sent twice
        return redirect("case_study", done.pk)
    page = queries.asked_page(request.user, str(pk))
    form = ApproveStudyForm(sent(request), ask=page.ask)
    if form.is_valid() and (approved := form.save(request.user)):
        messages.success(request, "You have approved the case study. It can be read in the whole area now.")
        return redirect("case_study", approved.pk)
    return _asked(request, page, approve=form)


@own_gate
@require_POST
def case_study_send_back(request: SignedIn, pk: UUID) -> HttpResponse:
    page = queries.asked_page(request.user, str(pk))
    form = SendBackForm(sent(request), ask=page.ask)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "It has been sent back. Its author reads why.")
        return redirect("case_studies")
    return _asked(request, page, back=form)


def _asked(request: SignedIn, page: queries.AskedPage, **bound: Any) -> HttpResponse:
    look(ask=page.ask, by=request.user)
    told = {
        "page": page,
        "approve": bound.get("approve") or ApproveStudyForm(None, ask=page.ask),
        "back": bound.get("back") or SendBackForm(None, ask=page.ask),
        "caution": CAUTION,
    }
    return render(request, "cases/asked.html", told, status=422 if bound else 200)
