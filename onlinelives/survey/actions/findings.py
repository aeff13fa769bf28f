"""A finding is withdrawn when it should no longer be relied on, and taken along as a file."""

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.rules.lifecycles import FINDING
from onlinelives.rules.verdict import Invalid, need
from onlinelives.survey import permissions
from onlinelives.survey.models import Finding
from onlinelives.survey.models.releases import LONGEST_REASON
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def withdraw(*, finding: Finding, why: str, by: Person) -> Finding:
    """It stays readable, marked, wherever it is cited, and nobody cites it any more. Raises NotNow where that was done
    already, Invalid without a reason."""
    need(permissions.withdraw_finding(by))
    finding = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    state = FINDING.after(finding.state, "withdraw")
    said = why.strip()
    if not said:
        raise Invalid("Say why the finding is withdrawn.", "why")
    if len(said) > LONGEST_REASON:
        raise Invalid(f"Use {LONGEST_REASON:,} characters or fewer; this has {len(said):,}.", "why")
    finding.state, finding.why_withdrawn = state, said
    finding.withdrawn_by, finding.withdrawn_at = by, clock.now()
    finding.save(update_fields=["state", "why_withdrawn", "withdrawn_by", "withdrawn_at"])
    record("finding withdrawn", by=by, subject=finding.trail_subject, number=finding.number)
    return finding


@transaction.atomic
def export(*, finding: Finding, by: Person) -> None:
    """Written down when a finding leaves as a file."""
    need(permissions.see_findings(by))
    record("finding exported", by=by, subject=finding.trail_subject, number=finding.number)
