"""A copy of a record: passage by passage, by hand, approved by a second person, and only then given out."""

import hashlib
import io
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases import copying
from onlinelives.cases.actions import copies, disposals, referrals
from onlinelives.cases.actions.copies import Asked, Decided
from onlinelives.cases.models import CopyRelease, CopyRequest, PassageReview, Referral, YoungPerson
from onlinelives.cases.queries import hints, needs, preview
from onlinelives.files.models import Work
from onlinelives.files.queries import content_of
from onlinelives.rules.redaction import BLACK
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.copies import ASKED, SECRET, approve, decide, decide_all, key_of, now
from tests.keeping import WHY, Keeping, add_assessment
from tests.practice import Practice, closed, refer, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES, settings.CLAMAV = tmp_path / "files", ""


@pytest.fixture
def practice(world: World) -> Practice:
    """Tariq has a second referral in which somebody else is named."""
    practice = Practice(world)
    refer(practice.tariq, world.alice, reason=SECRET, received_on=clock.today() - timedelta(days=1))
    return practice


@pytest.fixture
def copy(world: World, practice: Practice) -> CopyRequest:
    return copies.request(young_person=practice.tariq, asked=ASKED, by=world.alice)


class TestTheRequest:
    def test_the_same_form_twice_makes_one_and_the_future_is_refused(self, world: World, practice: Practice) -> None:
        key = uuid.uuid4()
        for _ in range(2):
            copies.request(young_person=practice.tariq, asked=ASKED, by=world.alice, form_key=key)
        assert CopyRequest.objects.count() == 1
        late = Asked(clock.today() + timedelta(days=1), "parent", "known")
        with pytest.raises(Invalid, match="future"):
            copies.request(young_person=practice.tariq, asked=late, by=world.alice)

    def test_also_about_a_closed_record(self, world: World, practice: Practice) -> None:
        closed(practice.tariq)
        made = copies.request(young_person=practice.tariq, asked=ASKED, by=world.alice)
        decide_all(made, world.alice)
        approve(made, world.bob)

    def test_two_who_correct_it(self, world: World, copy: CopyRequest) -> None:
        told = Asked(clock.today(), "parent", "known")
        copies.correct(copy=copy, asked=told, expected=1, by=world.bob)
        with pytest.raises(Changed):
            copies.correct(copy=copy, asked=ASKED, expected=1, by=world.alice)
        assert CopyRequest.objects.get().asked_by == "parent"

    def test_whoever_waits_is_in_the_needs_without_a_name(self, world: World, copy: CopyRequest) -> None:
        for person in (world.alice, world.bob):
            found = next(need for need in needs(again(person)) if "copy" in need.what)
            assert found.what == "Answer 1 request for a copy of a record"
            assert found.due == now(copy).deadline.on
            assert copy.young_person.reference not in f"{found.href}{found.more}"
        assert not [need for need in needs(again(world.charlie)) if "copy" in need.what]
        with clock.at(clock.now() + timedelta(days=40)):
            assert next(need for need in needs(again(world.alice)) if "copy" in need.what).late
        copies.end(copy=copy, answer=WHY, by=world.alice)
        assert not [need for need in needs(again(world.alice)) if "copy" in need.what]


