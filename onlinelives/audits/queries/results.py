"""Where a return stands: points by section and overall, and the lowest statements first."""

from collections.abc import Collection
from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.audits.models import Answer, EvidenceRevision, Return, SignOff
from onlinelives.audits.queries.citations import citations_of
from onlinelives.audits.queries.digests import digest_of
from onlinelives.audits.queries.returns import return_for
from onlinelives.audits.queries.standings import SectionStanding, sections, whole
from onlinelives.audits.queries.verified import verified_scores
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules.scoring import Tally, lowest_first


@dataclass(frozen=True)
class Line:
    """One statement with its answer and the evidence it cites."""

    statement: Statement
    answer: Answer
    cited: list[EvidenceRevision]


@dataclass(frozen=True)
class Results:
    """sections: six, in order. lowest: scored statements, lowest first. open: unanswered. left_out: not applicable.
    carried: from an earlier return, not re-checked. thin: scored 3 or 4 with no evidence cited or written down."""

    audit_return: Return
    framework: Framework
    sections: list[SectionStanding]
    overall: Tally
    lines: list[Line]
    lowest: list[Line]
    open: list[Line]
    left_out: list[Line]
    carried: list[Line]
    thin: list[Line]
    sign_off: SignOff | None
    stale: bool
    checked: list[tuple[Line, int]]  # with a settled check, and its verified score


THIN_FROM = 3  # a score from here on with no evidence draws a remark (scale: evidence is part of the level)


def is_thin(answer: Answer, cited: Collection[object]) -> bool:
    """A high score with no evidence cited and none written down."""
    return (answer.score or 0) >= THIN_FROM and not cited and not answer.evidence.strip()


def results(person: Person, pk: int) -> Results:
    """5 queries besides those of signing in, whatever the number of agencies and rounds."""
    audit_return = return_for(person, pk)
    framework = audit_return.round.framework
    answers = {a.statement: a for a in Answer.objects.filter(audit_return=audit_return)}
    sign_off = audit_return.sign_offs.filter(withdrawn_at=None).first()
    citations = citations_of(audit_return)
    lines = [Line(s, answers[s.id], citations.get(answers[s.id].pk, [])) for s in framework.statements]
    by_code = {line.statement.id: line for line in lines}
    scores = {line.statement.id: line.answer.score for line in lines if line.answer.score is not None}
    standings = sections(framework, [(a.section, a.mark) for a in answers.values()], [], person)
    verified = verified_scores([audit_return.pk])
    return Results(
        audit_return=audit_return,
        framework=framework,
        sections=standings,
        overall=whole(standings),
        lines=lines,
        lowest=[by_code[code] for code in lowest_first(scores)],
        open=[line for line in lines if not line.answer.mark.answered],
        left_out=[line for line in lines if line.answer.not_applicable],
        carried=[line for line in lines if line.answer.carried],
        thin=[line for line in lines if is_thin(line.answer, line.cited)],
        sign_off=sign_off,
        checked=[
            (line, verified[pk, code])
            for line in lines
            for pk, code in [(audit_return.pk, line.statement.id)]
            if (pk, code) in verified
        ],
        stale=sign_off is not None and sign_off.digest != digest_of(audit_return, answers.values(), citations),
    )
