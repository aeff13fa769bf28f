"""Figures are proposed for all agencies, looked at by a second person, and let out."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.verdict import need
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import releases as doing
from onlinelives.survey.forms import DecideForm, ProposeForm
from onlinelives.web.forms import sent


@requires(permissions.release_figures)
@require_GET
def releases(request: SignedIn) -> HttpResponse:
    told = {"releases": queries.releases_for(request.user), "sets": queries.answers_to_release(request.user)}
    return render(request, "survey/releases.html", told)


@requires(permissions.release_figures)
@require_http_methods(["GET", "POST"])
def release_new(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    answers = get_object_or_404(queries.answers_to_release(request.user), pk=pk)
    form = ProposeForm(sent(request), answers=answers, choice=queries.release_choice(answers))
    if request.method == "POST" and form.is_valid():
        made = form.propose(request.user)
        if made:
            messages.success(request, "The release is proposed. A second person decides on it.")
            return redirect("survey_release", made.pk)
    told = {"form": form, "answers": answers}
    return render(request, "survey/release_edit.html", told, status=422 if form.errors else 200)


@requires(permissions.release_figures)
@require_http_methods(["GET", "POST"])
def release(request: SignedIn, pk: int) -> HttpResponse:
    """What was released, or would be; and the second person's decision."""
    if request.method == "POST":
        found = queries.release_for(request.user, pk)
        need(permissions.decide_release(request.user, found))
    form = DecideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        let_out = request.POST.get("do") == "release"
        if form.decide(found, let_out=let_out, by=request.user):
            said = "The figures are released. Every agency sees them as findings." if let_out else "You declined."
            messages.success(request, said)
            return redirect("survey_release", pk)
    page = queries.release_page(request.user, pk)
    if request.method == "GET" and page.published:
        form = DecideForm(None, initial={"seen": page.published.sha256})
    return render(request, "survey/release.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@requires(permissions.release_figures)
@require_POST
def release_take_back(request: SignedIn, pk: int) -> HttpResponse:
    doing.take_back(release=queries.release_for(request.user, pk), by=request.user)
    messages.success(request, "You took the release back.")
    return redirect("survey_releases")
