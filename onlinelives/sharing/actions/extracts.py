"""Extracts are sent, opened and revoked. What was sent never changes."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Partnership, Person
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import shareables
from onlinelives.rules.lifecycles import SHARING
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.sharing import documents, queries
from onlinelives.sharing.actions.errors import Otherwise
from onlinelives.sharing.actions.keeping import forget_files
from onlinelives.sharing.actions.writing import seen_by
from onlinelives.sharing.models import Extract, ExtractItem, Opening, Recipient, SharingDecision
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from onlinelives.trail.actions import record

DAYS, MOST_DAYS = 30, 365
NO_LONGER = "This is no longer available."


@transaction.atomic
def send(
    *,
    recipient: Recipient,
    texts: Mapping[str, str],
    days: int,
    previewed: str,
    whereabouts: bool = False,
    one: Person | None = None,
    by: Person,
    form_key: uuid.UUID | None = None,
) -> Extract:
    """A frozen copy for one recipient, for `days` from now (1 to MOST_DAYS). The same form sent twice sends one.

    texts: key of each thing that goes out -> its words for this recipient. previewed: the digest of what was read
    before sending; raises Otherwise when it would be something else by now. whereabouts: that somebody may learn where
    they live was asked once more. one: the only person of the agency who may read it. Raises Invalid for nothing
    chosen, and for a recipient who must never receive anything; NotNow when the decision does not allow it, or another
    extract is open to them.
    """
    decision = recipient.decision
    young_person = open_to(by, decision.young_person)
    again = form_key and young_person.extracts.filter(form_key=form_key).first()
    if again:
        return again
    decision = young_person.sharing_decisions.select_for_update(no_key=True).get(pk=decision.pk)
    SHARING.after(decision.state, "send")
    if decision.outcome == SharingDecision.Outcome.NOT:
        raise NotNow("It was decided not to share. Reconsider the decision first.")
    recipient = decision.recipients.select_related("agency").get(pk=recipient.pk)
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"Enter 1 to {MOST_DAYS} days.", "days")
    recipient.decision = decision
    _check_recipient(young_person, recipient, one)
    document = _document(young_person, recipient, texts, one, by)
    if documents.digest(documents.freeze(document)) != previewed:
        raise Otherwise
    if queries.whereabouts_in(document, young_person) and not whereabouts:
        raise Invalid("Say that they may learn where the young person lives, or leave it out.", "whereabouts")
    now = clock.now()
    extract = Extract(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        decision=decision,
        recipient=recipient,
        person=one,
        sent_at=now,
        sent_by=by,
        expires_at=now + timedelta(days=days),
        form_key=form_key,
    )
    _keep(extract, document)
    record(
        "extract sent",
        by=by,
        subject=young_person.trail_subject,
        extract=extract.number,
        decision=str(decision.pk),
        agency=recipient.agency.code if recipient.agency else None,
        items=[line.key for line in document.lines],
        sha256=extract.sha256,
        days=days,
    )
    return extract


@transaction.atomic
def open_it(*, extract: Extract, by: Person) -> Opening:
    """Somebody whom it was sent to reads it. Where this cannot be written down, nothing is shown. Raises NotNow when it
    has run out or was revoked."""
    here = Extract.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=extract.pk)
    if not here.is_open(clock.now()):
        raise NotNow(NO_LONGER)
    opening = Opening.objects.create(
        partnership_id=here.partnership_id, extract=here, young_person_id=here.young_person_id, person=by
    )
    record("extract opened", by=by, subject=extract.young_person.trail_subject, extract=here.number)
    return opening


@transaction.atomic
def revoke(*, extract: Extract, reason: str, by: Person) -> Extract:
    """Nobody can open it from now on; what was read cannot be unread. Locked files made of it go too. Raises NotNow
    when it has ended already."""
    young_person = seen_by(by, extract.young_person)
    here = young_person.extracts.select_for_update(of=("self",), no_key=True).get(pk=extract.pk)
    if not here.is_open(clock.now()):
        raise NotNow("This extract is no longer available to anybody.")
    if not reason.strip():
        raise Invalid("Say why it is taken back.", "reason")
    here.revoked_at, here.revoked_by, here.revoked_reason = clock.now(), by, reason.strip()
    here.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    forget_files(list(here.packs.exclude(file=None)))
    record("extract revoked", by=by, subject=young_person.trail_subject, extract=here.number)
    return here


def _check_recipient(young_person: YoungPerson, recipient: Recipient, one: Person | None) -> None:
    """Asked again at sending: the list may have grown since the decision."""
    if one and (recipient.agency is None or one not in accounts.colleagues(recipient.agency)):
        raise Invalid("Select somebody who works in the agency.", "one")
    never = queries.never_of(young_person)
    to = To(recipient.agency, one, recipient.name, recipient.who)
    if entry := queries.blocked(never, to):
        raise Invalid(f"{entry.words} must never receive anything about this young person.")
    if recipient.agency and not one and (entry := queries.insider(never, recipient.agency)):
        raise Invalid(f"Somebody called {entry.words} works there. Send it to one person there.", "one")
    if any(extract.is_open(clock.now()) for extract in recipient.extracts.all()):
        raise NotNow("They can still open an extract of this decision. Revoke it first, or make a new decision.")


def _document(
    young_person: YoungPerson, recipient: Recipient, texts: Mapping[str, str], one: Person | None, by: Person
) -> documents.Document:
    items = shareables(by, young_person)
    if not texts or set(texts) - {item.key for item in items}:
        raise Invalid("Select at least one thing to share.")
    if not all(words.strip() for words in texts.values()):
        raise Invalid("Something that you chose has no words left. Leave it out instead.")
    found = queries.Choosing(young_person, recipient.decision, recipient, items)
    return queries.drawn(found, texts, one)


def _keep(extract: Extract, document: documents.Document) -> None:
    """Frozen under the next number of the area, with what it is made of."""
    Partnership.objects.select_for_update(no_key=True).get(pk=extract.partnership_id)
    last = Extract.objects.filter(partnership=extract.partnership_id).aggregate(last=Max("number"))["last"]
    extract.number, extract.body = (last or 0) + 1, documents.freeze(document)
    extract.sha256 = documents.digest(extract.body)
    extract.save(force_insert=True)
    ExtractItem.objects.bulk_create(
        ExtractItem(
            partnership_id=extract.partnership_id,
            extract=extract,
            young_person_id=extract.young_person_id,
            key=line.key,
            kind=line.kind,
            shortened=line.shortened,
        )
        for line in document.lines
    )
