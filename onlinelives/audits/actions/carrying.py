"""A return is begun from an earlier one, and that is taken back."""

from collections.abc import Iterable

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.actions.keeping import Said, keep, says
from onlinelives.audits.models import Answer, CarryForward, Citation, Return
from onlinelives.audits.models.answers import CARRIED, TAKEN_BACK
from onlinelives.audits.queries.carrying import sources_for, untouched
from onlinelives.rules.lifecycles import RETURN, ROUND
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def carry(*, audit_return: Return, source: Return, statements: Iterable[str], by: Person) -> CarryForward:
    """Score, commentary and evidence of these statements come along, marked as carried and not re-checked, except
    evidence that has been withdrawn since. The earlier return is only read.

    Raises Stale when one of the statements has been begun in the meantime, NotNow when answers have been carried
    already or the return is not being answered, Invalid for a statement that has nothing to carry.
    """
    audit_return = _locked(audit_return, by)
    if audit_return.carried_forward.filter(undone_at=None).exists():
        raise NotNow("Answers have been carried forward already. Take that back before you do it again.")
    if source.pk not in {allowed.pk for allowed in sources_for(audit_return)}:
        raise Invalid("Choose an earlier return of the same agency.")
    wanted = list(dict.fromkeys(statements))
    if not wanted:
        raise Invalid("Tick at least one statement.", "statements")
    new = {answer.statement: answer for answer in audit_return.answers.select_for_update(no_key=True)}
    cited = ("citations__revision__evidence", "citations__revision__finding")
    earlier = source.answers.filter(statement__in=wanted).prefetch_related("revisions", *cited)
    old = {answer.statement: answer for answer in earlier}
    if set(wanted) - {code for code, answer in old.items() if answer.mark.answered}:
        raise Invalid("Only statements that were answered then can be carried forward.", "statements")
    if [code for code in wanted if not untouched(new[code])]:
        raise Stale("Somebody began one of these answers while you were looking. Look again before you carry forward.")
    for code in wanted:
        latest = max(old[code].revisions.all(), key=lambda revision: revision.number)
        keep(new[code], says(old[code]), new[code].version, by, how=CARRIED, carried=True, carried_from=latest)
    made = CarryForward.objects.create(
        partnership_id=audit_return.partnership_id,
        audit_return=audit_return,
        source=source,
        by=by,
        by_name=by.name,
        at=clock.now(),
    )
    Citation.objects.bulk_create(
        [
            Citation(
                partnership_id=audit_return.partnership_id,
                answer=new[code],
                revision_id=citation.revision_id,
                cited_by=by,
                cited_at=made.at,  # by which `undo` knows what came along
            )
            for code in wanted
            for citation in old[code].citations.all()
            if citation.revision.citable
        ],
        ignore_conflicts=True,
    )
    record(
        "answers carried forward",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        source=source.trail_subject,
        statements=wanted,
    )
    return made


@transaction.atomic
def undo(*, audit_return: Return, by: Person) -> list[str]:
    """Every answer that nobody has re-checked is empty again, without the evidence that came along. What somebody
    confirmed or changed stays. Returns the statements that were emptied."""
    audit_return = _locked(audit_return, by)
    standing = audit_return.carried_forward.filter(undone_at=None).first()
    if standing is None:
        raise NotNow("Nothing has been carried forward into this return.")
    back = list(Answer.objects.select_for_update(no_key=True).filter(audit_return=audit_return, carried=True))
    Citation.objects.filter(answer__in=back, cited_at=standing.at).delete()
    for answer in back:
        keep(answer, Said(), answer.version, by, how=TAKEN_BACK, carried_from=None)
    standing.undone_at = clock.now()
    standing.save(update_fields=["undone_at"])
    codes = sorted(answer.statement for answer in back)
    record(
        "carrying forward taken back",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        statements=codes,
    )
    return codes


def _locked(audit_return: Return, by: Person) -> Return:
    need(permissions.carry_forward(by, audit_return))
    held = Return.objects.select_for_update(of=("self",), no_key=True).select_related("round", "agency")
    found = held.get(pk=audit_return.pk)
    need_state(ROUND.may(found.round.state, "answer"))
    need_state(RETURN.may(found.state, "answer"))
    return found
