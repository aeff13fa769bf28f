"""A file comes in: checked, sealed, kept, and written down."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onlinelives.files import store
from onlinelives.files.actions import stored
from onlinelives.files.checks.kinds import KINDS
from onlinelives.files.models import StoredFile
from onlinelives.files.queries.stored import content_of
from onlinelives.files.upload_handler import LARGEST
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.trail.models import Entry
from tests.files.samples import exif, pdf, pdf_bomb, picture, raw_zip, unless_refused, zeros
from tests.world import World


def last_entry() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(Entry.objects.latest("id").body)
    return told


@transaction.atomic
def broken_off(act: Callable[[], Any]) -> None:
    """Something is done in a transaction that fails in the end."""
    act()
    raise RuntimeError("broken")


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_pdf_is_kept_as_it_was_sent(world: World) -> None:
    got = stored.receive(content=pdf(), name="C:\\Desktop\\Minutes of March.pdf", by=world.alice)
    got = StoredFile.objects.get(pk=got.pk)
    assert (got.name, got.kind, got.size, got.state) == ("Minutes of March.pdf", "pdf", len(pdf()), "kept")
    assert got.sha256 == got.sent_sha256 == hashlib.sha256(pdf()).hexdigest()
    assert (got.partnership, got.received_by, got.scanned_at) == (world.partnership, world.alice, None)
    assert content_of(got) == pdf()


@pytest.mark.asvs("V16.2.5")
def test_one_entry_says_who_sent_what_without_its_name(world: World) -> None:
    before = Entry.objects.count()
    got = stored.receive(content=b"Minutes", name="About Zoe.txt", by=world.alice)
    assert Entry.objects.count() == before + 1
    told = last_entry()
    assert (told["verb"], told["subject"], told["actor"]) == ("file received", f"file/{got.pk}", world.alice.trail_id)
    assert told["details"] == {"kind": "txt", "size": 7, "sha256": got.sha256, "state": "kept"}
    assert "Zoe" not in Entry.objects.latest("id").body


def test_a_picture_is_kept_without_its_place_and_its_first_form_is_known_by_its_sum_only(world: World) -> None:
    sent = picture(exif=exif(6))
    got = stored.receive(content=sent, name="Photo.JPEG", by=world.alice)
    kept = content_of(got)
    assert b"Invented Cameras" in sent
    assert b"Invented Cameras" not in kept
    assert got.kind == "jpg"
    assert got.name == "Photo.JPEG"
    assert (got.size, got.sha256) == (len(kept), hashlib.sha256(kept).hexdigest())
    assert got.sent_sha256 == hashlib.sha256(sent).hexdigest()


@pytest.mark.asvs("V11.3.2", "V14.2.1")
@pytest.mark.django_db(transaction=True)
def test_no_word_of_a_file_is_found_in_the_folder_or_in_the_database(folder: Path) -> None:
    world = World()
    planted = b"The planted sentence of a young person."
    got = stored.receive(content=planted, name="notes.txt", by=world.alice)
    assert content_of(got) == planted
    lying = on_disk(folder)
    assert len(lying) == 1
    places = [*lying]
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        places += [path for path in name.parent.glob(name.name + "*") if path.is_file()]
        assert any(got.sha256.encode() in path.read_bytes() for path in places)
    else:
        with connection.cursor() as cursor:
            cursor.execute("select string_agg(f::text, '') from files_storedfile f")
            assert "planted" not in cursor.fetchone()[0]
    assert [path for path in places if b"planted sentence" in path.read_bytes()] == []


REFUSED = {
    "nothing": (b"", "a.txt", "This file is empty."),
    "one byte too many": (b"x" * (LARGEST + 1), "a.txt", "larger than 20 MB"),
    "another kind": (b"MZ", "a.exe", "not accepted"),
    "a page called a PDF": (b"<html>", "a.pdf", "not that of a PDF"),
    "a program called a document": (b"MZ\x90\x00", "a.docx", "not what its name says"),
    "a bomb": (raw_zip([{"name": "a", "packed": zeros(300), "size": 300 * 2**20}]), "a.xlsx", "unpacks to more"),
    "a bomb in a PDF": (pdf_bomb(2_000), "a.pdf", "damaged"),
    "half a picture": (picture(size=(300, 300))[:900], "a.jpg", "cannot be read"),
    "a name turned round": (pdf(), "a\u202efdp.exe", "not accepted"),
}


@pytest.mark.asvs("V5.2.1", "V5.2.2", "V5.2.3")
@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_file_leaves_nothing_but_a_sentence(what: str, world: World, folder: Path) -> None:
    content, name, words = REFUSED[what]
    before = Entry.objects.count()
    with pytest.raises(Invalid, match=words) as refusal:
        stored.receive(content=content, name=name, by=world.alice)
    assert refusal.value.field == "file"
    assert (Entry.objects.count(), StoredFile.objects.count(), on_disk(folder)) == (before, 0, [])


def test_the_largest_file_is_accepted(world: World) -> None:
    assert stored.receive(content=b"x" * LARGEST, name="a.txt", by=world.alice).size == LARGEST


def test_when_the_row_cannot_be_written_its_content_is_only_left_over(world: World, folder: Path) -> None:
    """A broken connection does not tell whether the row is there, so the content must stay."""
    with pytest.raises(RuntimeError, match="broken"):
        broken_off(lambda: stored.receive(content=b"Minutes", name="a.txt", by=world.alice))
    assert StoredFile.objects.count() == 0
    assert len(on_disk(folder)) == 1


def test_when_the_content_cannot_be_written_there_is_no_row(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise store.NoRoom

    monkeypatch.setattr(store, "put", full)
    before = Entry.objects.count()
    with pytest.raises(NotNow, match="no room left"):
        stored.receive(content=b"Minutes", name="a.txt", by=world.alice)
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, before)


def test_the_content_is_on_the_disk_before_its_row_is_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    real = StoredFile.save

    def save(self: StoredFile, **more: Any) -> None:
        seen.append(store.read(self.pk, self.partnership_id, self.sha256))
        real(self, **more)

    monkeypatch.setattr(StoredFile, "save", save)
    stored.receive(content=b"Minutes", name="a.txt", by=world.alice)
    assert seen == [b"Minutes"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode)),
    stem=st.text(max_size=200),
    ending=st.sampled_from(["txt", "csv", "docx", "ods", "exe", "", "PDF"]),
)
def test_whatever_is_sent_is_kept_or_refused_in_words(world: World, content: bytes, stem: str, ending: str) -> None:
    got = unless_refused(lambda: stored.receive(content=content, name=f"{stem}.{ending}", by=world.alice))
    if got is not None:
        got.refresh_from_db()
        assert content_of(got) == content
        assert got.kind in KINDS


def test_what_the_program_made_is_kept_without_an_entry_of_its_own(world: World) -> None:
    before = Entry.objects.count()
    made = stored.keep_made(b"%PDF-", "Report for O’Hara.pdf", world.partnership)
    assert Entry.objects.count() == before
    assert (made.kind, made.state, made.received_by) == ("pdf", "kept", None)
    assert content_of(made) == b"%PDF-"


def test_an_erased_file_keeps_its_row_and_loses_its_content(
    world: World, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    got = stored.receive(content=b"Minutes", name="a.txt", by=world.alice)
    as_it_was = StoredFile.objects.get(pk=got.pk)
    with django_capture_on_commit_callbacks(execute=True):
        stored.erase(stored=got, by=world.alice)
        assert len(on_disk(folder)) == 1  # until the transaction has been committed
    assert on_disk(folder) == []
    got.refresh_from_db()
    assert got.state == "erased"
    assert (last_entry()["verb"], last_entry()["subject"]) == ("file erased", f"file/{got.pk}")
    with pytest.raises(NotNow, match="erased"):
        content_of(got)
    for again in (got, as_it_was):
        with pytest.raises(NotNow, match="erased"):
            stored.erase(stored=again, by=world.alice)
    assert stored.erase_content(got).state == "erased"  # as part of something else it is no obstacle


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_is_taken_back_loses_nothing() -> None:
    world = World()
    got = stored.receive(content=b"Minutes", name="a.txt", by=world.alice)
    with pytest.raises(RuntimeError, match="broken"):
        broken_off(lambda: stored.erase_content(got))
    assert content_of(StoredFile.objects.get(pk=got.pk)) == b"Minutes"


@pytest.mark.django_db(transaction=True)
def test_a_file_that_a_signature_covers_cannot_be_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the database says in the room that signs; its own guard is tested there."""
    from django.db import IntegrityError

    world = World()
    got = stored.receive(content=b"Minutes", name="a.txt", by=world.alice)

    def refuse(*_: Any, **__: Any) -> None:
        raise IntegrityError("a signature covers this file")

    monkeypatch.setattr(StoredFile, "save", refuse)
    with pytest.raises(NotNow, match="signed"):
        stored.erase(stored=got, by=world.alice)
    monkeypatch.undo()
    assert content_of(StoredFile.objects.get(pk=got.pk)) == b"Minutes"
