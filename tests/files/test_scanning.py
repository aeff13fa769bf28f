"""Viruses: nothing that a configured scanner has not passed is ever given out."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from onlinelives.files import scanner, store
from onlinelives.files.actions import stored
from onlinelives.files.models import StoredFile
from onlinelives.files.queries.stored import as_attachment, content_of, unscanned
from onlinelives.files.scanner import EICAR
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.trail.models import Entry
from tests.files import clamd as clamd_room
from tests.files.clamd import NAME, Clamd
from tests.files.samples import WORD, office
from tests.world import World

INFECTED = {
    "plain": (EICAR, "letter.txt"),
    "in a document": (office(WORD, {"word/media/image1.png": EICAR}), "letter.docx"),
    "in a sheet in a document": (office(WORD, {"word/a.xlsx": office(WORD, {"b": EICAR})}), "letter.docx"),
    "behind much else": (b"x" * 3 * 2**20 + EICAR, "letter.txt"),
}
MOODS = ["mute", "rude", "error", "cut", "odd"]


def entries() -> list[dict[str, Any]]:
    return [json.loads(body) for body in Entry.objects.filter(verb__startswith="file").values_list("body", flat=True)]


def send(world: World, content: bytes = b"Minutes", name: str = "a.txt") -> StoredFile:
    return stored.receive(content=content, name=name, by=world.alice)


def test_the_test_file_is_the_one_that_every_scanner_knows() -> None:
    published = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"
    assert hashlib.sha256(EICAR).hexdigest() == published


def test_a_scanned_file_is_kept_and_given_out(world: World, clamd: Clamd) -> None:
    got = send(world)
    assert got.state == "kept"
    assert got.scanned_at is not None
    assert content_of(got) == b"Minutes"
    assert clamd.seen == [b"Minutes"]


@pytest.mark.asvs("V5.4.3")
@pytest.mark.parametrize("how", INFECTED)
def test_a_virus_is_refused_and_nothing_of_it_is_kept(how: str, world: World, clamd: Clamd, folder: Path) -> None:
    content, name = INFECTED[how]
    with pytest.raises(Invalid, match="did not pass the virus check") as refusal:
        send(world, content, name)
    assert refusal.value.field == "file"
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert clamd.seen == [content]


@pytest.mark.asvs("V16.3.2")
def test_who_sent_a_virus_is_written_down_once(world: World, clamd: Clamd) -> None:
    with pytest.raises(Invalid):
        send(world, EICAR, "letter.txt")
    row = StoredFile.objects.get()
    assert (row.state, row.received_by, row.size) == ("refused", world.alice, 68)
    (entry,) = entries()
    assert (entry["verb"], entry["actor"], entry["subject"]) == ("file refused", world.alice.trail_id, f"file/{row.pk}")
    assert entry["details"]["found"] == NAME
    with pytest.raises(NotNow, match="did not pass"):
        content_of(row)


@pytest.mark.asvs("V5.4.3", "V16.5.3")
@pytest.mark.parametrize("mood", MOODS)
def test_without_a_clear_answer_a_file_waits_and_nobody_gets_it(
    mood: str, world: World, clamd: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "PATIENCE", 0.2)
    clamd.mood = mood
    got = send(world)
    assert (got.state, got.scanned_at) == ("waiting", None)
    for ask in (content_of, as_attachment):
        with pytest.raises(NotNow, match="waiting for its virus check"):
            ask(got)
    assert entries()[-1]["details"]["state"] == "waiting"


@pytest.mark.asvs("V16.5.3")
@pytest.mark.parametrize("place", ["gone", "/nowhere/clamd.ctl", "127.0.0.1:9", "localhost", "nonsense:port", ":"])
def test_with_the_daemon_down_or_misnamed_a_file_waits(place: str, world: World, clamd: Clamd, settings: Any) -> None:
    clamd.stop()
    settings.CLAMAV = settings.CLAMAV if place == "gone" else place
    got = send(world)
    assert got.state == "waiting"
    with pytest.raises(NotNow):
        content_of(got)


def test_a_daemon_that_hangs_up_in_the_middle_of_a_large_file_makes_it_wait(world: World, clamd: Clamd) -> None:
    clamd.mood = "rude"
    assert send(world, b"x" * 10 * 2**20).state == "waiting"


def test_a_file_kept_before_there_was_a_scanner_is_not_given_out_until_it_was_scanned(
    world: World, settings: Any, tmp_path: Path
) -> None:
    got = send(world)
    assert content_of(got) == b"Minutes"
    daemon = Clamd(Path("/tmp") / f"ol-{tmp_path.stat().st_ino}.s")  # noqa: S108  a socket's path must be short
    try:
        settings.CLAMAV = daemon.path
        with pytest.raises(NotNow, match="waiting for its virus check"):
            content_of(got)
        assert stored.scan_waiting() == stored.Progress(passed=1, refused=0, left=0)
        assert content_of(StoredFile.objects.get()) == b"Minutes"
    finally:
        daemon.stop()
        Path(daemon.path).unlink()


def test_what_waited_is_scanned_when_the_daemon_is_back_one_entry_each(
    world: World, clamd: Clamd, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    clamd.mood = "error"
    good, bad = send(world), send(world, EICAR, "b.txt")
    assert list(unscanned()) == [good, bad]
    clamd.mood = "ok"
    before = len(entries())
    with django_capture_on_commit_callbacks(execute=True):
        assert stored.scan_waiting() == stored.Progress(passed=1, refused=1, left=0)
    assert [entry["verb"] for entry in entries()[before:]] == ["file scanned", "file refused"]
    assert {entry["actor"] for entry in entries()[before:]} == {"system"}
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == ("kept", "refused")
    assert content_of(good) == b"Minutes"
    assert [path.stem for path in folder.rglob("*.sealed")] == [str(good.pk)]
    assert stored.scan_waiting() == stored.Progress(0, 0, 0)


def test_what_was_kept_and_is_found_bad_later_stays_sealed_and_shut(
    world: World, clamd: Clamd, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Something may have been signed that points at it, and scanners err."""
    place, settings.CLAMAV = settings.CLAMAV, ""
    got = send(world, EICAR)
    settings.CLAMAV = place
    with django_capture_on_commit_callbacks(execute=True):
        got = stored.scan(stored=got, by=world.omar)
    assert got.state == "refused"
    assert store.place_of(got.pk).exists()
    with pytest.raises(NotNow, match="did not pass"):
        content_of(got)


