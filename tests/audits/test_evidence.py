"""What an agency can show: kept in revisions that never change, cited by answers, pinned by signatures."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import evidence, returns, rounds
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.guards import GUARDS
from onlinelives.audits.models import Citation, Evidence, EvidenceRevision, Pin, Return, SignOff
from onlinelives.audits.queries import answer_for, needs, results, return_page
from onlinelives.audits.queries.evidence import cite_page, evidence_page, library, revision_for
from onlinelives.files import store
from onlinelives.files.actions import stored
from onlinelives.files.models import StoredFile
from onlinelives.rules.digest import revision_digest
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock, guards
from onlinelives.trail.models import Entry
from tests.world import World, add_note, again, checked, cite, draw, fill, first_check, say, sign_off

NOTED = Told(title="Minutes of March", shows="Referrals are counted monthly", note="In the locked cupboard")
LINKED = Told(title="Policy", shows="What we do", link="https://www.example.org/policy")
NEXT_YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


def added(world: World, told: Told = NOTED, **more: Any) -> Evidence:
    given = {"agency": world.elmfield, "owner": world.bob, "review_on": clock.today() + NEXT_YEAR, "by": world.bob}
    return evidence.add(told=told, **{**given, **more})


def a_file(world: World, name: str = "minutes.txt") -> Told:
    kept = stored.receive(content=b"Minutes of the group", name=name, by=world.bob)
    return Told(title="Minutes", shows="What was agreed", file=kept)


def newest(one: Evidence) -> EvidenceRevision:
    found = one.revisions.select_related("evidence", "file").first()
    assert found
    return found


def cites(audit_return: Return, statement: str = "1.1") -> list[tuple[str, int]]:
    """Title and number of each revision that the answer points at."""
    found = Citation.objects.filter(answer__audit_return=audit_return, answer__statement=statement)
    return [(c.revision.title, c.revision.number) for c in found.select_related("revision")]


def point(world: World, revisions: Iterable[EvidenceRevision], by: Person | None = None, code: str = "1.1") -> None:
    by = by or world.bob
    found = answer_for(by, world.elmfield_return.pk, code)
    evidence.cite(answer=found.answer, revisions=revisions, assigned=found.assigned, by=by)


def may_see(person: Person, revision: EvidenceRevision) -> bool:
    try:
        return revision_for(again(person), revision.pk) == revision
    except Http404:
        return False


class TestWhatIsKept:
    def test_a_fingerprint_covers_exactly_what_is_kept(self, world: World) -> None:
        spaced = replace(NOTED, title="  Minutes  ", shows=" Counted\n", note="Two\n\nparagraphs ")
        days = {"covers_from": date(2026, 1, 1), "covers_to": date(2026, 3, 31)}
        for told in (spaced, LINKED, a_file(world), replace(NOTED, **days), replace(LINKED, note=" \n")):
            kept = newest(added(world, told))
            fields = ("title", "shows", "link", "note", "covers_from", "covers_to")
            said = {name: getattr(kept, name) for name in fields}
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


@pytest.fixture
def signed(world: World) -> World:
    """Elmfield's return cites a note and is signed off."""
    fill(world.elmfield_return, world.bob)
    point(world, [newest(added(world))])
    sign_off(world.elmfield_return, world.bob)
    return world


def reopen(world: World) -> None:
    returns.reopen(audit_return=world.elmfield_return, reason="We forgot the minutes of May", by=world.bob)