class TestTheClock:
    def test_it_stands_still_and_runs_again(self, world: World, copy: CopyRequest) -> None:
        before = now(copy).deadline.on
        copies.stop_clock(copy=copy, since=clock.today(), reason=WHY, by=world.alice)
        assert now(copy).deadline.on is None
        with pytest.raises(NotNow, match="stands still already"):
            copies.stop_clock(copy=copy, since=clock.today(), reason=WHY, by=world.bob)
        with clock.at(clock.now() + timedelta(days=7)):
            copies.run_clock(copy=copy, until=clock.today(), by=world.alice)
            with pytest.raises(NotNow, match="is running"):
                copies.run_clock(copy=copy, until=clock.today(), by=world.alice)
            with pytest.raises(Invalid, match="last ran again"):
                copies.stop_clock(copy=copy, since=clock.today() - timedelta(days=3), reason=WHY, by=world.alice)
        after = now(copy).deadline.on
        assert before
        assert after
        assert (after - before).days == 7

    @pytest.mark.parametrize("days", [-1, 1])
    def test_not_before_the_request_or_in_the_future(self, world: World, copy: CopyRequest, days: int) -> None:
        day = clock.today() + timedelta(days=days)
        with pytest.raises(Invalid, match="from the request"):
            copies.stop_clock(copy=copy, since=day, reason=WHY, by=world.alice)
        copies.stop_clock(copy=copy, since=clock.today(), reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="until today"):
            copies.run_clock(copy=copy, until=day, by=world.alice)

    def test_the_request_cannot_be_moved_behind_it(self, world: World, practice: Practice) -> None:
        asked = Asked(clock.today() - timedelta(days=5), "parent", "known")
        made = copies.request(young_person=practice.tariq, asked=asked, by=world.alice)
        copies.stop_clock(copy=made, since=clock.today() - timedelta(days=4), reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="earlier day"):
            copies.correct(copy=made, asked=ASKED, expected=1, by=world.alice)


class TestPassages:
    def test_only_marks_may_be_added_and_what_is_kept_back_has_a_reason(self, world: World, copy: CopyRequest) -> None:
        key = key_of(copy, SECRET)
        text = next(line.passage.text for line in now(copy).lines if line.passage.key == key)
        with pytest.raises(Invalid, match="stay as they are"):
            decide(copy, key, world.alice, marked=text.replace("Rufus", "Somebody"))
        with pytest.raises(Invalid, match="kept back"):
            decide(copy, key, world.alice, marked=text.replace("Rufus", "[[Rufus]]"))
        with pytest.raises(Invalid, match="kept back"):
            decide(copy, key, world.alice, left_out=True, why="because")
        assert Referral.objects.filter(young_person=copy.young_person).count() == 2

    def test_the_original_stays_untouched(self, world: World, copy: CopyRequest) -> None:
        decide_all(copy, world.alice)
        assert SECRET in {referral.reason for referral in Referral.objects.all()}

    def test_a_passage_that_changed_goes_back(self, world: World, copy: CopyRequest) -> None:
        decide_all(copy, world.alice)
        assert now(copy).ready
        changed = next(each for each in Referral.objects.all() if each.reason == SECRET)
        said = referrals.Told(received_on=changed.received_on, source="police", reason="Amina saw it.", online="none")
        referrals.correct(referral=changed, told=said, expected=1, by=world.bob)
        page_now = now(copy)
        assert [line.state for line in page_now.open_lines] == ["changed"]
        assert not page_now.ready
        with pytest.raises(NotNow, match="every passage"):
            approve(copy, world.bob)
        refer(copy.young_person, world.alice)
        assert sorted(line.state for line in now(copy).open_lines) == ["changed", "undecided"]

    def test_two_at_once_and_a_passage_that_changed_while_it_was_open(self, world: World, copy: CopyRequest) -> None:
        key = key_of(copy, SECRET)
        line = next(line for line in now(copy).lines if line.passage.key == key)
        told = {"copy": copy, "key": key, "sha256": line.passage.sha256}
        as_it_is = Decided(marked=line.passage.text)
        copies.decide(**told, decided=as_it_is, expected=0, by=world.bob)
        with pytest.raises(Changed):
            copies.decide(**told, decided=Decided(left_out=True, why="other"), expected=0, by=world.alice)
        with pytest.raises(Changed):
            copies.decide(**{**told, "sha256": "0" * 64}, decided=as_it_is, expected=1, by=world.alice)
        assert not PassageReview.objects.get().left_out

    def test_nothing_stays_of_a_reason_that_is_no_longer_needed(self, world: World, copy: CopyRequest) -> None:
        key = key_of(copy, SECRET)
        decide(copy, key, world.alice, left_out=True, why="other", note="To be asked.")
        given = decide(copy, key, world.alice)
        assert (given.left_out, given.why, given.note, given.version) == (False, "", "", 2)

    def test_other_peoples_names_are_hinted_at_and_never_blacked_out(self, world: World, copy: CopyRequest) -> None:
        words = {
            hint.words
            for hint in hints(now(copy).young_person, f"Tariq, Tazwell and Bob met. {SECRET} Ring 07700 900123.")
        }
        assert {"Rufus", "Bob", "07700 900123"} <= words
        assert not {"Tariq", "Tazwell"} & words
        decide(copy, key_of(copy, SECRET), world.alice)
        assert not PassageReview.objects.get().why


