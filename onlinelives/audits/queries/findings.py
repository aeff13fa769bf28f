"""What the youth survey found, as answers may cite it."""

from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Citation
from onlinelives.audits.queries.answers import AnswerToSave, answer_for
from onlinelives.audits.queries.returns import may_change
from onlinelives.content.shapes import Statement
from onlinelives.rules.verdict import Verdict
from onlinelives.survey.models import Finding
from onlinelives.survey.queries import found_by

MOST = 30  # findings offered at a time
# The statements that the survey is an instrument for, in both editions: data and trends, training, what is planned.
SUGGESTED = frozenset({"1.5", "1.6", "2.1", "2.6", "4.4"})


@dataclass(frozen=True)
class CiteFindingPage:
    """findings: current ones that the answer does not cite yet, the newest first. more: there are others, which `words`
    (what was looked for) can bring up."""

    to_save: AnswerToSave
    statement: Statement
    findings: list[Finding]
    words: str
    more: bool
    may_answer: Verdict
    changeable: Verdict


def cite_finding_page(person: Person, pk: int, code: str, words: str = "") -> CiteFindingPage:
    """What one answer could cite of the survey. Raises Http404."""
    to_save = answer_for(person, pk, code)
    answer, audit_return = to_save.answer, to_save.answer.audit_return
    cited = Citation.objects.filter(answer=answer, revision__finding__isnull=False).values("revision__finding")
    found = list(found_by(person, words).filter(state="current").exclude(pk__in=cited)[: MOST + 1])
    return CiteFindingPage(
        to_save=to_save,
        statement=audit_return.round.framework.statement(code),
        findings=found[:MOST],
        words=words,
        more=len(found) > MOST,
        may_answer=permissions.answer(person, audit_return, assigned=to_save.assigned),
        changeable=may_change(audit_return),
    )
