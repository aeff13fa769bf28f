"""What an agency can show: kept in revisions that never change, cited by answers, pinned by signatures."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from onlinelives.accounts.actions import people
from onlinelives.audits.actions import evidence
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import Evidence, EvidenceRevision
from onlinelives.audits.queries import answer_for, needs
from onlinelives.audits.queries.evidence import cite_page, evidence_page, library
from onlinelives.files import store
from onlinelives.files.models import StoredFile
from onlinelives.rules.digest import revision_digest
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.kept import LINKED, NEXT_YEAR, NOTED, a_file, added, cites, newest, point
from tests.world import World, add_note


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


class TestWhatIsKept:
    def test_a_fingerprint_covers_exactly_what_is_kept(self, world: World) -> None:
        spaced = replace(NOTED, title="  Minutes  ", shows=" Counted\n", note="Two\n\nparagraphs ")
        days = {"covers_from": date(2026, 1, 1), "covers_to": date(2026, 3, 31)}
        for told in (spaced, LINKED, a_file(world), replace(NOTED, **days), replace(LINKED, note=" \n")):
            kept = newest(added(world, told))
            fields = ("title", "shows", "link", "note", "covers_from", "covers_to")
            said = {name: getattr(kept, name) for name in fields}
            assert kept.title == told.title.strip()
            assert kept.sha256 == revision_digest(file_sha256=kept.file.sha256 if kept.file else "", **said)

    def test_names_of_every_kind_are_kept_as_they_are(self, world: World) -> None:
        told = replace(NOTED, title="O’Neill’s <b>“محضر”</b> 🙂 & Co", shows="It’s مهم", note="<img src=x onerror=x>")
        kept = newest(added(world, told))
        assert (kept.title, kept.shows, kept.note) == (told.title, told.shows, told.note)
        assert (kept.number, kept.label, kept.added_by_name) == (1, "Note, revision 1", "Bob")

    @pytest.mark.asvs("V2.2.1")
    def test_what_makes_no_sense_is_refused_with_its_field(self, world: World) -> None:
        yesterday = clock.today() - timedelta(days=1)
        wrong: list[tuple[Told, str | None]] = [
            (replace(NOTED, title=" "), "title"),
            (replace(NOTED, title="x" * 151), "title"),
            (replace(NOTED, shows=""), "shows"),
            (replace(NOTED, shows="x" * 1001), "shows"),
            (replace(NOTED, note="x" * 5001), "note"),
            (replace(NOTED, note="a\x00b"), "note"),
            (replace(NOTED, note="  "), None),
            (replace(NOTED, link="https://a.example"), None),
            (replace(NOTED, covers_from=clock.today(), covers_to=yesterday), "covers_to"),
            *(
                (replace(LINKED, link=link), "link")
                for link in (
                    "javascript:alert(1)",
                    "JaVaScRiPt://example.org/%0aalert(1)",
                    "data:text/html,x",
                    "ftp://example.org/x",
                    "file:///etc/passwd",
                    "//example.org",
                    "example.org",
                    "https://",
                    "https://exa mple.org",
                    "https://example.org/" + "x" * 490,
                )
            ),
        ]
        for told, field in wrong:
            with pytest.raises(Invalid) as refused:
                added(world, told)
            assert refused.value.field == field, told
        for more, field in (({"owner": world.charlie}, "owner"), ({"review_on": yesterday}, "review_on")):
            with pytest.raises(Invalid) as refused:
                added(world, **more)
            assert refused.value.field == field
        assert not Evidence.objects.exists()

    def test_only_people_of_the_agency_add_revise_and_look_after(self, world: World) -> None:
        made = added(world)
        for stranger in (world.charlie, world.dana, world.ravi, world.ines, world.omar, world.yan):
            with pytest.raises(Refused, match="Only people of the agency"):
                added(world, by=stranger)
            with pytest.raises(Refused, match="Only people of the agency"):
                evidence.revise(evidence=made, told=NOTED, expected=1, by=stranger)
            with pytest.raises(Refused, match="Only people of the agency"):
                evidence.look_after(evidence=made, owner=world.bob, review_on=clock.today(), by=stranger)
        assert Evidence.objects.count() == EvidenceRevision.objects.count() == 1

    def test_only_its_owner_or_a_manager_ends_it(self, world: World) -> None:
        made = added(world)
        for other in (world.alice, world.charlie, world.mina):
            for verb in (evidence.withdraw, evidence.bring_back, evidence.remove):
                with pytest.raises(Refused, match="Only whoever looks after"):
                    verb(evidence=made, by=other)
        hers = added(world, owner=world.alice)
        evidence.bring_back(evidence=evidence.withdraw(evidence=hers, by=world.alice), by=world.bob)
        evidence.remove(evidence=hers, by=world.alice)
        assert list(Evidence.objects.all()) == [made]


class TestRevising:
    def test_a_newer_revision_stands_beside_the_old_one(self, world: World) -> None:
        made = added(world)
        first = newest(made)
        with clock.at(clock.now() + timedelta(days=1)):
            second = evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=world.alice)
        assert (second.number, second.title, second.added_by_name) == (2, "April", "Alice")
        first.refresh_from_db()
        assert (first.number, first.title, first.added_by_name) == (1, "Minutes of March", "Bob")
        assert first.sha256 != second.sha256
        made.refresh_from_db()
        assert made.version == 2

    def test_who_comes_second_is_told_and_nothing_is_replaced(self, world: World) -> None:
        made = added(world)
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=world.alice)
        with pytest.raises(Stale, match="Somebody else changed this evidence"):
            evidence.revise(evidence=made, told=replace(NOTED, title="May"), expected=1, by=world.bob)
        assert list(made.revisions.values_list("number", "title")) == [(2, "April"), (1, "Minutes of March")]

    def test_a_note_stays_a_note(self, world: World) -> None:
        made = added(world)
        for told in (LINKED, a_file(world)):
            with pytest.raises(Invalid, match="This evidence is a note"):
                evidence.revise(evidence=made, told=told, expected=1, by=world.bob)
        assert made.revisions.count() == 1

    def test_what_is_withdrawn_is_not_revised_until_it_is_back(self, world: World) -> None:
        made = evidence.withdraw(evidence=added(world), by=world.bob)
        for act in (
            lambda: evidence.revise(evidence=made, told=NOTED, expected=1, by=world.bob),
            lambda: evidence.look_after(evidence=made, owner=world.bob, review_on=clock.today(), by=world.bob),
            lambda: evidence.withdraw(evidence=made, by=world.bob),
        ):
            with pytest.raises(NotNow, match="has been withdrawn"):
                act()
        back = evidence.bring_back(evidence=made, by=world.bob)
        assert evidence.revise(evidence=back, told=NOTED, expected=1, by=world.bob).number == 2

    def test_withdrawn_while_somebody_was_writing_a_revision(self, world: World) -> None:
        open_here = added(world)
        evidence.withdraw(evidence=Evidence.objects.get(), by=world.bob)
        with pytest.raises(Stale):
            evidence.revise(evidence=open_here, told=NOTED, expected=1, by=world.bob)


class TestCiting:
    def test_an_answer_points_at_exactly_what_was_chosen(self, world: World) -> None:
        one, two = added(world), added(world, LINKED)
        point(world, [newest(one), newest(two)], world.alice)
        assert cites(world.elmfield_return) == [("Minutes of March", 1), ("Policy", 1)]
        point(world, [newest(two)], world.alice)
        assert cites(world.elmfield_return) == [("Policy", 1)]
        count = Entry.objects.count()
        point(world, [newest(two)], world.alice)  # nothing new: nothing is written, not even in the trail
        assert Entry.objects.count() == count

    def test_an_answer_goes_on_citing_the_revision_that_it_cites(self, world: World) -> None:
        made = added(world)
        point(world, [newest(made)])
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=world.bob)
        assert cites(world.elmfield_return) == [("Minutes of March", 1)]
        choices = cite_page(world.bob, world.elmfield_return.pk, "1.1").choices
        assert [(c.revision.number, c.cited, c.newer and c.newer.number) for c in choices] == [(1, True, 2)]
        assert [use.current for use in evidence_page(world.bob, made.pk).uses] == [False]

    @pytest.mark.asvs("V8.2.2")
    def test_evidence_of_another_agency_or_area_cannot_be_cited(self, world: World) -> None:
        theirs = add_note(world.harbour, world.mina)
        far = add_note(world.far_agency, world.yan)
        own = added(world)
        for one in (theirs, far):
            with pytest.raises(Invalid, match="only cite evidence of its own agency"):
                point(world, [newest(own), newest(one)])
        assert cites(world.elmfield_return) == []

    def test_withdrawn_evidence_stays_where_it_is_cited_and_is_not_offered(self, world: World) -> None:
        made, other = added(world), added(world, LINKED)
        first = newest(made)
        point(world, [first])
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=world.bob)
        evidence.withdraw(evidence=Evidence.objects.get(pk=made.pk), by=world.bob)
        point(world, [newest(other), EvidenceRevision.objects.select_related("evidence").get(pk=first.pk)])
        assert {title for title, _ in cites(world.elmfield_return)} == {"Minutes of March", "Policy"}
        here = cite_page(world.bob, world.elmfield_return.pk, "1.1").choices
        assert [(c.revision.title, c.newer) for c in here if c.revision.evidence_id == made.pk] == [
            ("Minutes of March", None)
        ]
        there = cite_page(world.bob, world.elmfield_return.pk, "1.2").choices
        assert [c.revision.title for c in there] == ["Policy"]
        for revision in made.revisions.select_related("evidence"):
            with pytest.raises(NotNow, match="has been withdrawn"):
                point(world, [revision], code="1.2")

    def test_withdrawn_or_removed_while_somebody_was_choosing(self, world: World) -> None:
        made = added(world)
        chosen = newest(made)  # as the page had it
        evidence.withdraw(evidence=Evidence.objects.get(), by=world.bob)
        with pytest.raises(NotNow, match="has been withdrawn"):
            point(world, [chosen])
        evidence.remove(evidence=made, by=world.bob)
        with pytest.raises(NotNow, match="removed"):
            point(world, [chosen])
        assert cites(world.elmfield_return) == []

    def test_a_practitioner_cites_only_in_sections_given_to_them(self, world: World) -> None:
        made = added(world)
        with pytest.raises(Refused, match="has not been given to you"):
            point(world, [newest(made)], world.alice, code="2.1")
        answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
        with pytest.raises(Refused, match="Only people of the agency"):
            evidence.cite(answer=answer, revisions=[newest(made)], assigned=True, by=world.mina)


class TestRemoving:
    def test_what_nothing_points_at_goes_with_its_file_once_that_is_certain(
        self, world: World, django_capture_on_commit_callbacks: Any
    ) -> None:
        made = added(world, a_file(world))
        file = newest(made).file
        assert file
        with django_capture_on_commit_callbacks() as later:
            evidence.remove(evidence=made, by=world.bob)
            assert store.place_of(file.pk).exists()  # the transaction may still fail
        assert not Evidence.objects.exists()
        assert not EvidenceRevision.objects.exists()
        assert StoredFile.objects.get().state == "erased"
        for act in later:
            act()
        assert not store.place_of(file.pk).exists()

    def test_what_an_answer_cites_stays_with_all_its_revisions(self, world: World) -> None:
        made = added(world, a_file(world))
        point(world, [newest(made)])
        evidence.revise(evidence=made, told=a_file(world, "april.txt"), expected=1, by=world.bob)
        with pytest.raises(NotNow, match="withdrawn but not removed"):
            evidence.remove(evidence=made, by=world.bob)
        assert made.revisions.count() == 2
        assert set(StoredFile.objects.values_list("state", flat=True)) == {"kept"}
        point(world, [])
        evidence.remove(evidence=made, by=world.bob)
        assert set(StoredFile.objects.values_list("state", flat=True)) == {"erased"}

    def test_a_file_that_a_scanner_refused_later_does_not_keep_its_evidence_here(self, world: World) -> None:
        made = added(world, a_file(world))
        StoredFile.objects.update(state="refused", scanned_at=clock.now())
        evidence.remove(evidence=made, by=world.bob)
        assert not Evidence.objects.exists()
        assert StoredFile.objects.get().state == "erased"


class TestReview:
    def test_what_is_due_is_listed_for_all_and_asked_of_whoever_looks_after_it(self, world: World) -> None:
        today = clock.today()
        for title, days, owner in (
            ("Overdue", 0, world.alice),
            ("In a fortnight", 14, world.alice),
            ("In a month", 30, world.alice),
            ("Later", 31, world.alice),
            ("Bob’s", 3, world.bob),
        ):
            added(world, replace(NOTED, title=title), owner=owner, review_on=today + timedelta(days=days))
        withdrawn = added(world, replace(NOTED, title="Withdrawn"), owner=world.alice, review_on=today)
        evidence.withdraw(evidence=withdrawn, by=world.bob)
        with clock.at(clock.now() + timedelta(days=1)):
            due = library(world.bob, "due")
            titles = [line.revision.title for line in due.lines]
            assert titles == ["Overdue", "Bob’s", "In a fortnight", "In a month", "Later"]
            assert [line.evidence.overdue for line in due.lines] == [True, False, False, False, False]
            assert due.counts == {"kept": 5, "due": 5, "withdrawn": 1}
            asked = [need for need in needs(world.alice) if "evidence" in need.href]
        assert [(need.private, need.late) for need in asked] == [("Overdue", True), ("In a fortnight", False)]
        assert len(library(world.bob, "due").lines) == 4  # today, what is due in 31 days is not
        assert library(world.charlie, "kept").lines == []

    def test_whoever_has_looked_sets_the_next_day(self, world: World) -> None:
        made = added(world, review_on=clock.today())
        later = clock.today() + NEXT_YEAR
        evidence.look_after(evidence=made, owner=world.alice, review_on=later, by=world.bob)
        made.refresh_from_db()
        assert (made.owner, made.review_on, made.version) == (world.alice, later, 1)
        with pytest.raises(Invalid, match="must not be in the past"):
            evidence.look_after(
                evidence=made, owner=world.bob, review_on=clock.today() - timedelta(days=1), by=world.bob
            )
        people.switch_off(person=world.alice, by=world.omar)
        with pytest.raises(Invalid, match="somebody of the agency"):
            evidence.look_after(evidence=made, owner=world.alice, review_on=later, by=world.bob)
