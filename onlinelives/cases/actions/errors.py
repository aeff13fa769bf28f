"""What may come between reading something and changing it."""

from typing import Any

from onlinelives.rules.verdict import NotNow


class Crossed(NotNow):
    """Two people changed the same fields of a page at once. `now`: how everything stands; `names`: those fields."""

    def __init__(self, now: Any, topic: str, names: tuple[str, ...]):
        super().__init__("Somebody else has changed the same answers meanwhile. Nothing of yours is lost.")
        self.now, self.topic, self.names = now, topic, names
