"""Findings of the youth survey, for everybody who has a part in the area."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.lifecycles import FINDING
from onlinelives.rules.verdict import need_state
from onlinelives.survey import charts, finding_exports, permissions, queries
from onlinelives.survey.actions import findings as doing
from onlinelives.survey.forms import WithdrawForm
from onlinelives.web import csv_export
from onlinelives.web.forms import sent


@requires(permissions.see_findings)
@require_GET
def findings(request: SignedIn) -> HttpResponse:
    asked = request.GET.get("page", "")
    found = queries.findings_for(
        request.user,
        words=request.GET.get("words", "").strip()[:100],
        wave=request.GET.get("wave", ""),
        about=request.GET.get("about", ""),
        page=int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1,
    )
    may_release = permissions.release_figures(request.user)
    return render(request, "survey/findings.html", {"found": found, "may_release": may_release})


@requires(permissions.see_findings)
@require_GET
def finding(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.finding_page(request.user, pk)
    return render(request, "survey/finding.html", {"page": page, "chart": charts.drawn(page.drawing)})


@requires(permissions.see_findings)
@require_GET
def finding_csv(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.finding_page(request.user, pk)
    doing.export(finding=page.finding, by=request.user)
    return csv_export.download(
        f"{page.finding.code} {page.finding.title}", finding_exports.HEADER, finding_exports.rows(page)
    )


@requires(permissions.withdraw_finding)
@require_http_methods(["GET", "POST"])
def finding_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.finding_for(request.user, pk)
    need_state(FINDING.may(found.state, "withdraw"))
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid() and form.withdraw(found, request.user):
        messages.success(request, f"{found.code} is withdrawn. It stays readable, marked, wherever it is cited.")
        return redirect("finding", pk)
    told = {"form": form, "finding": found}
    return render(request, "survey/finding_withdraw.html", told, status=422 if form.errors else 200)
