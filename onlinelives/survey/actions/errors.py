"""What may come between reading something and changing it."""

from typing import Any

from onlinelives.rules.verdict import NotNow


class Changed(NotNow):
    """Somebody else changed it since the page was opened. `now` is how it stands."""

    def __init__(self, now: Any, what: str):
        super().__init__(f"Somebody else has changed this {what} meanwhile. Look at it again, then save once more.")
        self.now = now
