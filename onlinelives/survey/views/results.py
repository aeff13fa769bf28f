"""The questions that people ask of the survey, each with its page and its files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.disclosure.shares import Refused
from onlinelives.survey import charts, exports, permissions, queries
from onlinelives.survey.forms import CutForm, KindForm, LookForm, PeersForm, TableForm
from onlinelives.survey.reports.over_time import over_time
from onlinelives.survey.reports.own_table import own_table
from onlinelives.survey.reports.page import Report
from onlinelives.survey.reports.peers import peers
from onlinelives.survey.reports.places import places
from onlinelives.survey.reports.risks_together import risks_together
from onlinelives.survey.reports.whom_they_tell import whom_they_tell

NOT_ASKED = "The answers of this wave do not have the questions that this page needs."


@dataclass(frozen=True)
class Asked:
    """One question that people ask. form: what can be chosen on its page."""

    title: str
    about: str
    form: type[LookForm]
    build: Callable[..., Report]


ASKED = {
    "peers": Asked(
        "How are vulnerable young people doing compared with their peers?",
        "Every group beside all others, for each kind of risk and each single risk.",
        PeersForm,
        lambda person, pk, group, kind: peers(queries.source_for(person, pk), group, kind),
    ),
    "changes": Asked(
        "What is changing?",
        "One wave after another, wherever the question stayed the same.",
        LookForm,
        lambda person, pk: over_time(queries.sources_until(person, pk)),
    ),
    "together": Asked(
        "Does one risk go with others?",
        "How many kinds of risk young people met, and which come together.",
        LookForm,
        lambda person, pk: risks_together(queries.source_for(person, pk)),
    ),
    "telling": Asked(
        "Whom do they tell, and does it help?",
        "After bullying: whom they told, what happened, whether it helped. And what they were taught.",
        CutForm,
        lambda person, pk, by: whom_they_tell(queries.source_for(person, pk), by),
    ),
    "places": Asked(
        "Our schools, year groups, areas",
        "Who took part, and how year groups and kinds of place differ.",
        KindForm,
        lambda person, pk, kind: places(queries.source_for(person, pk), queries.taking_part_in(person, pk), kind),
    ),
    "table": Asked(
        "Build your own table",
        "A few questions, divided as you choose.",
        TableForm,
        lambda person, pk, by, ask: own_table(queries.source_for(person, pk), by, ask),
    ),
}


@requires(permissions.run_survey)
@require_GET
def results(request: SignedIn) -> HttpResponse:
    return render(request, "survey/results.html", {"waves": queries.results_for(request.user)})


@requires(permissions.run_survey)
@require_GET
def wave(request: SignedIn, pk: int) -> HttpResponse:
    told = {"wave": queries.results_of(request.user, pk), "asked": ASKED}
    return render(request, "survey/results_wave.html", told)


@requires(permissions.run_survey)
@require_GET
def report(request: SignedIn, pk: int, name: str) -> HttpResponse:
    asked = _asked(name)
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
    asked = _asked(name)
    form = asked.form(request.GET, queries.source_for(request.user, pk))
    if not form.is_valid():
        raise Http404
    found = asked.build(request.user, pk, **form.cleaned_data)
    part, title = found.section(section), queries.results_of(request.user, pk).name
    if part is None or (part.drawing if ending == "svg" else part.grid) is None:
        raise Http404
    if ending == "csv":
        return exports.table(title, found, part)
    drawn = charts.drawn(part.drawing)
    if drawn is None:
        raise Http404
    return exports.drawing(title, part, drawn)


def _asked(name: str) -> Asked:
    if name not in ASKED:
        raise Http404
    return ASKED[name]
