"""Care of the folder of files, for the commands of whoever runs the installation."""

from django.conf import settings
from django.db import transaction

from onlinelives.files import store
from onlinelives.files.queries import stored as queries
from onlinelives.rules.verdict import NotNow
from onlinelives.trail.actions import Actor, record


def reseal(*, by: Actor) -> int:
    """Seal every content that an older key opens with the newest one. How many were. Afterwards the older key is needed
    only for what lies in back-ups, and for what else it sealed. May be broken off and begun again.

    Raises NotNow at the first file that is lost; `onlinelives verify_files` names them all.
    """
    done = 0
    for stored in queries.with_content():
        try:
            done += store.reseal(stored.pk, stored.partnership_id, stored.sha256)
        except store.Lost as error:
            raise NotNow(f"{error}. Run `onlinelives verify_files` to see every file that is lost.") from error
        except store.NoRoom as error:
            raise NotNow("The disk is full.") from error
    with transaction.atomic():
        record("files sealed anew", by=by, subject="files", count=done, key=max(settings.SEALED_KEYS))
    return done


def remove_leftovers(*, by: Actor) -> int:
    """Remove what belongs to no row. How many were. Never straight after a database was put back from a copy: content
    that came after the copy has no row in it."""
    found = queries.leftovers()
    for place in found:
        place.unlink(missing_ok=True)
    with transaction.atomic():
        record("leftover files removed", by=by, subject="files", count=len(found))
    return len(found)
