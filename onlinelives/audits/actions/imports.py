"""A workbook is received, and then either applied or given up."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import DatabaseError, transaction

from onlinelives.accounts.models import Person
from onlinelives.audits import guards
from onlinelives.audits.actions.answers import LATE
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.actions.keeping import Said, keep
from onlinelives.audits.models import Answer, ImportedRow, Return, WorkbookImport
from onlinelives.audits.models.answers import IMPORTED
from onlinelives.audits.queries.imports import changes_of, may_import, own_sections, problems_in
from onlinelives.audits.queries.returns import may_change
from onlinelives.rules import roundtrip
from onlinelives.rules.lifecycles import IMPORT
from onlinelives.rules.roundtrip import NOTHING, Broken, Reading
from onlinelives.rules.scoring import statement_order
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

MOVED_ON = (
    "An answer was changed while you were looking, so nothing has been changed yet. "
    "Below is what the workbook would change now. Look again."
)


@transaction.atomic
def receive(*, audit_return: Return, reading: Reading, by: Person) -> WorkbookImport:
    """Keep what a workbook says until its sender decides. One that they sent before and have not decided is given up.

    reading: what workbooks.read_return found in it. Raises Broken with every problem, Refused, NotNow.
    """
    held = Return.objects.select_for_update(of=("self",), no_key=True).select_related("round", "agency")
    audit_return = held.get(pk=audit_return.pk)  # so that two sendings at once do not both believe to be the only one
    own = own_sections(by, audit_return)
    need(may_import(by, audit_return, own))
    need_state(may_change(audit_return))
    answers = {answer.statement: answer for answer in Answer.objects.filter(audit_return=audit_return)}
    found, sound = problems_in(reading.rows, answers, own)
    if reading.problems or found:
        raise Broken([*reading.problems, *found])
    for old in WorkbookImport.objects.select_for_update().filter(audit_return=audit_return, by=by, state="waiting"):
        _decide(old, "give up")
    made = WorkbookImport.objects.create(
        partnership_id=audit_return.partnership_id, audit_return=audit_return, by=by, at=clock.now()
    )
    filled = [row for row in reading.rows if row.filled != NOTHING]
    ImportedRow.objects.bulk_create(
        ImportedRow(
            partnership_id=audit_return.partnership_id,
            workbook_import=made,
            answer=answers[row.statement],
            base_version=row.version if sound[row.statement] else None,
            **asdict(row.filled),
        )
        for row in filled
    )
    record(
        "workbook received",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        workbook=made.trail_subject,
        rows=len(filled),
    )
    return made


def apply(
    *, workbook_import: WorkbookImport, digest: str, decided: Mapping[str, bool], by: Person
) -> tuple[WorkbookImport, list[str]]:
    """Do what the preview with this digest showed. decided: for each conflict, whether the workbook's answer is taken.

    Returns the import and the statements that were changed. Raises Stale when an answer has moved on since the preview,
    Invalid while a conflict is undecided or nothing would change, NotNow when the import has been decided or the return
    is not being answered any more. The same form sent twice is done once.
    """
    try:
        with transaction.atomic():
            return _applied(workbook_import, digest, decided, by)
    except DatabaseError as error:
        if guards.LOCKED in str(error):  # signed off or closed between reading and saving
            raise NotNow(LATE) from error
        raise


@transaction.atomic
def give_up(*, workbook_import: WorkbookImport, by: Person) -> WorkbookImport:
    """Forget what the workbook says. No answer changes. The same form sent twice is done once."""
    workbook_import = _locked(workbook_import, by)
    if workbook_import.state == "given_up":
        return workbook_import
    _decide(workbook_import, "give up")
    _record("workbook given up", workbook_import, by, [])
    return workbook_import


def _applied(
    workbook_import: WorkbookImport, digest: str, decided: Mapping[str, bool], by: Person
) -> tuple[WorkbookImport, list[str]]:
    workbook_import = _locked(workbook_import, by)
    audit_return = workbook_import.audit_return
    if workbook_import.state == "applied" and workbook_import.digest == digest:
        return workbook_import, []
    IMPORT.after(workbook_import.state, "apply")
    need(may_import(by, audit_return, own_sections(by, audit_return)))
    need_state(may_change(audit_return))
    answers = {
        a.statement: a
        for a in Answer.objects.select_for_update(no_key=True).filter(audit_return=audit_return).order_by("pk")
    }
    changes = changes_of(by, workbook_import, answers.values())
    if roundtrip.token(changes) != digest:
        raise Stale(MOVED_ON)
    open_ = roundtrip.undecided(changes, decided)
    if open_:
        raise Invalid(f"Choose what to keep for {', '.join(open_)}.")
    writes = roundtrip.to_write(changes, {statement for statement, taken in decided.items() if taken})
    if not writes and not any(change.mine and change.differs for change in changes):
        raise Invalid("Nothing in this workbook differs from the answers, so there is nothing to change.")
    changed = sorted(writes, key=statement_order)
    for statement in changed:
        answer = answers[statement]
        keep(answer, Said(**asdict(writes[statement])).check(), answer.version, by, how=IMPORTED)
    workbook_import.digest = digest
    _decide(workbook_import, "apply")
    _record("workbook applied", workbook_import, by, changed)
    return workbook_import, changed


def _locked(workbook_import: WorkbookImport, by: Person) -> WorkbookImport:
    """The import as it is now, locked, if `by` sent it. Raises NotNow otherwise."""
    found = WorkbookImport.objects.select_for_update(of=("self",)).select_related(
        "audit_return__round", "audit_return__agency"
    )
    mine = found.filter(pk=workbook_import.pk, by=by).first()
    if mine is None:
        raise NotNow("Only who sent a workbook can decide on it.")
    return mine


def _decide(workbook_import: WorkbookImport, verb: str) -> None:
    """The state that follows; what the workbook said is not needed any more."""
    workbook_import.state = IMPORT.after(workbook_import.state, verb)
    workbook_import.decided_at = clock.now()
    workbook_import.save(update_fields=["state", "decided_at", "digest"])
    workbook_import.rows.all().delete()


def _record(verb: str, workbook_import: WorkbookImport, by: Person, statements: list[str]) -> None:
    audit_return = workbook_import.audit_return
    record(
        verb,
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        workbook=workbook_import.trail_subject,
        statements=statements,
    )


@transaction.atomic
def clear_old(before: datetime) -> int:
    """Give up the imports that were sent in before then and never decided on. How many. For the worker, so that typed
    text does not lie about for ever; nothing happened to any answer, and nothing is written down."""
    old = WorkbookImport.objects.select_for_update().filter(state="waiting", at__lt=before)
    for workbook_import in old:
        _decide(workbook_import, "give up")
    return len(old)
