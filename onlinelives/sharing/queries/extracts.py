"""Extracts: what could go out and would look like, what went out, and what an agency has received."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import Shareable, shareables
from onlinelives.cases.queries.shareable import WHEREABOUTS
from onlinelives.rules import names
from onlinelives.rules.deidentify import patterns
from onlinelives.sharing.documents import Document, Line, thaw
from onlinelives.sharing.models import Extract, Opening, Pack, Recipient, SharingDecision
from onlinelives.sharing.queries.decisions import decision_page
from onlinelives.trail import clock

PLACES = {"address", "postcode"}  # kinds of rules.deidentify.patterns that say where somebody lives


@dataclass(frozen=True)
class Choosing:
    """What could be sent to one recipient of a decision."""

    young_person: YoungPerson
    decision: SharingDecision
    recipient: Recipient
    items: list[Shareable]

    @property
    def staff(self) -> list[Person]:
        """Who of the agency could alone be sent it."""
        return accounts.colleagues(self.recipient.agency) if self.recipient.agency else []


@dataclass(frozen=True)
class ExtractPage:
    """One extract for the agency that sent it. `has_read`: whether anybody opened it."""

    young_person: YoungPerson
    extract: Extract
    document: Document
    openings: list[Opening]
    packs: list[Pack]
    is_open: bool


@dataclass(frozen=True)
class ReceivedLine:
    """One extract in the list of what an agency was sent. `is_new`: nobody there has opened it."""

    extract: Extract
    sender: str
    is_open: bool
    is_new: bool


def choosing(person: Person, reference: str, decision: str, recipient: str) -> Choosing:
    """What could be sent to one recipient, fetched through the young person, or 404."""
    page = decision_page(person, reference, decision)
    found = next((line.recipient for line in page.recipients if str(line.recipient.pk) == recipient), None)
    if found is None:
        raise Http404
    found.decision = page.decision
    return Choosing(page.young_person, page.decision, found, shareables(person, page.young_person))


def drawn(found: Choosing, texts: Mapping[str, str], one: Person | None = None) -> Document:
    """What the recipient would read. `texts`: key of each thing that was chosen -> its words for this recipient. `one`:
    the only person of the agency who will."""
    young_person, recipient = found.young_person, found.recipient
    team = young_person.team
    lines = [
        Line(
            key=item.key,
            kind=item.kind,
            title=item.title,
            text=texts[item.key].strip(),
            on=item.on.isoformat() if item.on else "",
            shortened=texts[item.key].split() != item.text.split(),
        )
        for item in found.items
        if item.key in texts
    ]
    return Document(
        area=young_person.partnership.name,
        agency=young_person.agency.name,
        team=team.name,
        contact=team.contact,
        recipient=f"{one.name}, {recipient.words}" if one else recipient.words,
        purpose=found.decision.purpose,
        lines=tuple(lines),
    )


def whereabouts_in(document: Document, young_person: YoungPerson) -> list[str]:
    """Titles of what seems to say where somebody lives: asked about once more before it goes out."""
    own = names.postcode(young_person.postcode)

    def tells(line: Line) -> bool:
        if line.key == WHEREABOUTS or (own and own in names.postcode(line.text)):
            return True
        return any(hit.kind in PLACES for hit in patterns.found(line.text))

    return [line.title for line in document.lines if tells(line)]


def open_extracts(young_person: YoungPerson) -> list[Extract]:
    """What somebody can still read about a young person, newest first."""
    found = young_person.extracts.filter(revoked_at=None, expires_at__gt=clock.now())
    return list(found.select_related("recipient__agency", "person"))


def extracts_of(young_person: YoungPerson) -> list[Extract]:
    """Every extract about a young person, newest first."""
    return list(young_person.extracts.select_related("recipient__agency", "person"))


def extract_page(person: Person, young_person: YoungPerson, pk: str) -> ExtractPage:
    """One extract of a young person whose record the person sees, or 404."""
    found = young_person.extracts.select_related("recipient__agency", "person", "sent_by", "revoked_by", "decision")
    extract = found.filter(pk=pk).first()
    if extract is None:
        raise Http404
    extract.young_person = young_person
    return ExtractPage(
        young_person=young_person,
        extract=extract,
        document=thaw(extract.body),
        openings=list(extract.openings.select_related("person")),
        packs=list(extract.packs.select_related("made_by", "file")),
        is_open=extract.is_open(clock.now()),
    )


def pack_for(young_person: YoungPerson, pk: str) -> Pack:
    """One pack about a young person whose record somebody sees, or 404."""
    pack = Pack.objects.filter(young_person=young_person, pk=pk).select_related("extract", "file").first()
    if pack is None:
        raise Http404
    pack.young_person = young_person
    return pack


def received_by(person: Person) -> list[ReceivedLine]:
    """What the person's agencies were sent, newest first."""
    now = clock.now()
    opened = Exists(Opening.objects.filter(extract=OuterRef("pk")))
    found = Extract.objects.visible_to(person).annotate(opened=opened).select_related("young_person__agency")
    return [
        ReceivedLine(extract, extract.young_person.agency.name, extract.is_open(now), not extract.opened)
        for extract in found
    ]


def received_page(person: Person, pk: str) -> Extract:
    """One extract that the person's agency was sent, open or not, or 404."""
    found = Extract.objects.visible_to(person).select_related("young_person__agency", "recipient__agency", "sent_by")
    return get_object_or_404(found, pk=pk)
