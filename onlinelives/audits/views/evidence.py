"""The evidence library of an agency, and what an answer cites."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.audits import permissions, queries
from onlinelives.audits.actions import evidence as actions
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.forms import CareForm, CiteForm, EvidenceForm, ReviseForm
from onlinelives.files.queries.stored import as_attachment
from onlinelives.rules.lifecycles import EVIDENCE
from onlinelives.rules.verdict import need, need_state
from onlinelives.trail import clock
from onlinelives.web.forms import sent

A_YEAR = timedelta(days=365)  # until somebody looks at it again, unless another day is chosen
KINDS = {"file": "a file", "link": "a link", "note": "a note"}


@requires(permissions.see_evidence)
@require_GET
def library(request: SignedIn) -> HttpResponse:
    asked = request.GET.get("page", "")
    found = queries.library(
        request.user,
        request.GET.get("show", "kept"),
        words=request.GET.get("words", "").strip(),
        page=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1,
    )
    return render(request, "audits/evidence.html", {"found": found})


@requires(permissions.see_evidence)
@require_http_methods(["GET", "POST"])
def add(request: SignedIn, kind: str) -> HttpResponse:
    """New evidence. `answer=<return>/<statement>` in the address: that answer cites it as soon as it is there."""
    if kind not in KINDS:
        raise Http404
    target = _target(request)
    agencies = queries.own_agencies(request.user)
    agency = next((a for a in agencies if a.code == request.GET.get("agency")), agencies[0] if agencies else None)
    if target:
        agency = target.answer.audit_return.agency
    if agency is None:
        raise Http404
    first = {"owner": str(request.user.pk), "review_on": clock.today() + A_YEAR}
    form = EvidenceForm(sent(request), request.FILES or None, kind=kind, agency=agency, initial=first)
    if request.method == "POST" and form.is_valid():
        made = form.add(by=request.user)
        if made and target:
            now = queries.cite_page(request.user, target.answer.audit_return_id, target.statement.id)
            cited = [choice.revision for choice in now.choices if choice.cited]
            newest = queries.evidence_page(request.user, made.pk).newest
            actions.cite(
                answer=target.answer, revisions=[*cited, newest], assigned=target.to_save.assigned, by=request.user
            )
            messages.success(request, f"The evidence is in the library, and {target.statement.id} cites it.")
            return redirect(_back(target))
        if made:
            messages.success(request, "The evidence is in the library.")
            return redirect("evidence_item", made.pk)
    told = {"form": form, "kind": kind, "words": KINDS[kind], "agency": agency, "agencies": agencies, "target": target}
    return render(request, "audits/evidence_add.html", told, status=422 if form.errors else 200)


def _target(request: SignedIn) -> Any:
    """The answer that new evidence is for, where the address names one that the person may answer."""
    pk, _, code = request.GET.get("answer", "").partition("/")
    if not pk.isascii() or not pk.isdigit() or len(pk) > 15:
        return None
    page = queries.cite_page(request.user, int(pk), code)
    need(page.may_answer)
    need_state(page.changeable)
    return page


def _back(page: Any) -> str:
    """The statement on its section's page."""
    answer = page.answer
    return f"{reverse('section', args=[answer.audit_return_id, answer.section])}#{page.statement.key}"


@own_gate
@require_GET
def item(request: SignedIn, pk: int) -> HttpResponse:
    return render(request, "audits/evidence_item.html", {"page": queries.evidence_page(request.user, pk)})


@own_gate
@require_http_methods(["GET", "POST"])
def revise(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.evidence_page(request.user, pk)
    need_state(EVIDENCE.may(page.evidence.state, "revise"))
    newest = page.newest
    names = ("title", "shows", "link", "note", "covers_from", "covers_to")
    first = {"version": page.evidence.version, **{name: getattr(newest, name) for name in names}}
    form = ReviseForm(sent(request), request.FILES or None, kind=page.evidence.kind, initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if form.revise(page.evidence, request.user):
                messages.success(request, "The new revision is in the library. Answers go on citing the one they cite.")
                return redirect("evidence_item", pk)
        except Stale as error:
            page = queries.evidence_page(request.user, pk)
            form.once_more(page.evidence.version, error)
            status = 409
    status = 422 if form.errors and status == 200 else status
    return render(request, "audits/evidence_revise.html", {"form": form, "page": page}, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def care(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.evidence_page(request.user, pk)
    need_state(EVIDENCE.may(page.evidence.state, "revise"))
    first = {"owner": str(page.evidence.owner_id), "review_on": page.evidence.review_on}
    form = CareForm(sent(request), agency=page.evidence.agency, initial=first)
    if request.method == "POST" and form.is_valid() and form.change(page.evidence, request.user):
        messages.success(request, "Saved.")
        return redirect("evidence_item", pk)
    return render(
        request, "audits/evidence_care.html", {"form": form, "page": page}, status=422 if form.errors else 200
    )


@own_gate
@require_POST
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    actions.withdraw(evidence=queries.evidence_for(request.user, pk), by=request.user)
    messages.success(request, "The evidence has been withdrawn. You can bring it back.")
    return redirect("evidence_item", pk)


@own_gate
@require_POST
def bring_back(request: SignedIn, pk: int) -> HttpResponse:
    actions.bring_back(evidence=queries.evidence_for(request.user, pk), by=request.user)
    messages.success(request, "The evidence is in the library again.")
    return redirect("evidence_item", pk)


@own_gate
@require_POST
def remove(request: SignedIn, pk: int) -> HttpResponse:
    actions.remove(evidence=queries.evidence_for(request.user, pk), by=request.user)
    messages.success(request, "The evidence has been removed, and its file erased.")
    return redirect("evidence")


@own_gate
@require_GET
def revision(request: SignedIn, pk: Any) -> HttpResponse:
    return render(request, "audits/evidence_revision.html", {"revision": queries.revision_for(request.user, pk)})


@own_gate
@require_GET
def revision_file(request: SignedIn, pk: Any) -> HttpResponse:
    found = queries.revision_for(request.user, pk)
    if found.file is None:
        raise Http404
    response = as_attachment(found.file)
    actions.open_file(revision=found, by=request.user)
    return response


@own_gate
@require_http_methods(["GET", "POST"])
def answer_evidence(request: SignedIn, pk: int, code: str) -> HttpResponse:
    """Which evidence one answer cites."""
    page = queries.cite_page(request.user, pk, code, request.GET.get("words", "").strip())
    need(page.may_answer)
    need_state(page.changeable)
    form = CiteForm(sent(request), choices=page.choices)
    if request.method == "POST" and form.is_valid():
        actions.cite(answer=page.answer, revisions=form.chosen, assigned=page.to_save.assigned, by=request.user)
        messages.success(request, f"Saved what {page.statement.id} cites.")
        return redirect(_back(page))
    told = {"page": page, "form": form, "back": _back(page), "kinds": KINDS}
    return render(request, "audits/answer_evidence.html", told, status=422 if form.errors else 200)