class TestSigning:
    def test_a_signature_pins_what_is_cited_and_keeps_it_for_ever(self, signed: World) -> None:
        made = Evidence.objects.get()
        pin = Pin.objects.select_related("revision", "answer").get()
        assert (pin.revision, pin.answer.statement, pin.sign_off) == (newest(made), "1.1", SignOff.objects.get())
        with pytest.raises(NotNow, match="cannot|not removed"):
            evidence.remove(evidence=made, by=signed.bob)
        reopen(signed)
        point(signed, [])
        assert Pin.objects.get() == pin
        page = evidence_page(signed.bob, made.pk)
        assert (page.uses, page.removable) == ([], False)
        with pytest.raises(NotNow):
            evidence.remove(evidence=made, by=signed.bob)
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=signed.bob)
        point(signed, [newest(made)])
        sign_off(signed.elmfield_return, signed.bob)
        pins = Pin.objects.order_by("sign_off_id").values_list("revision__number", "sign_off__withdrawn_at")
        assert [(number, at is None) for number, at in pins] == [(1, False), (2, True)]

    def test_a_citation_that_changes_while_the_manager_reads_is_noticed(self, world: World) -> None:
        fill(world.elmfield_return, world.bob)
        made = added(world)
        read = return_page(world.bob, world.elmfield_return.pk)
        point(world, [newest(made)])
        with pytest.raises(Stale):
            returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob)
        read = return_page(world.bob, world.elmfield_return.pk)
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=world.bob)
        assert return_page(world.bob, world.elmfield_return.pk).digest == read.digest  # it cites what it cites
        point(world, [newest(made)])
        with pytest.raises(Stale):
            returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob)
        assert not Pin.objects.exists()

    def test_nothing_is_cited_in_a_return_that_is_signed_or_whose_round_is_closed(self, signed: World) -> None:
        other = newest(added(signed, LINKED))
        with pytest.raises(NotNow, match="has been signed off"):
            point(signed, [other])
        read = answer_for(signed.mina, signed.harbour_return.pk, "1.1").answer
        rounds.close(round_=signed.round, by=signed.dana)
        theirs = newest(add_note(signed.harbour, signed.mina))
        with pytest.raises(NotNow, match="signed off, or its round closed, while you were working"):
            evidence.cite(answer=read, revisions=[theirs], assigned=True, by=signed.mina)

    def test_signed_off_between_choosing_and_saving(self, world: World) -> None:
        fill(world.elmfield_return, world.bob)
        made = added(world)
        point(world, [newest(made)])
        add_to, take_from = (answer_for(world.bob, world.elmfield_return.pk, code).answer for code in ("2.2", "1.1"))
        sign_off(world.elmfield_return, world.bob)
        for answer, chosen in ((add_to, [newest(made)]), (take_from, [])):
            with pytest.raises(NotNow, match="signed off, or its round closed, while you were working"):
                evidence.cite(answer=answer, revisions=chosen, assigned=True, by=world.bob)
        assert not results(world.bob, world.elmfield_return.pk).stale
        assert cites(world.elmfield_return) == [("Minutes of March", 1)]

    @pytest.mark.parametrize("how", ["taken away", "added", "exchanged"])
    def test_a_citation_changed_behind_its_back_makes_the_signature_stale(self, signed: World, how: str) -> None:
        made = Evidence.objects.get()
        evidence.revise(evidence=made, told=replace(NOTED, title="April"), expected=1, by=signed.bob)
        assert not results(signed.bob, signed.elmfield_return.pk).stale
        guards.switch_off(connection, GUARDS)  # as somebody with the database in their hands could
        if how == "taken away":
            Citation.objects.all().delete()
        elif how == "exchanged":
            Citation.objects.update(revision=newest(made))
        else:
            answer = answer_for(signed.bob, signed.elmfield_return.pk, "2.2").answer
            Citation.objects.create(
                partnership=signed.partnership, answer=answer, revision=newest(made), cited_by=signed.bob
            )
        guards.switch_on(connection, GUARDS)
        assert results(signed.bob, signed.elmfield_return.pk).stale
        assert return_page(signed.bob, signed.elmfield_return.pk).stale


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


