"""Who has a stake in a return, and so may not check it."""

from collections.abc import Iterable

from django.db.models import Case, Exists, OuterRef, Q, Value, When

from onlinelives.accounts.models import Membership, Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, AnswerRevision, Assignment, Citation, Pin, Return, SignOff
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict

NOT_REVIEWER = Denied("Only an independent reviewer can check answers.")
OWN_AGENCY = "You work for this agency, or did while the round was open, so somebody else must check its answers."
ANSWERED = "You wrote part of this return, so somebody else must check it."
ASSIGNED = "A section of this return was given to you, so somebody else must check it."
SIGNED = "You signed this return off, so somebody else must check it."
EVIDENCE = "Evidence of this return is yours, so somebody else must check it."
ASIDE = "You have a part in this return, so another strategy lead must set its checks aside."


def stakes(person: Person, returns: Iterable[Return]) -> dict[int, str]:
    """return id -> why the person may not check it, for those where they have a stake. Two queries.

    Who wrote what was carried forward from an earlier return wrote part of this one. Evidence counts as it is cited now
    and as it was when somebody signed.
    """
    by_id = {r.pk: r for r in returns}
    if not by_id:
        return {}
    found: dict[int, str] = {}
    worked = list(Membership.objects.filter(person=person, agency__isnull=False).values_list("agency_id", "ended_at"))
    for pk, r in by_id.items():
        since = r.round.opened_at
        if any(a == r.agency_id and (ended is None or (since and ended >= since)) for a, ended in worked):
            found[pk] = OWN_AGENCY
    why = Case(*_parts(person), default=Value(""))
    for pk, words in Return.objects.filter(pk__in=by_id).annotate(why=why).order_by().values_list("pk", "why"):
        if words:
            found.setdefault(pk, words)
    return found


def _parts(person: Person) -> list[When]:
    """What somebody can have done for a return, and the reason that follows, first things first."""
    here, of_answer = OuterRef("pk"), {"answer__audit_return": OuterRef("pk")}
    theirs = Q(revision__added_by=person) | Q(revision__evidence__owner=person)
    wrote = Exists(AnswerRevision.objects.filter(person=person, **of_answer))
    carried = Exists(Answer.objects.filter(carried_from__person=person, audit_return=here))
    given = Exists(Assignment.objects.filter(person=person, audit_return=here))
    signed = Exists(SignOff.objects.filter(signed_by=person, audit_return=here))
    cited = Exists(Citation.objects.filter(theirs, **of_answer))
    pinned = Exists(Pin.objects.filter(theirs, **of_answer))
    told = [(wrote, ANSWERED), (carried, ANSWERED), (given, ASSIGNED), (signed, SIGNED), (cited, EVIDENCE)]
    return [When(done, then=Value(words)) for done, words in [*told, (pinned, EVIDENCE)]]


def may_check(person: Person, audit_return: Return) -> Verdict:
    """May the person check answers of this return? The reason is theirs to read."""
    if not person.holds(roles.REVIEWER) or person.partnership_id != audit_return.partnership_id:
        return NOT_REVIEWER
    why = stakes(person, [audit_return]).get(audit_return.pk)
    return Denied(why) if why else Allowed()


def may_set_aside(person: Person, audit_return: Return) -> Verdict:
    """May the person decide that a drawn answer of this return is not checked? Nobody decides that for their own."""
    verdict = permissions.run_checks(person)
    return Denied(ASIDE) if verdict and audit_return.pk in stakes(person, [audit_return]) else verdict
