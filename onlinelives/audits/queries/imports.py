"""The Excel round trip, from who is asking: what goes into a workbook, and what one that was sent in would change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, AnswerRevision, ImportedRow, Return, WorkbookImport
from onlinelives.audits.queries.returns import may_change, return_for
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules import roundtrip
from onlinelives.rules.lifecycles import IMPORT
from onlinelives.rules.roundtrip import NOTHING, Change, Line, Row, Says
from onlinelives.rules.scoring import SECTIONS
from onlinelives.rules.verdict import Allowed, Denied, Verdict


@dataclass(frozen=True)
class StatementLine:
    """One statement with its answer."""

    statement: Statement
    answer: Answer


@dataclass(frozen=True)
class ReturnToFill:
    """A return as a workbook shows it. own: the sections that this person may fill in now; may: whether there are any,
    with the reason when there are none."""

    audit_return: Return
    framework: Framework
    lines: list[StatementLine]
    own: frozenset[int]
    changeable: Verdict
    may: Verdict

    @property
    def statements(self) -> tuple[str, ...]:
        """The numbers of all statements."""
        return tuple(line.statement.id for line in self.lines)


def own_sections(person: Person, audit_return: Return) -> frozenset[int]:
    """The sections of the return that the person may answer, whatever state it is in."""
    given = set(audit_return.assignments.filter(person=person).values_list("section", flat=True))
    numbers = range(1, SECTIONS + 1)
    return frozenset(n for n in numbers if permissions.answer(person, audit_return, assigned=n in given))


def return_to_fill(person: Person, pk: int) -> ReturnToFill:
    """A return the person may see, with everything its workbook says, or 404. 3 queries besides those of signing in."""
    audit_return = return_for(person, pk)
    framework = audit_return.round.framework
    answers = {answer.statement: answer for answer in Answer.objects.filter(audit_return=audit_return)}
    own = own_sections(person, audit_return)
    changeable = may_change(audit_return)
    return ReturnToFill(
        audit_return=audit_return,
        framework=framework,
        lines=[StatementLine(statement, answers[statement.id]) for statement in framework.statements],
        own=own if changeable else frozenset(),
        changeable=changeable,
        may=may_import(person, audit_return, own),
    )


def may_import(person: Person, audit_return: Return, own: Collection[int]) -> Verdict:
    """May the person send a workbook of this return? `own`: the sections they may answer."""
    if own:
        return Allowed()
    verdict = permissions.answer(person, audit_return, assigned=True)
    return verdict and Denied("No section of this return has been given to you. Your manager can give you one.")


@dataclass(frozen=True)
class ShownChange:
    """One change of a preview, beside its statement and who saved the answer last."""

    statement: Statement
    change: Change
    answer: Answer


@dataclass(frozen=True)
class ImportPage:
    """What a workbook would change. sure: happens on applying; choices: are decided one by one; not_own: differ, but
    are not the person's to change; staying: how many answers stay as they are for certain."""

    workbook_import: WorkbookImport
    audit_return: Return
    sure: list[ShownChange]
    choices: list[ShownChange]
    not_own: list[ShownChange]
    staying: int
    digest: str
    may_apply: Verdict
    waiting: bool

    @property
    def empty(self) -> bool:
        return not self.sure and not self.choices


def import_for(person: Person, pk: UUID) -> WorkbookImport:
    """A workbook that the person sent, or 404."""
    found = WorkbookImport.objects.visible_to(person).select_related("audit_return__round", "audit_return__agency")
    return get_object_or_404(found, pk=pk)


def import_page(person: Person, pk: UUID) -> ImportPage:
    """The preview: 6 queries besides those of signing in, however much the workbook says."""
    workbook_import = import_for(person, pk)
    audit_return = workbook_import.audit_return
    answers = {a.statement: a for a in Answer.objects.filter(audit_return=audit_return)}
    changes = changes_of(person, workbook_import, answers.values())
    shown = [
        ShownChange(audit_return.round.framework.statement(c.statement), c, answers[c.statement])
        for c in changes
        if c.differs
    ]
    sure = [s for s in shown if s.change.mine and s.change.kind != roundtrip.CONFLICT]
    choices = [s for s in shown if s.change.mine and s.change.kind == roundtrip.CONFLICT]
    return ImportPage(
        workbook_import=workbook_import,
        audit_return=audit_return,
        sure=sure,
        choices=choices,
        not_own=[s for s in shown if not s.change.mine],
        staying=len(answers) - len(sure) - len(choices),
        digest=roundtrip.token(changes),
        may_apply=IMPORT.may(workbook_import.state, "apply") and may_change(audit_return),
        waiting=workbook_import.state == "waiting",
    )


def changes_of(person: Person, workbook_import: WorkbookImport, answers: Iterable[Answer]) -> list[Change]:
    """What the workbook wants of each answer it speaks of, as the answers are now. 3 queries."""
    rows = {row.answer_id: row for row in ImportedRow.objects.filter(workbook_import=workbook_import).order_by("pk")}
    there = [answer for answer in answers if answer.pk in rows]
    own = own_sections(person, workbook_import.audit_return)
    then = said_then((answer, rows[answer.pk].base_version) for answer in there)
    return [
        roundtrip.compare(
            Line(
                statement=answer.statement,
                filled=says_of(rows[answer.pk]),
                base=then.get(answer.pk),
                now=says_of(answer),
                version=answer.version,
                mine=answer.section in own,
            )
        )
        for answer in sorted(there, key=lambda answer: answer.statement)
    ]


def problems_in(
    rows: Iterable[Row], answers: dict[str, Answer], own: Collection[int]
) -> tuple[list[str], dict[str, bool]]:
    """(what is wrong with rows that only the answers can tell, statement -> whether its row shows where it is from)."""
    told = list(rows)
    then = said_then((answers[row.statement], row.version) for row in told)
    problems: list[str] = []
    sound: dict[str, bool] = {}
    for row in told:
        answer = answers[row.statement]
        base = roundtrip.base_of(row, then.get(answer.pk))
        sound[row.statement] = base is not None
        if answer.section in own:
            line = Line(row.statement, row.filled, base, says_of(answer), answer.version)
            problems += filter(None, [roundtrip.problem(row, line)])
    return problems, sound


def said_then(wanted: Iterable[tuple[Answer, int | None]]) -> dict[int, Says]:
    """answer id -> what it said at the version beside it. Version 0 said nothing; one that never was is left out."""
    pairs = {answer.pk: version for answer, version in wanted if version is not None}
    found = {pk: NOTHING for pk, version in pairs.items() if version == 0}
    later = {pk: version for pk, version in pairs.items() if version > 0}
    if later:
        revisions = AnswerRevision.objects.filter(answer_id__in=later, number__in=set(later.values())).order_by("pk")
        found |= {r.answer_id: says_of(r) for r in revisions if later[r.answer_id] == r.number}
    return found


def says_of(told: Answer | AnswerRevision | ImportedRow) -> Says:
    """The five fields of an answer, of one of its revisions, or of a workbook's row."""
    return Says(told.score, told.not_applicable, told.reason, told.commentary, told.evidence)
