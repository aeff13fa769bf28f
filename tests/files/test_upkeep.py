"""Looking after the folder: what is lost is named, what is left over can go, keys can change."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from onlinelives.files import store
from onlinelives.files.actions import stored, upkeep
from onlinelives.files.models import StoredFile
from onlinelives.files.queries.stored import Fault, content_of, faults, leftovers
from onlinelives.rules.verdict import NotNow
from onlinelives.trail.actions import System
from onlinelives.trail.models import Entry
from tests.files.clamd import Clamd
from tests.world import World


def send(world: World, content: bytes = b"Minutes") -> StoredFile:
    return stored.receive(content=content, name="a.txt", by=world.alice)


def age(path: Path, days: float) -> None:
    then = path.stat().st_mtime - days * 86_400
    os.utime(path, (then, then))


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_sound_folder_has_no_faults(world: World) -> None:
    send(world)
    assert faults() == []
    assert run("verify_files") == "Every file is there, unaltered.\n"


def test_what_is_missing_or_altered_is_named(world: World) -> None:
    gone, altered, sound = send(world), send(world), send(world)
    store.place_of(gone.pk).unlink()
    store.place_of(altered.pk).write_bytes(b"x" * 100)
    assert faults() == [
        Fault(f"file/{gone.pk}", "FileNotFoundError"),
        Fault(f"file/{altered.pk}", "ValueError"),
    ]
    with pytest.raises(CommandError) as told:
        run("verify_files")
    assert str(gone.pk) in str(told.value)
    assert str(sound.pk) not in str(told.value)


def test_what_a_crash_left_is_found_after_a_day_and_removed_when_asked(world: World, folder: Path) -> None:
    kept, crashed = send(world), send(world)
    StoredFile.objects.filter(pk=crashed.pk).delete()
    half = store.place_of(kept.pk).with_name(f".{kept.pk}.0.part")
    half.write_bytes(b"half")
    assert leftovers() == []
    left = [store.place_of(crashed.pk), half]
    for path in (*left, store.place_of(kept.pk)):
        age(path, 1.1)
    assert leftovers() == left
    assert len(faults()) == 2
    with pytest.raises(CommandError):
        run("verify_files")
    assert all(path.exists() for path in left)
    assert run("verify_files", "--remove-leftovers").startswith("2 leftovers removed.")
    assert [path for path in folder.rglob("*") if path.is_file()] == [store.place_of(kept.pk)]


def test_what_an_erasure_did_not_reach_is_left_over_and_what_was_refused_is_not(world: World) -> None:
    erased, refused = send(world), send(world)
    StoredFile.objects.filter(pk=erased.pk).update(state="erased")
    StoredFile.objects.filter(pk=refused.pk).update(state="refused")
    for one in (erased, refused):
        age(store.place_of(one.pk), 2)
    assert leftovers() == [store.place_of(erased.pk)]


def test_removing_is_written_down_once(world: World) -> None:
    before = Entry.objects.count()
    assert upkeep.remove_leftovers(by=System()) == 0
    assert Entry.objects.count() == before + 1


def test_every_file_is_sealed_with_the_new_key_and_the_old_one_may_go(world: World, settings: Any) -> None:
    first, second = send(world, b"one"), send(world, b"two")
    settings.SEALED_KEYS = {**settings.SEALED_KEYS, 5: b"\x05" * 32}
    third = send(world, b"three")
    before = Entry.objects.count()
    assert run("reseal_files") == "2 files sealed anew.\n"
    assert Entry.objects.count() == before + 1
    assert json.loads(Entry.objects.latest("id").body)["details"] == {"count": 2, "key": 5}
    settings.SEALED_KEYS = {5: b"\x05" * 32}
    assert [content_of(one) for one in (first, second, third)] == [b"one", b"two", b"three"]
    assert run("reseal_files") == "0 files sealed anew.\n"


def test_sealing_anew_stops_at_a_lost_file_and_says_so(world: World, settings: Any) -> None:
    gone = send(world)
    store.place_of(gone.pk).unlink()
    settings.SEALED_KEYS = {**settings.SEALED_KEYS, 5: b"\x05" * 32}
    with pytest.raises(NotNow, match="verify_files"):
        upkeep.reseal(by=System())
    with pytest.raises(CommandError, match=str(gone.pk)):
        run("reseal_files")


def test_a_scanner_that_finds_nothing_is_a_fault(world: World, clamd: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "unaltered" in run("verify_files")
    monkeypatch.setattr("tests.files.clamd.harmful", lambda content: False)
    with pytest.raises(CommandError, match="test file that every scanner knows"):
        run("verify_files")
