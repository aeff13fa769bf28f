"""Files of answers from elsewhere: sent, mapped column by column, previewed, taken in or thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.files.actions import work
from onlinelives.survey import permissions, queries, tasks
from onlinelives.survey.actions import brought_files
from onlinelives.survey.bringing.arriving import Arriving
from onlinelives.survey.forms import BringForm, ColumnForm, TakeInForm
from onlinelives.web.forms import sent


@csrf_exempt  # until it is settled where the file goes; `_bring` asks for the token before anything else is done
@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def bring(request: SignedIn) -> HttpResponse:
    request.upload_handlers = [Arriving(request)]
    return _bring(request)


@csrf_protect
def _bring(request: SignedIn) -> HttpResponse:
    form = BringForm(sent(request), request.FILES if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        brought = form.save(request.user)
        if brought:
            return _look_through(request, brought.pk) if brought.state == "uploaded" else _to(brought.pk)
    told = {"form": form, "brought_files": queries.brought_files_for(request.user)}
    return render(request, "survey/bring.html", told, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def brought(request: SignedIn, pk: UUID) -> HttpResponse:
    """The columns of a file. Posting looks through it once more, where that was broken off."""
    page = queries.brought_page(request.user, pk, request.GET.get("show", ""))
    if request.method == "POST" and page.brought.state == "uploaded":
        return _look_through(request, pk)
    return render(request, "survey/brought.html", {"page": page, "shown": queries.SHOWN})


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def brought_column(request: SignedIn, pk: UUID, place: int) -> HttpResponse:
    page = queries.column_page(request.user, pk, place)
    form = ColumnForm(sent(request), page=page)
    if request.method == "POST" and form.is_valid():
        said = form.save(request.user)
        if said and said.has_values and said.item != page.line.use.item:
            messages.success(request, "Saved. Now look at what its values mean.")
            return redirect("survey_brought_column", pk, place)
        if said:
            messages.success(request, f"“{page.line.column.name}” is saved.")
            onwards = page.after is not None and request.POST.get("do") == "next"
            return redirect("survey_brought_column", pk, page.after) if onwards else _to(pk)
    return render(
        request, "survey/brought_column.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def brought_preview(request: SignedIn, pk: UUID) -> HttpResponse:
    """What would be taken in, and taking it in."""
    page = queries.preview_page(request.user, pk)
    form = TakeInForm(sent(request), initial={"version": page.brought.version})
    if request.method == "POST" and form.is_valid() and not page.problems:
        asked = work.ask(
            title=f"Taking in the answers of {page.brought.name}",
            leads_to=reverse("survey_brought", args=[pk]),
            task=tasks.take_in,
            told=[str(pk), form.cleaned_data["version"]],
            by=request.user,
        )
        return redirect("work", asked.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "survey/brought_preview.html", {"page": page, "form": form}, status=status)


@requires(permissions.run_survey)
@require_POST
def brought_throw_away(request: SignedIn, pk: UUID) -> HttpResponse:
    brought_files.throw_away(brought=queries.brought_for(request.user, pk), by=request.user)
    messages.success(request, "The file was thrown away. Nothing of it has been taken in.")
    return redirect("survey_bring")


def _look_through(request: SignedIn, pk: UUID) -> HttpResponse:
    asked = work.ask(
        title="Looking through the file of answers",
        leads_to=reverse("survey_brought", args=[pk]),
        task=tasks.look_through,
        told=[str(pk)],
        by=request.user,
    )
    return redirect("work", asked.pk)


def _to(pk: UUID) -> HttpResponse:
    return redirect("survey_brought", pk)
