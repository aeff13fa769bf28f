"""Figures of the latest wave are released as findings, one release waits for Dana, and Bob's agency cites one."""

from datetime import date, timedelta

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import findings
from onlinelives.audits.models import Return
from onlinelives.audits.queries import answer_for
from onlinelives.demo.area import Area, moment
from onlinelives.survey import queries
from onlinelives.survey.actions import releases
from onlinelives.survey.models import AnswerSet, Finding, SurveyRelease
from onlinelives.trail import clock

CITED_ON = "1.6"
OUT = (
    ("in_care", ("cyberbullied", "met_up"), "Children’s services plan training for carers and need figures for it."),
    ("mental_health", ("seen_self_harm",), "Health asked whether what young people see online differs."),
)
WAITS = ("young_carer", ("cyberbullied",), "Otterbank supports young carers and asks for the same figure.")
RIGHT = "Figures and wording are right, and agencies can use them."


def lay_findings(area: Area, audit_return: Return, today: date) -> None:
    """audit_return: the one that cites a finding; it is being answered."""
    ines, dana = area.person("Ines"), area.person("Dana")
    answers = queries.answer_sets_for(ines)[0]
    with clock.at(moment(today - timedelta(days=12), 10)):
        proposed = [_propose(answers, release, ines) for release in OUT]
    with clock.at(moment(today - timedelta(days=11), 15)):
        for waiting in proposed:
            _let_out(waiting, dana)
    with clock.at(moment(today - timedelta(days=1), 16)):
        _propose(answers, WAITS, ines)
    by = area.manager(audit_return.agency.code)
    with clock.at(moment(today - timedelta(days=6), 11)):
        answer = answer_for(by, audit_return.pk, CITED_ON).answer
        first = Finding.objects.visible_to(by).order_by("number")[0]
        findings.cite(answer=answer, finding=first, assigned=True, by=by)


def _propose(answers: AnswerSet, told: tuple[str, tuple[str, ...], str], by: Person) -> SurveyRelease:
    cut, items, reason = told
    return releases.propose(answers=answers, cut=cut, items=items, reason=reason, by=by)


def _let_out(waiting: SurveyRelease, by: Person) -> None:
    page = queries.release_page(by, waiting.pk)
    if page.published is None:
        raise AssertionError(f"the demonstration's release is refused: {page.refused}")
    releases.let_out(release=waiting, seen=page.published.sha256, decision=RIGHT, by=by)
