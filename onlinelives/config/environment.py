"""Reads the settings of an installation from the environment. What is missing is named, with how to set it.

Modes: "production" (the default), "local" (`make run`: plain http on this machine only) and "demo" (invented people,
one-click sign-in). In local and demo mode missing secrets are made once and kept in the data folder.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "ONLINELIVES_"
MODES = ("production", "local", "demo")


def text(name: str, default: str | None = None) -> str:
    """The variable ONLINELIVES_<name>. Raises ImproperlyConfigured when it is not set and has no default."""
    value = os.environ.get(PREFIX + name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {PREFIX}{name}. The README says what to.")
    return value


def yes(name: str, default: bool) -> bool:
    """yes or no."""
    value = text(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{PREFIX}{name} must be yes or no, not {value!r}.")
    return value == "yes"


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{PREFIX}{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str, default: str | None = None) -> list[str]:
    """A list, separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def origins(*names: str) -> list[str]:
    """The origins (https://host) of the addresses in these variables, without repeats."""
    parts = [urlsplit(address) for name in names for address in words(name, "")]
    return list(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))


def mode() -> str:
    value = text("MODE", "production")
    if value not in MODES:
        raise ImproperlyConfigured(f"{PREFIX}MODE must be one of {', '.join(MODES)}, not {value!r}.")
    return value


def keys(name: str, given: str) -> dict[int, bytes]:
    """Numbered keys, written as 1:<64 hexadecimal digits>,2:<…>. The highest number is the one in use."""
    found: dict[int, bytes] = {}
    for part in given.split(","):
        number_, _, digits = part.strip().partition(":")
        try:
            key = bytes.fromhex(digits)
            place = int(number_)
        except ValueError:
            key, place = b"", 0
        if len(key) != 32 or not 1 <= place <= 255 or place in found:
            raise ImproperlyConfigured(
                f"{PREFIX}{name} must be numbered keys of 64 hexadecimal digits, like 1:0f…9c. "
                "`onlinelives new_key` prints one."
            )
        found[place] = key
    return found


def secrets_of(data: Path, mode: str) -> dict[str, Any]:
    """SECRET_KEY, TRAIL_KEYS and SEALED_KEYS: from the environment, or (local, demo) kept in the data folder."""
    names = ("SECRET_KEY", "TRAIL_KEYS", "SEALED_KEYS")
    if mode == "production":
        told = {name: text(name) for name in names}
    else:
        told = {name: text(name, "") for name in names}
        if not all(told.values()):
            told = {name: given or kept for (name, given), kept in zip(told.items(), _kept(data).values(), strict=True)}
    if len(told["SECRET_KEY"]) < 50:
        raise ImproperlyConfigured(f"{PREFIX}SECRET_KEY must be at least 50 characters long.")
    return {
        "SECRET_KEY": told["SECRET_KEY"],
        "TRAIL_KEYS": keys("TRAIL_KEYS", told["TRAIL_KEYS"]),
        "SEALED_KEYS": keys("SEALED_KEYS", told["SEALED_KEYS"]),
    }


def _kept(data: Path) -> dict[str, str]:
    """Secrets made at the first start, in a file that only this user can read."""
    path = data / "secrets.json"
    if not path.exists():
        data.mkdir(parents=True, exist_ok=True)
        made = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "TRAIL_KEYS": f"1:{secrets.token_hex(32)}",
            "SEALED_KEYS": f"1:{secrets.token_hex(32)}",
        }
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(made, file)
    try:
        found: dict[str, str] = json.loads(path.read_text())
        return {name: found[name] for name in ("SECRET_KEY", "TRAIL_KEYS", "SEALED_KEYS")}
    except (ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(
            f"{path.name} in the data folder is damaged. Put it back from a copy: without its keys, "
            "what was signed and sealed cannot be checked or opened."
        ) from error
