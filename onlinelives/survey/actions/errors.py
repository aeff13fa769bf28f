"""What may come between reading something and changing it."""

from onlinelives.rules.verdict import NotNow


class LooksDifferent(NotNow):
    """What would be released is no longer what the person saw."""

    def __init__(self) -> None:
        super().__init__(
            "Since you looked, other figures were released, and these would be shown differently beside them. "
            "Look at them again before you decide."
        )
