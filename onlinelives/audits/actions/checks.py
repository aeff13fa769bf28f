"""A reviewer checks a drawn answer, the agency replies, the reviewer settles."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from onlinelives.accounts.mail import tell
from onlinelives.accounts.models import Person
from onlinelives.accounts.queries import managers_of
from onlinelives.audits import permissions
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Check
from onlinelives.audits.models.checks import AGREE, CANNOT_TELL, HIGHER, LONGEST_WORDS, LOWER, NO_EVIDENCE, VERDICTS
from onlinelives.audits.queries.independence import may_check, may_set_aside
from onlinelives.rules.lifecycles import CHECK
from onlinelives.rules.scoring import HIGHEST, LOWEST
from onlinelives.rules.verdict import Invalid, NotNow, Refused, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record
from onlinelives.web.words import plural

SHORTEST_REASON = 10
FASTER = "Somebody else changed this check while you had it open. Look at it again before you go on."


@dataclass(frozen=True)
class Found:
    """What a reviewer found. verified: the score that the evidence bears out, 0 to 4, or None where nobody can say."""

    verdict: str
    verified: int | None = None
    note: str = ""

    def check(self, own: int) -> "Found":
        """Itself against the agency's own score, or Invalid with the field that is wrong."""
        if self.verdict not in VERDICTS:
            raise Invalid("Select what you found.", "verdict")
        if self.verified is not None and not LOWEST <= self.verified <= HIGHEST:
            raise Invalid(f"The score must be from {LOWEST} to {HIGHEST}.", "verified")
        if self.verdict == LOWER and not (self.verified is not None and self.verified < own):
            raise Invalid(f"Select a score below the agency’s own {own}.", "verified")
        if self.verdict == HIGHER and not (self.verified is not None and self.verified > own):
            raise Invalid(f"Select a score above the agency’s own {own}.", "verified")
        if self.verdict == AGREE and self.verified not in (None, own):
            raise Invalid("You agree, so the score is the agency’s own.", "verified")
        if self.verdict == NO_EVIDENCE and self.verified is not None and self.verified > own:
            raise Invalid(f"Without evidence the score cannot be above the agency’s own {own}.", "verified")
        if self.verdict == CANNOT_TELL and self.verified is not None:
            raise Invalid("Without a finding there is no score.", "verified")
        if self.verdict != AGREE and not self.note.strip():
            raise Invalid("Say what you saw and why. The agency reads this.", "note")
        _words(self.note, "note")
        return self

    def score(self, own: int) -> int | None:
        return own if self.verdict == AGREE else self.verified


@transaction.atomic
def take(*, check: Check, by: Person) -> Check:
    """The reviewer will look at it; nobody else does meanwhile. Refused, with the reason, for anybody with a stake.

    A check that waits for a reply or to be settled can be taken over, where its reviewer may not go on with it.
    """
    need(may_check(by, check.answer.audit_return))
    if check.reviewer_id == by.pk:
        return check
    if check.reviewer is None:
        _change(check, "take", reviewer=by, reviewer_name=by.name)
        _record("check taken", check, by)
        return check
    if check.reviewer.is_active and may_check(check.reviewer, check.answer.audit_return):
        raise NotNow(f"{check.reviewer_name} has taken this check.")
    verb = "take" if check.state == "drawn" else "take over"
    _change(check, verb, reviewer=by, reviewer_name=by.name)
    _record("check taken over", check, by)
    return check


@transaction.atomic
def hand_back(*, check: Check, by: Person) -> Check:
    """Somebody else may take it."""
    _mine(check, by)
    _change(check, "hand back", reviewer=None, reviewer_name="")
    _record("check handed back", check, by)
    return check


@transaction.atomic
def find(*, check: Check, found: Found, expected: int, by: Person) -> Check:
    """The verdict. Agreement settles the check at once; anything else goes to the agency for its reply. The same form
    sent twice is one verdict."""
    need(may_check(by, check.answer.audit_return))
    _mine(check, by)
    own = check.candidate.score
    found.check(own)
    told: dict[str, Any] = {
        "verdict": found.verdict,
        "verified_score": found.score(own),
        "note": found.note.strip(),
    }
    if _says(check, **told):
        return check
    told["found_at"] = clock.now()
    if found.verdict == AGREE:
        told |= {"settled_verdict": AGREE, "settled_score": own, "settled_at": told["found_at"]}
        _change(check, "agree", expected, **told)
    else:
        days = check.candidate.draw.reply_days
        _change(check, "disagree", expected, reply_due=clock.today() + timedelta(days=days), **told)
        for manager in managers_of(check.answer.audit_return.agency):
            _tell(manager, check, "A check waits for your reply", f"Your agency can reply for {plural(days, 'day')}.")
    _record("check found", check, by, verdict=found.verdict, score=[own, told["verified_score"]])
    return check


