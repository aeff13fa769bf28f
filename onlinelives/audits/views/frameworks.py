"""The framework itself, to read before answering."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.audits import queries


@own_gate
@require_GET
def editions(request: SignedIn) -> HttpResponse:
    return render(request, "audits/frameworks.html", {"editions": queries.editions()})


@own_gate
@require_GET
def edition(request: SignedIn, code: str) -> HttpResponse:
    return render(request, "audits/framework.html", {"framework": queries.framework(code)})


@own_gate
@require_GET
def compare(request: SignedIn) -> HttpResponse:
    return render(request, "audits/framework_compare.html", {"found": queries.comparison()})