class TestWhoSees:
    """The people of the agency see all of it; others single revisions, where an answer or a check shows them."""

    OTHERS = ("charlie", "mina", "dana", "ravi", "ines", "omar", "zoe", "yan")

    def who(self, world: World, revision: EvidenceRevision) -> set[str]:
        everybody = (*self.OTHERS, "alice", "bob")
        return {name for name in everybody if may_see(getattr(world, name), revision)}

    @pytest.mark.asvs("V8.2.2", "V8.4.1")
    def test_the_strategy_lead_sees_what_a_signed_return_cites_and_only_while_it_is_signed(self, world: World) -> None:
        first, uncited = newest(added(world)), newest(added(world, LINKED))
        point(world, [first])
        assert self.who(world, first) == self.who(world, uncited) == {"alice", "bob"}
        fill(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        assert self.who(world, first) == {"alice", "bob", "dana"}
        second = evidence.revise(evidence=first.evidence, told=NOTED, expected=1, by=world.bob)
        assert self.who(world, second) == self.who(world, uncited) == {"alice", "bob"}
        reopen(world)
        assert self.who(world, first) == {"alice", "bob"}
        point(world, [second])
        sign_off(world.elmfield_return, world.bob)
        assert self.who(world, first) == {"alice", "bob"}
        assert self.who(world, second) == {"alice", "bob", "dana"}
        rounds.close(round_=world.round, by=world.dana)
        assert self.who(world, second) == {"alice", "bob", "dana"}

    def test_a_closed_round_shows_what_was_cited_without_a_signature(self, world: World) -> None:
        first = newest(added(world))
        point(world, [first])
        rounds.close(round_=world.round, by=world.dana)
        assert self.who(world, first) == {"alice", "bob", "dana"}

    @pytest.mark.asvs("V8.2.2")
    def test_a_reviewer_sees_what_is_pinned_for_a_check_they_have_taken(self, world: World) -> None:
        past = world.last_year((world.elmfield, world.bob))
        pinned = Pin.objects.get().revision
        elsewhere = newest(added(world))
        made = draw(past, world.dana, per_agency=36)
        assert "ravi" not in self.who(world, pinned)
        other, its = (first_check(made), first_check(made))
        for check in made.candidates.filter(drawn=True).values_list("check_made", "statement"):
            if check[1] == "1.1":
                its = type(other).objects.get(pk=check[0])
            else:
                other = type(other).objects.get(pk=check[0])
        from onlinelives.audits.actions import checks

        checks.take(check=other, by=world.ravi)
        assert "ravi" not in self.who(world, pinned)
        taken = checks.take(check=its, by=world.ravi)
        assert self.who(world, pinned) == {"alice", "bob", "dana", "ravi"}
        assert self.who(world, elsewhere) == {"alice", "bob"}
        checks.hand_back(check=taken, by=world.ravi)
        assert "ravi" not in self.who(world, pinned)
        checks.take(check=type(its).objects.get(pk=its.pk), by=world.ravi)
        people.end_role(membership=world.ravi.memberships.get(), by=world.omar)
        assert "ravi" not in self.who(world, pinned)

    def test_somebody_who_left_sees_nothing_any_more(self, world: World) -> None:
        revision = newest(added(world))
        people.end_role(membership=world.alice.memberships.get(), by=world.omar)
        assert self.who(world, revision) == {"bob"}


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


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
def test_twelve_people_at_once_and_nobody_overwrites_anybody() -> None:
    world = World()
    fill(world.elmfield_return, world.bob)
    made = added(world)
    first, outcomes = newest(made), []
    read = return_page(world.bob, world.elmfield_return.pk)
    ready = threading.Barrier(12)

    def act(number: int) -> None:
        answer = answer_for(world.bob, world.elmfield_return.pk, "1.1").answer
        tried: list[Callable[[], object]] = [
            lambda: evidence.revise(evidence=made, told=NOTED, expected=1, by=world.bob),
            lambda: evidence.cite(answer=answer, revisions=[first], assigned=False, by=world.bob),
            lambda: returns.sign_off(audit_return=read.audit_return, digest=read.digest, by=world.bob),
            lambda: evidence.remove(evidence=made, by=world.bob),
            lambda: added(world),
            lambda: say(world.harbour_return, f"{number % 6 + 1}.1", world.mina, score=1),
        ]
        ready.wait(30)
        for _ in range(3):
            try:
                tried[number % 6]()
                outcomes.append((number % 6, "done"))
            except (Stale, NotNow, Invalid) as error:
                outcomes.append((number % 6, type(error).__name__))
            except BaseException as error:  # noqa: BLE001  whatever it is, it is what this test looks for
                outcomes.append((number % 6, repr(error)))
        connection.close()

    threads = [threading.Thread(target=act, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {how for _, how in outcomes} <= {"done", "Stale", "NotNow", "Invalid"}, outcomes
    assert sum(outcome == (0, "done") for outcome in outcomes) <= 1
    signed = SignOff.objects.filter(withdrawn_at=None).exists()
    assert signed == ((2, "done") in outcomes)
    if signed:  # whatever came first, the signature covers and pins exactly what is cited
        assert not results(world.bob, world.elmfield_return.pk).stale
        assert set(Pin.objects.values_list("answer", "revision")) == set(
            Citation.objects.values_list("answer", "revision")
        )
    if Citation.objects.exists():
        assert EvidenceRevision.objects.filter(pk=first.pk).exists()
