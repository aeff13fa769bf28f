"""Published files are listed with their hash, and are what the list says."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from onlinelives.content import frozen
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError


def test_every_content_file_is_listed_and_is_what_was_published() -> None:
    """As `sha256sum --check FROZEN` would see it, without the code under test."""
    lines = (FOLDER / "FROZEN").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {path.relative_to(FOLDER).as_posix(): path for path in FOLDER.glob("**/*.yaml")}
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == listed
    assert len(listed) == 12


def test_every_listed_file_passes_the_check() -> None:
    for name in frozen.listed(FOLDER):
        frozen.check(FOLDER, name)


def test_a_changed_file_is_refused(folder: Path) -> None:
    (folder / "scale.yaml").write_text((folder / "scale.yaml").read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(ContentError, match=r"^scale\.yaml, line 1: this file was changed after it was published"):
        frozen.check(folder, "scale.yaml")


def test_line_ends_of_windows_are_no_change(folder: Path) -> None:
    text = (folder / "scale.yaml").read_bytes().replace(b"\n", b"\r\n")
    (folder / "scale.yaml").write_bytes(text)
    frozen.check(folder, "scale.yaml")


def test_a_file_that_is_not_listed_is_refused(folder: Path) -> None:
    (folder / "extra.yaml").write_text("version: 1\n", "utf-8")
    with pytest.raises(ContentError, match=r"^extra\.yaml, line 1: this file has not been published"):
        frozen.check(folder, "extra.yaml")


def test_without_a_list_nothing_is_published(folder: Path) -> None:
    (folder / "FROZEN").unlink()
    with pytest.raises(ContentError, match=r"^FROZEN: there is no list"):
        frozen.check(folder, "scale.yaml")


def test_publishing_adds_new_files_only_once(folder: Path) -> None:
    before = frozen.listed(folder)
    (folder / "frameworks" / "next.yaml").write_text("edition: next\n", "utf-8")
    assert frozen.publish(folder) == ["frameworks/next.yaml"]
    assert frozen.publish(folder) == []
    after = frozen.listed(folder)
    assert after.pop("frameworks/next.yaml") == hashlib.sha256(b"edition: next\n").hexdigest()
    assert after == before


def test_publishing_afresh_gives_the_published_list(folder: Path, publish_afresh: Callable[[], None]) -> None:
    publish_afresh()
    assert (folder / "FROZEN").read_text("utf-8") == (FOLDER / "FROZEN").read_text("utf-8")


def test_publishing_never_accepts_a_changed_file(folder: Path) -> None:
    (folder / "scale.yaml").write_text("version: 2\n", "utf-8")
    (folder / "new.yaml").write_text("version: 1\n", "utf-8")
    before = (folder / "FROZEN").read_text("utf-8")
    with pytest.raises(ContentError, match="was changed"):
        frozen.publish(folder)
    assert (folder / "FROZEN").read_text("utf-8") == before


def test_a_torn_list_is_a_fault_of_content(folder: Path) -> None:
    (folder / "FROZEN").write_text("0123abcd\n", "utf-8")
    with pytest.raises(ContentError, match=r"^FROZEN"):
        frozen.check(folder, "scale.yaml")
