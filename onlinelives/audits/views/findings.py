"""An answer cites what the youth survey found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.audits import queries
from onlinelives.audits.actions import findings
from onlinelives.audits.forms import CiteFindingForm
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def answer_finding(request: SignedIn, pk: int, code: str) -> HttpResponse:
    page = queries.cite_finding_page(request.user, pk, code, request.GET.get("words", "").strip()[:100])
    need(page.may_answer)
    need_state(page.changeable)
    form = CiteFindingForm(sent(request), findings=page.findings)
    if request.method == "POST" and form.is_valid():
        answer, assigned = page.to_save.answer, page.to_save.assigned
        findings.cite(answer=answer, finding=form.chosen, assigned=assigned, by=request.user)
        messages.success(request, f"{page.statement.id} cites {form.chosen.code}. It is in your library too.")
        return redirect(queries.place_of(answer))
    return render(
        request, "audits/answer_finding.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )
