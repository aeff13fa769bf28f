"""The digest that a manager signs: the SHA-256 of everything the return says.

Any later change, by whatever path, gives another digest, so that a sign-off can be seen to have gone stale.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class SignedAnswer:
    """What a signature covers for one statement."""

    statement: str
    score: int | None
    not_applicable: bool
    reason: str
    commentary: str
    evidence: str
    cited: tuple[str, ...] = ()  # one text for each cited revision, from `cited`


def digest(*, edition: str, agency: str, answers: Iterable[SignedAnswer]) -> str:
    """64 hexadecimal digits over the edition's hash, the agency's code and the answers in statement order."""
    rows = sorted((_row(answer) for answer in answers), key=lambda row: row["statement"])
    told = json.dumps([edition, agency, rows], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _row(answer: SignedAnswer) -> dict[str, Any]:
    row = asdict(answer)
    row["cited"] = sorted(answer.cited)
    if not answer.cited:  # signatures from before evidence could be cited stay good
        del row["cited"]
    return row


def cited(evidence: int, number: int, sha256: str) -> str:
    """One cited revision as a signature sees it: which evidence, which revision, and the hash of what it says."""
    return f"{evidence}/{number}:{sha256}"


def revision_digest(
    *,
    title: str,
    shows: str,
    file_sha256: str,
    link: str,
    note: str,
    covers_from: date | None,
    covers_to: date | None,
) -> str:
    """64 hexadecimal digits over all that a revision of evidence says; `file_sha256` is empty without a file."""
    days = [day.isoformat() if day else None for day in (covers_from, covers_to)]
    told = json.dumps([title, shows, file_sha256, link, note, days], separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()
