"""Settings of a wave, and their codes."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import codes, places
from onlinelives.survey.forms import CodesForm, PlaceForm
from onlinelives.web.forms import sent


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def place_new(request: SignedIn, pk: int) -> HttpResponse:
    wave = queries.wave_for(request.user, pk)
    offered = queries.settings_to_add(request.user, wave)
    form = PlaceForm(sent(request), settings=offered)
    if request.method == "POST" and form.is_valid():
        made = form.save(wave, request.user)
        if made:
            messages.success(request, f"{made.setting.name} takes part.")
            return redirect("survey_wave", pk)
    told = {"form": form, "wave": wave, "settings": offered}
    return render(request, "survey/place_new.html", told, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def place(request: SignedIn, pk: int) -> HttpResponse:
    """One setting in one wave: its numbers, and its sheets of codes."""
    page = queries.place_page(request.user, pk)
    form = PlaceForm(sent(request), place=page.place)
    if request.method == "POST" and form.is_valid() and form.save(page.wave, request.user):
        messages.success(request, "Saved.")
        return redirect("survey_place", pk)
    told = {"page": page, "form": form, "codes": CodesForm(None, place=page.place)}
    return render(request, "survey/place.html", told, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_POST
def place_leave(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.place_for(request.user, pk)
    places.leave_out(place=found, by=request.user)
    messages.success(request, f"{found.setting.name} does not take part.")
    return redirect("survey_wave", found.wave_id)


@requires(permissions.run_survey)
@require_POST
def codes_issue(request: SignedIn, pk: int) -> HttpResponse:
    """The sheet to print is the answer itself: the codes are nowhere to be fetched from again."""
    page = queries.place_page(request.user, pk)
    form = CodesForm(sent(request), place=page.place)
    issued = form.save(request.user) if form.is_valid() else None
    if issued:
        address = (settings.SITE_ADDRESS + reverse("survey_enter")).split("://")[-1]
        return render(request, "survey/sheet.html", {"page": page, "issued": issued, "address": address})
    told = {"page": page, "form": PlaceForm(None, place=page.place), "codes": form}
    return render(request, "survey/place.html", told, status=422)


@requires(permissions.run_survey)
@require_POST
def codes_revoke(request: SignedIn, pk: int) -> HttpResponse:
    sheet = queries.sheet_for(request.user, pk)
    revoked = codes.revoke(sheet=sheet, by=request.user)
    messages.success(request, f"{revoked} unused codes let nobody in any more.")
    return redirect("survey_place", sheet.place_id)
