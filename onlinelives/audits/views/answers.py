"""The answer page: one section of six statements, saved while one types or all at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.audits import queries
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.forms import AnswerForm, SectionForm
from onlinelives.rules.verdict import Invalid, NotNow, Refused, need, need_state
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def section(request: SignedIn, pk: int, number: int) -> HttpResponse:
    page = queries.section_page(request.user, pk, number)
    if request.method == "POST":
        need(page.may_answer)
        need_state(page.changeable)
    form = SectionForm(sent(request), page)
    status = 200
    if request.method == "POST":
        if form.save(by=request.user):
            messages.success(request, f"Section {number} has been saved.")
            following = reverse("section", args=[pk, page.following]) if page.following else None
            return redirect(following if following and "next" in request.POST else reverse("return", args=[pk]))
        status = 409 if form.conflicts else 422
        page = queries.section_page(request.user, pk, number)  # what could be saved counts already
    return render(request, "audits/section.html", {"page": page, "form": form}, status=status)


@own_gate
@require_POST
def save(request: SignedIn, pk: int, code: str) -> HttpResponse:
    """One statement, while somebody is typing. Answers with the line under it, also when it could not be saved."""
    found = queries.answer_for(request.user, pk, code)
    answer = found.answer
    framework = answer.audit_return.round.framework
    form = AnswerForm(
        request.POST,
        statement=framework.statement(code),
        answer=answer,
        points={point.value: point.label for point in framework.scale},
    )
    told = {"answer": answer, "form": form, "statement": form.statement, "others": found.others_answered}
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        return render(request, "audits/_saved.html", {**told, "problem": first}, status=422)
    try:
        saved = form.save(assigned=found.assigned, by=request.user)
    except Changed as error:
        return render(request, "audits/_conflict.html", {**told, "theirs": error.theirs}, status=409)
    except (NotNow, Refused, Invalid) as error:
        return render(request, "audits/_saved.html", {**told, "problem": str(error)}, status=422)
    return render(request, "audits/_saved.html", {**told, "answer": saved, "problem": ""})


@own_gate
@require_GET
def history(request: SignedIn, pk: int, code: str) -> HttpResponse:
    return render(request, "audits/history.html", {"found": queries.history_for(request.user, pk, code)})
