"""The pages of the evidence library, and choosing what an answer cites, as an agency's people meet them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import agencies
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import evidence
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.forms import EvidenceForm
from onlinelives.audits.models import Evidence, EvidenceRevision
from onlinelives.files import store
from onlinelives.files.models import StoredFile
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.sent import KEY, MINUTES, add, add_file, cites, page_of, stored_file, told, upload
from tests.pages import links, rows
from tests.web.sample import HOSTILE
from tests.world import World, add_note, cite, fill, sign_off

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""
    return tmp_path / "files"


BACKWARDS = {"covers_from_0": 2, "covers_from_1": 2, "covers_from_2": 2026, "covers_to_0": 1, "covers_to_1": 2}
WRONG: list[tuple[str, dict[str, Any], str, str]] = [  # the kind, what is sent, the field that is wrong, what is said
    ("file", {"file": ""}, "file", "Choose a file"),
    ("file", {"file": upload(b"MZ\x90", "run.exe")}, "file", "Files of this kind are not accepted"),
    ("file", {"file": upload(b"MZ\x90", "report.pdf")}, "file", "PDF"),
    ("file", {"file": upload(b"")}, "file", "The file is empty"),
    ("file", {"file": upload(), "review_on_2": "1999"}, "review_on", "must not be in the past"),
    ("link", {"link": "javascript:alert(1)"}, "link", "Enter a whole web address"),
    ("link", {"link": "ftp://example.org/x"}, "link", "Enter a whole web address"),
    ("link", {"link": ""}, "link", "Enter a web address"),
    ("note", {"note": " "}, "note", "Write the note"),
    ("note", {"note": "x", "title": ""}, "title", "Give the evidence a title"),
    ("note", {"note": "x", "shows": "x" * 1001}, "shows", "at most 1000 characters"),
    ("note", {"note": "x", "owner": "0"}, "owner", "Choose somebody of the agency"),
    ("note", {"note": "x", "review_on_1": "13"}, "review_on", "Enter a real date"),
    ("note", {"note": "x", **BACKWARDS, "covers_to_2": 2026}, "covers_to", "must not be before the first"),
]


class TestAdding:
    def test_a_file_comes_in_and_is_given_out_as_it_came(self, world: World, signed_in: SignIn) -> None:
        client = signed_in(world.bob)
        name = "O’Neill محضر 🙂.txt"
        got = add(client, "file", told(world, file=upload(name=name)))
        assert got.status_code == 302
        revision = EvidenceRevision.objects.get()
        page = client.get(got["Location"]).content.decode()
        assert name in page
        assert "29 bytes" in page
        assert revision.sha256 in page
        count = Entry.objects.count()
        given = client.get(reverse("evidence_file", args=[revision.pk]))
        assert given.content == MINUTES
        assert given["Content-Disposition"].startswith("attachment; filename")
        assert given["X-Content-Type-Options"] == "nosniff"
        assert Entry.objects.count() == count + 1
        assert (Entry.objects.latest("pk").verb, Entry.objects.latest("pk").actor) == (
            "evidence opened",
            f"person/{world.bob.pk}",
        )

    @pytest.mark.parametrize("kind", ["file", "link", "note"])
    def test_only_where_a_file_is_asked_for_do_we_say_stop(self, world: World, signed_in: SignIn, kind: str) -> None:
        """An image of a child must never come in, so it is said before, and confirmed for every kind."""
        client = signed_in(world.alice)
        page = client.get(reverse("evidence_add", args=[kind]))
        said = "never upload an image or video of a child" in page.content.decode()
        assert said == (kind == "file")
        what: dict[str, Any] = {"file": upload(), "link": "https://a.example/x", "note": "On the shelf"}
        sent = {name: value for name, value in told(world).items() if name != "declared"}
        got = add(client, kind, {**sent, kind: what[kind]})
        assert got.status_code == 422
        assert "confirm that no young person can be seen or recognised" in got.content.decode()
        assert not StoredFile.objects.exists()  # what nobody has looked through never comes in
        if kind != "file":
            return
        made = add_file(world, signed_in)
        assert "never upload an image" in client.get(reverse("evidence_revise", args=[made.pk])).content.decode()

    def test_the_same_form_sent_twice_is_one_piece_of_evidence_and_one_file(
        self, world: World, signed_in: SignIn, folder: Path, django_capture_on_commit_callbacks: Any
    ) -> None:
        client = signed_in(world.bob)
        with django_capture_on_commit_callbacks(execute=True):
            sent = [add(client, "file", told(world, file=upload())) for _ in range(3)]
        assert {got["Location"] for got in sent} == {reverse("evidence_item", args=[Evidence.objects.get().pk])}
        kept = EvidenceRevision.objects.get().file
        assert kept
        assert list(folder.rglob("*.sealed")) == [store.place_of(kept.pk)]
        assert sorted(StoredFile.objects.values_list("state", flat=True)) == ["erased", "erased", "kept"]

    @pytest.mark.asvs("V2.2.1", "V2.2.2")
    def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
        self, world: World, signed_in: SignIn
    ) -> None:
        client = signed_in(world.bob)
        for kind, sent, field, words in WRONG:
            got = add(client, kind, {**told(world), **sent})
            assert got.status_code == 422, sent
            page = page_of(got)
            assert any((link["href"] or "").startswith(f"#id_{field}") for link in page.all("a")), sent
            assert words in page.text, sent
            assert field == "shows" or "Referrals are counted" in page.html
        assert not Evidence.objects.exists()
        assert not StoredFile.objects.filter(state="kept").exists()

    def test_another_agency_s_person_is_not_offered_and_not_taken(self, world: World, signed_in: SignIn) -> None:
        client = signed_in(world.bob)
        page = page_of(client.get(reverse("evidence_add", args=["note"])))
        assert [option["value"] for option in page.all("option")] == [str(world.alice.pk), str(world.bob.pk)]
        got = add(client, "note", told(world, note="x", owner=world.charlie.pk), agency=world.harbour.code)
        assert got.status_code == 422
        assert add(client, "note", told(world, note="x"), agency=world.harbour.code).status_code == 302
        assert Evidence.objects.get().agency == world.elmfield

    def test_new_evidence_for_an_answer_is_cited_at_once(self, world: World, signed_in: SignIn) -> None:
        client, target = signed_in(world.alice), f"{world.elmfield_return.pk}/1.1"
        first = add_note(world.elmfield, world.bob, "Policy")
        page = client.get(reverse("evidence_add", args=["note"], query={"answer": target}))
        assert "for statement 1.1" in page.content.decode()
        cite(world.elmfield_return, "1.1", [first], world.bob)  # meanwhile
        sent = told(world, note="On the shelf")
        for _ in range(2):
            got = add(client, "note", sent, answer=target)
            assert got["Location"] == reverse("section", args=[world.elmfield_return.pk, 1]) + "#s1_1"
        assert cites(world) == ["Minutes of March", "Policy"]
        # Not for a section of somebody else's, another agency's answer, one that is not there, or nonsense.
        wanted = {
            f"{world.elmfield_return.pk}/2.1": 403,
            f"{world.harbour_return.pk}/1.1": 404,
            f"{world.elmfield_return.pk}/9.9": 404,
            "999999999999/1.1": 404,
            "9" * 5000 + "/1.1": 200,
            "x/1.1": 200,
        }
        address = reverse("evidence_add", args=["note"])
        assert {a: client.get(address, {"answer": a}).status_code for a in wanted} == wanted
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        assert client.get(address, {"answer": target}).status_code == 409

    def test_somebody_cites_for_the_same_answer_while_the_file_is_being_checked(
        self, world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        receive = EvidenceForm.told

        def slowly(form: EvidenceForm, by: Person) -> Told:
            cite(world.elmfield_return, "1.1", [add_note(world.elmfield, world.bob, "Policy")], world.bob)
            return receive(form, by)

        monkeypatch.setattr(EvidenceForm, "told", slowly)
        target = f"{world.elmfield_return.pk}/1.1"
        assert add(signed_in(world.alice), "file", told(world, file=upload()), answer=target).status_code == 302
        assert cites(world) == ["Minutes of March", "Policy"]


class TestLooking:
    def test_whatever_somebody_typed_stays_text(self, world: World, signed_in: SignIn) -> None:
        name = f"O’Neill’s “محضر” 🙂 {HOSTILE}"
        said = Told(title=name, shows=f"{HOSTILE} https://a.example.", note=f"{HOSTILE}\n\nTwo")
        due = clock.today() + timedelta(days=3)
        made = evidence.add(agency=world.elmfield, told=said, owner=world.bob, review_on=due, by=world.bob)
        cite(world.elmfield_return, "1.1", [made], world.bob)
        client, pk = signed_in(world.bob), world.elmfield_return.pk
        places = [("evidence", []), ("evidence_item", [made.pk]), ("evidence_revise", [made.pk])]
        places += [("evidence_care", [made.pk]), ("evidence_revision", [made.revisions.get().pk])]
        places += [("answer_evidence", [pk, "1.1"]), ("section", [pk, 1]), ("home", [])]
        for address, args in places:
            page = page_of(client.get(reverse(address, args=args)))
            assert not page.all("img"), address
            assert "محضر” 🙂" in page.html, address

    @pytest.mark.parametrize(
        "link",
        ["https://en.example.org/wiki/Minutes_(group)", "https://a.example/o'neill?a=1&b=2", "HTTPS://A.example/x."],
    )
    def test_a_link_leads_exactly_where_it_was_meant_to_and_tells_nothing(
        self, world: World, signed_in: SignIn, link: str
    ) -> None:
        client = signed_in(world.bob)
        assert add(client, "link", told(world, link=link)).status_code == 302
        page = page_of(client.get(reverse("evidence_revision", args=[EvidenceRevision.objects.get().pk])))
        there = page.one("a", href=EvidenceRevision.objects.get().link)
        assert there["href"] == link
        assert there["rel"] == "noreferrer noopener"

    def test_the_library_says_what_is_due_and_what_was_withdrawn(self, world: World, signed_in: SignIn) -> None:
        client = signed_in(world.alice)
        assert "Nothing here yet" in client.get(reverse("evidence")).content.decode()
        add_note(world.elmfield, world.bob, "Policy")
        gone = add_note(world.elmfield, world.bob, "Leaflet")
        soon = add_note(world.elmfield, world.bob, "Minutes")
        evidence.look_after(evidence=soon, owner=world.alice, review_on=clock.today(), by=world.alice)
        cite(world.elmfield_return, "1.1", [soon], world.bob)
        cite(world.elmfield_return, "1.2", [soon], world.bob)
        evidence.withdraw(evidence=gone, by=world.bob)
        add_note(world.harbour, world.mina, "Theirs")
        day = lambda when: f"{when.day} {when:%B %Y}"  # noqa: E731
        later = day(clock.today() + timedelta(days=365))
        assert rows(client.get(reverse("evidence")).content) == [
            ["Minutes Note, revision 1", "Alice", f"{day(clock.today())} Soon", "2 answers"],
            ["Policy Note, revision 1", "Bob", later, "0 answers"],
        ]
        shown = {
            show: [row[0] for row in rows(client.get(reverse("evidence"), {"show": show}).content)]
            for show in ("due", "withdrawn", "x")
        }
        assert shown == {
            "due": ["Minutes Note, revision 1"],
            "withdrawn": ["Leaflet Note, revision 1"],
            "x": ["Minutes Note, revision 1", "Policy Note, revision 1"],
        }
        with clock.at(clock.now() + timedelta(days=1)):
            overdue = rows(signed_in(world.alice).get(reverse("evidence")).content)[0]
        assert overdue[2].endswith("Overdue")

    def test_pages_of_the_library_can_be_turned_and_searched(
        self, world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("onlinelives.audits.queries.evidence.PAGE", 2)
        for title in ("Policy", "Minutes of May", "Minutes of June", "Minutes of July", "Leaflet"):
            add_note(world.elmfield, world.bob, title)
        client = signed_in(world.bob)
        titles = lambda **asked: [r[0].split(" Note")[0] for r in rows(client.get(reverse("evidence"), asked).content)]  # noqa: E731
        assert titles() == ["Policy", "Minutes of May"]
        assert titles(page="3") == ["Leaflet"]
        assert titles(page="99") == ["Leaflet"]
        assert titles(page="x" * 10) == titles(page="9" * 5000) == ["Policy", "Minutes of May"]
        assert titles(words="minutes", page="2") == ["Minutes of July"]
        found = client.get(reverse("evidence"), {"words": "minutes"}).content
        assert "words=minutes" in links(found)["Next"]
        assert "Nothing found" in client.get(reverse("evidence"), {"words": "<b>"}).content.decode()
        here = reverse("answer_evidence", args=[world.elmfield_return.pk, "1.1"])
        offered = page_of(client.get(here))
        assert len(offered.all("input", type="checkbox")) == 2
        assert "There is more in the library" in offered.text
        july = EvidenceRevision.objects.get(title="Minutes of June")
        assert client.post(f"{here}?words=june", {"revisions": [str(july.pk)], "shown": ""}).status_code == 302
        assert cites(world) == ["Minutes of June"]
        assert (
            f'value="{july.pk}" checked' in client.get(here).content.decode()
        )  # cited, though it is not among the newest

    def test_an_old_revision_is_shown_with_its_signature(self, world: World, signed_in: SignIn) -> None:
        made = add_note(world.elmfield, world.bob)
        fill(world.elmfield_return, world.bob)
        cite(world.elmfield_return, "1.1", [made], world.bob)
        sign_off(world.elmfield_return, world.bob)
        other = Told(title="Minutes of April", shows="Counted", note="Same cupboard")
        evidence.revise(evidence=made, told=other, expected=1, by=world.alice)
        page = page_of(signed_in(world.bob).get(reverse("evidence_item", args=[made.pk])))
        assert "Minutes of March, revision 1" in page.text
        assert "Covered by a signature" in page.text
        assert "Self-audit 2026, statement 1.1 , revision 1 Not the newest" in page.text
        assert "It cannot be removed" in page.text
        assert reverse("evidence_remove", args=[made.pk]) not in page.html


class TestRevising:
    def test_who_comes_second_keeps_what_they_typed_and_can_send_it_again(
        self, world: World, signed_in: SignIn
    ) -> None:
        made = add_note(world.elmfield, world.bob)
        client, url = signed_in(world.bob), reverse("evidence_revise", args=[made.pk])
        assert page_of(client.get(url)).one("input", name="version")["value"] == "1"
        evidence.revise(evidence=made, told=Told("April", "Counted", note="Same"), expected=1, by=world.alice)
        sent = {"title": "May", "shows": "Counted anew", "note": "Another cupboard", "declared": "on"}
        got = client.post(url, {**sent, "version": 1, "form_key": KEY})
        assert got.status_code == 409
        page = page_of(got)
        assert "Somebody else changed this evidence" in page.text
        assert "It stands beside revision 2" in page.text
        assert "Another cupboard" in page.html
        assert page.one("input", name="title")["value"] == "May"
        again = page.one("input", name="version")["value"]
        assert client.post(url, {**sent, "version": again, "form_key": KEY}).status_code == 302
        assert list(made.revisions.values_list("number", "title")) == [
            (3, "May"),
            (2, "April"),
            (1, "Minutes of March"),
        ]

    def test_a_file_sent_too_late_leaves_nothing_behind(self, world: World, signed_in: SignIn) -> None:
        made = add_file(world, signed_in)
        client, url = signed_in(world.bob), reverse("evidence_revise", args=[made.pk])
        sent = {"title": "April", "shows": "Counted", "declared": "on", "form_key": KEY, "version": 1}
        assert client.post(url, {**sent, "file": upload(b"April")}).status_code == 302
        assert client.post(url, {**sent, "file": upload(b"May")}).status_code == 409
        assert sorted(StoredFile.objects.values_list("state", flat=True)) == ["erased", "kept", "kept"]
        assert [r.number for r in made.revisions.all()] == [2, 1]
        assert client.get(reverse("evidence_file", args=[made.revisions.get(number=1).pk])).content == MINUTES

    def test_a_file_is_kept_although_somebody_revises_it_at_the_same_moment(
        self, world: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What tidies up after a form sent twice must not take the file of a revision that is no longer the newest."""
        tidy = EvidenceForm.drop_unused

        def late(form: EvidenceForm, by: Person) -> None:
            newer = Told("April", "Counted", file=stored_file(world))
            evidence.revise(evidence=Evidence.objects.get(), told=newer, expected=1, by=world.alice)
            tidy(form, by)

        monkeypatch.setattr(EvidenceForm, "drop_unused", late)
        add_file(world, signed_in)
        assert set(StoredFile.objects.values_list("state", flat=True)) == {"kept"}

    def test_the_same_form_sent_twice_is_one_revision(self, world: World, signed_in: SignIn) -> None:
        made = add_file(world, signed_in)
        client, url = signed_in(world.bob), reverse("evidence_revise", args=[made.pk])
        sent = {"title": "April", "shows": "Counted", "declared": "on", "form_key": KEY, "version": 1}
        assert {client.post(url, {**sent, "file": upload(b"April")}).status_code for _ in range(3)} == {302}
        assert made.revisions.count() == 2
        assert sorted(StoredFile.objects.values_list("state", flat=True)) == ["erased", "erased", "kept", "kept"]

    def test_the_kind_cannot_be_changed_by_sending_another_field(self, world: World, signed_in: SignIn) -> None:
        made = add_note(world.elmfield, world.bob)
        sent = {"title": "T", "shows": "S", "declared": "on", "form_key": KEY, "version": 1}
        got = signed_in(world.bob).post(
            reverse("evidence_revise", args=[made.pk]), {**sent, "link": "https://a.example", "file": upload()}
        )
        assert got.status_code == 422
        assert "Write the note" in got.content.decode()
        assert not StoredFile.objects.exists()

    def test_withdrawn_evidence_has_no_form(self, world: World, signed_in: SignIn) -> None:
        made = add_note(world.elmfield, world.bob)
        client = signed_in(world.bob)
        assert client.post(reverse("evidence_withdraw", args=[made.pk])).status_code == 302
        assert client.post(reverse("evidence_withdraw", args=[made.pk])).status_code == 409
        for name in ("evidence_revise", "evidence_care"):
            assert client.get(reverse(name, args=[made.pk])).status_code == 409
        assert "It is not offered to answers any more" in client.get(reverse("evidence_item", args=[made.pk])).text
        assert client.post(reverse("evidence_bring_back", args=[made.pk])).status_code == 302
        assert client.post(reverse("evidence_remove", args=[made.pk])).status_code == 302
        for name in ("evidence_remove", "evidence_withdraw"):
            assert client.post(reverse(name, args=[made.pk])).status_code == 404


def test_an_agency_that_was_renamed_is_named_as_it_is_now_in_its_own_library(world: World, signed_in: SignIn) -> None:
    made = add_note(world.elmfield, world.bob)
    agencies.change(agency=world.elmfield, name="O’Neill Academy", kind="school", by=world.omar)
    assert "O’Neill Academy" in signed_in(world.bob).get(reverse("evidence_item", args=[made.pk])).content.decode()
