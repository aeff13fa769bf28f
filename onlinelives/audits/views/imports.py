"""Workbooks: a return to fill in and to send back, what it would change, and the area's results."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.audits import permissions, queries, workbooks
from onlinelives.audits.actions import imports, returns, rounds
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.forms.imports import DecisionForm, WorkbookForm
from onlinelives.audits.queries.imports import import_page, return_to_fill
from onlinelives.rules.roundtrip import Broken
from onlinelives.rules.verdict import Invalid, need, need_state
from onlinelives.trail import clock
from onlinelives.web.forms import sent
from onlinelives.web.words import plural

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@own_gate
@require_GET
def return_workbook(request: SignedIn, pk: int) -> HttpResponse:
    found = return_to_fill(request.user, pk)
    returns.export(audit_return=found.audit_return, by=request.user, form="xlsx")
    name = f"{found.audit_return.name_of_agency} {found.audit_return.round.name}"
    return _download(name, workbooks.return_workbook(found, at=clock.now()))


@requires(permissions.see_area)
@require_GET
def round_area_workbook(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.area_results(request.user, pk)
    rounds.export(round_=found.round, by=request.user, form="xlsx")
    return _download(f"{found.round.name} area", workbooks.area_workbook(found, at=clock.now()))


@own_gate
@require_http_methods(["GET", "POST"])
def return_import(request: SignedIn, pk: int) -> HttpResponse:
    """Send a workbook. What is wrong with it is told cell by cell, and then nothing is kept."""
    page = return_to_fill(request.user, pk)
    need(page.may)
    need_state(page.changeable)
    form = WorkbookForm(sent(request), request.FILES if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["workbook"].read(workbooks.LARGEST + 1)
        try:
            reading = workbooks.read_return(content, workbooks.identity_of(page.audit_return), page.statements)
            made = imports.receive(audit_return=page.audit_return, reading=reading, by=request.user)
        except Invalid as error:
            problems = error.problems if isinstance(error, Broken) else [str(error)]
        else:
            return redirect("import_preview", made.pk)
    told = {"page": page, "form": form, "problems": problems}
    return render(request, "audits/import_send.html", told, status=422 if problems or form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def import_preview(request: SignedIn, pk: UUID) -> HttpResponse:
    """What a workbook would change, and the decision."""
    page = import_page(request.user, pk)
    if request.method == "POST" and request.POST.get("do") == "give up":
        imports.give_up(workbook_import=page.workbook_import, by=request.user)
        messages.success(request, "The workbook was given up. No answer has been changed by it.")
        return redirect("return", page.audit_return.pk)
    form, problem = DecisionForm(sent(request), page), ""
    if request.method == "POST" and page.waiting and request.POST.get("digest") != page.digest:
        problem = imports.MOVED_ON
    elif request.method == "POST" and form.is_valid():
        told = {"digest": form.cleaned_data["digest"], "decided": form.decided}
        try:
            changed = imports.apply(workbook_import=page.workbook_import, by=request.user, **told)[1]
        except (Stale, Invalid) as error:
            problem = str(error)
        else:
            messages.success(request, f"{plural(len(changed), 'answer')} changed, as the workbook says.")
            return redirect("return", page.audit_return.pk)
    if problem:
        page = import_page(request.user, pk)
        form = DecisionForm(None, page, chosen=request.POST.dict())
    status = 409 if problem else 422 if form.errors else 200
    return render(
        request, "audits/import_preview.html", {"page": page, "form": form, "problem": problem}, status=status
    )


def _download(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "workbook"}.xlsx"'
    return response
