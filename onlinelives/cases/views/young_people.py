"""Young people: find, open, read and care for a record."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.accounts.permissions import see_teams
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.young_people import see_names
from onlinelives.cases.forms import (
    ForgetForm,
    IdentityForm,
    LiftForm,
    MoveForm,
    NewRecordForm,
    ReopenForm,
    RestrictForm,
)
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import RECORD
from onlinelives.rules.verdict import need, need_state
from onlinelives.trail import clock
from onlinelives.web.forms import sent


@requires(permissions.see_young_people)
@require_http_methods(["GET", "POST"])
def young_people(request: SignedIn) -> HttpResponse:
    """The list, and the box. What is looked for is posted, so that no name ends up in an address or a log."""
    words = request.POST.get("words", "").strip()[:200]
    found, more = queries.search(request.user, words) if words else ([], False)
    narrow = request.GET.get("show", "")
    narrow = narrow if narrow in {each.code for each in queries.NARROWINGS} else ""
    page = queries.young_people_for(request.user, narrow, request.GET.get("page", ""))
    shown = [match.young_person for match in found] if words else list(page.object_list)
    see_names(young_people=shown, searched=bool(words), by=request.user)
    told = {
        "words": words,
        "found": found,
        "more": more,
        "page": page,
        "show": narrow,
        "narrowings": queries.NARROWINGS,
        "today": clock.today(),
        "teams": queries.teams_to_hold(request.user),
        "may_make_teams": see_teams(request.user),
        "keeps_identity": permissions.keep_identity(request.user),
        "may_review": permissions.review_records(request.user),
    }
    return render(request, "cases/young_people.html", told)


@requires(permissions.see_young_people)
@require_http_methods(["GET", "POST"])
def young_person_new(request: SignedIn) -> HttpResponse:
    """Who it is; then who it may be already; only then a new record."""
    keeps = bool(permissions.keep_identity(request.user))
    form = NewRecordForm(sent(request), teams=queries.teams_to_hold(request.user), keeps_identity=keeps)
    near = []
    if request.method == "POST" and form.is_valid():
        near = [] if form.cleaned_data["looked"] else queries.near_matches(request.user, form.identity)
        opened = None if near else form.open(request.user)
        if opened:
            messages.success(request, f"The record {opened.reference} has been opened.")
            return redirect("young_person", opened.reference)
    if near:
        see_names(young_people=[match.young_person for match in near], searched=True, by=request.user)
    told = {"form": form, "near": near, "keeps_identity": keeps}
    return render(request, "cases/young_person_new.html", told, status=422 if form.errors else 200)


@own_gate
@require_GET
def young_person(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    return show(
        request,
        "cases/young_person.html",
        found,
        "record",
        lambda: _record(request.user, found, whole="all" in request.GET),
    )


def _record(person: Any, found: Any, *, whole: bool) -> dict[str, Any]:
    return {
        "record": queries.record_of(person, found, whole=whole),
        "may_restrict": permissions.restrict(person, found),
        "may_write": RECORD.may(found.state, "write"),
        "reopen": ReopenForm(None),
        "today": clock.today(),
        "keeps_identity": permissions.keep_identity(person),
    }


@own_gate
@require_GET
def young_person_looks(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)

    def told() -> dict[str, Any]:
        looks, older = queries.looks_at(request.user, found)
        return {"looks": looks, "older": older}

    return show(request, "cases/looks.html", found, "who looked", told)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_identity(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    need_state(permissions.keep_identity(request.user))
    form = IdentityForm(sent(request), young_person=found)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("young_person", reference)
    return show(request, "cases/identity.html", found, "identity", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_forget(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    need_state(permissions.forget_identity(request.user))
    form = ForgetForm(sent(request), young_person=found)
    if request.method == "POST" and form.is_valid():
        form.save(request.user)
        messages.success(request, "Who it is has been removed.")
        return redirect("young_person", reference)
    return show(request, "cases/forget.html", found, "identity", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_move(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    form = MoveForm(sent(request), young_person=found, teams=queries.teams_that_could_hold(found))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, f"The record {reference} is held by another team now.")
        return redirect("young_people")
    return show(request, "cases/move.html", found, "move", {"form": form}, status=422 if form.errors else 200)


@own_gate
@require_http_methods(["GET", "POST"])
def young_person_restrict(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.restrict(request.user, found))
    record = queries.record_of(request.user, found)
    staff = queries.who_may_be_named(found)
    form = RestrictForm(sent(request), young_person=found, staff=staff, named=record.named)
    if request.method == "POST" and form.is_valid() and form.restrict(request.user):
        messages.success(request, f"The record {reference} is restricted to the people you named.")
        return redirect("young_people")
    told = {
        "form": form,
        "record": record,
        "lift": LiftForm(None, young_person=found),
        "restrictions": queries.restrictions_of(found),
    }
    return show(request, "cases/restrict.html", found, "restrict", told, status=422 if form.errors else 200)


@own_gate
@require_POST
def young_person_lift(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.restrict(request.user, found))
    form = LiftForm(sent(request), young_person=found)
    if form.is_valid() and form.lift(request.user):
        messages.success(request, f"The record {reference} is open to {found.team.name} again.")
        return redirect("young_person", reference)
    record = queries.record_of(request.user, found)
    staff = queries.who_may_be_named(found)
    told = {
        "lift": form,
        "record": record,
        "restrictions": queries.restrictions_of(found),
        "form": RestrictForm(None, young_person=found, staff=staff, named=record.named),
    }
    return show(request, "cases/restrict.html", found, "restrict", told, status=422)
