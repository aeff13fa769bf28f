"""One piece of a record in words."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onlinelives.rules.redaction import same_lines

Line = tuple[str, Any]


@dataclass(frozen=True)
class Passage:
    """One piece of a record. `key`: stays the same however often the record is read, letters, digits, dots and hyphens,
    at most 60. `on`: the day it belongs to. `text`: with line breaks."""

    key: str
    on: date
    heading: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.heading}\n{same_lines(self.text)}".encode()).hexdigest()


def lines(told: Iterable[Line]) -> str:
    """ "Label: value", one under the other, without those that have no value."""
    return "\n".join(f"{label}: {value}" for label, value in told if value not in (None, ""))
