"""The one rule for passwords: long enough, and hard to guess for somebody who knows the person."""

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
        if zxcvbn(password[:SCORED], user_inputs=_words_of(user))["score"] < WEAKEST:
            raise ValidationError(
                "This password is easy to guess. Three random words work well; leave out names and years.",
                code="guessable",
            )

    def get_help_text(self) -> str:
        return f"At least {SHORTEST} characters that are hard to guess. Three random words work well."


def _words_of(user: Any) -> list[str]:
    """Name, address, area and agencies, whole and in parts. `user` may be None or anything with those attributes."""
    told = [str(getattr(user, "name", "") or ""), str(getattr(user, "email", "") or "").replace("@", " ")]
    partnership = getattr(user, "partnership", None) if getattr(user, "partnership_id", None) else None
    told += [partnership.name] if partnership else []
    told += [m.agency.name for m in getattr(user, "held", []) if m.agency_id] if getattr(user, "pk", None) else []
    words = [word for text in told for word in (text, *text.replace(".", " ").split()) if word]
    return [*words, *PRODUCT]
