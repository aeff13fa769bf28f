"""Schools and other places of the area."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import settings as doing
from onlinelives.survey.forms import SettingForm
from onlinelives.web.forms import sent


@requires(permissions.run_survey)
@require_GET
def settings(request: SignedIn) -> HttpResponse:
    return render(request, "survey/settings.html", {"settings": queries.settings_for(request.user)})


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def setting_new(request: SignedIn) -> HttpResponse:
    form = SettingForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = form.save(request.user)
        if made:
            messages.success(request, f"{made.name} has been added.")
            return redirect("survey_settings")
    return render(request, "survey/setting_edit.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def setting(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.setting_for(request.user, pk)
    form = SettingForm(sent(request), setting=found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("survey_settings")
    told = {"form": form, "setting": found}
    return render(request, "survey/setting_edit.html", told, status=422 if form.errors else 200)


@requires(permissions.run_survey)
@require_POST
def setting_leave(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.setting_for(request.user, pk)
    doing.leave(setting=found, expected=found.version, by=request.user)
    messages.success(request, f"{found.name} takes part in no later wave.")
    return redirect("survey_settings")
