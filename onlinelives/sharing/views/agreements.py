"""Agreements between agencies, and what the law allows."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.sharing import permissions, queries
from onlinelives.sharing.actions import bases as laying
from onlinelives.sharing.forms import AgreementForm, BasisForm, EndAgreementForm
from onlinelives.web.forms import sent


@requires(permissions.see_sharing)
@require_GET
def agreements(request: SignedIn) -> HttpResponse:
    now, ended = queries.agreements_for(request.user)
    told = {"now": now, "ended": ended, "may_keep": permissions.keep_agreements(request.user)}
    return render(request, "sharing/agreements.html", told)


@requires(permissions.keep_agreements)
@require_http_methods(["GET", "POST"])
def agreement_new(request: SignedIn) -> HttpResponse:
    form = AgreementForm(sent(request), agencies=queries.agencies_of_area(request.user))
    if request.method == "POST" and form.is_valid():
        made = form.save(request.user)
        if made:
            messages.success(request, "The agreement has been added.")
            return redirect("sharing_agreements")
    status = 422 if form.errors else 200
    return render(request, "sharing/agreement_edit.html", {"form": form}, status=status)


@requires(permissions.keep_agreements)
@require_http_methods(["GET", "POST"])
def agreement_edit(request: SignedIn, pk: int) -> HttpResponse:
    line = queries.agreement_for(request.user, pk)
    agencies = queries.agencies_of_area(request.user)
    form = AgreementForm(sent(request), agencies=agencies, agreement=line.agreement)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("sharing_agreements")
    told = {"form": form, "line": line, "end": EndAgreementForm(None, agreement=line.agreement)}
    return render(request, "sharing/agreement_edit.html", told, status=422 if form.errors else 200)


@requires(permissions.keep_agreements)
@require_POST
def agreement_end(request: SignedIn, pk: int) -> HttpResponse:
    line = queries.agreement_for(request.user, pk)
    end = EndAgreementForm(sent(request), agreement=line.agreement)
    if end.is_valid() and end.save(request.user):
        messages.success(request, "The agreement has ended. It stays on the list.")
        return redirect("sharing_agreements")
    form = AgreementForm(None, agencies=queries.agencies_of_area(request.user), agreement=line.agreement)
    told = {"form": form, "line": line, "end": end}
    return render(request, "sharing/agreement_edit.html", told, status=422)


@requires(permissions.see_sharing)
@require_GET
def bases(request: SignedIn) -> HttpResponse:
    if queries.lacks_bases(request.user):
        laying.lay(by=request.user)
    told = {"lines": queries.bases_for(request.user), "may_keep": permissions.keep_agreements(request.user)}
    return render(request, "sharing/bases.html", told)


@requires(permissions.see_sharing)
@require_GET
def basis(request: SignedIn, code: str) -> HttpResponse:
    """Every row of one basis: what decisions of other days rested on."""
    rows = queries.basis_for(request.user, code)
    told = {"rows": rows, "may_keep": permissions.keep_agreements(request.user)}
    return render(request, "sharing/basis.html", told)


@requires(permissions.keep_agreements)
@require_http_methods(["GET", "POST"])
def basis_new(request: SignedIn) -> HttpResponse:
    form = BasisForm(sent(request))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The legal basis has been added.")
        return redirect("sharing_bases")
    return render(request, "sharing/basis_edit.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.keep_agreements)
@require_http_methods(["GET", "POST"])
def basis_revise(request: SignedIn, code: str) -> HttpResponse:
    newest = queries.basis_for(request.user, code)[0]
    form = BasisForm(sent(request), basis=newest)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved. Earlier decisions keep the row that they were made by.")
        return redirect("sharing_bases")
    told = {"form": form, "newest": newest}
    return render(request, "sharing/basis_edit.html", told, status=422 if form.errors else 200)
