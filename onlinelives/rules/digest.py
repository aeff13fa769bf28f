"""The digest that a manager signs: the SHA-256 of everything the return says.

Any later change, by whatever path, gives another digest, so that a sign-off can be seen to have gone stale.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class SignedAnswer:
    """What a signature covers for one statement."""

    statement: str
    score: int | None
    not_applicable: bool
    reason: str
    commentary: str
    evidence: str


def digest(*, edition: str, agency: str, answers: Iterable[SignedAnswer]) -> str:
    """64 hexadecimal digits over the edition's hash, the agency's code and the answers in statement order."""
    rows = sorted((asdict(answer) for answer in answers), key=lambda row: row["statement"])
    told = json.dumps([edition, agency, rows], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()
