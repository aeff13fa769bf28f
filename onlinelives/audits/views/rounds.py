"""Rounds: the list, one round, and what a strategy lead does with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.audits import permissions, queries
from onlinelives.audits.actions import rounds
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.forms import InviteAgenciesForm, RoundChangeForm, RoundForm
from onlinelives.rules.lifecycles import ROUND
from onlinelives.rules.verdict import Invalid, need_state
from onlinelives.web.forms import sent
from onlinelives.web.words import listed


@requires(permissions.see_rounds)
@require_GET
def round_list(request: SignedIn) -> HttpResponse:
    told = {
        "rounds": queries.rounds_for(request.user),
        "may_run": permissions.run_rounds(request.user),
        "may_see_area": permissions.see_area(request.user),
        "own_agencies": queries.own_agencies(request.user),
    }
    return render(request, "audits/rounds.html", told)


@requires(permissions.run_rounds)
@require_http_methods(["GET", "POST"])
def round_new(request: SignedIn) -> HttpResponse:
    form = RoundForm(sent(request), by=request.user, initial={"edition": queries.edition_choices()[0][0]})
    if request.method == "POST" and form.is_valid():
        made = form.prepare()
        if made:
            messages.success(request, "The round has been prepared. Open it when you are ready.")
            return redirect("round", made.pk)
    return render(request, "audits/round_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.see_rounds)
@require_GET
def round_(request: SignedIn, pk: int) -> HttpResponse:
    return render(request, "audits/round.html", {"page": queries.round_page(request.user, pk)})


@requires(permissions.run_rounds)
@require_http_methods(["GET", "POST"])
def round_edit(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.round_for(request.user, pk)
    need_state(ROUND.may(found.state, "edit"))
    first = {name: getattr(found, name) for name in ("version", "name", "opens_on", "due_on")}
    form = RoundChangeForm(sent(request), initial=first)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if form.change(found, request.user):
                messages.success(request, "The round has been changed.")
                return redirect("round", pk)
        except Stale as error:
            form.add_error(None, str(error))
            status = 409
    status = 422 if form.errors and status == 200 else status
    return render(request, "audits/round_edit.html", {"form": form, "round": found}, status=status)


@requires(permissions.run_rounds)
@require_http_methods(["GET", "POST"])
def round_invite(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.round_for(request.user, pk)
    need_state(ROUND.may(found.state, "invite"))
    form = InviteAgenciesForm(sent(request), choices=queries.agencies_to_invite(request.user, found))
    if request.method == "POST" and form.is_valid():
        invited = rounds.invite(round_=found, agencies=form.chosen, by=request.user)
        messages.success(request, f"Invited: {listed([agency.name for agency in invited])}.")
        return redirect("round", pk)
    told = {"form": form, "round": found}
    return render(request, "audits/round_invite.html", told, status=422 if form.errors else 200)


@requires(permissions.run_rounds)
@require_POST
def round_remove(request: SignedIn, pk: int, code: str) -> HttpResponse:
    found, agency = queries.round_for(request.user, pk), accounts.agency_for(request.user, code)
    rounds.withdraw_invitation(round_=found, agency=agency, by=request.user)
    messages.success(request, f"{agency.name} has been taken out of the round.")
    return redirect("round", pk)


@requires(permissions.run_rounds)
@require_http_methods(["GET", "POST"])
def round_open(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.round_page(request.user, pk)
    need_state(page.may_open)
    problem = ""
    if request.method == "POST":
        try:
            rounds.open_now(round_=page.round, by=request.user)
        except Invalid as error:
            problem = str(error)
        else:
            messages.success(request, f"{page.round.name} is open. Agencies can answer now.")
            return redirect("round", pk)
    told = {"page": page, "problem": problem}
    return render(request, "audits/round_open.html", told, status=422 if problem else 200)


@requires(permissions.run_rounds)
@require_http_methods(["GET", "POST"])
def round_close(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.round_page(request.user, pk)
    need_state(page.may_close)
    if request.method == "POST":
        rounds.close(round_=page.round, by=request.user)
        messages.success(request, f"{page.round.name} is closed. It can never be changed again.")
        return redirect("round", pk)
    return render(request, "audits/round_close.html", {"page": page})
