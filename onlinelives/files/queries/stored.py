"""The content of files, for rooms that have asked whether this person may have it; and how sound the whole store is."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from onlinelives.files import store
from onlinelives.files.checks.kinds import KINDS
from onlinelives.files.models import StoredFile
from onlinelives.rules.verdict import NotNow, need_state
from onlinelives.trail import clock

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)  # longer than any upload takes between its content and its row
LOST = "The content of this file cannot be found, or was altered outside this system. Tell your administrator."
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Fault:
    """What does not fit together: `file` is "file/<id>", or a name in the folder of files."""

    file: str
    problem: str


def content_of(stored: StoredFile) -> bytes:
    """What the file holds. Raises NotNow, with the reason, when nobody may open it now or it is lost.

    The caller has asked before whether this person may.
    """
    need_state(stored.may_open)
    return sealed_content(stored)


def as_attachment(stored: StoredFile) -> HttpResponse:
    """The file as a download that no browser opens, runs, embeds or keeps. Raises as `content_of` does."""
    kind = KINDS.get(stored.kind)
    response = HttpResponse(
        content_of(stored), content_type=kind.media_type if kind else "application/octet-stream", headers=HEADERS
    )
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=stored.name) or ""
    return response


def sealed_content(stored: StoredFile) -> bytes:
    """For the scanner only: the content, also of a file that nobody may open yet. Raises NotNow when it is lost."""
    try:
        return store.read(stored.pk, stored.partnership_id, stored.sha256)
    except store.Lost as error:
        log.error("lost: %s", error)
        raise NotNow(LOST) from error


def unscanned() -> Iterator[StoredFile]:
    """Every file with content that no scanner has seen, the oldest first."""
    found = StoredFile.objects.filter(state__in=("waiting", "kept"), scanned_at=None).select_related("partnership")
    yield from found.order_by("received_at", "id")


def with_content() -> Iterator[StoredFile]:
    """Every file that must have its content, of all partnerships."""
    yield from StoredFile.objects.filter(state__in=("waiting", "kept")).order_by("received_at", "id").iterator(200)


def faults() -> list[Fault]:
    """Every file whose content is missing or altered, and content that belongs to no file. Reads all of it."""
    found = []
    for stored in with_content():
        try:
            store.read(stored.pk, stored.partnership_id, stored.sha256)
        except store.Lost as error:
            found.append(Fault(stored.trail_subject, str(error).rpartition(": ")[2]))
    return found + [Fault(place.name, "belongs to no file that is kept") for place in leftovers()]


def leftovers() -> list[Path]:
    """What lies in the folder of files and belongs to no row with content, once it is a day old: what a crash left
    behind, or an erasure that was broken off. After an older database was put back, also what is newer than it."""
    rows = set(StoredFile.objects.exclude(state="erased").values_list("pk", flat=True))
    strays = [(store.place_of(file), put_at) for file, put_at in store.kept() if file not in rows]
    before = (clock.now() - A_DAY).timestamp()
    return [place for place, put_at in [*strays, *store.unfinished()] if put_at < before]
