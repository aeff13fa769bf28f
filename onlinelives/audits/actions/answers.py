"""Saving an answer."""

from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import F

from onlinelives.accounts.models import Person
from onlinelives.audits import guards, permissions
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.models import Answer, AnswerRevision
from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON
from onlinelives.rules.lifecycles import RETURN, ROUND
from onlinelives.rules.scoring import HIGHEST, LOWEST
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@dataclass(frozen=True)
class Said:
    """What somebody wants an answer to say. score: 0 to 4 or None."""

    score: int | None = None
    not_applicable: bool = False
    reason: str = ""
    commentary: str = ""
    evidence: str = ""

    def check(self) -> "Said":
        """Itself, or Invalid with the field that is wrong."""
        if self.score is not None and not LOWEST <= self.score <= HIGHEST:
            raise Invalid(f"The score must be from {LOWEST} to {HIGHEST}.", "choice")
        if self.score is not None and self.not_applicable:
            raise Invalid("Select a score or “not applicable”, not both.", "choice")
        if self.not_applicable and not self.reason.strip():
            raise Invalid("Say why this statement does not apply to your agency.", "reason")
        if self.reason and not self.not_applicable:
            raise Invalid("A reason is only kept for “not applicable”.", "reason")
        for field, longest in (("reason", LONGEST_REASON), ("commentary", LONGEST), ("evidence", LONGEST)):
            text = getattr(self, field)
            if len(text) > longest:
                raise Invalid(f"Use {longest:,} characters or fewer; this has {len(text):,}.", field)
            if "\x00" in text:
                raise Invalid("The text holds a character that cannot be kept.", field)
        return self


FIELDS = ("score", "not_applicable", "reason", "commentary", "evidence")


def says(answer: Answer) -> Said:
    """What the answer says now."""
    return Said(**{name: getattr(answer, name) for name in FIELDS})


def save(*, answer: Answer, said: Said, expected: int, assigned: bool, by: Person) -> Answer:
    """Keep what `by` says, if nobody else saved since version `expected` was read.

    Returns the answer as it now stands; saving what is already there changes nothing. Raises Changed with the other
    person's answer when they were faster, NotNow when the return is signed off or the round not open, Refused, Invalid.
    """
    audit_return = answer.audit_return
    need(permissions.answer(by, audit_return, assigned=assigned))
    need_state(ROUND.may(audit_return.round.state, "answer"))
    need_state(RETURN.may(audit_return.state, "answer"))
    said.check()
    if answer.version == expected and says(answer) == said:
        return answer
    told = {name: getattr(said, name) for name in FIELDS}
    try:
        with transaction.atomic():
            now, before = clock.now(), answer.score
            done = Answer.objects.filter(pk=answer.pk, version=expected).update(
                version=F("version") + 1, changed_at=now, changed_by_name=by.name, **told
            )
            if not done:
                return _lost(answer, said)
            AnswerRevision(
                partnership_id=answer.partnership_id,
                answer=answer,
                number=expected + 1,
                person=by,
                person_name=by.name,
                at=now,
                **told,
            ).save(force_insert=True)
            record(
                "answer saved",
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
            raise NotNow("This return was signed off, or its round closed, while you were working.") from error
        raise
    for name, value in told.items():
        setattr(answer, name, value)
    answer.version, answer.changed_at, answer.changed_by_name = expected + 1, now, by.name
    return answer


def _lost(answer: Answer, said: Said) -> Answer:
    """Somebody was faster. Where they saved the very same words (a form sent twice), all is well."""
    theirs = Answer.objects.select_related("audit_return__round").get(pk=answer.pk)
    if says(theirs) == said:
        return theirs
    raise Changed(theirs)
