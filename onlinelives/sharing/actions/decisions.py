"""Sharing is decided, agreed, completed and reconsidered. A decision not to share is one like the others."""

import uuid
from dataclasses import dataclass, field

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import weekdays
from onlinelives.rules.lifecycles import SHARING
from onlinelives.rules.verdict import Invalid, NotNow, need
from onlinelives.sharing import permissions, queries
from onlinelives.sharing.actions.errors import Unaccepted
from onlinelives.sharing.models import DecisionBasis, LegalBasis, NeverShare, Recipient, SharingDecision
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from onlinelives.trail.actions import record

DAYS = 2  # from Monday to Friday, in which an urgent decision is completed
NOT = SharingDecision.Outcome.NOT


@dataclass(frozen=True)
class Rest:
    """What an urgent decision may leave for later, and every other says at once; where nothing is shared, the ground
    and the necessity may stay empty. `child_told`, `parent_told`: yes, not_yet or no."""

    bases: tuple[LegalBasis, ...] = ()
    necessity: str = ""
    child_told: str = ""
    child_view: str = ""
    parent_told: str = ""
    parent_why_not: str = ""
    protect: str = ""
    advice: str = ""

    def __repr__(self) -> str:
        return "<rest>"


@dataclass(frozen=True)
class Decided:
    """What is decided. `never`: somebody who must never receive anything, and why, added to the young person's list."""

    audience: str
    outcome: str
    recipients: tuple[To, ...]
    purpose: str
    reasons: str
    rest: Rest = field(default_factory=Rest)
    urgent: bool = False
    never: tuple[str, str] = ("", "")

    def __repr__(self) -> str:
        return "<decided>"


@transaction.atomic
def decide(
    *,
    young_person: YoungPerson,
    told: Decided,
    accepted: frozenset[str] = frozenset(),
    replaces: SharingDecision | None = None,
    by: Person,
    form_key: uuid.UUID | None = None,
) -> SharingDecision:
    """A decision, in the place of `replaces` where one is reconsidered. The same form sent twice makes one. A decision
    not to share waits for a manager of the agency, unless one makes it. Raises Invalid for what is missing, for nobody
    to share with and for somebody who must never receive anything, and Unaccepted for warnings not in `accepted`."""
    young_person = open_to(by, young_person)
    again = form_key and young_person.sharing_decisions.filter(form_key=form_key).first()
    if again:
        return again
    _check(told)
    _add_never(young_person, told.never, by)
    _check_recipients(young_person, told)
    if not told.urgent:
        _check_rest(told.rest, told.outcome)
    warnings = queries.warnings_for(young_person, list(told.recipients), told.outcome)
    if {warning.code for warning in warnings} - accepted:
        raise Unaccepted(warnings)
    if replaces is not None:
        _replace(young_person, replaces)
    decision = SharingDecision(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        replaces=replaces,
        decided_by=by,
        form_key=form_key,
    )
    _make(decision, told, {warning.code for warning in warnings})
    record(
        "sharing decided",
        by=by,
        subject=young_person.trail_subject,
        decision=str(decision.pk),
        outcome=told.outcome,
        audience=told.audience,
        agencies=sorted(to.agency.code for to in told.recipients if to.agency),
        urgent=told.urgent,
        replaces=str(replaces.pk) if replaces else None,
    )
    return decision


@transaction.atomic
def agree(*, decision: SharingDecision, agreed: bool, note: str, by: Person) -> SharingDecision:
    """A manager of the agency agrees that nothing is shared, or gives it back with a note. Raises NotNow when it does
    not wait, Invalid without a note where it is given back."""
    decision = _locked(decision, by)
    need(permissions.agree(by, decision.young_person))
    decision.state = SHARING.after(decision.state, "agree" if agreed else "return")
    if not agreed and not note.strip():
        raise Invalid("Say why you do not agree.", "note")
    decision.agreed_at, decision.agreed_by, decision.agreed_note = clock.now(), by, note.strip()
    decision.save(update_fields=["state", "agreed_at", "agreed_by", "agreed_note"])
    record(
        "sharing decision agreed" if agreed else "sharing decision given back",
        by=by,
        subject=decision.trail_subject,
        decision=str(decision.pk),
    )
    return decision


@transaction.atomic
def complete(*, decision: SharingDecision, rest: Rest, by: Person) -> SharingDecision:
    """What an urgent decision left for later. Raises NotNow when it is complete, Invalid for what is missing."""
    decision = _locked(decision, by)
    SHARING.after(decision.state, "complete")
    if decision.is_complete:
        raise NotNow("This decision is complete. Reconsider it if something has changed.")
    _check_rest(rest, decision.outcome)
    _say(decision, rest)
    decision.completed_at, decision.completed_by = clock.now(), by
    decision.save()
    _rest_on(decision, rest)
    record("sharing decision completed", by=by, subject=decision.trail_subject, decision=str(decision.pk))
    return decision


def _locked(decision: SharingDecision, by: Person) -> SharingDecision:
    young_person = open_to(by, decision.young_person)
    here: SharingDecision = young_person.sharing_decisions.select_for_update(no_key=True).get(pk=decision.pk)
    here.young_person = young_person
    return here


def _replace(young_person: YoungPerson, before: SharingDecision) -> None:
    here = young_person.sharing_decisions.select_for_update(no_key=True).get(pk=before.pk)
    here.state = SHARING.after(here.state, "reconsider")
    here.save(update_fields=["state"])


