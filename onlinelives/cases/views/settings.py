"""How an area keeps records of young people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.forms import RecordSettingsForm
from onlinelives.web.forms import sent


@requires(permissions.decide_settings)
@require_http_methods(["GET", "POST"])
def record_settings(request: SignedIn) -> HttpResponse:
    form = RecordSettingsForm(sent(request), now=queries.settings_for(request.user))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The settings have been saved.")
        return redirect("record_settings")
    return render(request, "cases/record_settings.html", {"form": form}, status=422 if form.errors else 200)
