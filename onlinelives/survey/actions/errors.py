"""What may come between reading something and changing it."""

from typing import Any

from onlinelives.rules.verdict import NotNow


class Changed(NotNow):
    """Somebody else changed it since the page was opened. `now` is how it stands."""

    def __init__(self, now: Any, what: str):
        super().__init__(f"Somebody else has changed this {what} meanwhile. Look at it again, then save once more.")
        self.now = now


class LooksDifferent(NotNow):
    """What would be released is no longer what the person saw."""

    def __init__(self) -> None:
        super().__init__(
            "Since you looked, other figures were released, and these would be shown differently beside them. "
            "Look at them again before you decide."
        )
