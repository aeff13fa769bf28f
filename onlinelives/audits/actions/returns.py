"""Sections are given to people; a return is signed off and reopened."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.accounts.queries import colleagues
from onlinelives.audits import permissions
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Answer, Assignment, Pin, Return, SignOff
from onlinelives.audits.queries.citations import citations_of
from onlinelives.audits.queries.digests import digest_of
from onlinelives.rules.lifecycles import RETURN, ROUND
from onlinelives.rules.scoring import SECTIONS
from onlinelives.rules.verdict import Invalid, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

SHORTEST_REASON = 10


@transaction.atomic
def assign(
    *, audit_return: Return, section: int, people: Iterable[Person], due_on: date | None, by: Person
) -> list[Assignment]:
    """Who answers a section, and by when. Whoever had it and is not among `people` no longer has it."""
    need(permissions.assign(by, audit_return))
    audit_return = _locked(audit_return)
    need_state(ROUND.may(audit_return.round.state, "answer"))
    need_state(RETURN.may(audit_return.state, "assign"))
    chosen = list(people)
    if not 1 <= section <= SECTIONS:
        raise Invalid("There is no such section.")
    if not {person.pk for person in chosen} <= {person.pk for person in colleagues(audit_return.agency)}:
        raise Invalid("Sections can only be given to people of the agency.", "people")
    audit_return.assignments.filter(section=section).delete()
    given = Assignment.objects.bulk_create(
        Assignment(
            partnership_id=audit_return.partnership_id,
            audit_return=audit_return,
            section=section,
            person=person,
            due_on=due_on,
            given_at=clock.now(),
        )
        for person in chosen
    )
    record(
        "section given",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        section=section,
        people=[person.pk for person in chosen],
        due_on=str(due_on) if due_on else None,
    )
    return given


@transaction.atomic
def sign_off(*, audit_return: Return, digest: str, by: Person) -> SignOff:
    """The manager signs what they saw: `digest` is that of the page they read. Cited evidence is pinned to it.

    Raises Stale when an answer or a citation has changed since, Invalid while statements are unanswered or carried
    answers not re-checked, NotNow when it is signed off already. The same form sent twice gives the same sign-off.
    """
    need(permissions.sign_off(by, audit_return))
    audit_return = _locked(audit_return)
    need_state(ROUND.may(audit_return.round.state, "answer"))
    standing = audit_return.sign_offs.filter(withdrawn_at=None).first()
    if standing and standing.digest == digest and standing.signed_by_id == by.pk:
        return standing
    state = RETURN.after(audit_return.state, "sign off")
    answers = list(Answer.objects.select_for_update(no_key=True).filter(audit_return=audit_return).order_by("pk"))
    citations = citations_of(audit_return)
    if digest_of(audit_return, answers, citations) != digest:
        raise Stale("An answer changed while you were reading. Read the return again before you sign it off.")
    open_ = [answer.statement for answer in answers if not answer.mark.answered]
    if open_:
        raise Invalid(f"Answer every statement before you sign off. Still open: {', '.join(sorted(open_))}.")
    carried = [answer.statement for answer in answers if answer.carried]
    if carried:
        raise Invalid(f"Confirm or change what was carried forward before you sign off: {', '.join(sorted(carried))}.")
    signed = SignOff.objects.create(
        partnership_id=audit_return.partnership_id,
        audit_return=audit_return,
        digest=digest,
        signed_by=by,
        signed_by_name=by.name,
        signed_at=clock.now(),
    )
    Pin.objects.bulk_create(
        Pin(partnership_id=audit_return.partnership_id, sign_off=signed, answer_id=answer, revision=revision)
        for answer, revisions in citations.items()
        for revision in revisions
    )
    audit_return.state = state
    audit_return.save(update_fields=["state"])
    record(
        "return signed off",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        digest=digest,
    )
    return signed


@transaction.atomic
def reopen(*, audit_return: Return, reason: str, by: Person) -> Return:
    """Take the sign-off back, with a reason, so that answers can change again."""
    need(permissions.sign_off(by, audit_return))
    audit_return = _locked(audit_return)
    need_state(ROUND.may(audit_return.round.state, "answer"))
    state = RETURN.after(audit_return.state, "reopen")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why the return is reopened, in a sentence.", "reason")
    audit_return.sign_offs.filter(withdrawn_at=None).update(
        withdrawn_at=clock.now(), withdrawn_by_name=by.name, withdrawn_reason=reason.strip()
    )
    audit_return.state = state
    audit_return.save(update_fields=["state"])
    record("return reopened", by=by, subject=audit_return.trail_subject, agency=audit_return.agency.code)
    return audit_return


@transaction.atomic
def look_with_extra_access(*, audit_return: Return, by: Person) -> None:
    """Written down when somebody opens a return that only extra access lets them see."""
    record(
        "return opened with extra access",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
    )


@transaction.atomic
def export(*, audit_return: Return, by: Person, form: str = "csv") -> None:
    """Written down when a return leaves as a file. form: the kind of file: "csv", "xlsx" or "pdf"."""
    record(
        "return exported",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        form=form,
    )


def _locked(audit_return: Return) -> Return:
    return (
        Return.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round", "agency")
        .get(pk=audit_return.pk)
    )
