"""What leaves the building is locked, its passphrase is shown once, and that it left stays on record."""

import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.files.models import StoredFile
from onlinelives.files.queries import content_of
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.sharing import documents, papers, passphrases
from onlinelives.sharing.actions import extracts, never, packs
from onlinelives.sharing.models import Extract, Pack
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from onlinelives.web import pdf
from tests.cases.test_sealed import everything_stored
from tests.partners import decide, grounds, send
from tests.practice import Practice
from tests.world import World, again

SignIn = Callable[[Person], Client]
WHY = "Agreed in the weekly meeting."


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


@pytest.fixture
def practice(world: World) -> Practice:
    grounds(world.alice)
    return Practice(world)


@pytest.fixture
def extract(world: World, practice: Practice) -> Extract:
    return send(decide(practice.tariq, [To(name="Amara Okafor", who="mother")], world.alice), world.alice)


def test_a_passphrase_is_six_words_of_the_list_and_never_the_same() -> None:
    made = {passphrases.made() for _ in range(50)}
    assert len(made) == 50
    assert all(len(each.split("-")) == 6 and set(each.split("-")) <= set(passphrases.words()) for each in made)


def test_the_words_are_many_plain_and_can_be_read_out_to_a_child() -> None:
    found = passphrases.words()
    assert len(set(found)) == len(found) >= passphrases.FEWEST
    assert all(re.fullmatch("[a-z]{3,9}", word) for word in found)
    assert not passphrases.LEFT_OUT & set(found)


def test_too_few_words_make_no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "generate_wordlist", lambda *args, **more: ["abacus", "zebra"])
    passphrases.words.cache_clear()
    try:
        with pytest.raises(RuntimeError, match="only 2 words"):
            passphrases.made()
    finally:
        passphrases.words.cache_clear()


