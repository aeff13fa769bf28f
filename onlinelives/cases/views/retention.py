"""How long records are kept in an area: rules, holds, the lists of what is to be decided, and certificates."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.young_people import see_names
from onlinelives.cases.forms import AreaHoldForm, LiftHoldForm, RuleForm
from onlinelives.web.forms import sent


@requires(permissions.review_records)
@require_GET
def closed_records(request: SignedIn) -> HttpResponse:
    """Closed records whose day has come, for their managers."""
    page = queries.to_review(request.user, request.GET.get("page", ""))
    see_names(young_people=[each.young_person for each in page.object_list], searched=False, by=request.user)
    return render(request, "cases/closed_records.html", {"page": page})


@requires(permissions.see_young_people)
@require_GET
def disposals(request: SignedIn) -> HttpResponse:
    """Proposals that wait for this person."""
    found = queries.to_approve(request.user)
    see_names(young_people=[each.young_person for each in found], searched=False, by=request.user)
    return render(request, "cases/disposals.html", {"disposals": found})


@requires(permissions.see_certificates)
@require_GET
def certificates(request: SignedIn) -> HttpResponse:
    page = queries.certificates_for(request.user, request.GET.get("page", ""))
    return render(request, "cases/certificates.html", {"page": page})


@requires(permissions.see_certificates)
@require_GET
def certificate(request: SignedIn, pk: UUID) -> HttpResponse:
    return render(request, "cases/certificate.html", {"certificate": queries.certificate_for(request.user, pk)})


@requires(permissions.decide_settings)
@require_GET
def retention_rules(request: SignedIn) -> HttpResponse:
    rules = queries.rules_now(request.user.partnership_id)
    return render(request, "cases/retention_rules.html", {"rules": list(rules.values())})


@requires(permissions.decide_settings)
@require_http_methods(["GET", "POST"])
def retention_rule(request: SignedIn, kind: str) -> HttpResponse:
    now, earlier = queries.rule_page(request.user, kind)
    form = RuleForm(sent(request), now=now)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, f"The rule for “{now.kind_in_words}” has been saved.")
        return redirect("retention_rules")
    told = {"form": form, "now": now, "earlier": earlier}
    return render(request, "cases/retention_rule.html", told, status=422 if form.errors else 200)


@requires(permissions.hold_area)
@require_http_methods(["GET", "POST"])
def area_holds(request: SignedIn) -> HttpResponse:
    """Holds on whole agencies and the area, and a form for another."""
    form = AreaHoldForm(sent(request), agencies=accounts.agencies_for(request.user, left=True))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The hold stands. Nothing that it covers can be disposed of until it is lifted.")
        return redirect("area_holds")
    told = {"form": form, "holds": queries.area_holds(request.user)}
    return render(request, "cases/area_holds.html", told, status=422 if form.errors else 200)


@requires(permissions.hold_area)
@require_http_methods(["GET", "POST"])
def area_hold_lift(request: SignedIn, pk: UUID) -> HttpResponse:
    hold = queries.area_hold_for(request.user, pk)
    form = LiftHoldForm(sent(request), hold=hold)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The hold has been lifted.")
        return redirect("area_holds")
    told = {"form": form, "hold": hold}
    return render(request, "cases/area_hold_lift.html", told, status=422 if form.errors else 200)
