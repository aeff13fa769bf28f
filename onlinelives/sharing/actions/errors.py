"""What an action of this room asks back."""

from collections.abc import Sequence

from onlinelives.rules.verdict import Invalid
from onlinelives.sharing.queries import Caution


class Unaccepted(Invalid):
    """There are warnings that nobody has accepted yet: `warnings`, all of them."""

    def __init__(self, warnings: Sequence[Caution]):
        super().__init__("Read each warning, and tick it if you want to go on.", "accepted")
        self.warnings = list(warnings)


class Otherwise(Invalid):
    """What would go out is no longer what was previewed."""

    def __init__(self) -> None:
        super().__init__("The record has changed since you looked. This is what would be sent now: read it again.")
