"""A closed record is disposed of by two people, wholly, and leaves a certificate."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ForeignKey
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.accounts.sealed_fields import Cipher, Sealed
from onlinelives.cases import keeping as registry
from onlinelives.cases.actions import disposals, holds, young_people
from onlinelives.cases.models import SEALED_MODELS, Certificate, Disposal, Referral, YoungPerson
from onlinelives.cases.queries import rows_of
from onlinelives.files.actions import stored, work
from onlinelives.files.models import StoredFile, Work
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.files import chores
from tests.keeping import WHY, Keeping, add_assessment
from tests.practice import closed, restricted_to
from tests.world import World, add_person, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def keeping(world: World) -> Keeping:
    return Keeping(world)


def held() -> dict[type[models.Model], int]:
    """Of every model that belongs to records, how many rows there are."""
    return {each.model: each.model._base_manager.count() for each in registry.HOLDINGS}


class TestRegistry:
    def test_every_model_that_leads_to_a_young_person_is_declared(self) -> None:
        """Whatever points at something of a record is of the record: found through any number of foreign keys."""
        declared = {each.model for each in registry.HOLDINGS}
        leading = {YoungPerson}
        while True:
            more = {model for model in apps.get_models() if points_at(model) & leading} - leading
            if not more:
                break
            leading |= more
        assert leading == declared

    def test_each_path_leads_to_the_young_person_and_each_model_is_declared_once(self) -> None:
        assert len({each.model for each in registry.HOLDINGS}) == len(registry.HOLDINGS)
        for each in registry.HOLDINGS:
            at: Any = each.model
            for step in [] if each.path == "pk" else each.path.split("__"):
                at = at._meta.get_field(step).related_model
            assert at is YoungPerson, each

    def test_rows_go_before_the_rows_they_point_at(self) -> None:
        order = [each.model for each in registry.in_order()]
        assert order[-1] is YoungPerson
        for place, model in enumerate(order):
            assert not points_at(model) & set(order[:place]), model

    def test_a_circle_is_noticed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry, "_points_at", lambda model: {each.model for each in registry.HOLDINGS} - {model})
        with pytest.raises(ValueError, match="point at each other"):
            registry.in_order()

    def test_a_room_above_adds_what_is_its_own(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(registry, "HOLDINGS", list(registry.HOLDINGS))
        registry.also(Work, "asked_by")
        assert registry.HOLDINGS[-1].model is Work


def points_at(model: type[models.Model]) -> set[Any]:
    return {f.related_model for f in model._meta.concrete_fields if isinstance(f, ForeignKey)}


class TestTwoPeople:
    def test_nobody_approves_their_own(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        for verb in (
            lambda: disposals.approve(disposal=proposed, by=world.bob),
            lambda: disposals.turn_down(disposal=proposed, answer=WHY, by=world.bob),
        ):
            with pytest.raises(Refused, match="second person"):
                verb()
        assert YoungPerson.objects.filter(pk=keeping.ondine.pk).exists()

    def test_another_manager_or_who_was_asked(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        with pytest.raises(Refused, match="or the person who was asked"):
            disposals.approve(disposal=proposed, by=world.alice)
        disposals.withdraw(disposal=proposed, by=world.bob)
        asked = keeping.proposed(world.bob, approver=world.alice)
        assert disposals.approve(disposal=asked, by=world.alice).approved_by == world.alice

    def test_no_stranger_whatever_they_hold(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        for stranger in (world.mina, world.charlie, world.omar, world.dana, world.ines, world.ravi, world.yan):
            with pytest.raises(Refused, match="do not see"):
                disposals.approve(disposal=proposed, by=again(stranger))
            disposals.withdraw(disposal=proposed, by=world.bob)
            with pytest.raises(Invalid, match="sees the record"):
                keeping.proposed(world.bob, approver=stranger)
            proposed = keeping.proposed(world.bob)

    def test_only_a_manager_proposes(self, world: World, keeping: Keeping) -> None:
        with pytest.raises(Refused, match="Only a manager"):
            keeping.proposed(world.alice)
        with pytest.raises(Invalid, match="Say why"):
            disposals.propose(young_person=keeping.ondine, reason="Because", by=world.bob)

    def test_somebody_who_was_asked_and_has_left_decides_nothing(self, world: World, keeping: Keeping) -> None:
        from onlinelives.accounts.actions import people

        proposed = keeping.proposed(world.bob, approver=world.alice)
        people.end_role(membership=world.alice.memberships.get(), by=world.omar)
        with pytest.raises(Refused, match="do not see"):
            disposals.approve(disposal=proposed, by=again(world.alice))

    def test_a_restricted_record_only_those_named(self, world: World, keeping: Keeping) -> None:
        restricted_to([world.bob, world.alice], YoungPerson.objects.get(pk=keeping.ondine.pk), world.bob)
        proposed = keeping.proposed(world.bob, approver=world.alice)
        with pytest.raises(Refused, match="do not see"):
            disposals.approve(disposal=proposed, by=keeping.bea)
        disposals.approve(disposal=proposed, by=world.alice)

    def test_the_database_refuses_a_certificate_of_one_person(self, world: World, keeping: Keeping) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.create(
                partnership=world.partnership,
                agency=world.elmfield,
                reference="OL-222222",
                kinds="in_need",
                rule="x",
                sha256="0" * 64,
                proposed_at=clock.now(),
                proposed_by=world.bob,
                approved_by=world.bob,
            )

    def test_who_was_asked_is_told_without_a_name(
        self, world: World, keeping: Keeping, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            keeping.proposed(world.bob, approver=keeping.bea)
        sent = mail.outbox[-1]
        assert sent.to == [keeping.bea.email]
        assert [w for w in ("Ondine", keeping.ondine.reference, "moved") if w in f"{sent.subject} {sent.body}"] == []


class TestWhen:
    def test_not_while_it_is_open_or_its_day_is_far(self, world: World, keeping: Keeping) -> None:
        with pytest.raises(NotNow, match="open"):
            disposals.propose(young_person=keeping.tariq, reason=WHY, by=world.bob)
        with pytest.raises(NotNow, match="has not come"):
            disposals.propose(young_person=closed(keeping.tariq), reason=WHY, by=world.bob)

    def test_once_at_a_time_and_the_same_form_makes_one(self, world: World, keeping: Keeping) -> None:
        key = uuid.uuid4()
        first = keeping.proposed(world.bob, form_key=key)
        assert keeping.proposed(world.bob, form_key=key) == first
        with pytest.raises(NotNow, match="already"):
            keeping.proposed(keeping.bea)

    def test_not_when_the_record_changed_since(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        closed(keeping.ondine, clock.today() - timedelta(days=1))  # opened and closed again
        with pytest.raises(NotNow, match="has changed"):
            disposals.approve(disposal=proposed, by=keeping.bea)
        keeping.ondine.state, keeping.ondine.closed_on = "open", None
        keeping.ondine.save()
        with pytest.raises(NotNow, match="is open"):
            disposals.approve(disposal=proposed, by=keeping.bea)

    def test_not_when_what_is_known_moved_its_day_on(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        add_assessment(keeping.ondine, world.alice, care="yes")
        with pytest.raises(NotNow, match="has not come"):
            disposals.approve(disposal=proposed, by=keeping.bea)

    def test_not_when_a_room_above_objects(
        self, world: World, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(registry, "OBSTACLES", [])
        registry.unless(lambda young_person: Allowed())
        registry.unless(lambda young_person: Denied("An extract of it is still shared."))
        with pytest.raises(NotNow, match="still shared"):
            keeping.proposed(world.bob)

    def test_a_no_and_a_withdrawal_leave_everything_and_say_why(self, world: World, keeping: Keeping) -> None:
        before = held()
        turned = disposals.turn_down(
            disposal=keeping.proposed(world.bob), answer="Her brother may ask for it.", by=keeping.bea
        )
        assert (turned.state, turned.answer) == ("turned_down", "Her brother may ask for it.")
        with pytest.raises(NotNow, match="turned down"):
            disposals.approve(disposal=turned, by=keeping.bea)
        second = keeping.proposed(world.bob)
        with pytest.raises(Refused, match="Only the person who proposed"):
            disposals.withdraw(disposal=second, by=keeping.bea)
        disposals.withdraw(disposal=second, by=world.bob)
        assert held() == {**before, Disposal: 2}


class TestErasing:
    def test_everything_of_this_record_goes_and_nothing_of_another(self, world: World, keeping: Keeping) -> None:
        add_assessment(keeping.tariq, world.alice)
        others = {each: rows_of(each) for each in (keeping.tariq,)}
        disposals.approve(disposal=keeping.proposed(world.bob), by=keeping.bea)
        for each in registry.HOLDINGS:
            assert not each.rows_of(keeping.ondine).exists(), each
        assert {each: rows_of(each) for each in others} == others
        assert YoungPerson.objects.get() == keeping.tariq
        assert Referral.objects.get() == keeping.referral

    def test_the_certificate_says_what_and_nothing_of_who(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        lines = [
            f"{each.model._meta.label} {pk}"
            for each in registry.HOLDINGS
            for pk in each.rows_of(keeping.ondine).values_list("pk", flat=True)
        ]
        counts = dict(rows_of(keeping.ondine))
        made = disposals.approve(disposal=proposed, by=keeping.bea)
        assert made.sha256 == hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
        assert {row.name: row.count for row in made.rows.all()} == counts
        assert counts["Young person"] == counts["Referral"] == counts["Decision"] == counts["Disposal"] == 1
        assert sum(counts.values()) == len(lines)
        assert (made.reference, made.kinds) == (keeping.ondine.reference, "early_help")
        assert (made.proposed_by, made.approved_by) == (world.bob, keeping.bea)
        birthday = keeping.ondine.birthday
        assert birthday
        told = " ".join(str(getattr(made, field.attname)) for field in made._meta.concrete_fields)
        assert [w for w in ("Ondine", "Hollow", birthday.isoformat(), "moved") if w in told] == []
        entry = Entry.objects.get(verb="record disposed of")
        assert entry.subject == keeping.ondine.trail_subject
        assert made.sha256 in entry.body

    def test_the_reference_is_gone_for_everybody_and_never_given_again(
        self, world: World, keeping: Keeping, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        gone = keeping.ondine.reference
        disposals.approve(disposal=keeping.proposed(world.bob), by=keeping.bea)
        for person in (world.alice, world.bob, keeping.bea, world.omar, world.mina):
            for name in ("young_person", "young_person_keeping", "young_person_looks"):
                assert signed_in(person).get(reverse(name, args=[gone])).status_code == 404
        found = signed_in(world.bob).post(reverse("young_people"), {"words": f"{gone} Ondine"})
        assert "Nothing to show you" in found.text
        offered = iter([gone, "OL-333333"])
        monkeypatch.setattr(young_people, "new_reference", lambda: next(offered))
        from onlinelives.cases.finding import Identity

        made = young_people.open_record(team=keeping.pastoral, identity=Identity(), by=world.alice)
        assert made.reference == "OL-333333"

    def test_what_was_made_of_it_goes_too(
        self, world: World, keeping: Keeping, django_capture_on_commit_callbacks: Any
    ) -> None:
        for subject in (keeping.ondine, keeping.tariq):
            leads_to = reverse("young_person", args=[subject.reference]) + "copies/"
            asked = work.ask(title="Copy", leads_to=leads_to, task=chores.greet, by=world.alice)
            begun = work.begin(str(asked.pk))
            work.finish(work=begun, result=stored.keep_made(b"%PDF-", "copy.pdf", world.partnership))
        with django_capture_on_commit_callbacks(execute=True):
            disposals.approve(disposal=keeping.proposed(world.bob), by=keeping.bea)
        left = Work.objects.get()
        assert keeping.tariq.reference in left.leads_to
        assert StoredFile.objects.get() == left.result

    def test_a_room_above_is_asked_first_and_what_it_forgot_stops_everything(
        self, world: World, keeping: Keeping, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[int] = []
        without = [each for each in registry.HOLDINGS if each.model is not Referral]
        first = registry.Holding(Referral, "young_person", lambda rows: asked.append(rows.count()))
        monkeypatch.setattr(registry, "HOLDINGS", [*without, first])
        proposed = keeping.proposed(world.bob)
        with monkeypatch.context() as forgotten:
            forgotten.setattr(registry, "HOLDINGS", without)
            with pytest.raises(models.ProtectedError):
                disposals.approve(disposal=proposed, by=keeping.bea)
        assert YoungPerson.objects.filter(pk=keeping.ondine.pk).exists()
        assert not Certificate.objects.exists()
        disposals.approve(disposal=proposed, by=keeping.bea)
        assert asked == [1]

    def test_the_second_of_two_who_agree_at_once_finds_nothing(self, world: World, keeping: Keeping) -> None:
        proposed = keeping.proposed(world.bob)
        disposals.approve(disposal=proposed, by=keeping.bea)
        third = add_person("Ola", roles.MANAGER, world.elmfield, by=world.omar)
        with pytest.raises(Refused, match="do not see"):
            disposals.approve(disposal=proposed, by=third)
        assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_sealed_byte_of_it_is_left_in_the_file_of_the_database() -> None:
    """SQLite's file and its write-ahead log, byte by byte; on PostgreSQL every table."""
    world = World()
    keeping = Keeping(world)
    ciphers = sealed_bytes_of(keeping.ondine)
    proposed = keeping.proposed(world.bob)
    ciphers |= sealed_bytes_of(keeping.ondine)
    others = sealed_bytes_of(keeping.tariq)
    assert len(ciphers) > 15
    assert [cipher for cipher in ciphers | others if cipher not in stored_bytes()] == []  # the search does look
    disposals.approve(disposal=proposed, by=keeping.bea)
    left = stored_bytes()
    assert [cipher for cipher in ciphers if cipher in left] == []
    assert [cipher for cipher in others if cipher not in left] == []


