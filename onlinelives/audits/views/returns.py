"""A return: its overview, giving out sections, signing off and reopening."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.audits import permissions, queries
from onlinelives.audits.actions import returns
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.forms import ReopenForm, SignOffForm, assign_forms
from onlinelives.rules.verdict import Invalid, need, need_state
from onlinelives.web.forms import sent


@own_gate
@require_GET
def return_(request: SignedIn, pk: int) -> HttpResponse:
    return render(request, "audits/return.html", {"page": queries.return_page(request.user, pk)})


@own_gate
@require_http_methods(["GET", "POST"])
def assign(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.return_page(request.user, pk)
    need(page.may_assign)
    need_state(page.changeable)
    forms = assign_forms(sent(request), page.audit_return)
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        changed = sum(form.save(page.audit_return, request.user) for form in forms)
        messages.success(request, "The sections have been given out." if changed else "Nothing was changed.")
        return redirect("return", pk)
    told = {"page": page, "forms": list(zip(page.sections, forms, strict=True))}
    wrong = any(form.errors for form in forms)
    return render(request, "audits/assign.html", told, status=422 if wrong else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def sign_off(request: SignedIn, pk: int) -> HttpResponse:
    """The manager reads the results and signs the digest of exactly what was shown."""
    page = queries.return_page(request.user, pk)  # first, so that its digest is never newer than what is shown
    found = queries.results(request.user, pk)
    need(permissions.sign_off(request.user, page.audit_return))
    form = SignOffForm(sent(request), initial={"digest": page.digest})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            returns.sign_off(audit_return=page.audit_return, digest=form.cleaned_data["digest"], by=request.user)
        except (Stale, Invalid) as error:
            form.add_error(None, str(error))
            form.data = {**request.POST.dict(), "digest": page.digest}
        else:
            messages.success(request, "The return has been signed off. The strategy lead can see it now.")
            return redirect("results", pk)
    if form.errors:
        status = 409 if form.non_field_errors() else 422
    return render(request, "audits/sign_off.html", {"page": page, "found": found, "form": form}, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def reopen(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.return_page(request.user, pk)
    need(page.may_sign_off)
    form = ReopenForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            returns.reopen(audit_return=page.audit_return, reason=form.cleaned_data["reason"], by=request.user)
        except Invalid as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, "The return is open again. It must be signed off once more.")
            return redirect("return", pk)
    return render(request, "audits/reopen.html", {"page": page, "form": form}, status=422 if form.errors else 200)
