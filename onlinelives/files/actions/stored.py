"""Files come in, are scanned, and are erased. Whether this person may is asked by the room that wants the file.

What is slow (checks, scan, disk) happens before the transaction, so call these outside one. Content is written before
its row, and removed after it: a crash leaves content without a row (actions/upkeep.py), never a row without content.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from onlinelives.accounts.models import Partnership, Person
from onlinelives.files import scanner, store
from onlinelives.files.checks import kinds, names
from onlinelives.files.models import StoredFile
from onlinelives.files.queries import stored as queries
from onlinelives.files.upload_handler import LARGEST
from onlinelives.rules.lifecycles import FILE
from onlinelives.rules.verdict import Invalid, NotNow, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import Actor, Detail, System, record

log = logging.getLogger(__name__)

EMPTY = "This file is empty."
TOO_LARGE = f"This file is larger than {LARGEST // 2**20} MB. Make it smaller, or send the part that matters."
HARMFUL = "This file did not pass the virus check, so it was not kept. Tell the people who look after your computer."
HARMFUL_MADE = "What was made did not pass the virus check, so it was not kept. Tell your administrator."
NO_ROOM = "There is no room left to keep files. Nothing was saved. Tell your administrator."
SILENT = "The virus scanner does not answer. The file waits until it does."
SIGNED = "The content of this file cannot be erased: something that was signed points at it."


@dataclass(frozen=True)
class Progress:
    """How many files passed the virus check, were refused, and could not be checked."""

    passed: int
    refused: int
    left: int


def receive(*, content: bytes, name: str, by: Person) -> StoredFile:
    """A file that somebody sent, checked, sealed and kept; a picture is kept as drawn again.

    content: as it was sent, 1 byte to LARGEST. name: as the browser gave it; its ending says what the file must be.
    With a scanner configured it is scanned first; when the scanner does not answer, the file is kept in state
    "waiting", and nobody can open it. Raises Invalid(…, "file") with a sentence for every file that is refused, and
    NotNow when the disk is full.

    A file of a wrong kind leaves nothing behind. One in which a virus was found leaves a row in state "refused",
    without content, and the entry "file refused", although this raises: who is attacked should know.
    """
    if not 0 < len(content) <= LARGEST:
        raise Invalid(TOO_LARGE if content else EMPTY, "file")
    name = names.clean(name)
    kind = kinds.kind_of(name)
    kept = kinds.check(content, kind)
    stored = _row(kept, name, kind.code, by.partnership, by)
    stored.sent_sha256 = hashlib.sha256(content).hexdigest()
    found = _first_scan(stored, kept)
    if found:
        _turn_away(stored, found, by)
        raise Invalid(HARMFUL, "file")
    with _content_first(stored, kept):
        stored.save(force_insert=True)
        record("file received", by=by, subject=stored.trail_subject, **_codes(stored))
    return stored


def keep_made(content: bytes, name: str, partnership: Partnership) -> StoredFile:
    """A file that the program made, such as a report, sealed and kept. A part of actions: it writes no entry.

    content: 1 byte or more. It is scanned like one that was sent, because it may hold what people wrote. Raises Invalid
    when something is found, NotNow when the disk is full.
    """
    name = names.clean(name)
    stored = _row(content, name, names.ending_of(name)[:8], partnership, None)
    if _first_scan(stored, content):
        raise Invalid(HARMFUL_MADE, "file")
    with _content_first(stored, content):
        stored.save(force_insert=True)
    return stored


def scan(*, stored: StoredFile, by: Actor) -> StoredFile:
    """Ask the scanner about a file that was never scanned. Afterwards it is "kept" or "refused".

    The content of a refused file goes, unless the file had been kept before: then something may have been signed that
    points at it, so it stays sealed, and nobody can open it. Raises NotNow when the file need not be scanned or cannot
    be read, and when the scanner gives no clear answer.
    """
    if not scanner.configured():
        raise NotNow("No virus scanner is configured.")
    FILE.after(stored.state, "pass")
    try:
        found = scanner.scan(queries.sealed_content(stored))
    except scanner.Down as error:
        raise NotNow(SILENT) from error
    with transaction.atomic():
        stored = StoredFile.objects.select_for_update().get(pk=stored.pk)
        if stored.scanned_at is not None:
            raise NotNow(FILE.reasons["kept"])
        new = stored.state == "waiting"
        stored.state = FILE.after(stored.state, "refuse" if found else "pass")
        stored.scanned_at = clock.now()
        stored.save(update_fields=["state", "scanned_at"])
        if found and new:
            transaction.on_commit(lambda: store.erase(stored.pk))
        record(
            "file refused" if found else "file scanned", by=by, subject=stored.trail_subject, **_codes(stored, found)
        )
    return stored


def scan_waiting() -> Progress:
    """Ask the scanner about every file that it has not seen: those that came while it was silent, and those from before
    there was one. For the worker, now and then. Each file is a `scan` of its own, with its own entry.

    Stops as soon as the scanner does not answer. A file that cannot be read is left, and named in the log.
    """
    passed = refused = left = 0
    for stored in queries.unscanned() if scanner.configured() else ():
        try:
            state = scan(stored=stored, by=System(stored.partnership.code)).state
        except NotNow as error:
            log.error("%s was not scanned: %s", stored.trail_subject, error)
            left += 1
            if str(error) == SILENT:
                break
            continue
        passed, refused = passed + (state == "kept"), refused + (state == "refused")
    return Progress(passed, refused, left)


@transaction.atomic
def erase(*, stored: StoredFile, by: Actor) -> StoredFile:
    """The content goes, the row stays in state "erased". Raises NotNow when it is erased already, and as
    `erase_content` does."""
    stored = StoredFile.objects.select_for_update().get(pk=stored.pk)
    need_state(FILE.may(stored.state, "erase"))
    stored = erase_content(stored)
    record("file erased", by=by, subject=stored.trail_subject)
    return stored


def erase_content(stored: StoredFile) -> StoredFile:
    """The content goes once the transaction around this has been committed. A part of actions: it writes no entry.

    Does nothing to a file that is erased already. Raises NotNow where the state does not allow it, or the database
    refuses because a signature covers the file.
    """
    stored = StoredFile.objects.select_for_update().get(pk=stored.pk)
    if stored.state == "erased":
        return stored
    stored.state = FILE.after(stored.state, "erase")
    try:
        with transaction.atomic():
            stored.save(update_fields=["state"])
    except DatabaseError as error:
        if "signature" in str(error):  # the guard of the room that signs; it stands above this one
            raise NotNow(SIGNED) from error
        raise
    transaction.on_commit(lambda: store.erase(stored.pk))
    return stored


def _row(content: bytes, name: str, kind: str, partnership: Partnership, by: Person | None) -> StoredFile:
    sha256 = hashlib.sha256(content).hexdigest()
    return StoredFile(
        id=uuid.uuid4(),
        partnership=partnership,
        name=name,
        kind=kind,
        size=len(content),
        sha256=sha256,
        sent_sha256=sha256,
        received_by=by,
        received_at=clock.now(),
    )


def _first_scan(stored: StoredFile, content: bytes) -> str | None:
    """Set the state in which the file begins. The name of what was found, or None."""
    if not scanner.configured():
        stored.state = "kept"
        return None
    try:
        found = scanner.scan(content)
    except scanner.Down as error:
        log.error("%s waits: %s", stored.trail_subject, error)
        stored.state = "waiting"
        return None
    stored.state, stored.scanned_at = "refused" if found else "kept", clock.now()
    return found


@transaction.atomic
def _turn_away(stored: StoredFile, found: str, by: Person) -> None:
    stored.save(force_insert=True)
    record("file refused", by=by, subject=stored.trail_subject, **_codes(stored, found))


@contextmanager
def _content_first(stored: StoredFile, content: bytes) -> Iterator[None]:
    """The content goes to the disk, then the transaction for its row begins.

    When the transaction fails the content stays behind, without a row: a connection that breaks during a commit does
    not tell whether the row is there, and taking the content away from a row would lose the file.
    """
    try:
        store.put(stored.pk, stored.partnership_id, content)
    except store.NoRoom as error:
        raise NotNow(NO_ROOM) from error
    with transaction.atomic():
        yield


def _codes(stored: StoredFile, found: str | None = None) -> dict[str, Detail]:
    codes: dict[str, Detail] = {
        "kind": stored.kind,
        "size": stored.size,
        "sha256": stored.sha256,
        "state": stored.state,
    }
    return {**codes, "found": found} if found else codes
