"""Agency checks, from the record of the young person they are about."""

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
from onlinelives.rules.lifecycles import AGENCY_CHECK, RECORD
from onlinelives.rules.verdict import need, need_state
from onlinelives.sharing import queries
from onlinelives.sharing.actions import checks
from onlinelives.sharing.forms import CheckForm, WithdrawForm
from onlinelives.web.forms import sent
from onlinelives.web.words import plural


@own_gate
@require_http_methods(["GET", "POST"])
def check_new(request: SignedIn, reference: str) -> HttpResponse:
    """What is asked; then what they would see; only then does it go out."""
    found = young_person_for(request.user, reference)
    need(change_record(request.user, found))
    need_state(RECORD.may(found.state, "write"))
    form = CheckForm(sent(request), young_person=found, agencies=queries.agencies_to_ask(found))
    preview = None
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "send" in request.POST and (made := form.ask(request.user)):
            messages.success(request, f"{plural(len(made), 'agency has', 'agencies have')} been asked.")
            return redirect("young_person_sharing", reference)
        preview = None if form.errors else form.preview(request.user)
    never = [entry for entry in queries.never_of(found) if entry.agency_id]
    told = {"form": form, "preview": preview, "never": never}
    return show(request, "sharing/check_new.html", found, "new check", told, status=422 if form.errors else 200)


@own_gate
@require_GET
def check(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.check_page(request.user, reference, str(pk))
    if page.is_unread:
        checks.read(check=page.check, by=request.user)
    return _shown(request, page, WithdrawForm(None, check=page.check))


@own_gate
@require_POST
def check_withdraw(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.check_page(request.user, reference, str(pk))
    form = WithdrawForm(sent(request), check=page.check)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "It is no longer asked.")
        return redirect("young_person_check", reference, pk)
    return _shown(request, page, form)


def _shown(request: SignedIn, page: queries.CheckPage, form: WithdrawForm) -> HttpResponse:
    told: dict[str, Any] = {
        "page": page,
        "form": form,
        "may_withdraw": AGENCY_CHECK.may(page.check.state, "withdraw"),
    }
    status = 422 if form.errors else 200
    return show(request, "sharing/check.html", page.young_person, "check", told, status=status)
