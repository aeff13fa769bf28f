"""Questionnaires: what there is, begun anew or from a workbook, read, compared, downloaded."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.questionnaires.compare import changes
from onlinelives.rules.questionnaires.conditions import in_words
from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.questionnaires.manuscripts import is_local, routing
from onlinelives.rules.questionnaires.naming import names_wrong
from onlinelives.rules.questionnaires.shapes import Questionnaire
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions.questionnaires import Beginning
from onlinelives.survey.forms import BeginForm, QuestionnaireFileForm
from onlinelives.survey.xlsform import reading, writing
from onlinelives.survey.xlsform.layout import LANGUAGES, SURVEY, Problem
from onlinelives.survey.xlsform.sheets import LARGEST
from onlinelives.web.forms import sent

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(permissions.run_survey)
@require_GET
def questionnaires(request: SignedIn) -> HttpResponse:
    told = {"library": queries.library(request.user), "may": permissions.write_questionnaires(request.user)}
    return render(request, "survey/questionnaires.html", told)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def questionnaire_begin(request: SignedIn) -> HttpResponse:
    offered = queries.to_copy(request.user)
    form = BeginForm(sent(request), offered=offered, first=request.GET.get("from", ""))
    if request.method == "POST" and form.is_valid():
        source = queries.read(request.user, form.cleaned_data["begun_from"])
        made = form.save(Beginning(source.manuscript, f"“{source.name}”"), request.user)
        if made:
            messages.success(request, "The draft is begun. Young people see nothing of it until it is published.")
            return redirect("survey_draft", made.pk)
    return render(request, "survey/questionnaire_begin.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def questionnaire_upload(request: SignedIn, pk: int | None = None) -> HttpResponse:
    """A workbook begins a draft, or takes the place of the draft `pk`. What is wrong with it is told cell by cell, and
    then nothing is kept."""
    draft = queries.draft_to_change(request.user, pk) if pk else None
    form = QuestionnaireFileForm(sent(request), request.FILES if request.method == "POST" else None, draft=draft)
    problems: list[Problem] = []
    if request.method == "POST" and form.is_valid():
        asks, problems = reading.read(form.cleaned_data["workbook"].read(LARGEST + 1))
        problems += _names(asks) if asks else []
        if asks and not any(each.severity is Severity.ERROR for each in problems):
            made = form.save(asks, request.user)
            if made and problems:
                return render(request, "survey/questionnaire_taken.html", {"draft": made, "problems": problems})
            if made:
                messages.success(request, "The workbook was taken in.")
                return redirect("survey_draft", made.pk)
    wrong = [each for each in problems if each.severity is Severity.ERROR]
    told = {"form": form, "draft": draft, "problems": problems, "wrong": wrong}
    return render(request, "survey/questionnaire_upload.html", told, status=422 if wrong or form.errors else 200)


@requires(permissions.run_survey)
@require_GET
def questionnaire(request: SignedIn, key: str) -> HttpResponse:
    """All of it, to read and to print."""
    told = {
        "read": queries.read(request.user, key),
        "others": {other: name for other, name in queries.to_copy(request.user).items() if other != key},
        "may": permissions.write_questionnaires(request.user),
        "routing": routing,
        "in_words": in_words,
        "is_local": is_local,
        "languages": LANGUAGES,
    }
    return render(request, "survey/questionnaire.html", told)


@requires(permissions.run_survey)
@require_GET
def questionnaire_workbook(request: SignedIn, key: str) -> HttpResponse:
    found = queries.read(request.user, key)
    response = HttpResponse(writing.write(found.asks), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{slugify(found.name) or "questionnaire"}.xlsx"'
    return response


@requires(permissions.run_survey)
@require_GET
def questionnaire_compare(request: SignedIn, key: str) -> HttpResponse:
    """What differs between another one and this one."""
    new, old = queries.read(request.user, key), queries.read(request.user, request.GET.get("with", ""))
    told = {"new": new, "old": old, "changes": changes(old.asks, new.asks)}
    return render(request, "survey/questionnaire_compare.html", told)


def _names(asks: Questionnaire) -> list[Problem]:
    """Names that no address or column could have."""
    own = replace(asks, code="area", version=1)
    wrong = [found for found in names_wrong(own) if found.what in ("id_form", "id_twice")]
    return [Problem(Severity.ERROR, SURVEY, None, "name", found.sentence) for found in wrong]
