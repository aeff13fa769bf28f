"""Writing to the trail, inside the transaction of the action that is recorded."""

from datetime import UTC
from typing import Protocol

from django.conf import settings
from django.db import connection

from onlinelives.trail import chain, clock
from onlinelives.trail.models import Entry, Head

Detail = str | int | bool | None | list[str] | list[int] | list[int | None]


class Actor(Protocol):
    """Somebody, or something, that does things: `trail_chain` names the partnership, `trail_id` the actor."""

    @property
    def trail_chain(self) -> str: ...

    @property
    def trail_id(self) -> str: ...


class System:
    """The program itself, or a visitor who is not signed in, within one partnership or on the site's own chain."""

    SITE = "site"

    def __init__(self, trail_chain: str = SITE, trail_id: str = "system"):
        self.trail_chain, self.trail_id = trail_chain, trail_id


def record(verb: str, *, by: Actor, subject: str, **details: Detail) -> None:
    """Add one entry. Must be called inside the action's transaction, last, because it locks the chain's head.

    verb: what happened, in the past tense ("answer saved"). subject: what it happened to, as "answer/12".
    details: ids, codes and numbers only.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the trail is written inside the transaction of the action it records")
    head = Head.objects.select_for_update().filter(chain=by.trail_chain).first()
    if head is None:
        Head.objects.get_or_create(chain=by.trail_chain)
        head = Head.objects.select_for_update().get(chain=by.trail_chain)
    at = clock.now().astimezone(UTC)
    body = chain.canonical(
        {
            "chain": by.trail_chain,
            "at": at.isoformat(),
            "actor": by.trail_id,
            "verb": verb,
            "subject": subject,
            "details": details,
        }
    )
    seq, key_id = head.seq + 1, max(settings.TRAIL_KEYS)
    mac = chain.mac(key_id, head.mac, seq, body)
    Entry(
        chain=by.trail_chain,
        seq=seq,
        body=body,
        key_id=key_id,
        before=head.mac,
        mac=mac,
        at=at,
        actor=by.trail_id,
        verb=verb,
        subject=subject,
    ).save(force_insert=True)
    Head.objects.filter(chain=by.trail_chain).update(seq=seq, mac=mac)
