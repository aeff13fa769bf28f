"""How one entry is bound to the one before it: HMAC-SHA256 over the key's id, the last code, the number and the text.

Keys are in settings.TRAIL_KEYS (number -> bytes), outside the database, so that somebody who can write to the
database alone cannot forge the chain. The highest number signs; older keys still verify.
"""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings

from onlinelives.trail.models import START, Entry


def canonical(told: dict[str, Any]) -> str:
    """The one way to write an entry's content as text."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def mac(key_id: int, before: str, seq: int, body: str) -> str:
    """64 hexadecimal digits. Raises KeyError when the key is not configured."""
    message = f"{key_id}|{before}|{seq}|{body}".encode()
    return hmac.new(settings.TRAIL_KEYS[key_id], message, hashlib.sha256).hexdigest()


def fits(entry: Entry, *, seq: int, before: str) -> bool:
    """Whether the entry is the untouched number `seq` of its chain after an entry whose code was `before`.

    The text is taken apart only once its code has shown that it is ours.
    """
    if entry.key_id not in settings.TRAIL_KEYS or (entry.seq, entry.before) != (seq, before):
        return False
    if not hmac.compare_digest(entry.mac.encode(), mac(entry.key_id, before, seq, entry.body).encode()):
        return False
    told = json.loads(entry.body)
    copies = (entry.chain, entry.at.isoformat() if entry.at else "", entry.actor, entry.verb, entry.subject)
    return copies == tuple(told[name] for name in ("chain", "at", "actor", "verb", "subject"))


__all__ = ["START", "canonical", "fits", "mac"]
