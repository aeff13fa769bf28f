"""What other agencies ask of us and have sent to us."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.rules.lifecycles import AGENCY_CHECK
from onlinelives.rules.verdict import NotNow
from onlinelives.sharing import documents, permissions, queries
from onlinelives.sharing.actions import checks, extracts
from onlinelives.sharing.forms import AnswerForm
from onlinelives.web.forms import sent


@requires(permissions.share)
@require_GET
def asked(request: SignedIn) -> HttpResponse:
    waiting, others = queries.asked_of(request.user)
    checks.see_names(checks=[line.check for line in [*waiting, *others]], by=request.user)
    return render(request, "sharing/asked.html", {"waiting": waiting, "others": others})


@own_gate
@require_http_methods(["GET", "POST"])
def answer(request: SignedIn, pk: UUID) -> HttpResponse:
    page = queries.asked_page(request.user, str(pk))
    form = AnswerForm(sent(request), check=page.check)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, f"{page.asked.agency} has your answer.")
        return redirect("sharing_asked")
    checks.see(check=page.check, by=request.user)
    told = {
        "page": page,
        "form": form,
        "may_answer": AGENCY_CHECK.may(page.check.state, "correct" if page.answers else "answer"),
    }
    return render(request, "sharing/answer.html", told, status=422 if form.errors else 200)


@requires(permissions.share)
@require_GET
def received(request: SignedIn) -> HttpResponse:
    return render(request, "sharing/received.html", {"lines": queries.received_by(request.user)})


@own_gate
@require_GET
def extract(request: SignedIn, pk: UUID) -> HttpResponse:
    """The frozen copy while it is open; afterwards only that it is no longer there."""
    found = queries.received_page(request.user, str(pk))
    try:
        extracts.open_it(extract=found, by=request.user)
    except NotNow:
        return render(request, "sharing/extract_gone.html", {"extract": found})
    told = {"extract": found, "document": documents.thaw(found.body)}
    return render(request, "sharing/extract_received.html", told)
