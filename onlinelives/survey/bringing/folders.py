"""Where a brought file lies until somebody decides on it: a folder of its own, for the program's user alone."""

import os
import shutil
import stat
import uuid
from collections.abc import Iterator
from pathlib import Path

ARRIVING = ".upload"  # what is still being sent


def place_of(root: Path, file: uuid.UUID) -> Path:
    return _all(root) / str(file)


def sent_in(folder: Path, kind: str) -> Path:
    return folder / f"sent.{kind}"


def raw_in(folder: Path) -> Path:
    return folder / "raw.parquet"


def arrivals(root: Path) -> Path:
    """Where a file is written while it is being sent; the folder is there afterwards."""
    _all(root).mkdir(mode=0o700, parents=True, exist_ok=True)
    return _all(root)


def keep(root: Path, file: uuid.UUID, arrived: Path, kind: str) -> None:
    """Give what has arrived a folder of its own. `arrived` itself may go afterwards. Raises ValueError for a link."""
    if not stat.S_ISREG(arrived.lstat().st_mode):
        raise ValueError("what arrives is a file")
    folder = place_of(root, file)
    folder.mkdir(mode=0o700, parents=True)
    os.link(arrived, sent_in(folder, kind), follow_symlinks=False)


def remove(root: Path, file: uuid.UUID) -> None:
    """The folder with all that is in it; nothing where it is not there."""
    shutil.rmtree(place_of(root, file), ignore_errors=True)


def held(root: Path) -> Iterator[tuple[uuid.UUID, float]]:
    """Every file that has a folder, and when something was last put into it (seconds since 1970)."""
    for folder in sorted(_all(root).glob("?" * 36)):
        yield uuid.UUID(folder.name), folder.stat().st_mtime


def forget_arrivals(root: Path, before: float) -> None:
    """What was left behind when somebody's connection, or the program, broke off. before: seconds since 1970."""
    for path in _all(root).glob(f"*{ARRIVING}"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def _all(root: Path) -> Path:
    return root / "brought"
