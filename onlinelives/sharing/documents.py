"""The frozen copy that one recipient is sent, as text: what the preview shows, what the page of the recipient shows and
what the pack prints are drawn from the same Document."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    """One thing that was chosen. `shortened`: the sender left something out of its words."""

    key: str
    kind: str
    title: str
    text: str
    on: str = ""
    shortened: bool = False

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on) if self.on else None


@dataclass(frozen=True)
class Document:
    """Everything that a recipient reads, but for the days on which it was sent and runs out."""

    area: str
    agency: str
    team: str
    contact: str
    recipient: str
    purpose: str
    lines: tuple[Line, ...]

    def __repr__(self) -> str:
        return "<document>"

    @property
    def kinds(self) -> list[tuple[str, list[Line]]]:
        """The lines under their headings, in their order."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.kind, []).append(line)
        return list(found.items())


def freeze(document: Document) -> str:
    """The whole document as text that `thaw` turns back into an equal one."""
    return json.dumps(asdict(document), sort_keys=True, ensure_ascii=False)


def thaw(body: str) -> Document:
    told = json.loads(body)
    return Document(**{**told, "lines": tuple(Line(**line) for line in told["lines"])})


def digest(body: str) -> str:
    """SHA-256 of a frozen document."""
    return hashlib.sha256(body.encode()).hexdigest()
