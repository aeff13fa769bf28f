"""Copies of a record for somebody who may ask for one: passage by passage, approved by a second person, given out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.cases import permissions, queries, tasks
from onlinelives.cases.actions import copies as actions
from onlinelives.cases.actions.young_people import see_names
from onlinelives.cases.forms import ApproveCopyForm, CopyForm, EndCopyForm, PassageForm, RunForm, StopForm
from onlinelives.cases.views.showing import show
from onlinelives.files.actions import work
from onlinelives.rules.lifecycles import COPY
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent


@requires(permissions.see_young_people)
@require_GET
def copies(request: SignedIn) -> HttpResponse:
    """Requests that wait for an answer, about records that the person sees."""
    found = queries.open_copies(request.user)
    see_names(young_people=[copy.young_person for copy, _ in found], searched=False, by=request.user)
    return render(request, "cases/copies.html", {"copies": found})


@own_gate
@require_GET
def young_person_copies(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    told = {"copies": queries.copies_of(request.user, found)}
    return show(request, "cases/copies_of.html", found, "copies", told)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_copy_new(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    form = CopyForm(sent(request), young_person=found)
    if request.method == "POST" and form.is_valid():
        copy = form.save(request.user)
        if copy:
            messages.success(request, "The request is on record. Go through the passages when you can.")
            return redirect("young_person_copy", reference, copy.pk)
    return show(request, "cases/copy_edit.html", found, "copies", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_GET
def young_person_copy(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.copy_page(request.user, reference, pk)
    told = {
        "page": page,
        "shown": queries.some_lines(page, request.GET.get("page", "")),
        "may_approve": queries.may_approve(request.user, page),
    }
    return show(request, "cases/copy.html", page.young_person, "copy", told)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_copy_edit(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = _open_page(request, reference, pk)
    form = CopyForm(sent(request), young_person=page.young_person, copy=page.copy)
    return _answered(request, page, form, "cases/copy_edit.html", "Saved.")


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_copy_clock(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """Stops the time while it runs, and lets it run again while it stands still."""
    page = _open_page(request, reference, pk)
    form = (RunForm if page.deadline.since else StopForm)(sent(request), copy=page.copy)
    return _answered(request, page, form, "cases/copy_clock.html", "Saved.")


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_copy_end(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = _open_page(request, reference, pk)
    form = EndCopyForm(sent(request), copy=page.copy)
    return _answered(request, page, form, "cases/copy_end.html", "The request has ended without a copy.")


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_copy_passage(request: SignedIn, reference: str, pk: UUID, key: str) -> HttpResponse:
    page = _open_page(request, reference, pk)
    line = queries.line_of(page, key)
    form = PassageForm(sent(request), copy=page.copy, line=line)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        after = [each for each in page.open_lines if each.number > line.number] or page.open_lines
        left = [each for each in after if each.number != line.number]
        if left:
            return redirect("young_person_copy_passage", reference, pk, left[0].passage.key)
        return redirect("young_person_copy", reference, pk)
    told = {
        "page": page,
        "line": form.theirs or line,
        "form": form,
        "hints": queries.hints(page.young_person, line.passage.text),
    }
    status = 422 if form.errors else 200
    return show(request, "cases/copy_passage.html", page.young_person, "copy", told, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_copy_approve(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """All of it as it would be given out, for the second person."""
    page = _open_page(request, reference, pk)
    need(queries.may_approve(request.user, page))
    need_state(page.ready)
    preview = queries.preview(page)
    form = ApproveCopyForm(sent(request), copy=page.copy, digest=preview.sha256)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The copy has been approved. It can be given out now.")
        return redirect("young_person_copy", reference, pk)
    told = {"page": page, "preview": preview, "form": form}
    status = 422 if form.errors else 200
    return show(request, "cases/copy_approve.html", page.young_person, "copy", told, status=status)


@own_gate
@require_POST
def young_person_copy_file(request: SignedIn, reference: str, pk: UUID, form: str) -> HttpResponse:
    """Ask for the file; the page of the work hands it out."""
    page = queries.copy_page(request.user, reference, pk)
    if form not in actions.FORMS:
        raise Http404
    actions.give_out(copy=page.copy, form=form, by=request.user)
    asked = work.ask(
        title="Copy of a record",
        leads_to=reverse("young_person_copy", args=[reference, pk]),
        task=tasks.copy_of_record,
        told=[reference, str(pk), form],
        by=request.user,
    )
    return redirect("work", asked.pk)


def _open_page(request: SignedIn, reference: str, pk: UUID) -> queries.CopyPage:
    """One that is still being prepared."""
    page = queries.copy_page(request.user, reference, pk)
    need_state(COPY.may(page.copy.state, "prepare"))
    return page


def _answered(request: SignedIn, page: queries.CopyPage, form: Any, template: str, done: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, done)
        return redirect("young_person_copy", page.young_person.reference, page.copy.pk)
    told = {"page": page, "form": form}
    return show(request, template, page.young_person, "copy", told, status=422 if form.errors else 200)
