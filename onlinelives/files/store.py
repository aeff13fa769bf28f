"""Where the content of files lies: sealed, one file each, in the folder settings.FILES.

A file is written whole or not at all: into a temporary file of the same folder, forced to the disk, then renamed. The
seal binds it to its id and its partnership, so that no content can be put in another's place. This module knows nothing
of rows; that content is written before its row, and removed after it, is the business of the actions.
"""

import errno
import hashlib
import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.core.checks import Error, Tags, register

from onlinelives.accounts import sealing

PURPOSE = "file"  # never changes: what is sealed is bound to it
ENDING, UNFINISHED = ".sealed", ".part"
FULL = (errno.ENOSPC, errno.EDQUOT)
RESERVE = 100 * 2**20  # bytes that stay free on the disk: without them not even an erasure can be written down


class NoRoom(Exception):
    """The disk is nearly full; nothing was written."""


class Lost(Exception):
    """The content is not there, was altered, belongs to another file, or its key is gone."""


def put(file: uuid.UUID, partnership: int, content: bytes) -> None:
    """Keep the content of `file`. Whatever was kept for it before is replaced. Raises NoRoom when it does not fit."""
    place = place_of(file)
    _folder(place.parent)
    if shutil.disk_usage(place.parent).free < len(content) + RESERVE:
        raise NoRoom
    unfinished = place.with_name(f".{file}.{uuid.uuid4().hex}{UNFINISHED}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(sealing.seal_bytes(content, PURPOSE, _ref(file, partnership)))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(place)
    except BaseException as error:
        unfinished.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise NoRoom from error
        raise
    _settle(place.parent)


def read(file: uuid.UUID, partnership: int, sha256: str) -> bytes:
    """The content of `file`, exactly as it was put. Raises Lost when it is not what `sha256` says, or not there."""
    try:
        sealed = place_of(file).read_bytes()
        content = sealing.unseal_bytes(sealed, PURPOSE, _ref(file, partnership))
    except (FileNotFoundError, ValueError, KeyError, InvalidTag) as error:
        raise Lost(f"file/{file}: {type(error).__name__}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Lost(f"file/{file}: another content")
    return content


def erase(file: uuid.UUID) -> None:
    """Remove the content, if it is there."""
    place = place_of(file)
    place.unlink(missing_ok=True)
    if place.parent.is_dir():
        _settle(place.parent)


def reseal(file: uuid.UUID, partnership: int, sha256: str) -> bool:
    """Seal the content with the newest key, unless it is already. Whether there was anything to do. Raises Lost."""
    try:
        with place_of(file).open("rb") as kept:
            key = sealing.key_of(kept.read(sealing.HEAD))
    except (FileNotFoundError, ValueError) as error:
        raise Lost(f"file/{file}: {type(error).__name__}") from error
    if key == max(settings.SEALED_KEYS):
        return False
    put(file, partnership, read(file, partnership, sha256))
    return True


def kept() -> Iterator[tuple[uuid.UUID, float]]:
    """Every file whose content is here, and when it was put (seconds since 1970)."""
    for place in sorted(Path(settings.FILES).glob(f"??/{'?' * 36}{ENDING}")):
        try:
            file = uuid.UUID(place.stem)
        except ValueError:
            continue  # somebody else's file, that this program did not write and does not touch
        yield file, place.stat().st_mtime


def unfinished() -> Iterator[tuple[Path, float]]:
    """What a power cut left half written, and when it was begun."""
    for place in sorted(Path(settings.FILES).glob(f"??/.*{UNFINISHED}")):
        yield place, place.stat().st_mtime


@register(Tags.security, deploy=True)
def files_are_private(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Nobody but the program's own user may look into the folder, or put anything there."""
    folder = Path(settings.FILES)
    if not folder.is_dir() or not stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return []
    return [Error("The folder of files is open to other users", hint=f"chmod 700 {folder}", id="files.E001")]


def place_of(file: uuid.UUID) -> Path:
    """Where the content of `file` lies, or would."""
    return Path(settings.FILES) / file.hex[:2] / f"{file}{ENDING}"


def _ref(file: uuid.UUID, partnership: int) -> str:
    return f"{partnership}/{file}"


def _folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    _settle(folder.parent)
    _settle(folder.parent.parent)


def _settle(folder: Path) -> None:
    """Force the folder's list of names to the disk, so that a rename outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
