"""Where sharing begins: for a person, for their young people, and for one record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.cases.actions.young_people import see_names
from onlinelives.cases.permissions import change_record
from onlinelives.cases.queries import young_person_for
from onlinelives.cases.views.showing import show
from onlinelives.sharing import permissions, queries


@requires(permissions.see_sharing)
@require_GET
def sharing(request: SignedIn) -> HttpResponse:
    told = {"may_share": permissions.share(request.user), "needs": queries.needs(request.user)}
    return render(request, "sharing/sharing.html", told)


@requires(permissions.share)
@require_GET
def ours(request: SignedIn) -> HttpResponse:
    """Which of the person's young people wait for another agency, or for a manager."""
    found = queries.ours(request.user)
    see_names(young_people=found.young_people, searched=False, by=request.user)
    return render(request, "sharing/ours.html", {"found": found})


@own_gate
@require_GET
def dealings(request: SignedIn, reference: str) -> HttpResponse:
    found = young_person_for(request.user, reference)
    told = {"dealings": queries.dealings(found), "may_write": change_record(request.user, found)}
    return show(request, "sharing/dealings.html", found, "sharing", told)
