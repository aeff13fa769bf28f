"""Published content is frozen: FROZEN lists the SHA-256 of every file, and a file that differs is refused.

The list has the format of sha256sum, so that anybody can check it without this program.
"""

import hashlib
from pathlib import Path

from onlinelives.content.reader import ContentError

LIST = "FROZEN"


def sha256(path: Path) -> str:
    """Of the file's text with line ends as \\n, so that a checkout on Windows gives the same."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def content_files(folder: Path) -> list[str]:
    """Every content file below `folder`, as written in the list, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))


def listed(folder: Path) -> dict[str, str]:
    """file -> SHA-256 as published."""
    try:
        lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise ContentError(f"{LIST}: there is no list of published content in {folder.name}/") from None
    found = {}
    for number, line in enumerate(lines, start=1):
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name:
            raise ContentError(f"{LIST}, line {number}: expected a SHA-256, two spaces and the name of a file")
        found[name] = digest
    return found


def check(folder: Path, name: str) -> None:
    """Raise ContentError unless the file is the one that was published."""
    expected = listed(folder).get(name)
    if expected is None:
        raise ContentError(f"{name}, line 1: this file has not been published; it is not listed in {LIST}")
    if (folder / name).exists() and sha256(folder / name) != expected:
        raise ContentError(
            f"{name}, line 1: this file was changed after it was published. "
            "Put it back, and make the change in a new version"
        )


def publish(folder: Path) -> list[str]:
    """Add files that are not listed yet and return their names. Listed files must be unchanged."""
    published = listed(folder) if (folder / LIST).exists() else {}
    new = [name for name in content_files(folder) if name not in published]
    for name in published:
        check(folder, name)
    published.update({name: sha256(folder / name) for name in new})
    lines = [f"{published[name]}  {name}" for name in sorted(published)]
    (folder / LIST).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return new