def test_the_round_of_scans_stops_when_the_daemon_is_silent(world: World, clamd: Clamd) -> None:
    clamd.mood = "error"
    for _ in range(3):
        send(world)
    asked = len(clamd.seen)
    assert stored.scan_waiting() == stored.Progress(passed=0, refused=0, left=1)
    assert len(clamd.seen) == asked + 1


def test_a_lost_file_does_not_stop_the_others(world: World, clamd: Clamd, folder: Path) -> None:
    clamd.mood = "error"
    first, second = send(world), send(world)
    clamd.mood = "ok"
    next(folder.rglob(f"{first.pk}.sealed")).unlink()
    assert stored.scan_waiting() == stored.Progress(passed=1, refused=0, left=1)
    assert list(unscanned()) == [first]
    second.refresh_from_db()
    assert second.state == "kept"


def test_what_was_scanned_is_not_scanned_again(world: World, clamd: Clamd) -> None:
    got = send(world)
    with pytest.raises(NotNow, match="checked already"):
        stored.scan(stored=got, by=world.omar)


def test_without_a_scanner_there_is_nothing_to_ask(world: World) -> None:
    got = send(world)
    with pytest.raises(NotNow, match="No virus scanner"):
        stored.scan(stored=got, by=world.omar)
    assert stored.scan_waiting() == stored.Progress(0, 0, 0)


def test_what_the_program_makes_is_scanned_too(world: World, clamd: Clamd, folder: Path) -> None:
    assert stored.keep_made(b"Report", "a.pdf", world.partnership).scanned_at is not None
    with pytest.raises(Invalid, match="What was made did not pass"):
        stored.keep_made(EICAR, "a.pdf", world.partnership)
    assert len(list(folder.rglob("*.sealed"))) == 1


def test_a_daemon_that_does_not_look_properly_is_noticed(clamd: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    assert scanner.problem(2**20) is None
    real = clamd_room.harmful
    for harmful, words in (
        (lambda content: False, "signatures"),
        (lambda content: len(content) < 2**20 and real(content), "passes large files unseen"),
        (lambda content: True, "harmless file"),
    ):
        monkeypatch.setattr(clamd_room, "harmful", harmful)
        assert words in (scanner.problem(2**20) or "")
    clamd.mood = "error"
    assert "no clear answer" in (scanner.problem(2**20) or "")


def test_what_the_daemon_calls_its_finding_is_written_as_a_code(clamd: Clamd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.files.clamd.NAME", "Win.Test <b>EICAR</b>\n" + "x" * 200)
    assert scanner.scan(EICAR) == ("Win.Test-b-EICAR-b-" + "x" * 200)[:100]


def test_an_installation_without_a_scanner_is_warned(settings: Any) -> None:
    assert [warning.id for warning in scanner.files_are_scanned(None)] == ["files.W001"]
    settings.CLAMAV = "/run/clamav/clamd.ctl"
    assert scanner.files_are_scanned(None) == []
