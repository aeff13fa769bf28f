"""The one rule for passwords: long enough, and hard to guess for somebody who knows the person."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

SHORTEST = 12
WEAKEST = 3  # zxcvbn's scale of 0 to 4
SCORED = 72  # zxcvbn refuses longer text; the first 72 characters are scored
PRODUCT = ("online", "lives", "onlinelives")


class HardToGuess:
    """For AUTH_PASSWORD_VALIDATORS: 12 characters or more, zxcvbn score 3 or more, knowing the person's own words."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(f"Use at least {SHORTEST} characters. Three random words work well.", code="short")
        known = _words_of(user)
        # Three easy parts together score as hard, so what is left without the person's own words must be hard too.
        if min(_score(password, known), _score(_without(known, password), known)) < WEAKEST:
            raise ValidationError(
                "This password is easy to guess. Three random words work well; leave out names and years.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return f"At least {SHORTEST} characters that are hard to guess. Three random words work well."


def _score(password: str, known: list[str]) -> int:
    score: int = zxcvbn(password[:SCORED], user_inputs=known)["score"] if password.strip() else 0
    return score


def _without(known: Iterable[str], password: str) -> str:
    """The password with the known words of three letters and more taken out, the longest first."""
    for word in sorted({word for word in known if len(word) > 2}, key=len, reverse=True):
        password = re.sub(re.escape(word), " ", password, flags=re.IGNORECASE)
    return " ".join(password.split())


def _words_of(user: Any) -> list[str]:
    """Name, address, area and agencies, whole and in parts. `user` may be None or anything with those attributes."""
    told = [str(getattr(user, "name", "") or ""), str(getattr(user, "email", "") or "").replace("@", " ")]
    partnership = getattr(user, "partnership", None) if getattr(user, "partnership_id", None) else None
    told += [partnership.name] if partnership else []
    told += [m.agency.name for m in _held(user) if m.agency]
    words = [word for text in told for word in (text, *text.split(), *re.split(r"[\W_]+", text)) if word]
    return [*words, *PRODUCT]


def _held(user: Any) -> list[Any]:
    """The roles of somebody who is here, or that an invitation is about to give. A new person cannot be asked."""
    known = getattr(user, "pk", None) or "held" in getattr(user, "__dict__", {})
    return list(user.held) if known and hasattr(user, "held") else []
