"""Choosing what an answer cites, and who is given a piece of evidence and its file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import evidence, returns
from onlinelives.audits.actions.evidence import Told
from onlinelives.trail.models import Entry
from tests.audits.sent import add_file, cites, page_of
from tests.world import World, add_note, cite, fill, sign_off

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""
    return tmp_path / "files"


class TestCiting:
    def url(self, world: World, statement: str = "1.1") -> str:
        return reverse("answer_evidence", args=[world.elmfield_return.pk, statement])

    def shown(self, client: Client, world: World) -> str:
        """What the page says that the answer cites."""
        return page_of(client.get(self.url(world))).one("input", name="shown")["value"] or ""

    def test_the_page_offers_the_agency_s_library_and_marks_what_is_newer(
        self, world: World, signed_in: SignIn
    ) -> None:
        client = signed_in(world.alice)
        assert "The library is empty" in client.get(self.url(world)).content.decode()
        made = add_note(world.elmfield, world.bob)
        add_note(world.harbour, world.mina, "Theirs")
        cite(world.elmfield_return, "1.1", [made], world.bob)
        evidence.revise(evidence=made, told=Told("April", "Counted", note="Same"), expected=1, by=world.bob)
        page = page_of(client.get(self.url(world)))
        assert "April (Note, revision 2, the newest)" in page.text
        assert "Theirs" not in page.text
        boxes = page.all("input", type="checkbox")
        assert ["checked" in box for box in boxes] == [True, False]
        client.post(self.url(world), {"revisions": [boxes[1]["value"]], "shown": self.shown(client, world)})
        assert cites(world) == ["April"]

    @pytest.mark.asvs("V8.2.2", "V2.2.1")
    def test_a_revision_that_is_not_on_the_list_is_refused(self, world: World, signed_in: SignIn) -> None:
        own, gone = add_note(world.elmfield, world.bob), add_note(world.elmfield, world.bob, "Gone")
        theirs, far = add_note(world.harbour, world.mina), add_note(world.far_agency, world.yan)
        evidence.withdraw(evidence=gone, by=world.bob)
        client = signed_in(world.bob)
        for one in (theirs, far, gone):
            sent = [str(own.revisions.get().pk), str(one.revisions.get().pk)]
            got = client.post(self.url(world), {"revisions": sent})
            assert got.status_code == 422
            assert "The list has changed since you opened it" in got.content.decode()
        for nonsense in ("", "x", "1' or 1=1"):
            assert client.post(self.url(world), {"revisions": [nonsense]}).status_code == 422
        assert cites(world) == []

    def test_two_people_at_once_undo_nothing_of_each_other_s(self, world: World, signed_in: SignIn) -> None:
        titles = ("Policy", "Minutes", "Leaflet")
        made = {title: add_note(world.elmfield, world.bob, title) for title in titles}
        pk = {title: str(one.revisions.get().pk) for title, one in made.items()}
        cite(world.elmfield_return, "1.1", [made["Policy"]], world.bob)
        alice, bob = signed_in(world.alice), signed_in(world.bob)
        as_both_saw_it = self.shown(alice, world)
        bob.post(self.url(world), {"revisions": [pk["Minutes"]], "shown": as_both_saw_it})  # in its place
        assert cites(world) == ["Minutes"]
        alice.post(self.url(world), {"revisions": [pk["Policy"], pk["Leaflet"]], "shown": as_both_saw_it})  # one more
        assert cites(world) == ["Leaflet", "Minutes"]
        alice.post(self.url(world), {"revisions": [], "shown": self.shown(alice, world)})
        assert cites(world) == []

    def test_nothing_is_cited_for_a_signed_return_or_somebody_else_s_section(
        self, world: World, signed_in: SignIn
    ) -> None:
        pk = str(add_note(world.elmfield, world.bob).revisions.get().pk)
        fill(world.elmfield_return, world.bob)
        assert signed_in(world.alice).post(self.url(world, "2.1"), {"revisions": [pk]}).status_code == 403
        sign_off(world.elmfield_return, world.bob)
        client = signed_in(world.bob)
        assert client.post(self.url(world), {"revisions": [pk]}).status_code == 409
        assert client.get(self.url(world)).status_code == 409
        assert client.get(self.url(world, "9.9")).status_code == 404
        assert cites(world) == []


@pytest.mark.asvs("V8.2.2", "V8.3.1")
def test_a_file_is_given_only_to_whoever_may_see_the_revision(world: World, signed_in: SignIn) -> None:
    made = add_file(world, signed_in)
    revision = made.revisions.get()
    addresses = [reverse("evidence_revision", args=[revision.pk]), reverse("evidence_file", args=[revision.pk])]
    everybody = ("alice", "bob", "charlie", "mina", "dana", "ravi", "ines", "omar", "zoe", "yan", "far_omar")

    def who() -> set[str]:
        clients = {name: signed_in(getattr(world, name)) for name in everybody}
        got = {name: {client.get(address).status_code for address in addresses} for name, client in clients.items()}
        assert all(codes in ({200}, {404}) for codes in got.values()), got
        return {name for name, codes in got.items() if codes == {200}}

    assert who() == {"alice", "bob"}
    fill(world.elmfield_return, world.bob)
    cite(world.elmfield_return, "1.1", [made], world.bob)
    assert who() == {"alice", "bob"}
    sign_off(world.elmfield_return, world.bob)
    assert who() == {"alice", "bob", "dana"}
    returns.reopen(audit_return=world.elmfield_return, reason="To cite more of it", by=world.bob)
    assert who() == {"alice", "bob"}
    for address in addresses:
        assert Client().get(address).status_code == 302  # to sign in
    note = add_note(world.elmfield, world.bob).revisions.get()
    assert signed_in(world.bob).get(reverse("evidence_file", args=[note.pk])).status_code == 404


def test_a_file_that_waits_for_its_scan_is_named_and_not_given_out(
    world: World, signed_in: SignIn, settings: Any
) -> None:
    made = add_file(world, signed_in)
    settings.CLAMAV = "/run/clamd"
    client, pk = signed_in(world.bob), made.revisions.get().pk
    page = client.get(reverse("evidence_revision", args=[pk])).content.decode()
    assert "minutes.txt" in page
    assert "waiting for its virus check" in page
    count = Entry.objects.count()
    assert client.get(reverse("evidence_file", args=[pk])).status_code == 409
    assert Entry.objects.count() == count  # nobody opened anything
