"""Where content lies: sealed, bound to its file, written whole or not at all."""

import errno
import hashlib
import os
import shutil
import stat
import uuid
from pathlib import Path
from typing import Any

import pytest

from onlinelives.files import store

CONTENT = b"Minutes: the planted sentence of a meeting." * 50
SHA256 = hashlib.sha256(CONTENT).hexdigest()
FILE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def test_what_is_put_can_be_read(folder: Path) -> None:
    store.put(FILE, 7, CONTENT)
    assert store.read(FILE, 7, SHA256) == CONTENT
    assert store.place_of(FILE) == folder / "00" / f"{FILE}.sealed"


@pytest.mark.asvs("V11.3.2", "V11.3.3")
def test_nothing_of_it_can_be_read_on_the_disk(folder: Path) -> None:
    store.put(FILE, 7, CONTENT)
    lying = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(lying) == 1
    assert b"planted" not in lying[0]
    store.put(OTHER, 7, CONTENT)
    assert store.place_of(OTHER).read_bytes()[14:] != lying[0][14:]


def test_only_the_program_may_look_into_the_folder(folder: Path) -> None:
    before = os.umask(0)
    try:
        store.put(FILE, 7, CONTENT)
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes == {"files": 0o700, "00": 0o700, f"{FILE}.sealed": 0o600}


@pytest.mark.parametrize(
    "harm",
    [
        lambda place: place.write_bytes(place.read_bytes()[:-1]),
        lambda place: place.write_bytes(place.read_bytes()[:-1] + b"\0"),
        lambda place: place.write_bytes(CONTENT),
        lambda place: place.write_bytes(b"\x01\x09" + place.read_bytes()[2:]),
        lambda place: place.write_bytes(b""),
        lambda place: place.unlink(),
    ],
)
def test_content_that_was_altered_replaced_or_taken_away_is_lost_and_not_given_out(harm: Any) -> None:
    store.put(FILE, 7, CONTENT)
    harm(store.place_of(FILE))
    with pytest.raises(store.Lost, match=f"file/{FILE}"):
        store.read(FILE, 7, SHA256)


def test_the_content_of_another_file_cannot_be_put_in_its_place() -> None:
    store.put(FILE, 7, CONTENT)
    store.put(OTHER, 7, CONTENT)
    shutil.copy(store.place_of(OTHER), store.place_of(FILE))
    with pytest.raises(store.Lost):
        store.read(FILE, 7, SHA256)


def test_a_file_cannot_be_given_to_another_partnership() -> None:
    store.put(FILE, 7, CONTENT)
    with pytest.raises(store.Lost):
        store.read(FILE, 8, SHA256)


def test_another_content_than_the_row_names_is_not_given_out() -> None:
    store.put(FILE, 7, b"other")
    with pytest.raises(store.Lost, match="another content"):
        store.read(FILE, 7, SHA256)


def test_what_is_erased_is_gone_and_can_be_erased_again(folder: Path) -> None:
    store.erase(FILE)
    store.put(FILE, 7, CONTENT)
    store.erase(FILE)
    store.erase(FILE)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_power_cut_while_writing_leaves_the_old_content_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(FILE, 7, CONTENT)
    monkeypatch.setattr(store.os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        store.put(FILE, 7, b"half")
    monkeypatch.undo()
    assert store.read(FILE, 7, SHA256) == CONTENT
    assert list(store.unfinished()) == []


def test_it_is_on_the_disk_before_it_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(store.os, "fsync", lambda handle: (done.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(store.Path, "replace", lambda one, other: (done.append("name"), replace(one, other))[1])
    store.put(FILE, 7, CONTENT)
    assert done[-3:] == ["fsync", "name", "fsync"]


def test_a_disk_that_is_nearly_full_takes_nothing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    free = store.RESERVE + len(CONTENT) - 1
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 0, free))  # type: ignore[attr-defined]
    with pytest.raises(store.NoRoom):
        store.put(FILE, 7, CONTENT)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_disk_that_fills_up_while_writing_leaves_nothing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.put(OTHER, 7, CONTENT)
    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(store.NoRoom):
        store.put(FILE, 7, CONTENT)
    assert [file for file, _ in store.kept()] == [OTHER]
    assert list(store.unfinished()) == []


def test_a_new_key_seals_anew_and_the_old_one_may_go(settings: Any) -> None:
    first = settings.SEALED_KEYS[1]
    store.put(FILE, 7, CONTENT)
    settings.SEALED_KEYS = {1: first, 2: b"\x22" * 32}
    assert store.read(FILE, 7, SHA256) == CONTENT
    assert store.reseal(FILE, 7, SHA256)
    assert not store.reseal(FILE, 7, SHA256)
    settings.SEALED_KEYS = {2: b"\x22" * 32}
    assert store.read(FILE, 7, SHA256) == CONTENT
    settings.SEALED_KEYS = {1: first}
    with pytest.raises(store.Lost, match="KeyError"):
        store.read(FILE, 7, SHA256)


def test_what_is_lost_is_not_sealed_anew(settings: Any) -> None:
    store.put(FILE, 7, CONTENT)
    settings.SEALED_KEYS = {**settings.SEALED_KEYS, 2: b"\x22" * 32}
    with pytest.raises(store.Lost):
        store.reseal(FILE, 8, SHA256)
    with pytest.raises(store.Lost):
        store.reseal(OTHER, 7, SHA256)
    assert store.read(FILE, 7, SHA256) == CONTENT


def test_only_the_programs_own_files_are_counted(folder: Path) -> None:
    store.put(FILE, 7, CONTENT)
    (folder / "00" / "notes.txt").write_text("x")
    (folder / "00" / ("z" * 36 + ".sealed")).write_text("x")
    (folder / "00" / f".{FILE}.abc.part").write_text("x")
    assert [file for file, _ in store.kept()] == [FILE]
    assert [path.name for path, _ in store.unfinished()] == [f".{FILE}.abc.part"]


def test_an_open_folder_is_an_error_when_an_installation_is_checked(folder: Path) -> None:
    assert store.files_are_private(None) == []
    folder.mkdir(mode=0o700)
    assert store.files_are_private(None) == []
    folder.chmod(0o750)
    assert [error.id for error in store.files_are_private(None)] == ["files.E001"]