def sealed_bytes_of(young_person: YoungPerson) -> set[bytes]:
    """The middle of each sealed value: long ones may lie on several pages of the file."""
    found = set()
    for each in registry.HOLDINGS:
        names = [field.attname for field in each.model._meta.concrete_fields if isinstance(field, Sealed)]
        for row in each.rows_of(young_person).values_list(*names) if names else ():
            found |= {bytes(value)[14:40] for value in row if isinstance(value, Cipher)}
    return found


def stored_bytes() -> bytes:
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        return b"".join(part.read_bytes() for part in name.parent.glob(name.name + "*"))
    held = []
    with connection.cursor() as cursor:
        for model in SEALED_MODELS:
            cursor.execute(f"select * from {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  our own
            held += [bytes(value) for row in cursor for value in row if isinstance(value, bytes | memoryview)]
    return b"\n".join(held)


class TestOnThePage:
    def test_two_managers_do_it(self, world: World, keeping: Keeping, signed_in: SignIn) -> None:
        bob, bea, reference = signed_in(world.bob), signed_in(keeping.bea), keeping.ondine.reference
        url = reverse("young_person_dispose", args=[reference])
        sent = {"reason": WHY, "approver": str(keeping.bea.pk), "form_key": str(uuid.uuid4())}
        assert bob.post(url, {**sent, "reason": ""}).status_code == 422
        assert bob.post(url, {**sent, "approver": str(world.mina.pk)}).status_code == 422
        assert bob.post(url, sent).status_code == 302
        made = Disposal.objects.get()
        one = reverse("young_person_disposal", args=[reference, made.pk])
        shown = bob.get(one).text
        assert "Withdraw the proposal" in shown
        assert "Erase the record" not in shown
        assert "Ondine" in bea.get(reverse("disposals")).text
        assert "Erase the record for good" in bea.get(one).text
        yes = reverse("young_person_disposal_approve", args=[reference, made.pk])
        assert bob.post(yes, {"sure": "on"}).status_code == 403
        assert bea.post(yes, {}).status_code == 422
        got = bea.post(yes, {"sure": "on"})
        assert got.status_code == 302
        certificate = bea.get(got.url).text
        assert reference in certificate
        assert "Ondine" not in certificate
        assert bea.post(yes, {"sure": "on"}).status_code == 404
        assert reference in signed_in(world.omar).get(reverse("certificates")).text
        for stranger in (world.mina, world.yan, world.far_omar):
            assert signed_in(stranger).get(got.url).status_code == 404
            assert reference not in signed_in(stranger).get(reverse("certificates")).text

    def test_a_colleague_who_was_asked_ends_on_the_list(
        self, world: World, keeping: Keeping, signed_in: SignIn
    ) -> None:
        made = keeping.proposed(world.bob, approver=world.alice)
        args = [keeping.ondine.reference, made.pk]
        got = signed_in(world.alice).post(reverse("young_person_disposal_approve", args=args), {"sure": "on"})
        assert got.url == reverse("young_people")

    def test_a_no_needs_its_reason(self, world: World, keeping: Keeping, signed_in: SignIn) -> None:
        made = keeping.proposed(world.bob)
        args, client = [keeping.ondine.reference, made.pk], signed_in(keeping.bea)
        url = reverse("young_person_disposal_turn_down", args=args)
        assert client.post(url, {"no-answer": ""}).status_code == 422
        assert client.post(url, {"no-answer": "أخوها may ask for it. 🦊"}).status_code == 302
        assert "أخوها may ask" in client.get(reverse("young_person_disposal", args=args)).text

    @pytest.mark.parametrize("name", ["young_person_keeping", "young_person_dispose", "young_person_keep_longer"])
    def test_the_pages_stay_light(self, world: World, keeping: Keeping, signed_in: SignIn, name: str) -> None:
        for number in range(12):
            colleague = add_person(f"Ola {number}", roles.MANAGER, world.elmfield, by=world.omar)
            hold = holds.hold_record(young_person=keeping.ondine, reason=WHY, by=colleague)
            holds.lift(hold=hold, reason=WHY, by=colleague)
        client = signed_in(world.bob)
        with CaptureQueriesContext(connection) as captured:
            got = client.get(reverse(name, args=[keeping.ondine.reference]))
        assert got.status_code == 200
        asked = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(("SAVE", "RELEASE"))]
        assert len(asked) <= 15, "\n".join(asked)
        assert len(got.content) < 60_000
