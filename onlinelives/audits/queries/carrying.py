"""What could be carried forward into a return, from which earlier one."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, CarryForward, EvidenceRevision, Return
from onlinelives.audits.queries.citations import citations_of
from onlinelives.audits.queries.returns import may_change, return_for
from onlinelives.audits.queries.rewordings import Reworded, compared
from onlinelives.content.shapes import Statement
from onlinelives.rules.verdict import Verdict


@dataclass(frozen=True)
class CarryLine:
    """One statement: what the earlier return says, and whether it can come along. `why_not` is empty when it can.
    `cited`: the evidence that comes along, without what has been withdrawn since."""

    statement: Statement
    old: Answer
    cited: list[EvidenceRevision]
    reworded: Reworded | None
    why_not: str

    @property
    def suggested(self) -> bool:
        """Ticked from the start: it can come along and the statement still means the same."""
        return not self.why_not and not (self.reworded and self.reworded.breaks)


@dataclass(frozen=True)
class CarryPage:
    """`sources`: earlier returns of the agency, newest first. `lines`: 36, for the chosen source; empty without one."""

    audit_return: Return
    sources: list[Return]
    source: Return | None
    lines: list[CarryLine]
    may_carry: Verdict
    changeable: Verdict
    standing: CarryForward | None


def sources_for(audit_return: Return) -> list[Return]:
    """Returns of the same agency, of rounds that opened earlier, signed off or closed; newest first."""
    here = audit_return.round
    return list(
        Return.objects.filter(
            Q(state="signed_off") | Q(round__state="closed"),
            Q(round__opens_on__lt=here.opens_on) | Q(round__opens_on=here.opens_on, round_id__lt=here.pk),
            agency_id=audit_return.agency_id,
        )
        .select_related("round", "agency")
        .order_by("-round__opens_on", "-round_id")
    )


def untouched(answer: Answer) -> bool:
    """Nothing has been said yet: a carried answer may take its place."""
    return not (answer.mark.answered or answer.reason or answer.commentary or answer.evidence)


def carry_page(person: Person, pk: int, source_pk: int | None) -> CarryPage:
    """The preview, statement by statement; nothing is changed by looking at it. `source_pk`: the return to carry from,
    or None for the latest; 404 when it is not one of `sources`."""
    audit_return = return_for(person, pk)
    sources = sources_for(audit_return)
    source = next((s for s in sources if source_pk in (None, s.pk)), None)
    if source_pk is not None and source is None:
        raise Http404
    return CarryPage(
        audit_return=audit_return,
        sources=sources,
        source=source,
        lines=_lines(audit_return, source) if source else [],
        may_carry=permissions.carry_forward(person, audit_return),
        changeable=may_change(audit_return),
        standing=audit_return.carried_forward.filter(undone_at=None).select_related("source__round").first(),
    )


def _lines(audit_return: Return, source: Return) -> list[CarryLine]:
    framework = audit_return.round.framework
    changes = compared(source.round.framework, framework)
    old = {answer.statement: answer for answer in Answer.objects.filter(audit_return=source)}
    new = {answer.statement: answer for answer in Answer.objects.filter(audit_return=audit_return)}
    cited = citations_of(source)
    lines = []
    for statement in framework.statements:
        answer = old[statement.id]
        why_not = ""
        if not answer.mark.answered:
            why_not = "It was not answered then."
        elif not untouched(new[statement.id]):
            why_not = "You have begun this answer already."
        kept = [revision for revision in cited.get(answer.pk, []) if revision.citable]
        lines.append(CarryLine(statement, answer, kept, changes.get(statement.id), why_not))
    return lines
