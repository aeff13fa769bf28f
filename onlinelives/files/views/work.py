"""The page of work that takes a while, and what it made. Both are for who asked, and for nobody else."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.files import queries
from onlinelives.files.actions import work as actions
from onlinelives.files.forms import LockForm
from onlinelives.web import pdf
from onlinelives.web.forms import sent


@own_gate
@require_safe
def work(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """How far it has come. The page asks again with what it shows (`seen`), and nothing is sent while that is true."""
    page = queries.work_page(request.user, pk)
    seen = request.GET.get("seen", "")
    told = {
        "page": page,
        "asks_again": not page.ended and not page.slow,
        "still": "still" in request.GET,
        "says_something_new": not seen.startswith(f"{page.state}-"),
    }
    if not getattr(request, "htmx", False):
        return render(request, "files/work.html", told)
    if seen == page.mark:
        return HttpResponse(status=204)
    return render(request, "files/_work_moved.html", told)


@own_gate
@require_safe
def work_result(request: SignedIn, pk: uuid.UUID) -> HttpResponseBase:
    """What was made, as a download."""
    found, result = queries.result_of(request.user, pk)
    attachment = queries.as_attachment(result)
    actions.take(work=found, by=request.user)
    return attachment


@own_gate
@require_http_methods(["GET", "HEAD", "POST"])
def work_locked(request: SignedIn, pk: uuid.UUID) -> HttpResponseBase:
    """A PDF that was made, locked with a password that is used once and never kept."""
    found, result = queries.result_of(request.user, pk)
    if result.kind != "pdf":
        raise Http404
    form = LockForm(sent(request))
    if request.method == "POST" and form.is_valid():
        attachment = queries.as_attachment(result)
        attachment.content = pdf.locked(attachment.content, form.cleaned_data["password"])
        actions.take(work=found, by=request.user)
        return attachment
    told = {"form": form, "found": found, "result": result}
    return render(request, "files/work_locked.html", told, status=422 if form.errors else 200)
