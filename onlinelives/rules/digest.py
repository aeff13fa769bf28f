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
    return _over([edition, agency, rows])


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
    finding_sha256: str = "",
) -> str:
    """64 hexadecimal digits over all that a revision of evidence says; `file_sha256` is empty without a file.

    finding_sha256: empty where it is no finding of the survey; then it is left out, as before there were any."""
    days = [day.isoformat() if day else None for day in (covers_from, covers_to)]
    said: list[Any] = [title, shows, file_sha256, link, note, days]
    return _over([*said, finding_sha256] if finding_sha256 else said)


def finding_digest(*, number: int, release: str, words: dict[str, Any], item: str, said: tuple[str, ...]) -> str:
    """64 hexadecimal digits over a finding of the survey: its number, the hash of the figures and the words they were
    released with, the question's code, and all that is said about it."""
    return _over([number, release, words, item, said])


def _over(told: list[Any]) -> str:
    return hashlib.sha256(
        json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
    ).hexdigest()
