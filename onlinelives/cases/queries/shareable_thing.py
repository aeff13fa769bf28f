"""One thing of a record that can be shared."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Shareable:
    """One thing. `key`: which, for ever the same, at most 80 characters of code. `kind`: under which heading it stands.
    `on`: the day it was, where it had one. `text`: what the recipient would read."""

    key: str
    kind: str
    on: date | None
    title: str
    text: str

    def __repr__(self) -> str:  # what it says would be a leak in a log or a traceback
        return f"<shareable {self.key}>"
