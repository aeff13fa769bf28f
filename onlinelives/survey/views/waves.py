"""Waves, and how each is getting on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import waves as doing
from onlinelives.survey.forms import CensusForm, WaveForm
from onlinelives.web.forms import sent


@requires(permissions.run_survey)
@require_GET
def waves(request: SignedIn) -> HttpResponse:
    told = {"lines": queries.waves_for(request.user), "settings": queries.settings_for(request.user)}
    return render(request, "survey/waves.html", told)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def wave_new(request: SignedIn) -> HttpResponse:
    form = WaveForm(sent(request), person=request.user)
    if request.method == "POST" and form.is_valid():
        made = form.save(request.user)
        if made:
            messages.success(request, "The wave is planned. Add the settings that take part.")
            return redirect("survey_wave", made.pk)
    return render(request, "survey/wave_edit.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_GET
def wave(request: SignedIn, pk: int) -> HttpResponse:
    return render(request, "survey/wave.html", {"page": queries.wave_page(request.user, pk)})


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def wave_change(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.wave_for(request.user, pk)
    form = WaveForm(sent(request), person=request.user, wave=found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("survey_wave", pk)
    told = {"form": form, "wave": found}
    return render(request, "survey/wave_edit.html", told, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_POST
def wave_open(request: SignedIn, pk: int) -> HttpResponse:
    doing.open_now(wave=queries.wave_for(request.user, pk), by=request.user)
    messages.success(request, "The wave is open. Codes let young people in on its days.")
    return redirect("survey_wave", pk)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def wave_close(request: SignedIn, pk: int) -> HttpResponse:
    """Asks once more, because it cannot be taken back."""
    page = queries.wave_page(request.user, pk)
    if request.method == "GET":
        return render(request, "survey/wave_close.html", {"page": page})
    doing.close(wave=page.wave, by=request.user)
    messages.success(request, "The wave is closed.")
    return redirect("survey_wave", pk)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def wave_census(request: SignedIn, pk: int) -> HttpResponse:
    """How many pupils there are in the whole area."""
    page = queries.wave_page(request.user, pk)
    form = CensusForm(sent(request), wave=page.wave, census=page.census)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("survey_wave", pk)
    told = {"page": page, "form": form}
    return render(request, "survey/census.html", told, status=422 if form.errors else 200)
