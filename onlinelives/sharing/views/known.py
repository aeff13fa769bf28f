"""The look-up "Is this young person known?", and those to call back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.cases.actions.young_people import see_names
from onlinelives.sharing import permissions, queries
from onlinelives.sharing.actions import lookups
from onlinelives.sharing.forms import KnownForm
from onlinelives.web.forms import sent


@requires(permissions.share)
@require_http_methods(["GET", "POST"])
def known(request: SignedIn) -> HttpResponse:
    """What is looked for is posted, and the answer has no form on it: it is the same to the letter whether nobody is
    known or somebody whose record is restricted."""
    form = KnownForm(sent(request), agencies=queries.agencies_of(request.user))
    if request.method == "POST" and form.is_valid():
        holders = form.look_up(request.user)
        if holders is not None:
            return render(request, "sharing/known_answer.html", {"holders": holders})
    return render(request, "sharing/known.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.share)
@require_GET
def calls(request: SignedIn) -> HttpResponse:
    waiting, done = queries.calls_for(request.user)
    young_people = {call.met.young_person_id: call.met.young_person for call in [*waiting, *done]}
    see_names(young_people=young_people.values(), searched=False, by=request.user)
    return render(request, "sharing/calls.html", {"waiting": waiting, "done": done})


@own_gate
@require_POST
def called(request: SignedIn, pk: UUID) -> HttpResponse:
    waiting, done = queries.calls_for(request.user)
    met = next((call.met for call in [*waiting, *done] if call.met.pk == pk), None)
    if met is None:
        raise Http404
    lookups.called(met=met, by=request.user)
    messages.success(request, "It is on record that you called back.")
    return redirect("sharing_calls")
