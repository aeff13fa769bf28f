"""Beginning a return from an earlier one, and taking that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.audits import queries
from onlinelives.audits.actions import answers, carrying
from onlinelives.audits.actions.errors import Changed, Stale
from onlinelives.rules.verdict import Invalid, need, need_state
from onlinelives.web.words import plural


@own_gate
@require_http_methods(["GET", "POST"])
def carry(request: SignedIn, pk: int) -> HttpResponse:
    """The preview, statement by statement; sending it carries what is ticked."""
    chosen = (request.POST if request.method == "POST" else request.GET).get("from", "")
    known = chosen.isascii() and chosen.isdigit() and len(chosen) < 16
    page = queries.carry_page(request.user, pk, int(chosen) if known else 0 if chosen else None)
    need(page.may_carry)
    need_state(page.changeable)
    ticked = {line.statement.id for line in page.lines if line.suggested}
    problem, status = "", 200
    if request.method == "POST" and page.source:
        ticked = set(request.POST.getlist("statements"))
        in_order = [line.statement.id for line in page.lines if line.statement.id in ticked]
        try:
            carrying.carry(audit_return=page.audit_return, source=page.source, statements=in_order, by=request.user)
        except Stale as error:
            problem, status = str(error), 409
            page = queries.carry_page(request.user, pk, page.source.pk)
        except Invalid as error:
            problem, status = str(error), 422
        else:
            count = plural(len(in_order), "answer has", "answers have")
            messages.success(request, f"{count} come along. Confirm or change each before you sign off.")
            return redirect("return", pk)
    told = {"page": page, "ticked": ticked, "problem": problem}
    return render(request, "audits/carry.html", told, status=status)


@own_gate
@require_POST
def carry_undo(request: SignedIn, pk: int) -> HttpResponse:
    audit_return = queries.return_for(request.user, pk)
    emptied = carrying.undo(audit_return=audit_return, by=request.user)
    messages.success(
        request, f"{plural(len(emptied), 'answer is', 'answers are')} empty again. What was re-checked stays."
    )
    return redirect("return", pk)


@own_gate
@require_POST
def confirm(request: SignedIn, pk: int, code: str) -> HttpResponse:
    """A carried answer still holds. Without script this is an ordinary form that leads back to the statement."""
    found = queries.answer_for(request.user, pk, code)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    try:
        answers.confirm(answer=found.answer, expected=version, assigned=found.assigned, by=request.user)
    except Changed as error:
        messages.warning(request, f"{error} Read it again before you confirm it.")
    else:
        messages.success(request, f"{code} has been confirmed.")
    return redirect(queries.place_of(found.answer))
