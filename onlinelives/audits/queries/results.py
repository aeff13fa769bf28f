"""Where a return stands: points by section and overall, and the lowest statements first."""

from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.audits.models import Answer, Return, SignOff
from onlinelives.audits.queries.digests import digest_of
from onlinelives.audits.queries.returns import return_for
from onlinelives.audits.queries.standings import SectionStanding, sections, whole
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules.scoring import Tally, lowest_first


@dataclass(frozen=True)
class Line:
    """One statement with its answer."""

    statement: Statement
    answer: Answer


@dataclass(frozen=True)
class Results:
    """sections: six, in order. lowest: scored statements, lowest first. open: unanswered. left_out: not applicable.
    thin: scored 3 or 4 with no evidence written down."""

    audit_return: Return
    framework: Framework
    sections: list[SectionStanding]
    overall: Tally
    lines: list[Line]
    lowest: list[Line]
    open: list[Line]
    left_out: list[Line]
    thin: list[Line]
    sign_off: SignOff | None
    stale: bool


THIN_FROM = 3  # a score from here on with no evidence draws a remark (scale: evidence is part of the level)


def results(person: Person, pk: int) -> Results:
    """3 queries besides those of signing in, whatever the number of agencies and rounds."""
    audit_return = return_for(person, pk)
    framework = audit_return.round.framework
    answers = {a.statement: a for a in Answer.objects.filter(audit_return=audit_return)}
    sign_off = audit_return.sign_offs.filter(withdrawn_at=None).first()
    lines = [Line(s, answers[s.id]) for s in framework.statements]
    by_code = {line.statement.id: line for line in lines}
    scores = {line.statement.id: line.answer.score for line in lines if line.answer.score is not None}
    standings = sections(framework, [(a.section, a.mark) for a in answers.values()], [], person)
    return Results(
        audit_return=audit_return,
        framework=framework,
        sections=standings,
        overall=whole(standings),
        lines=lines,
        lowest=[by_code[code] for code in lowest_first(scores)],
        open=[line for line in lines if not line.answer.mark.answered],
        left_out=[line for line in lines if line.answer.not_applicable],
        thin=[line for line in lines if (line.answer.score or 0) >= THIN_FROM and not line.answer.evidence.strip()],
        sign_off=sign_off,
        stale=sign_off is not None and sign_off.digest != digest_of(audit_return, answers.values()),
    )
