"""Restricted records that nobody can open: what an administrator may know of them, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.forms import GiveBackForm
from onlinelives.web.forms import sent


@requires(permissions.give_back)
@require_GET
def locked_out(request: SignedIn) -> HttpResponse:
    return render(request, "cases/locked_out.html", {"records": queries.locked_out(request.user)})


@requires(permissions.give_back)
@require_http_methods(["GET", "POST"])
def locked_out_record(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.locked_out_record(request.user, reference)
    form = GiveBackForm(
        sent(request), reference=reference, managers=queries.who_may_be_given(request.user, found.agency)
    )
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, f"The record {reference} is open to the manager you named.")
        return redirect("locked_out")
    told = {"record": found, "form": form}
    return render(request, "cases/locked_out_record.html", told, status=422 if form.errors else 200)