@transaction.atomic
def reply(*, check: Check, text: str, expected: int, by: Person) -> Check:
    """What the agency says to the verdict, once, before the reviewer settles: also after its time has passed."""
    need(permissions.reply(by, check.answer.audit_return))
    if not text.strip():
        raise Invalid("Write a reply. “We accept this” is one.", "reply")
    _words(text, "reply")
    if _says(check, reply=text.strip(), replied_by_name=by.name):
        return check
    _change(check, "reply", expected, reply=text.strip(), replied_at=clock.now(), replied_by_name=by.name)
    if check.reviewer and may_check(check.reviewer, check.answer.audit_return):
        _tell(check.reviewer, check, "An agency has replied to your check", "Read the reply and settle the check.")
    _record("check replied to", check, by)
    return check


@transaction.atomic
def settle(*, check: Check, found: Found, expected: int, by: Person) -> Check:
    """What stands in the end, after the reply or when its time has passed. It can never be changed again."""
    need(may_check(by, check.answer.audit_return))
    _mine(check, by)
    if check.state == "found" and not check.overdue:
        raise NotNow(CHECK.reasons["found"])
    own = check.candidate.score
    found.check(own)
    told: dict[str, Any] = {
        "settled_verdict": found.verdict,
        "settled_score": found.score(own),
        "settled_note": found.note.strip(),
    }
    if _says(check, **told):
        return check
    _change(check, "settle", expected, settled_at=clock.now(), **told)
    _record("check settled", check, by, verdict=found.verdict, score=[own, found.score(own)])
    return check


@transaction.atomic
def set_aside(*, check: Check, reason: str, expected: int, by: Person) -> Check:
    """It will not be checked, and the reason stays. It counts as drawn and not answered for in the statistics."""
    need(may_set_aside(by, check.answer.audit_return))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why this answer will not be checked, in a sentence.", "reason")
    _words(reason, "reason")
    if _says(check, state="set_aside", settled_note=reason.strip()):
        return check
    _change(check, "set aside", expected, settled_note=reason.strip(), settled_at=clock.now())
    _record("check set aside", check, by)
    return check


def _words(text: str, field: str) -> None:
    if len(text) > LONGEST_WORDS:
        raise Invalid(f"Use {LONGEST_WORDS:,} characters or fewer; this has {len(text):,}.", field)
    if "\x00" in text:
        raise Invalid("The text holds a character that cannot be kept.", field)


def _mine(check: Check, by: Person) -> None:
    if check.reviewer_id != by.pk:
        raise Refused("Take this check before you go on; it is not yours at the moment.")


def _says(check: Check, **told: Any) -> bool:
    """It says just that already: the same form was sent twice."""
    return all(getattr(check, name) == value for name, value in told.items())


def _change(check: Check, verb: str, expected: int | None = None, **told: Any) -> None:
    """One conditional UPDATE from the state and version that were read; `check` then holds the new values."""
    state = CHECK.after(check.state, verb)
    version = check.version if expected is None else expected
    told |= {"state": state, "version": version + 1}
    if not Check.objects.filter(pk=check.pk, state=check.state, version=version).update(**told):
        raise Stale(FASTER)
    for name, value in told.items():
        setattr(check, name, value)


def _tell(person: Person, check: Check, subject: str, line: str) -> None:
    """Somebody waits for them: told at once, without a word of the answer."""
    answer = check.answer
    where = f"Statement {answer.statement}, {answer.audit_return.agency.name}, {answer.audit_return.round.name}."
    tell(person, subject, [where, line], reverse("check", args=[check.pk]))


def _record(said: str, check: Check, by: Person, **details: Any) -> None:
    answer = check.answer
    record(
        said,
        by=by,
        subject=check.trail_subject,
        agency=answer.audit_return.agency.code,
        statement=answer.statement,
        **details,
    )