def _check(told: Decided) -> None:
    if told.audience not in SharingDecision.Audience.values:
        raise Invalid("Select who it is for.", "audience")
    if told.outcome not in SharingDecision.Outcome.values:
        raise Invalid("Select what you decide.", "outcome")
    if not told.purpose.strip():
        raise Invalid("Say what it is for.", "purpose")
    if not told.reasons.strip():
        raise Invalid("Say why you decide so.", "reasons")
    if told.urgent and told.outcome == NOT:
        raise Invalid("Only something that is shared can be urgent. Untick it, or change what you decide.", "urgent")


def _check_recipients(young_person: YoungPerson, told: Decided) -> None:
    """Nobody at all is never everybody."""
    if told.audience == SharingDecision.Audience.AGENCY:
        if not told.recipients or any(to.agency is None for to in told.recipients):
            raise Invalid("Select at least one agency.", "agencies")
        for to in told.recipients:
            _check_agency(young_person, to)
    elif len(told.recipients) != 1 or not told.recipients[0].name.strip() or told.recipients[0].agency:
        raise Invalid("Enter the name of the person.", "name")
    never = queries.never_of(young_person)
    for to in told.recipients:
        if told.outcome != NOT and (entry := queries.blocked(never, to)):
            raise Invalid(f"{entry.words} must never receive anything about this young person.", _field(to))


def _check_agency(young_person: YoungPerson, to: To) -> None:
    agency = to.agency
    if agency is None or agency.partnership_id != young_person.partnership_id or agency.left_at is not None:
        raise Invalid("Select agencies from the list.", "agencies")
    if agency.pk == young_person.agency_id:
        raise Invalid("Your own agency holds the record. Hand it to another team if they need it.", "agencies")


def _field(to: To) -> str:
    return "agencies" if to.agency else "name"


def missing(rest: Rest, outcome: str) -> list[Invalid]:
    """Everything that a decision which is not urgent still lacks, each with its field."""
    today, told = clock.today(), SharingDecision.Told
    found = [
        Invalid(f"{basis.name} cannot be chosen. {verdict.reason}", "bases")
        for basis in rest.bases
        if not (verdict := basis.may_be_used(today))
    ]
    wanted = (
        (outcome == NOT or rest.bases, "Select what allows it.", "bases"),
        (outcome == NOT or rest.necessity.strip(), "Say why it is necessary, and no more than is needed.", "necessity"),
        (rest.child_told in told.values, "Select whether the young person has been told.", "child_told"),
        (rest.child_view.strip(), "Say what the young person thinks of it, or why nobody could ask.", "child_view"),
        (rest.parent_told in told.values, "Select whether a parent or carer has been told.", "parent_told"),
        (
            rest.parent_told != told.NO or rest.parent_why_not.strip(),
            "Say why no parent or carer is told.",
            "parent_why_not",
        ),
    )
    return found + [Invalid(words, field) for is_there, words, field in wanted if not is_there]


def _check_rest(rest: Rest, outcome: str) -> None:
    if found := missing(rest, outcome):
        raise found[0]


def _add_never(young_person: YoungPerson, never: tuple[str, str], by: Person) -> None:
    name, why = never[0].strip(), never[1].strip()
    if not name and not why:
        return
    if not name:
        raise Invalid("Enter who must never receive anything.", "never_name")
    if not why:
        raise Invalid("Say why they must never receive anything.", "never_why")
    NeverShare(
        partnership_id=young_person.partnership_id, young_person=young_person, name=name, reason=why, began_by=by
    ).save(force_insert=True)


def _make(decision: SharingDecision, told: Decided, warned: set[str]) -> None:
    decision.audience, decision.outcome = told.audience, told.outcome
    decision.purpose, decision.reasons = told.purpose.strip(), told.reasons.strip()
    decision.urgent = told.urgent
    decision.complete_by = weekdays.later(clock.today(), DAYS) if told.urgent else None
    decision.warned_wide, decision.warned_agreement = "wide" in warned, "agreement" in warned
    decision.warned_similar = "similar" in warned
    if told.outcome == NOT and permissions.agree(decision.decided_by, decision.young_person):
        decision.agreed_at, decision.agreed_by = clock.now(), decision.decided_by
    elif told.outcome == NOT:
        decision.state = "waiting"
    if not told.urgent:
        _say(decision, told.rest)
    decision.save(force_insert=True)
    if not told.urgent:
        _rest_on(decision, told.rest)
    for to in told.recipients:
        Recipient(
            partnership_id=decision.partnership_id,
            decision=decision,
            young_person_id=decision.young_person_id,
            agency=to.agency,
            name=" ".join(to.name.split()),
            who=" ".join(to.who.split()),
        ).save(force_insert=True)


def _say(decision: SharingDecision, rest: Rest) -> None:
    for name, words in vars(rest).items():
        if name != "bases":
            setattr(decision, name, words.strip())


def _rest_on(decision: SharingDecision, rest: Rest) -> None:
    DecisionBasis.objects.bulk_create(
        DecisionBasis(
            partnership_id=decision.partnership_id,
            decision=decision,
            young_person_id=decision.young_person_id,
            basis=basis,
        )
        for basis in {each.pk: each for each in rest.bases}.values()
    )
