"""A locked file is made of an extract, to leave the building. Its passphrase is shown once and kept nowhere."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases.actions.writing import open_to
from onlinelives.files.actions.stored import keep_made
from onlinelives.files.models import StoredFile
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.sharing import documents, papers, passphrases, queries
from onlinelives.sharing.actions.keeping import forget_files
from onlinelives.sharing.actions.writing import seen_by
from onlinelives.sharing.models import Extract, Pack
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from onlinelives.trail.actions import System, record
from onlinelives.web import pdf

KEPT = timedelta(days=7)  # the file; that it was made stays
MADE_ALREADY = "This file was made already, and its passphrase was shown then. If it is lost, make another file."


def make(*, extract: Extract, by: Person, form_key: uuid.UUID | None = None) -> tuple[Pack, str]:
    """The pack, and the passphrase that opens it, which exists nowhere else. Raises Invalid when the same form is sent
    again, for an extract that an agency reads here, and for somebody who must never receive anything; NotNow when the
    extract has run out or was revoked; pdf.PdfUnavailable without the libraries. What is slow is done before the
    transaction."""
    _check(extract, by, form_key)
    passphrase = passphrases.made()
    paper = papers.extract_pdf(documents.thaw(extract.body), extract.number, extract.sent_at, extract.expires_at)
    content = pdf.locked(paper, passphrase)
    with transaction.atomic():
        here = _check(extract, by, form_key)
        pack = Pack.objects.create(
            partnership_id=here.partnership_id,
            young_person_id=here.young_person_id,
            extract=here,
            file=keep_made(content, f"extract-{here.number}.pdf", by.partnership),
            sha256=hashlib.sha256(content).hexdigest(),
            made_by=by,
            form_key=form_key,
        )
        record(
            "pack made",
            by=by,
            subject=extract.young_person.trail_subject,
            extract=here.number,
            pack=str(pack.pk),
            sha256=pack.sha256,
        )
    return pack, passphrase


@transaction.atomic
def take(*, pack: Pack, by: Person) -> StoredFile:
    """Somebody takes the locked file, to hand it over. Raises NotNow when it is no longer kept."""
    young_person = seen_by(by, pack.young_person)
    here = Pack.objects.select_related("file", "extract").get(pk=pack.pk, young_person=young_person)
    if here.file is None:
        raise NotNow("The file is no longer kept. Make another one.")
    record("pack taken", by=by, subject=young_person.trail_subject, pack=str(here.pk), extract=here.extract.number)
    return here.file


def clear_old(before: datetime) -> int:
    """Remove the files of packs that were made at `before` or earlier. How many that were."""
    old = list(Pack.objects.filter(made_at__lte=before).exclude(file=None).select_related("partnership"))
    for pack in old:
        with transaction.atomic():
            forget_files([pack])
            by = System(pack.partnership.code)
            record("pack file removed", by=by, subject=f"pack/{pack.pk}", pack=str(pack.pk))
    return len(old)


def _check(extract: Extract, by: Person, form_key: uuid.UUID | None) -> Extract:
    """The extract as it stands, after asking whether a pack may be made of it."""
    with transaction.atomic():
        young_person = open_to(by, extract.young_person)
        here: Extract = young_person.extracts.select_related("recipient__agency").get(pk=extract.pk)
        if form_key and Pack.objects.filter(form_key=form_key).exists():
            raise Invalid(MADE_ALREADY)
        recipient = here.recipient
        if recipient.agency is not None:
            raise Invalid("This agency reads the extract here. Nothing needs to leave.")
        if not here.is_open(clock.now()):
            raise NotNow("This extract is no longer available to anybody.")
        to = To(name=recipient.name, who=recipient.who)
        if entry := queries.blocked(queries.never_of(young_person), to):
            raise Invalid(f"{entry.words} must never receive anything about this young person.")
        return here
