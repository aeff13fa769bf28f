"""People: the list, one person, inviting, roles."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts import mail, permissions, queries
from onlinelives.accounts.actions import invitations, people
from onlinelives.accounts.forms import GiveRoleForm, InviteForm, NameForm
from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules import roles
from onlinelives.rules.verdict import need
from onlinelives.web.forms import sent


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


@requires(permissions.see_people)
@require_GET
def people_list(request: SignedIn) -> HttpResponse:
    wanted = queries.PeopleFilter(
        words=request.GET.get("words", "").strip()[:100],
        agency=request.GET.get("agency", "")[:60],
        role=request.GET.get("role", "")[:20],
        page=_number(request.GET.get("page", "")),
    )
    told = {
        "page": queries.people_for(request.user, wanted),
        "wanted": wanted,
        "agencies": queries.agencies_for(request.user),
        "roles": roles.ROLES.values(),
        "invitations": queries.invitations_for(request.user),
    }
    return render(request, "accounts/people.html", told)


@requires(permissions.see_people)
@require_http_methods(["GET", "POST"])
def invite(request: SignedIn) -> HttpResponse:
    first = {name: request.GET.get(name, "") for name in ("agency", "role")}
    form = InviteForm(sent(request), by=request.user, initial=first)
    if request.method == "POST" and form.is_valid():
        made = form.send()
        if made:
            return _delivered(request, *made)
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.see_people)
@require_POST
def invitation_again(request: SignedIn, pk: int) -> HttpResponse:
    invitation = queries.invitation_for(request.user, pk)
    token = invitations.send_again(invitation=invitation, by=request.user)
    return _delivered(request, invitation, token)


@requires(permissions.see_people)
@require_POST
def invitation_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    invitation = queries.invitation_for(request.user, pk)
    invitations.withdraw(invitation=invitation, by=request.user)
    messages.success(request, f"The invitation to {invitation.name} has been withdrawn.")
    return redirect("people")


def _delivered(request: SignedIn, invitation: Any, token: str | None) -> HttpResponse:
    """By mail, or, where no mail could be sent, shown once so that it can be handed over another way."""
    address = request.build_absolute_uri(f"/invitation/{token}/") if token else ""
    if token and not mail.invite(invitation, address):
        return render(request, "accounts/hand_over.html", {"invitation": invitation, "address": address})
    messages.success(request, f"{invitation.name} has been invited.")
    return redirect("people")


@requires(permissions.see_people)
@require_GET
def person(request: SignedIn, pk: int) -> HttpResponse:
    other = queries.person_for(request.user, pk)
    told = {
        "other": other,
        "may_change": permissions.change_roles(request.user, other),
        "may_switch": permissions.switch_off(request.user, other),
        "may_reset": permissions.reset_second_factor(request.user, other),
        "endable": {m.pk: permissions.end_membership(request.user, m) for m in other.held_now},
    }
    return render(request, "accounts/person.html", told)


@requires(permissions.see_people)
@require_http_methods(["GET", "POST"])
def person_give(request: SignedIn, pk: int) -> HttpResponse:
    other = queries.person_for(request.user, pk)
    need(permissions.change_roles(request.user, other))
    form = GiveRoleForm(sent(request), by=request.user)
    if request.method == "POST" and form.is_valid() and form.give(other):
        messages.success(request, f"{other.name} has the new role from now on.")
        return redirect("person", pk)
    told = {"form": form, "other": other}
    return render(request, "accounts/person_give.html", told, status=422 if form.errors else 200)


@requires(permissions.see_people)
@require_http_methods(["GET", "POST"])
def person_rename(request: SignedIn, pk: int) -> HttpResponse:
    other = queries.person_for(request.user, pk)
    need(permissions.change_roles(request.user, other))
    form = NameForm(sent(request), initial={"name": other.name})
    if request.method == "POST" and form.is_valid():
        people.rename(person=other, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "The name has been changed.")
        return redirect("person", pk)
    told = {"form": form, "other": other}
    return render(request, "accounts/person_rename.html", told, status=422 if form.errors else 200)


@requires(permissions.see_people)
@require_POST
def person_end_role(request: SignedIn, pk: int, membership: int) -> HttpResponse:
    other, held = queries.membership_for(request.user, pk, membership)
    people.end_role(membership=held, by=request.user)
    messages.success(request, f"{other.name} no longer holds the role {held.kind.name.lower()}.")
    return redirect("person", pk)


@requires(permissions.see_people)
@require_POST
def person_switch(request: SignedIn, pk: int) -> HttpResponse:
    other = queries.person_for(request.user, pk)
    if request.POST.get("to") == "off":
        people.switch_off(person=other, by=request.user)
        messages.success(request, f"{other.name} can no longer sign in, and has been signed out everywhere.")
    else:
        people.switch_on(person=other, by=request.user)
        messages.success(request, f"{other.name} can sign in again.")
    return redirect("person", pk)


@requires(permissions.see_people)
@require_POST
def person_reset(request: SignedIn, pk: int) -> HttpResponse:
    other = queries.person_for(request.user, pk)
    people.reset_second_factor(person=other, by=request.user)
    messages.success(request, f"{other.name} sets up a new second step at the next sign-in.")
    return redirect("person", pk)
