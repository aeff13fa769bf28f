"""An answer cites a finding of the youth survey, which becomes evidence of the agency: once, however often cited."""

from datetime import timedelta

from django.db import transaction
from django.utils.text import Truncator

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.audits import permissions
from onlinelives.audits.actions.answers import may_answer
from onlinelives.audits.actions.evidence import Told, begun, need_citable, point
from onlinelives.audits.models import Answer, EvidenceRevision
from onlinelives.audits.models.evidence import LONGEST_SHOWS
from onlinelives.rules.verdict import need
from onlinelives.survey.models import Finding
from onlinelives.trail import clock
from onlinelives.trail.actions import record

LONGEST_TITLE = 150
REVIEW_AFTER = timedelta(days=365)  # by then the next wave may have found something newer


@transaction.atomic
def cite(*, answer: Answer, finding: Finding, assigned: bool, by: Person) -> EvidenceRevision:
    """The answer points at the finding, beside what it cites already. Raises NotNow for a finding that was withdrawn,
    or that the agency has withdrawn from its library. Cited twice, it is cited once."""
    may_answer(answer, assigned, by)
    agency = answer.audit_return.agency
    need(permissions.keep_evidence(by, agency))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)  # a signature waits, or has been given before
    finding = Finding.objects.select_for_update(no_key=True).get(pk=finding.pk, partnership=by.partnership_id)
    care = {"agency": agency, "owner": by, "review_on": clock.today() + REVIEW_AFTER}
    revision = _held(agency, finding) or begun(_told(finding), by, **care)
    if answer.citations.filter(revision=revision).exists():
        return revision
    need_citable([revision])
    point(answer, [revision], [], by)
    record(
        "finding cited",
        by=by,
        subject=answer.audit_return.trail_subject,
        agency=agency.code,
        statement=answer.statement,
        finding=finding.number,
        evidence=revision.evidence_id,
    )
    return revision


def _held(agency: Agency, finding: Finding) -> EvidenceRevision | None:
    """What the agency has of it already."""
    found = EvidenceRevision.objects.filter(evidence__agency=agency, finding=finding)
    return found.select_related("evidence", "finding").order_by("evidence__state", "evidence").first()


def _told(finding: Finding) -> Told:
    about = finding.about[0].lower() + finding.about[1:]
    title = Truncator(f"{finding.code}: {finding.title}, {about}").chars(LONGEST_TITLE)
    return Told(title=title, shows=Truncator(finding.sentence).chars(LONGEST_SHOWS), finding=finding)
