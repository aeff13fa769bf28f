"""Pages and files of the questions that people ask of the survey."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.files.actions import work
from onlinelives.rules.disclosure.shares import Refused
from onlinelives.survey import charts, exports, permissions, queries, questions, tasks

LONGEST = 150  # characters of choices that a way back can hold
NOT_ASKED = "The answers of this wave do not have the questions that this page needs."


@requires(permissions.run_survey)
@require_GET
def results(request: SignedIn) -> HttpResponse:
    return render(request, "survey/results.html", {"waves": queries.results_for(request.user)})


@requires(permissions.run_survey)
@require_GET
def wave(request: SignedIn, pk: int) -> HttpResponse:
    told = {"wave": queries.results_of(request.user, pk), "asked": questions.ASKED}
    return render(request, "survey/results_wave.html", told)


@requires(permissions.run_survey)
@require_GET
def report(request: SignedIn, pk: int, name: str) -> HttpResponse:
    asked = questions.asked(name)
    form = asked.form(request.GET, queries.source_for(request.user, pk))
    told = {"wave": queries.results_of(request.user, pk), "name": name, "asked": asked, "form": form, "charts": charts}
    told |= {"report": None, "refused": "", "query": request.GET.urlencode()}
    if form.lacking:
        return render(request, "survey/report.html", told | {"refused": NOT_ASKED})
    if not form.is_valid():
        return render(request, "survey/report.html", told, status=422)
    try:
        told["report"] = asked.build(request.user, pk, **form.cleaned_data)
    except Refused as refused:
        told["refused"] = str(refused)
    return render(request, "survey/report.html", told)


@requires(permissions.run_survey)
@require_GET
def report_file(request: SignedIn, pk: int, name: str, section: str, ending: str) -> HttpResponse:
    """One section's table or chart as a file, as it is on the page with the same choices."""
    found = questions.report_for(request.user, pk, name, request.GET)
    part, title = found.section(section), queries.results_of(request.user, pk).name
    if part is None or (part.drawing if ending == "svg" else part.grid) is None:
        raise Http404
    if ending == "csv":
        return exports.table(title, found, part)
    drawn = charts.drawn(part.drawing)
    if drawn is None:
        raise Http404
    return exports.drawing(title, part, drawn)


@requires(permissions.run_survey)
@require_POST
def report_pdf(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """The whole page as a PDF, made by the worker."""
    wave, asked = queries.results_of(request.user, pk), questions.asked(name)
    chosen, page = request.GET.urlencode(), reverse("survey_report", args=[pk, name])
    made = work.ask(
        title=f"{asked.title} {wave.name}",
        leads_to=f"{page}?{chosen}" if len(chosen) < LONGEST else page,
        task=tasks.report_file,
        told=[pk, name, chosen],
        by=request.user,
    )
    return redirect("work", made.pk)
