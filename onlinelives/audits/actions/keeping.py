"""What an answer says, checked, and the one place where it is written: the answer and its revision, together."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import F

from onlinelives.accounts.models import Person
from onlinelives.audits.actions.errors import Changed
from onlinelives.audits.models import Answer, AnswerRevision
from onlinelives.audits.models.answers import LONGEST, LONGEST_REASON, SAVED
from onlinelives.rules.scoring import HIGHEST, LOWEST
from onlinelives.rules.verdict import Invalid
from onlinelives.trail import clock


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


def says(answer: Answer | AnswerRevision) -> Said:
    """What the answer says now, or said at one of its revisions."""
    return Said(**{name: getattr(answer, name) for name in FIELDS})


def keep(answer: Answer, said: Said, expected: int, by: Person, *, how: str = SAVED, **more: Any) -> AnswerRevision:
    """Write what `by` says into the answer, with its next revision, if it is still at version `expected`.

    A part of actions: it asks for no permission and writes no entry in the trail. `more`: other fields of the answer
    that are set with it; without them the answer is no longer "carried, not re-checked". Brings `answer` up to date.
    Raises Changed, with the answer as it now stands, when somebody else was faster.
    """
    now, told = clock.now(), asdict(said)
    fresh = {"changed_at": now, "changed_by_name": by.name, "carried": False, **told, **more}
    done = Answer.objects.filter(pk=answer.pk, version=expected).update(version=F("version") + 1, **fresh)
    if not done:
        raise Changed(Answer.objects.select_related("audit_return__round", "audit_return__agency").get(pk=answer.pk))
    revision = AnswerRevision(
        partnership_id=answer.partnership_id,
        answer=answer,
        number=expected + 1,
        how=how,
        person=by,
        person_name=by.name,
        at=now,
        **told,
    )
    revision.save(force_insert=True)
    for name, value in fresh.items():
        setattr(answer, name, value)
    answer.version = expected + 1
    return revision
