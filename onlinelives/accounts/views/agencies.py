"""Agencies and the area's name: pages for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts import permissions, queries
from onlinelives.accounts.actions import agencies, partnerships
from onlinelives.accounts.forms import AgencyForm, NameForm
from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.web.forms import sent


@requires(permissions.manage_agencies)
@require_GET
def agency_list(request: SignedIn) -> HttpResponse:
    found = queries.agencies_for(request.user, left=True)
    told = {"here": [a for a in found if not a.left_at], "left": [a for a in found if a.left_at]}
    return render(request, "accounts/agencies.html", told)


@requires(permissions.manage_agencies)
@require_http_methods(["GET", "POST"])
def agency_add(request: SignedIn) -> HttpResponse:
    form = AgencyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        agency = form.save(agency=None, by=request.user)
        if agency:
            messages.success(request, f"{agency.name} has joined. Invite its manager next.")
            return redirect("agency", agency.code)
    return render(request, "accounts/agency_edit.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.manage_agencies)
@require_GET
def agency(request: SignedIn, code: str) -> HttpResponse:
    found = queries.agency_for(request.user, code)
    told = {"agency": found, "members": queries.members_of(request.user, found)}
    return render(request, "accounts/agency.html", told)


@requires(permissions.manage_agencies)
@require_http_methods(["GET", "POST"])
def agency_edit(request: SignedIn, code: str) -> HttpResponse:
    found = queries.agency_for(request.user, code)
    form = AgencyForm(sent(request), initial={"name": found.name, "kind": found.kind})
    if request.method == "POST" and form.is_valid() and form.save(agency=found, by=request.user):
        messages.success(request, "The agency has been changed.")
        return redirect("agency", code)
    told = {"form": form, "agency": found}
    return render(request, "accounts/agency_edit.html", told, status=422 if form.errors else 200)


@requires(permissions.manage_agencies)
@require_POST
def agency_leave(request: SignedIn, code: str) -> HttpResponse:
    found = queries.agency_for(request.user, code)
    if request.POST.get("to") == "back":
        agencies.come_back(agency=found, by=request.user)
        messages.success(request, f"{found.name} is back in the partnership.")
    else:
        agencies.leave(agency=found, by=request.user)
        messages.success(request, f"{found.name} has left the partnership. What it did stays on record.")
    return redirect("agency", code)


@requires(permissions.manage_agencies)
@require_http_methods(["GET", "POST"])
def area(request: SignedIn) -> HttpResponse:
    form = NameForm(sent(request), initial={"name": request.user.partnership.name})
    form.fields["name"].label = "Name of the area"
    if request.method == "POST" and form.is_valid():
        partnerships.rename(partnership=request.user.partnership, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "The name of the area has been changed.")
        return redirect("agencies")
    return render(request, "accounts/area.html", {"form": form}, status=422 if form.errors else 200)
