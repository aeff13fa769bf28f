"""Online-life assessments: begun, written page by page or on one page, finished, read, compared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions import assessments
from onlinelives.cases.forms import BeginForm, FinishForm, FlagForm, TopicForm
from onlinelives.cases.queries.sheets import CODES, TOPICS
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import ASSESSMENT
from onlinelives.rules.verdict import need, need_state
from onlinelives.web.forms import sent

DRAFT, TOPIC = "young_person_assessment", "young_person_assessment_topic"


@own_gate
@require_http_methods(["GET", "POST"])
def assessment_new(request: SignedIn, reference: str) -> HttpResponse:
    found = queries.young_person_for(request.user, reference)
    need(permissions.change_record(request.user, found))
    form = BeginForm(sent(request))
    if request.method == "POST" and form.is_valid():
        begun = form.begin(found, request.user)
        if begun:
            return redirect(DRAFT, reference, begun.pk)
    return show(
        request,
        "cases/assessment_new.html",
        found,
        "new assessment",
        {"form": form},
        status=422 if form.errors else 200,
    )


@own_gate
@require_GET
def assessment(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """A draft shows its pages, a finished one its result, one that was set aside what had been written."""
    found = queries.assessment_for(request.user, reference, str(pk))
    if found.state == "finished":
        return _result(request, found, FlagForm(None))
    draft = queries.draft_of(found)
    return show(request, "cases/assessment.html", found.young_person, "assessment", {"draft": draft, "topics": TOPICS})


@own_gate
@require_http_methods(["GET", "POST"])
def topic(request: SignedIn, reference: str, pk: UUID, code: str) -> HttpResponse:
    found = queries.assessment_for(request.user, reference, str(pk))
    need_state(ASSESSMENT.may(found.state, "write"))
    page = queries.topic_page(found, code)
    form = TopicForm(sent(request), draft=page.draft, code=code)
    if request.method == "POST" and form.is_valid():
        form.save(request.user)
        if not (form.errors or form.differences):
            after = page.after if "next" in request.POST else None
            return redirect(TOPIC, reference, pk, after.code) if after else redirect(DRAFT, reference, pk)
    told = {"page": page, "draft": page.draft, "form": form}
    return show(request, "cases/assessment_topic.html", found.young_person, "assessment", told, status=_status(form))


@own_gate
@require_POST
def topic_save(request: SignedIn, reference: str, pk: UUID, code: str) -> HttpResponse:
    """One page, while somebody is typing. Answers with the line under it, also when it could not be saved."""
    found = queries.assessment_for(request.user, reference, str(pk))
    need_state(ASSESSMENT.may(found.state, "write"))
    page = queries.topic_page(found, code)
    form = TopicForm(request.POST, draft=page.draft, code=code)
    saved = form.save(request.user) if form.is_valid() else None
    told: dict[str, Any] = {"form": form, "saved": saved, "draft": page.draft, "changed": None}
    if form.changed_by_others:  # what is on the screen is put right, or the next save would take it back
        told["changed"] = TopicForm(None, draft=queries.draft_of(found), code=code).blocks(form.changed_by_others)
    return render(request, "cases/_assessment_saved.html", told, status=_status(form))


@own_gate
@require_http_methods(["GET", "POST"])
def assessment_all(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """Every topic on one page, for those who know their way."""
    found = queries.assessment_for(request.user, reference, str(pk))
    need_state(ASSESSMENT.may(found.state, "write"))
    draft = queries.draft_of(found)
    every = [TopicForm(sent(request), draft=draft, code=code) for code in CODES]
    valid = [form.is_valid() for form in every]
    if request.method == "POST" and all(valid):
        for form in every:
            form.save(request.user)
        if not any(form.errors or form.differences for form in every):
            return redirect(DRAFT, reference, pk)
    told = {"draft": draft, "forms": every}
    status = max(_status(form) for form in every)
    return show(request, "cases/assessment_all.html", found.young_person, "assessment", told, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def assessment_finish(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.assessment_for(request.user, reference, str(pk))
    need_state(ASSESSMENT.may(found.state, "finish"))
    draft = queries.draft_of(found)
    form = FinishForm(sent(request), draft=draft)
    if request.method == "POST" and form.is_valid() and form.finish(request.user):
        messages.success(request, "The assessment is finished.")
        return redirect(DRAFT, reference, pk)
    told = {"draft": draft, "form": form}
    status = 422 if form.errors else 200
    return show(request, "cases/assessment_finish.html", found.young_person, "assessment", told, status=status)


@own_gate
@require_POST
def assessment_set_aside(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.assessment_for(request.user, reference, str(pk))
    assessments.set_aside(assessment=found, by=request.user)
    messages.success(request, "The draft has been set aside. It counts nowhere.")
    return redirect("young_person", reference)


@own_gate
@require_POST
def assessment_flag(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.assessment_for(request.user, reference, str(pk))
    need_state(ASSESSMENT.may(found.state, "decide flag"))
    form = FlagForm(sent(request))
    if form.is_valid() and form.decide(found, request.user):
        messages.success(request, "Your decision is on record.")
        return redirect(reverse(DRAFT, args=[reference, pk]) + "#flag")
    return _result(request, found, form)


@own_gate
@require_GET
def assessments_compared(request: SignedIn, reference: str) -> HttpResponse:
    found, comparison = queries.comparison_for(request.user, reference)
    return show(request, "cases/assessments_compared.html", found, "assessments compared", {"comparison": comparison})


@requires(permissions.see_young_people)
@require_GET
def assessment_blank(request: SignedIn) -> HttpResponse:
    """The sheet on paper, for a conversation without a screen. It says nothing about anybody."""
    sheet = queries.sheet_now(request.user.partnership_id)
    return render(request, "cases/assessment_blank.html", {"sheet": sheet, "topics": TOPICS})


def _result(request: SignedIn, found: Any, form: FlagForm) -> HttpResponse:
    told = {"result": queries.result_of(found), "flag_form": form}
    status = 422 if form.errors else 200
    return show(request, "cases/assessment_result.html", found.young_person, "assessment", told, status=status)


def _status(form: TopicForm) -> int:
    return 409 if form.differences else 422 if form.errors else 200