class TestMaking:
    def test_it_opens_with_the_passphrase_only_and_says_what_was_frozen(self, world: World, extract: Extract) -> None:
        pack, passphrase = packs.make(extract=extract, by=world.alice)
        content = content_of(StoredFile.objects.get(pk=pack.file_id))
        for wrong in ("", passphrase.upper(), "copper-lantern"):
            with pytest.raises(pikepdf.PasswordError):
                pikepdf.open(io.BytesIO(content), password=wrong)
        with pikepdf.open(io.BytesIO(content), password=passphrase) as opened:
            assert opened.encryption.R == 6
            assert opened.encryption.bits == 256
        for word in (b"Tariq", b"Winterbourne", b"Amara", b"Elmfield"):
            assert word not in content

    def test_the_paper_is_tagged_and_says_exactly_what_was_chosen(self, extract: Extract) -> None:
        found = documents.thaw(extract.body)
        html = papers.extract_html(found, extract.number, extract.sent_at, extract.expires_at)
        assert page.validate_pdf_bytes(pdf.make(html)).failures == []
        for words_ in ("Tariq Winterbourne-Okafor", "17 May 2012", "Amara Okafor, mother", "To keep him safe"):
            assert words_ in html
        for left_out in ("Quarrels", "ZZ9", "Tazwell"):
            assert left_out not in html

    def test_the_page_shows_the_passphrase_once(
        self, world: World, practice: Practice, extract: Extract, signed_in: SignIn
    ) -> None:
        client, args = signed_in(world.alice), [practice.tariq.reference, extract.pk]
        sent = {"form_key": str(uuid.uuid4())}
        first = client.post(reverse("young_person_pack_new", args=args), sent)
        [passphrase] = re.findall(r'id="passphrase">([a-z-]+)<', first.text)
        assert first.headers["Cache-Control"] == "no-store"
        second = client.post(reverse("young_person_pack_new", args=args), sent)
        assert second.status_code == 422
        assert "shown then" in second.text
        later = client.get(reverse("young_person_extract", args=args)).text
        for text in (second.text, later):
            assert passphrase not in text
        assert Pack.objects.count() == 1
        assert passphrase.encode() not in everything_stored()

    def test_the_file_has_a_neutral_name_and_each_taking_is_written_down(
        self, world: World, practice: Practice, extract: Extract, signed_in: SignIn
    ) -> None:
        pack, _ = packs.make(extract=extract, by=world.alice)
        got = signed_in(world.bob).get(reverse("young_person_pack_file", args=[practice.tariq.reference, pack.pk]))
        assert got.headers["Content-Disposition"] == f'attachment; filename="extract-{extract.number}.pdf"'
        assert got.headers["Cache-Control"] == "no-store"
        assert got.content.startswith(b"%PDF")
        [entry] = Entry.objects.filter(verb="pack taken")
        assert str(pack.pk) in entry.body

    def test_it_is_on_record_who_made_it_for_whom_and_with_which_digest(
        self, world: World, practice: Practice, extract: Extract, signed_in: SignIn
    ) -> None:
        pack, _ = packs.make(extract=extract, by=world.alice)
        record = signed_in(world.alice).get(reverse("young_person", args=[practice.tariq.reference])).text
        assert "Locked file" in record
        assert f"of extract {extract.number}, for a parent or carer" in record
        args = [practice.tariq.reference, extract.pk]
        assert pack.sha256 in signed_in(world.alice).get(reverse("young_person_extract", args=args)).text
        assert pack.sha256 in Entry.objects.get(verb="pack made").body

    def test_without_the_libraries_nothing_is_made_and_nothing_leaves(
        self, world: World, practice: Practice, extract: Extract, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def missing(html: str) -> bytes:
            raise pdf.PdfUnavailable

        monkeypatch.setattr(pdf, "make", missing)
        args = [practice.tariq.reference, extract.pk]
        got = signed_in(world.alice).post(reverse("young_person_pack_new", args=args), {"form_key": str(uuid.uuid4())})
        assert got.status_code == 422
        assert pdf.NO_PDF in got.text
        assert not Pack.objects.exists()


class TestWho:
    def test_none_for_an_agency_which_reads_it_here(self, world: World, practice: Practice) -> None:
        made = send(decide(practice.tariq, [To(agency=world.harbour)], world.alice), world.alice)
        with pytest.raises(Invalid, match="reads the extract here"):
            packs.make(extract=made, by=world.alice)

    def test_none_for_somebody_put_on_the_list_meanwhile(
        self, world: World, practice: Practice, extract: Extract
    ) -> None:
        never.add(young_person=practice.tariq, name="Okafor Amara", reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="must never receive"):
            packs.make(extract=extract, by=world.alice)

    def test_none_of_an_extract_that_has_ended(self, world: World, extract: Extract) -> None:
        with clock.at(extract.expires_at), pytest.raises(NotNow):
            packs.make(extract=extract, by=world.alice)

    def test_a_stranger_makes_none(self, world: World, extract: Extract) -> None:
        for name in ("charlie", "mina", "dana", "omar"):
            with pytest.raises(Refused):
                packs.make(extract=extract, by=again(getattr(world, name)))
        assert not Pack.objects.exists()


class TestKeeping:
    def test_the_file_goes_after_a_week_and_that_it_was_made_stays(
        self, world: World, extract: Extract, practice: Practice, signed_in: SignIn
    ) -> None:
        pack, _ = packs.make(extract=extract, by=world.alice)
        assert packs.clear_old(clock.now() - timedelta(days=1)) == 0
        assert packs.clear_old(clock.now() + timedelta(seconds=1)) == 1
        pack.refresh_from_db()
        assert (pack.file, len(pack.sha256)) == (None, 64)
        assert not StoredFile.objects.exists()
        assert Entry.objects.filter(verb="pack file removed").count() == 1
        url = reverse("young_person_pack_file", args=[practice.tariq.reference, pack.pk])
        assert signed_in(world.alice).get(url).status_code == 409

    def test_it_goes_when_the_extract_is_revoked(self, world: World, extract: Extract) -> None:
        pack, _ = packs.make(extract=extract, by=world.alice)
        extracts.revoke(extract=extract, reason=WHY, by=world.alice)
        pack.refresh_from_db()
        assert pack.file is None
        assert not StoredFile.objects.exists()
