"""What an action of this room can find: somebody else was faster."""

from onlinelives.audits.models import Answer


class Changed(Exception):
    """The answer was saved by somebody else since it was read. `theirs` is how it stands now."""

    def __init__(self, theirs: Answer):
        super().__init__(f"{theirs.changed_by_name} changed this answer while you were working on it.")
        self.theirs = theirs


class Stale(Exception):
    """What was shown is no longer what is there; look again before deciding."""