class TestApproving:
    def test_nothing_before_every_passage_is_decided(self, world: World, copy: CopyRequest) -> None:
        for line in now(copy).lines[:-1]:
            decide(copy, line.passage.key, world.alice)
        with pytest.raises(NotNow, match="every passage"):
            copies.approve(copy=copy, digest="", by=world.bob)
        with pytest.raises(NotNow, match="not been approved"):
            copies.give_out(copy=copy, form="pdf", by=world.alice)
        assert not CopyRelease.objects.exists()

    def test_nothing_before_somebody_checked_who_asks(self, world: World, practice: Practice) -> None:
        asked = Asked(clock.today(), "parent", "not_yet")
        made = copies.request(young_person=practice.tariq, asked=asked, by=world.alice)
        decide_all(made, world.alice)
        with pytest.raises(NotNow, match="who asks"):
            approve(made, world.bob)
        copies.correct(copy=made, asked=ASKED, expected=1, by=world.alice)
        approve(made, world.bob)

    def test_by_somebody_who_decided_on_no_passage(self, world: World, copy: CopyRequest) -> None:
        decide_all(copy, world.alice)
        with pytest.raises(Refused, match="Somebody else"):
            approve(copy, world.alice)
        decide(copy, key_of(copy, "Quarrels at home."), world.bob)
        with pytest.raises(Refused, match="Somebody else"):
            approve(copy, world.bob)

    def test_only_what_was_read(self, world: World, copy: CopyRequest) -> None:
        decide_all(copy, world.alice)
        read = preview(now(copy)).sha256
        decide(copy, "record", world.alice)
        with pytest.raises(Changed):
            copies.approve(copy=copy, digest=read, by=world.bob)

    def test_what_is_kept_back_is_in_no_part_of_it(self, world: World, copy: CopyRequest) -> None:
        decide_all(copy, world.alice)
        release = approve(copy, world.bob)
        body = json.loads(release.body)
        texts = [each.get("text", "") for each in body["passages"]]
        assert f"Why: {BLACK} from the flat above was there. Quarrels at home." in "\n".join(texts)
        assert [sorted(each) for each in body["passages"] if each["left_out"]] == [["left_out", "number"]]
        for hidden in ("Rufus", "Winterbourne", "2012", "ZZ94QX", "father must not", "passport"):
            assert hidden not in release.body
        assert release.sha256 == hashlib.sha256(release.body.encode()).hexdigest()
        assert (release.passages, release.left_out, release.blacked_out) == (3, 1, 1)

    def test_it_is_over_afterwards(self, world: World, copy: CopyRequest) -> None:
        copies.stop_clock(copy=copy, since=clock.today(), reason=WHY, by=world.alice)
        decide_all(copy, world.alice)
        approve(copy, world.bob)
        assert now(copy).deadline.on is not None
        late: list[Callable[[], object]] = [
            lambda: approve_again(copy, world.bob),
            lambda: copies.end(copy=copy, answer=WHY, by=world.bob),
            lambda: copies.correct(copy=copy, asked=ASKED, expected=2, by=world.bob),
            lambda: copies.stop_clock(copy=copy, since=clock.today(), reason=WHY, by=world.bob),
            lambda: copies.decide(copy=copy, key="record", sha256="", decided=Decided(), expected=1, by=world.bob),
        ]
        for act in late:
            with pytest.raises(NotNow, match="approved and never changes"):
                act()

    def test_a_request_that_ended_is_over_too(self, world: World, copy: CopyRequest) -> None:
        copies.end(copy=copy, answer="They took it back by letter.", by=world.alice)
        with pytest.raises(NotNow, match="ended without a copy"):
            approve_again(copy, world.bob)
        with pytest.raises(NotNow):
            copies.give_out(copy=copy, form="pdf", by=world.alice)


