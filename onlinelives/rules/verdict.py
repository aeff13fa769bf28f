"""A yes, or a no with its reason in English.

`permissions.py` in each room answers "may this person?", `rules.lifecycles` answers "does the state allow it?".
Both answer with a verdict, and the button, the 403 page and the test all show the same reason.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    reason: str = ""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """No, and why, in words for the person who asked."""

    reason: str

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Denied


class Refused(Exception):
    """This person may not do this. Shown as a 403 page with the reason."""


class NotNow(Exception):
    """The state of the thing does not allow this now. Shown as a 409 page with the reason."""


class Changed(NotNow):
    """Somebody else changed it since the page was opened. `now` is how it stands."""

    def __init__(self, now: Any, what: str = "record"):
        super().__init__(f"Somebody else has changed this {what} meanwhile. Look at it again, then save once more.")
        self.now = now


class Invalid(Exception):
    """What was asked makes no sense, whoever asks. Shown as a 422 page, or beside the field it names.

    `field` is the name of the form field the message belongs to, or None for the whole form.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


def need(verdict: Verdict) -> None:
    """Raise `Refused` with the reason unless the person may."""
    if not verdict:
        raise Refused(verdict.reason)


def need_state(verdict: Verdict) -> None:
    """Raise `NotNow` with the reason unless the state allows it."""
    if not verdict:
        raise NotNow(verdict.reason)
