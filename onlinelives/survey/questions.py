"""The questions that people ask of the survey: what can be chosen, and how each becomes a report."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, QueryDict

from onlinelives.accounts.models import Person
from onlinelives.survey import queries
from onlinelives.survey.forms import CutForm, KindForm, LookForm, PeersForm, TableForm
from onlinelives.survey.reports.over_time import over_time
from onlinelives.survey.reports.own_table import own_table
from onlinelives.survey.reports.page import Report
from onlinelives.survey.reports.peers import peers
from onlinelives.survey.reports.places import places
from onlinelives.survey.reports.risks_together import risks_together
from onlinelives.survey.reports.whom_they_tell import whom_they_tell


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


def asked(name: str) -> Asked:
    """Raises Http404."""
    if name not in ASKED:
        raise Http404
    return ASKED[name]


def report_for(person: Person, pk: int, name: str, chosen: QueryDict) -> Report:
    """The report of a wave as it is on the page with the same choices. Raises Http404 for choices that there are not,
    and Refused."""
    found = asked(name)
    form = found.form(chosen, queries.source_for(person, pk))
    if form.lacking or not form.is_valid():
        raise Http404
    return found.build(person, pk, **form.cleaned_data)