def approve_again(copy: CopyRequest, by: Person) -> CopyRelease:
    return copies.approve(copy=copy, digest="", by=by)


class TestWho:
    def test_no_stranger_whatever_they_hold(self, world: World, copy: CopyRequest) -> None:
        decide_all(copy, world.alice)
        strangers = (world.charlie, world.mina, world.omar, world.dana, world.ines, world.ravi, world.yan)
        for stranger in map(again, strangers):
            for act in (
                lambda by=stranger: copies.request(young_person=copy.young_person, asked=ASKED, by=by),
                lambda by=stranger: copies.approve(copy=copy, digest=preview(now(copy)).sha256, by=by),
                lambda by=stranger: decide(copy, "record", by),
                lambda by=stranger: copies.give_out(copy=copy, form="pdf", by=by),
                lambda by=stranger: copies.end(copy=copy, answer=WHY, by=by),
            ):
                with pytest.raises(Refused, match="do not see"):
                    act()

    def test_of_a_restricted_record_only_those_named(self, world: World, copy: CopyRequest, signed_in: SignIn) -> None:
        restricted_to([world.alice], YoungPerson.objects.get(), world.bob)
        with pytest.raises(Refused, match="do not see"):
            approve_again(copy, world.bob)
        args = [copy.young_person.reference, copy.pk]
        assert signed_in(world.bob).get(reverse("young_person_copy", args=args)).status_code == 404
        assert copy.young_person.reference not in signed_in(world.bob).get(reverse("copies")).text

    def test_one_request_is_not_found_under_another_record(
        self, world: World, practice: Practice, copy: CopyRequest, signed_in: SignIn
    ) -> None:
        other = Keeping(world, practice).ondine
        url = reverse("young_person_copy", args=[other.reference, copy.pk])
        assert signed_in(world.alice).get(url).status_code == 404


