"""A case study as its author begins and writes it. Every page is a page of the record it comes from."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases import queries
from onlinelives.cases.forms import AskForm, BeginStudyForm, FeaturesForm, StepForm, TakeOverForm, TextForm
from onlinelives.cases.views.showing import show
from onlinelives.rules.deidentify import CAUTION
from onlinelives.rules.lifecycles import CASE_STUDY
from onlinelives.web.forms import sent

PAGE = "case study"  # what the trail calls all of them


@own_gate
@require_http_methods(["GET", "POST"])
def study_new(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    form = BeginStudyForm(sent(request), young_person=found, offered=queries.offered(found))
    if request.method == "POST" and form.is_valid() and (study := form.save(request.user)):
        return redirect("young_person_study_text", reference, study.pk)
    status = 422 if form.errors else 200
    return show(request, "cases/study_new.html", found, PAGE, {"form": form}, status=status)


@own_gate
@require_GET
def study(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))

    def told() -> dict[str, Any]:
        page = queries.study_page(found)
        return {
            "page": page,
            "may_ask": queries.may_ask(found, page.now),
            "may": {verb: CASE_STUDY.may(found.state, verb) for verb in ("write", "revise", "withdraw", "take back")},
        }

    return show(request, "cases/study.html", found.young_person, PAGE, told)


@own_gate
@require_http_methods(["GET", "POST"])
def study_features(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    offered, ticked = queries.offered(found.young_person), queries.features_of(found)
    form = FeaturesForm(sent(request), study=found, offered=offered, ticked=ticked)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("young_person_study", reference, pk)
    return form_page(request, "cases/study_features.html", found, form)


@own_gate
@require_http_methods(["GET", "POST"])
def study_text(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    form = TextForm(sent(request), study=found, text=queries.text_now(found))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved. Now say who is named, and decide what is flagged.")
        return redirect("young_person_study", reference, pk)
    theirs = queries.text_now(found) if form.changed else None
    return form_page(request, "cases/study_text.html", found, form, theirs=theirs)


@own_gate
@require_http_methods(["GET", "POST"])
def study_take(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """Words of the record are copied into the text; the record stays as it is."""
    found = queries.study_for(request.user, reference, str(pk))
    form = TakeOverForm(sent(request), study=found, there=queries.to_take_over(found.young_person))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "The words stand at the end of the text. Change them as you need.")
        return redirect("young_person_study_text", reference, pk)
    return form_page(request, "cases/study_take.html", found, form)


@own_gate
@require_http_methods(["GET", "POST"])
def study_ask(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    form = AskForm(sent(request), study=found, people=queries.who_may_be_asked(found))
    if request.method == "POST" and form.is_valid() and (asked := form.save(request.user)):
        messages.success(request, f"{asked.asked.name} has been asked.")
        return redirect("young_person_study", reference, pk)
    return form_page(request, "cases/study_ask.html", found, form, draft=queries.drafted(found), caution=CAUTION)


@own_gate
@require_POST
def study_take_back(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    return _step(request, reference, pk, "take back", "It has been taken back. You can write again.")


@own_gate
@require_POST
def study_revise(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    return _step(request, reference, pk, "revise", "Write the new version. The approved one stays in use until then.")


@own_gate
@require_POST
def study_set_aside(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    return _step(request, reference, pk, "set aside", "The case study has been set aside.")


def _step(request: SignedIn, reference: str, pk: UUID, step: str, said: str) -> HttpResponse:
    """A button on the page of the case study."""
    found = queries.study_for(request.user, reference, str(pk))
    form = StepForm(sent(request), study=found)
    if form.is_valid() and form.save(step, request.user):
        messages.success(request, said)
    else:
        messages.error(request, form.problem)
    return redirect("young_person_study", reference, pk)


def form_page(request: SignedIn, template: str, study: Any, form: Any, **more: Any) -> HttpResponse:
    """A page of a case study with one form."""
    told = {"study": study, "form": form, **more}
    return show(request, template, study.young_person, PAGE, told, status=422 if form.errors else 200)
