"""Sharing decisions of a young person whose record one may see, who must never receive anything, and warnings."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import young_person_for
from onlinelives.rules import audience
from onlinelives.rules.verdict import Verdict
from onlinelives.sharing import permissions
from onlinelives.sharing.models import Agreement, Extract, LegalBasis, NeverShare, Recipient, SharingDecision
from onlinelives.trail import clock
from onlinelives.web.jinja import day
from onlinelives.web.words import listed

HISTORY = 500  # earlier decisions from which something counts as usual


@dataclass(frozen=True)
class To:
    """Somebody a decision is about, or something is sent to: an agency, one person of it, or somebody outside."""

    agency: Agency | None = None
    person: Person | None = None
    name: str = ""
    who: str = ""

    def __repr__(self) -> str:
        return "<recipient>"

    @property
    def names(self) -> tuple[str, ...]:
        """What they are called, person and agency alike."""
        told = (self.person.name if self.person else "", self.agency.name if self.agency else "", self.name, self.who)
        return tuple(each for each in told if each)


@dataclass(frozen=True)
class Caution:
    """What to think of before deciding. It is accepted with a tick, and blocks nothing. `code`: wide, agreement or
    similar, and for the last which entry."""

    code: str
    words: str


@dataclass(frozen=True)
class RecipientLine:
    """One recipient of a decision and the extracts made for them, newest first; `is_open`: one of them can be read."""

    recipient: Recipient
    extracts: list[Extract]
    is_open: bool


@dataclass(frozen=True)
class DecisionPage:
    """One decision. `may_agree`: whether its reader may agree that nothing is shared."""

    young_person: YoungPerson
    decision: SharingDecision
    recipients: list[RecipientLine]
    bases: list[LegalBasis]
    may_agree: Verdict
    replaced_by: SharingDecision | None


def decisions_of(young_person: YoungPerson) -> list[SharingDecision]:
    """Every decision about a young person with its recipients, newest first."""
    found = young_person.sharing_decisions.select_related("decided_by")
    return list(found.prefetch_related("recipients__agency"))


def decision_page(person: Person, reference: str, pk: str) -> DecisionPage:
    """One decision, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    found = young_person.sharing_decisions.select_related("decided_by", "agreed_by", "completed_by", "replaces")
    decision = found.filter(pk=pk).first()
    if decision is None:
        raise Http404
    decision.young_person = young_person
    recipients = decision.recipients.select_related("agency").prefetch_related("extracts")
    return DecisionPage(
        young_person=young_person,
        decision=decision,
        recipients=[_recipient(each) for each in recipients],
        bases=[each.basis for each in decision.bases.select_related("basis")],
        may_agree=permissions.agree(person, young_person),
        replaced_by=young_person.sharing_decisions.filter(replaces=decision).first(),
    )


def never_of(young_person: YoungPerson) -> list[NeverShare]:
    """Who must never receive anything, as it stands now."""
    return list(young_person.never_share.filter(ended_at=None).select_related("agency", "began_by"))


def all_never_of(young_person: YoungPerson) -> list[NeverShare]:
    """As `never_of`, with those that have been ended."""
    return list(young_person.never_share.select_related("agency", "began_by", "ended_by"))


def never_for(person: Person, reference: str, pk: str) -> NeverShare:
    """One entry, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    entry = young_person.never_share.select_related("agency").filter(pk=pk).first()
    if entry is None:
        raise Http404
    entry.young_person = young_person
    return entry


def blocked(never: Iterable[NeverShare], to: To) -> NeverShare | None:
    """The entry that forbids this recipient: the same agency, or the same name once case, accents and order are left
    aside."""
    for entry in never:
        if entry.agency_id and to.agency and entry.agency_id == to.agency.pk:
            return entry
        if entry.name and any(audience.same_name(entry.name, name) for name in to.names):
            return entry
    return None


def insider(never: Iterable[NeverShare], agency: Agency) -> NeverShare | None:
    """The entry that names somebody who works with young people in the agency, and would read what everybody there
    reads."""
    named = [entry for entry in never if entry.name]
    staff = accounts.colleagues(agency) if named else []
    return next((entry for entry in named for each in staff if audience.same_name(entry.name, each.name)), None)


def warnings_for(young_person: YoungPerson, recipients: list[To], outcome: str) -> list[Caution]:
    """What to think of before something goes to these: nothing where nothing goes out."""
    if outcome == SharingDecision.Outcome.NOT:
        return []
    agencies = [to.agency for to in recipients if to.agency]
    return [
        *_wide(young_person, len(agencies), outcome),
        *_agreements(young_person, agencies),
        *_similar(young_person, recipients),
    ]


def _wide(young_person: YoungPerson, count: int, outcome: str) -> list[Caution]:
    before = SharingDecision.objects.filter(
        partnership=young_person.partnership_id, audience=SharingDecision.Audience.AGENCY, outcome=outcome
    )
    newest = before.annotate(count=Count("recipients")).order_by("-decided_at", "-pk")
    usual = newest.values_list("count", flat=True)[:HISTORY]
    if not audience.is_wide(count, list(usual)):
        return []
    words = f"{count} agencies are more than is usual here. Does each of them need to know?"
    return [Caution("wide", words)]


def _agreements(young_person: YoungPerson, agencies: list[Agency]) -> list[Caution]:
    today = clock.today()
    held = Agreement.objects.filter(ended_on=None, parties__agency=young_person.agency_id)
    held = held.prefetch_related("parties")
    between = [(each, {party.agency_id for party in each.parties.all()}) for each in held]
    without, overdue = [], set()
    for agency in agencies:
        covering = [each for each, parties in between if agency.pk in parties]
        if not covering:
            without.append(agency.name)
        elif all(each.is_due(today) for each in covering):
            overdue |= {f"“{each.name}” should have been reviewed by {day(each.review_on)}" for each in covering}
    if not without and not overdue:
        return []
    none = [f"No agreement covers {young_person.agency.name} and {listed(without)}"] if without else []
    return [Caution("agreement", ". ".join([*none, *sorted(overdue)]) + ".")]


def _similar(young_person: YoungPerson, recipients: list[To]) -> list[Caution]:
    """A name that is like one of the list, of a recipient or of somebody who works for one."""
    never = [entry for entry in never_of(young_person) if entry.name]
    heard = [name for to in recipients for name in to.names]
    if never:
        heard += [each.name for to in recipients if to.agency for each in accounts.colleagues(to.agency)]
    found = [entry for entry in never if any(audience.like_name(entry.name, name) for name in heard)]
    if not found:
        return []
    names = listed(sorted({entry.name for entry in found}))
    words = f"Somebody who would receive it has a name like one on the list of those who must not: {names}."
    return [Caution("similar", f"{words} Is it somebody else?")]


def _recipient(recipient: Recipient) -> RecipientLine:
    extracts, now = list(recipient.extracts.all()), clock.now()
    return RecipientLine(recipient, extracts, any(extract.is_open(now) for extract in extracts))