class TestGivingOut:
    def test_the_files_say_what_was_approved_and_nothing_else(
        self, world: World, copy: CopyRequest, signed_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        decide_all(copy, world.alice)
        release = approve(copy, world.bob)
        client, made = signed_in(world.alice), {}
        for form in ("pdf", "json"):
            url = reverse("young_person_copy_file", args=[copy.young_person.reference, copy.pk, form])
            with django_capture_on_commit_callbacks(execute=True):
                assert client.post(url).status_code == 302
            done = Work.objects.latest("asked_at")
            assert done.state == "done", done.problem
            assert done.result
            assert copy.young_person.reference not in done.title
            made[form] = content_of(done.result)
        assert made["json"] == release.body.encode()
        assert made["pdf"].startswith(b"%PDF-")
        assert made["pdf"] == copying.as_pdf(release)
        assert client.post(url.replace("json", "doc")).status_code == 404
        given = Entry.objects.filter(verb="copy given out")
        assert ['"form":"pdf"' in entry.body for entry in given.order_by("seq")] == [True, False]

    def test_who_no_longer_sees_the_record_gets_nothing(
        self, world: World, copy: CopyRequest, signed_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        decide_all(copy, world.alice)
        approve(copy, world.bob)
        url = reverse("young_person_copy_file", args=[copy.young_person.reference, copy.pk, "json"])
        with django_capture_on_commit_callbacks(execute=True):
            assert signed_in(world.bob).post(url).status_code == 302
            restricted_to([world.alice], YoungPerson.objects.get(), world.bob)  # before the work begins
        assert Work.objects.get().state == "failed"

    def test_the_pdf_is_tagged_dated_and_hides_nothing_underneath(self, world: World, copy: CopyRequest) -> None:
        from page import validate_pdf_bytes

        decide_all(copy, world.alice)
        release = approve(copy, world.bob)
        html = copying.as_html(release)
        assert BLACK in html
        assert [words for words in ("Rufus", "Winterbourne", "passport") if words in html] == []
        made = copying.as_pdf(release)
        assert [(f.rule_id, f.message) for f in validate_pdf_bytes(made).failures] == []
        with pikepdf.open(io.BytesIO(made)) as opened:
            assert str(opened.docinfo["/Title"]) == f"Copy of the record {copy.young_person.reference}"

    def test_awkward_words_break_nothing(self, world: World, practice: Practice) -> None:
        reason = "<script>alert(1)</script> {{ 1 + 1 }} أخته Amina 🦊 \x07 =1+1 O’Hollow"
        refer(practice.tariq, world.alice, reason=reason)
        made = copies.request(young_person=practice.tariq, asked=ASKED, by=world.alice)
        for line in now(made).lines:
            decide(made, line.passage.key, world.alice)
        release = approve(made, world.bob)
        assert "أخته Amina 🦊" in release.body
        assert "<script>alert" not in copying.as_html(release)
        assert copying.as_pdf(release).startswith(b"%PDF-")


class TestSealed:
    def test_neither_notes_nor_what_was_marked_lie_open(self, world: World, copy: CopyRequest) -> None:
        from tests.cases.test_sealed import everything_stored

        decide_all(copy, world.alice)
        copies.stop_clock(copy=copy, since=clock.today(), reason="Waits for his aunt’s letter.", by=world.alice)
        approve(copy, world.bob)
        stored = everything_stored()
        words = (b"Rufus", b"flat above", b"passport", b"father must", b"aunt", b"Quarrels")
        assert [each for each in words if each in stored] == []

    def test_a_new_key_opens_all_of_it(self, world: World, copy: CopyRequest, settings: Any) -> None:
        decide_all(copy, world.alice)
        body = approve(copy, world.bob).body
        settings.SEALED_KEYS = {**settings.SEALED_KEYS, 2: b"\x07" * 32}
        call_command("reseal_records")
        settings.SEALED_KEYS = {2: b"\x07" * 32}
        assert CopyRelease.objects.get().body == body

    def test_an_open_request_keeps_the_record_from_being_disposed_of(self, world: World) -> None:
        keeping = Keeping(world)
        made = copies.request(young_person=keeping.ondine, asked=ASKED, by=world.alice)
        with pytest.raises(NotNow, match="asked for a copy"):
            keeping.proposed(world.bob)
        copies.end(copy=made, answer=WHY, by=world.alice)
        disposals.approve(disposal=keeping.proposed(world.bob), by=keeping.bea)
        assert not CopyRequest.objects.exists()


class TestOnThePage:
    def test_from_the_request_to_the_approval(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        alice, bob, reference = signed_in(world.alice), signed_in(world.bob), practice.tariq.reference
        today = clock.today()
        sent = {"asked_by": "parent", "checked": "known", "form_key": str(uuid.uuid4())}
        sent |= {f"received_on_{n}": str(v) for n, v in enumerate((today.day, today.month, today.year))}
        url = reverse("young_person_copy_new", args=[reference])
        assert alice.post(url, {**sent, "asked_by": ""}).status_code == 422
        assert alice.post(url, sent).status_code == 302
        copy = CopyRequest.objects.get()
        args = [reference, copy.pk]
        shown = alice.get(reverse("young_person_copy", args=args)).text
        assert "3 passages, 3 to decide" in shown
        for number, line in enumerate(now(copy).lines):
            one = reverse("young_person_copy_passage", args=[*args, line.passage.key])
            alice.get(one)
            told = {"version": 0, "sha256": line.passage.sha256, "what": "give"}
            marked = line.passage.text.replace("Rufus", "[[Rufus]]").replace("\n", "\r\n")
            if "Rufus" in marked:
                assert alice.post(one, {**told, "marked": marked}).status_code == 422
            got = alice.post(one, {**told, "marked": marked, "why": "third_party"})
            assert got.status_code == 302
            assert ("passages" in got.url) == (number < 2)
        approve_url = reverse("young_person_copy_approve", args=args)
        assert alice.get(approve_url).status_code == 403
        assert "Every passage is decided" in alice.get(reverse("young_person_copy", args=args)).text
        read = bob.get(approve_url).text
        assert "Rufus" not in read
        assert BLACK in read
        assert bob.post(approve_url, {"digest": preview(now(copy)).sha256}).status_code == 422
        changed = bob.post(approve_url, {"digest": "0" * 64, "sure": "on"})
        assert changed.status_code == 422
        assert "Read it again" in changed.text
        assert preview(now(copy)).sha256 in changed.text
        assert bob.post(approve_url, {"digest": preview(now(copy)).sha256, "sure": "on"}).status_code == 302
        over = bob.get(reverse("young_person_copy", args=args)).text
        assert "Make the PDF" in over
        assert "Rufus" not in over
        assert bob.get(approve_url).status_code == 409

    def test_what_was_typed_stays_when_somebody_was_faster(
        self, world: World, copy: CopyRequest, signed_in: SignIn
    ) -> None:
        key = key_of(copy, SECRET)
        line = next(line for line in now(copy).lines if line.passage.key == key)
        decide(copy, key, world.bob)
        client = signed_in(world.alice)
        url = reverse("young_person_copy_passage", args=[copy.young_person.reference, copy.pk, key])
        marked = line.passage.text.replace("Rufus", "[[Rufus]]")
        sent = {"version": 0, "sha256": line.passage.sha256, "what": "give", "marked": marked, "why": "third_party"}
        lost = client.post(url, sent)
        assert lost.status_code == 422
        assert "[[Rufus]]" in lost.text
        assert "Bob decided: given" in lost.text
        assert client.post(url, {**sent, "version": 1}).status_code == 302

    def test_the_clock_and_the_end(self, world: World, copy: CopyRequest, signed_in: SignIn) -> None:
        client, args = signed_in(world.alice), [copy.young_person.reference, copy.pk]
        today = dict(enumerate((clock.today().day, clock.today().month, clock.today().year)))
        url = reverse("young_person_copy_clock", args=args)
        stop = {f"since_{n}": v for n, v in today.items()}
        assert client.post(url, stop).status_code == 422
        assert client.post(url, {**stop, "reason": WHY}).status_code == 302
        assert "The time stands still since" in client.get(reverse("young_person_copy", args=args)).text
        assert "The time stands still" in client.get(reverse("copies")).text
        assert client.post(url, {f"until_{n}": v for n, v in today.items()}).status_code == 302
        end = reverse("young_person_copy_end", args=args)
        assert client.post(end, {"answer": ""}).status_code == 422
        assert client.post(end, {"answer": "They took it back by letter."}).status_code == 302
        assert client.post(end, {"answer": "They took it back by letter."}).status_code == 409
        assert "No requests" in client.get(reverse("copies")).text

    def test_two_hundred_passages_ask_the_database_no_more_than_a_few(
        self, world: World, practice: Practice, copy: CopyRequest, signed_in: SignIn
    ) -> None:
        def asked(name: str, *more: str) -> tuple[int, int]:
            url = reverse(name, args=[copy.young_person.reference, copy.pk, *more])
            with CaptureQueriesContext(connection) as captured:
                got = client.get(url)
            found = [q for q in captured.captured_queries if not q["sql"].startswith(("SAVE", "RELEASE"))]
            return len(found), len(got.content)

        client = signed_in(world.alice)
        for _ in range(3):
            add_assessment(practice.tariq, world.alice)
        few = [asked("young_person_copy"), asked("young_person_copy_passage", "record")]
        for _ in range(200):
            refer(practice.tariq, world.alice)
        many = [asked("young_person_copy"), asked("young_person_copy_passage", "record")]
        assert [count for count, _ in many] == [count for count, _ in few]
        assert all(count <= 36 and size < 60_000 for count, size in many), many
