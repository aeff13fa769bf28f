"""Incidents: written down, read, corrected, and followed up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases import permissions, queries
from onlinelives.cases.forms import FollowUpDoneForm, FollowUpForm, IncidentForm
from onlinelives.cases.views.showing import show
from onlinelives.content import taxonomies
from onlinelives.rules.lifecycles import FOLLOW_UP, RECORD
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def incident_new(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    _may_write(request, found)
    form = IncidentForm(sent(request), young_person=found, incident=None, staff=queries.who_sees(found))
    if request.method == "POST" and form.is_valid():
        incident = form.save(request.user)
        if incident:
            messages.success(request, "The incident is on record.")
            return redirect("young_person_incident", reference, incident.pk)
    return _form(request, found, "new incident", {"form": form})


@own_gate
@require_GET
def incident(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    return _shown(request, queries.incident_page(request.user, reference, str(pk)))


@own_gate
@require_http_methods(["GET", "POST"])
def incident_edit(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.incident_for(request.user, reference, str(pk))
    _may_write(request, found.young_person)
    form = IncidentForm(sent(request), young_person=found.young_person, incident=found, staff=[])
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved. What it said before stays to be read.")
        return redirect("young_person_incident", reference, pk)
    return _form(request, found.young_person, "incident", {"form": form, "incident": found})


@own_gate
@require_GET
def incident_history(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.incident_for(request.user, reference, str(pk))
    told = {"incident": found, "versions": queries.versions_of(found)}
    return show(request, "cases/incident_history.html", found.young_person, "incident history", told)


@own_gate
@require_POST
def follow_up_plan(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.incident_page(request.user, reference, str(pk))
    form = FollowUpForm(sent(request), incident=page.incident, staff=queries.who_sees(page.young_person))
    if form.is_valid() and form.save(request.user):
        messages.success(request, "It is planned.")
        return redirect("young_person_incident", reference, pk)
    return _shown(request, page, form)


@own_gate
@require_http_methods(["GET", "POST"])
def follow_up_done(request: SignedIn, reference: str, pk: UUID, number: UUID) -> HttpResponse:
    found = queries.follow_up_for(request.user, reference, str(pk), str(number))
    _may_write(request, found.incident.young_person)
    form = FollowUpDoneForm(sent(request), follow_up=found)
    if request.method == "POST":
        if form.is_valid() and form.save(request.user):
            messages.success(request, "Marked as done.")
            return redirect("young_person_incident", reference, pk)
    else:
        need_state(FOLLOW_UP.may(found.state, "finish"))
    told, status = {"form": form, "follow_up": found}, 422 if form.errors else 200
    return show(request, "cases/follow_up_done.html", found.incident.young_person, "follow-up", told, status=status)


def _may_write(request: SignedIn, young_person: Any) -> None:
    need(permissions.change_record(request.user, young_person))
    need_state(RECORD.may(young_person.state, "write"))


def _form(request: SignedIn, young_person: Any, page: str, told: dict[str, Any]) -> HttpResponse:
    told = {**told, "images": taxonomies.load().image_sharing}
    status = 422 if told["form"].errors else 200
    return show(request, "cases/incident_edit.html", young_person, page, told, status=status)


def _shown(request: SignedIn, page: queries.IncidentPage, form: FollowUpForm | None = None) -> HttpResponse:
    staff = [] if form else queries.who_sees(page.young_person)
    told = {
        "page": page,
        "plan": form or FollowUpForm(None, incident=page.incident, staff=staff),
        "may_write": RECORD.may(page.young_person.state, "write"),
        "images": taxonomies.load().image_sharing,
    }
    status = 422 if form else 200
    return show(request, "cases/incident.html", page.young_person, "incident", told, status=status)
