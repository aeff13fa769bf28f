"""Passphrases for what leaves the building: made by the program, shown once, kept nowhere."""

import secrets

from onlinelives.content import passphrases

WORDS = 6  # of some 7,500: 77 bits


def made() -> str:
    """Six words with hyphens between them, from the system's own source of chance."""
    words = passphrases.words()
    return "-".join(secrets.choice(words) for _ in range(WORDS))
