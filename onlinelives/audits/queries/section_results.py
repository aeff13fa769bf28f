"""One section of one return: each statement's score, beside the verified one and that of the round before."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.audits.models import Answer, Return
from onlinelives.audits.queries.meanings import changes_between
from onlinelives.audits.queries.returns import return_for
from onlinelives.audits.queries.verified import verified_scores
from onlinelives.content.shapes import Framework, Section, Statement
from onlinelives.rules.crosswalk import BREAKS
from onlinelives.rules.scoring import SECTIONS, Mark, Tally, lowest_first, tally
from onlinelives.rules.trends import Change, Pair, self_beside_verified


@dataclass(frozen=True)
class SectionLine:
    """One statement. `verified`: 0 to 4, or None where nobody has checked it. `before`: what the agency answered in the
    round before, None where there was none. `change`: what became of the words since then."""

    statement: Statement
    answer: Answer
    verified: int | None
    before: Mark | None
    change: Change | None

    @property
    def comparable(self) -> int | None:
        """The score of the round before, where it answers the same question; otherwise None."""
        broken = self.change is not None and self.change.effect == BREAKS
        return None if self.before is None or broken else self.before.score


@dataclass(frozen=True)
class SectionResults:
    """lines: six, in the order of the framework. lowest: those that are scored, lowest first. earlier: the return of
    the round before, None where there is none. checked: own scores beside verified ones, over the answers with both."""

    audit_return: Return
    framework: Framework
    section: Section
    tally: Tally
    lines: list[SectionLine]
    lowest: list[SectionLine]
    earlier: Return | None
    checked: Pair


def section_results(person: Person, pk: int, number: int) -> SectionResults:
    """4 queries besides those of signing in and of verified scores; 404 for a stranger and for a section that there is
    not."""
    if not 1 <= number <= SECTIONS:
        raise Http404
    audit_return = return_for(person, pk)
    framework = audit_return.round.framework
    section = framework.section(number)
    answers = {a.statement: a for a in Answer.objects.filter(audit_return=audit_return, section=number)}
    earlier = _earlier(person, audit_return)
    asked = Answer.objects.filter(audit_return=earlier, section=number) if earlier else []
    before = {answer.statement: answer.mark for answer in asked}
    changes = changes_between(earlier.round.framework, framework) if earlier else {}
    verified = {statement: score for (_, statement), score in verified_scores([pk]).items()}
    lines = [
        SectionLine(s, answers[s.id], verified.get(s.id), before.get(s.id), changes.get(s.id))
        for s in section.statements
    ]
    by_code = {line.statement.id: line for line in lines}
    scores = {code: line.answer.score for code, line in by_code.items() if line.answer.score is not None}
    marks = {(pk, line.statement.id): line.answer.mark for line in lines}
    return SectionResults(
        audit_return=audit_return,
        framework=framework,
        section=section,
        tally=tally(marks.values()),
        lines=lines,
        lowest=[by_code[code] for code in lowest_first(scores)],
        earlier=earlier,
        checked=self_beside_verified(marks, {(pk, code): score for code, score in verified.items()}),
    )


def _earlier(person: Person, audit_return: Return) -> Return | None:
    """The agency's latest earlier return that counts, as far as the person may see it."""
    round_ = audit_return.round
    found = Return.objects.visible_to(person).filter(agency_id=audit_return.agency_id).select_related("round")
    counts = found.filter(Q(state="signed_off") | Q(round__state="closed"))
    sooner = counts.filter(
        Q(round__opens_on__lt=round_.opens_on) | Q(round__opens_on=round_.opens_on, round_id__lt=round_.pk)
    )
    return sooner.order_by("round__opens_on", "round_id").last()
