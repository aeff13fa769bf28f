"""Saving an answer, and confirming one that was carried forward."""

from dataclasses import replace

from django.db import DatabaseError, transaction

from onlinelives.accounts.models import Person
from onlinelives.audits import guards, permissions
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.actions.keeping import Said, keep, says
from onlinelives.audits.models import Answer
from onlinelives.audits.models.answers import CONFIRMED, SAVED
from onlinelives.rules.lifecycles import RETURN, ROUND
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail.actions import record

LATE = "This return was signed off, or its round closed, while you were working."


def save(*, answer: Answer, said: Said, expected: int, assigned: bool, by: Person) -> Answer:
    """Keep what `by` says, if nobody else saved since version `expected` was read.

    Returns the answer as it now stands; saving what is already there changes nothing. Raises Changed with the other
    person's answer when they were faster, NotNow when the return is signed off or the round not open, Refused, Invalid.
    """
    may_answer(answer, assigned, by)
    said.check()
    if answer.version == expected and _same(says(answer), said):
        return answer
    try:
        return _written(answer, said, expected, SAVED, by)
    except Changed as error:
        if _same(says(error.theirs), said):  # a form sent twice, or the same words from two people
            return error.theirs
        raise


def confirm(*, answer: Answer, expected: int, assigned: bool, by: Person) -> Answer:
    """A carried answer still holds as it stands: from now on it counts as answered this time.

    Raises Changed when somebody saved since `expected` was read, Invalid when it is not waiting to be re-checked. The
    same form sent twice is one confirmation.
    """
    may_answer(answer, assigned, by)
    try:
        if answer.carried:
            return _written(answer, says(answer), expected, CONFIRMED, by)
        if answer.version != expected:
            raise Changed(answer)
    except Changed as error:
        now = error.theirs
        if now.revisions.filter(number=now.version, how=CONFIRMED, person=by).exists() and now.version == expected + 1:
            return now
        raise
    raise Invalid("This answer is not waiting to be re-checked.")


def may_answer(answer: Answer, assigned: bool, by: Person) -> None:
    """Raises Refused where the person may not answer the section, NotNow where the states do not let anybody."""
    audit_return = answer.audit_return
    need(permissions.answer(by, audit_return, assigned=assigned))
    need_state(ROUND.may(audit_return.round.state, "answer"))
    need_state(RETURN.may(audit_return.state, "answer"))


def _same(now: Said, said: Said) -> bool:
    """Whether the one says no more than the other: a form drops spaces around a text, a workbook keeps them."""
    bare = [
        replace(x, reason=x.reason.strip(), commentary=x.commentary.strip(), evidence=x.evidence.strip())
        for x in (now, said)
    ]
    return bare[0] == bare[1]


def _written(answer: Answer, said: Said, expected: int, how: str, by: Person) -> Answer:
    audit_return, before = answer.audit_return, answer.score
    try:
        with transaction.atomic():
            keep(answer, said, expected, by, how=how)
            record(
                "answer confirmed" if how == CONFIRMED else "answer saved",
                by=by,
                subject=audit_return.trail_subject,
                agency=audit_return.agency.code,
                statement=answer.statement,
                version=expected + 1,
                score=[before, said.score],
                not_applicable=said.not_applicable,
            )
    except DatabaseError as error:
        if guards.LOCKED in str(error):  # signed off or closed between reading and saving
            raise NotNow(LATE) from error
        raise
    return answer
