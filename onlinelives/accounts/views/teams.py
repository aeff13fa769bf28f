"""Teams: pages for managers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts import permissions, queries
from onlinelives.accounts.forms import NewTeamForm, TeamForm
from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.web.forms import sent


@requires(permissions.see_teams)
@require_GET
def team_list(request: SignedIn) -> HttpResponse:
    return render(request, "accounts/teams.html", {"teams": queries.teams_for(request.user)})


@requires(permissions.see_teams)
@require_http_methods(["GET", "POST"])
def team_add(request: SignedIn) -> HttpResponse:
    form = NewTeamForm(sent(request), by=request.user)
    if request.method == "POST" and form.is_valid():
        team = form.save(request.user)
        if team:
            messages.success(request, f"{team.name} has been added. Say who is in it.")
            return redirect("team", team.pk)
    return render(request, "accounts/team_add.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.see_teams)
@require_http_methods(["GET", "POST"])
def team_edit(request: SignedIn, pk: int) -> HttpResponse:
    team = queries.team_for(request.user, pk)
    form = TeamForm(sent(request), team=team, staff=queries.colleagues(team.agency))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, f"{team.name} has been changed.")
        return redirect("teams")
    told = {"form": form, "team": team}
    return render(request, "accounts/team.html", told, status=422 if form.errors else 200)
