"""A signal is heard by a second person, cannot be taken back, and names nobody outside the record."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.actions import settings as record_settings
from onlinelives.cases.actions.settings import Wanted
from onlinelives.cases.models import Signal, SignalNote, YoungPerson
from onlinelives.cases.queries import needs
from onlinelives.config.needs import needs_of
from onlinelives.rules import roles
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.incidents import WORRY, acknowledged, settled, signalled
from tests.practice import Practice, add_young_person, restricted_to
from tests.world import World, add_person, again

SignIn = Callable[[Person], Client]
Committed = Callable[..., Any]
NAMES = ("Tariq", "Winterbourne", "Okafor", "Tazwell", "ZZ9", "2012", "gate", "OL-")


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.SITE_ADDRESS = "https://lives.example"


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Committed) -> Callable[..., Any]:
    """Does it, and then everything that waits for the commit."""

    def do(act: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act()

    return do


def decided(world: World, **wanted: Any) -> None:
    version = 1
    record_settings.decide(wanted=Wanted(**wanted), expected=version, by=world.omar)


def send(client: Client, name: str, young_person: YoungPerson, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=[young_person.reference, *args])
    return client.post(url, sent) if sent else client.get(url)


def kinds(signal: Signal) -> list[str]:
    return list(signal.notes.values_list("kind", flat=True))


class TestRaising:
    def test_managers_are_told_at_once_and_not_about_whom(
        self, world: World, practice: Practice, committed: Callable[..., Any]
    ) -> None:
        add_person("Mo", roles.MANAGER, world.elmfield, by=world.omar)
        signal = committed(lambda: signalled(practice.tariq, world.alice))
        assert sorted(message.to[0] for message in mail.outbox) == [
            "bob@mossley-vale.example",
            "mo@mossley-vale.example",
        ]
        for message in mail.outbox:
            whole = f"{message.subject}\n{message.body}"
            assert message.subject == "A signal of significant harm waits for you"
            assert "https://lives.example/young-people/?show=signal" in whole
            assert [word for word in NAMES if word in whole] == []
            assert "Alice" not in whole
        assert [told.person.name for told in signal.notes.get().told.all()] == ["Bob", "Mo"]

    def test_also_a_manager_who_chose_never_to_be_written_to(
        self, world: World, practice: Practice, committed: Callable[..., Any]
    ) -> None:
        people.choose_digest(person=world.bob, often="never", by=world.bob)
        committed(lambda: signalled(practice.tariq, world.alice))
        assert [message.to for message in mail.outbox] == [[world.bob.email]]
        assert "however often you asked" in mail.outbox[0].body

    def test_of_a_restricted_record_those_named_are_told_and_no_manager(
        self, world: World, practice: Practice, committed: Callable[..., Any]
    ) -> None:
        other = add_person("Other", roles.PRACTITIONER, world.elmfield, by=world.omar)
        record = restricted_to([world.alice, other], practice.tariq, world.bob)
        committed(lambda: signalled(record, world.alice))
        assert [message.to for message in mail.outbox] == [[other.email]]

    def test_where_nobody_is_left_to_tell_the_areas_address_is_written_to_at_once(
        self, world: World, practice: Practice, committed: Callable[..., Any], signed_in: SignIn
    ) -> None:
        decided(world, escalate_to="duty@desk.example", call_first="Duty desk\n020 7946 0000")
        with clock.at(clock.now()):
            signal = committed(lambda: signalled(practice.tariq, world.bob))
        [message] = mail.outbox
        assert message.to == ["duty@desk.example"]
        for wanted in ("Bob of Elmfield School", "020 7946 0000"):
            assert wanted in message.body
        assert [word for word in NAMES if word in f"{message.subject}\n{message.body}"] == []
        assert (signal.escalations, signal.escalate_at) == (1, signal.raised_at + timedelta(minutes=60))
        shown = send(signed_in(world.bob), "young_person_signal", practice.tariq, signal.pk).text
        assert "Nobody could be told by e-mail." in shown
        assert "was written to as well" in shown
        assert "020 7946 0000" in shown

    def test_the_page_says_so_when_no_mail_goes_out_at_all(
        self, world: World, practice: Practice, committed: Callable[..., Any], signed_in: SignIn, settings: Any
    ) -> None:
        settings.MODE = "production"
        decided(world, escalate_to="duty@desk.example")
        signal = committed(lambda: signalled(practice.tariq, world.alice))
        assert mail.outbox == []
        shown = send(signed_in(world.alice), "young_person_signal", practice.tariq, signal.pk).text
        assert "Nobody could be told by e-mail." in shown
        assert "was written to as well" not in shown
        assert signal.escalations == 0  # Bob can still hear it

    @pytest.mark.parametrize("state", ["open", "closed"])
    def test_no_state_of_the_record_refuses_it(
        self, world: World, practice: Practice, signed_in: SignIn, state: str
    ) -> None:
        closed_on = clock.today() if state == "closed" else None
        YoungPerson.objects.update(state=state, closed_on=closed_on)
        client, sent = signed_in(world.alice), {"worry": WORRY, "form_key": str(uuid.uuid4())}
        assert send(client, "young_person_signal_new", practice.tariq).status_code == 200
        got = send(client, "young_person_signal_new", practice.tariq, **sent)
        assert got.status_code == 302
        signal = Signal.objects.get()
        settled(acknowledged(signal, world.bob), world.bob)
        assert YoungPerson.objects.get().state == state  # and it reopens nothing

    def test_the_same_form_sent_twice_makes_one_note(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        client, sent = signed_in(world.alice), {"worry": WORRY, "form_key": str(uuid.uuid4())}
        first, second = (send(client, "young_person_signal_new", practice.tariq, **sent) for _ in range(2))
        assert first.url == second.url
        assert SignalNote.objects.count() == 1

    def test_words_are_wanted_and_lie_nowhere_in_clear(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        got = send(signed_in(world.alice), "young_person_signal_new", practice.tariq, form_key=str(uuid.uuid4()))
        assert got.status_code == 422
        assert "Say in a few words what worries you" in got.text
        with pytest.raises(Invalid):
            signalled(practice.tariq, world.alice, worry=" ")
        signalled(practice.tariq, world.alice)
        with connection.cursor() as cursor:
            cursor.execute("select * from cases_signalnote")
            raw = [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone()]
        assert b"gate" not in b"".join(raw)

    def test_a_stranger_raises_none(self, world: World, practice: Practice) -> None:
        for stranger in (world.charlie, world.mina, world.omar, world.dana, world.yan):
            with pytest.raises(Refused, match="do not see"):
                signalled(practice.tariq, stranger)


class TestRaisingAgain:
    def test_a_second_worry_joins_the_signal_that_is_open_and_both_stay(
        self, world: World, practice: Practice, committed: Callable[..., Any], signed_in: SignIn
    ) -> None:
        first = signalled(practice.tariq, world.alice)
        with clock.at(clock.now() + timedelta(minutes=5)):
            second = committed(lambda: signalled(practice.tariq, world.alice, "Now he does not answer."))
        assert first.pk == second.pk
        assert [note.words for note in second.notes.all()] == [WORRY, "Now he does not answer."]
        assert second.escalate_at == first.escalate_at  # the time in which it must be heard does not begin anew
        assert [message.to for message in mail.outbox] == [[world.bob.email]]
        shown = send(signed_in(world.bob), "young_person_signal", practice.tariq, first.pk).text
        assert WORRY in shown
        assert "Now he does not answer." in shown

    def test_on_one_that_was_acknowledged_somebody_must_hear_it_again(self, world: World, practice: Practice) -> None:
        signal = acknowledged(signalled(practice.tariq, world.alice), world.bob)
        assert signal.escalate_at is None
        again_ = signalled(practice.tariq, world.alice, "Now he does not answer.")
        assert (again_.pk, again_.state, again_.escalations) == (signal.pk, "raised", 0)
        assert again_.escalate_at is not None
        assert kinds(again_) == ["raised", "acknowledged", "added"]

    def test_who_raises_it_again_does_not_acknowledge_it(self, world: World, practice: Practice) -> None:
        signal = acknowledged(signalled(practice.tariq, world.alice), world.bob)
        mo = add_person("Mo", roles.MANAGER, world.elmfield, by=world.omar)
        raised = signalled(practice.tariq, world.bob, "He is at the gate again.")
        with pytest.raises(Refused, match="You raised this signal"):
            acknowledged(raised, world.bob)
        assert acknowledged(raised, mo).pk == signal.pk

    def test_a_manager_who_adds_to_it_may_still_hear_it(
        self, world: World, practice: Practice, committed: Callable[..., Any]
    ) -> None:
        decided(world, escalate_to="duty@desk.example")
        signalled(practice.tariq, world.alice)
        added = committed(lambda: signalled(practice.tariq, world.bob, "I have called his school."))
        assert mail.outbox == []  # he knows already, and can acknowledge it
        assert acknowledged(added, world.bob).state == "acknowledged"

    def test_after_it_was_settled_there_is_a_new_one(self, world: World, practice: Practice) -> None:
        first = settled(acknowledged(signalled(practice.tariq, world.alice), world.bob), world.bob)
        second = signalled(practice.tariq, world.alice)
        assert first.pk != second.pk
        with pytest.raises(DatabaseError), transaction.atomic():
            Signal.objects.filter(pk=first.pk).update(state="raised", outcome="")


class TestHearing:
    def test_a_manager_says_what_will_be_done_and_the_raiser_is_told(
        self, world: World, practice: Practice, committed: Callable[..., Any]
    ) -> None:
        signal = signalled(practice.tariq, world.alice)
        committed(lambda: acknowledged(signal, world.bob))
        [message] = mail.outbox
        assert (message.to, message.subject) == ([world.alice.email], "Your signal has been acknowledged")
        assert [word for word in (*NAMES, "aunt") if word in f"{message.subject}\n{message.body}"] == []
        note = SignalNote.objects.get(kind="acknowledged")
        assert (note.by, note.words) == (world.bob, "Quarrels: we call his aunt.")

    def test_never_who_raised_it_and_no_practitioner(self, world: World, practice: Practice) -> None:
        other = add_person("Other", roles.PRACTITIONER, world.elmfield, by=world.omar)
        practice.tariq = restricted_to([world.alice, other], practice.tariq, world.bob)
        signal = signalled(practice.tariq, world.alice)
        with pytest.raises(Refused, match="somebody else acknowledges"):
            acknowledged(signal, world.alice)
        with pytest.raises(Refused, match="do not see"):
            acknowledged(signal, world.bob)  # a manager who is not named
        assert acknowledged(signal, other).state == "acknowledged"

    def test_a_practitioner_of_the_team_does_not_acknowledge(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        signal = signalled(practice.tariq, world.bob)
        assert permissions.acknowledge_signal(again(world.alice), signal).reason.startswith("A manager")
        with pytest.raises(Refused, match="A manager of the agency"):
            acknowledged(signal, world.alice)
        shown = send(signed_in(world.alice), "young_person_signal", practice.tariq, signal.pk).text
        assert "A manager of the agency answers for a signal." in shown
        assert "What will be done now?" not in shown

    def test_nobody_acknowledges_what_they_have_not_read(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        signal = signalled(practice.tariq, world.alice)
        signalled(practice.tariq, world.alice, "Now he does not answer.")
        with pytest.raises(Changed):
            acknowledged(signal, world.bob)
        client, typed = signed_in(world.bob), {"acknowledge-version": 1, "acknowledge-doing": "We call him."}
        got = send(client, "young_person_signal_acknowledge", practice.tariq, signal.pk, **typed)
        assert got.status_code == 422
        for wanted in ("Something was added", "Now he does not answer.", "We call him."):
            assert wanted in got.text
        assert 'name="acknowledge-version" value="2"' in got.text
        typed["acknowledge-version"] = 2
        assert send(client, "young_person_signal_acknowledge", practice.tariq, signal.pk, **typed).status_code == 302

    def test_the_slower_of_two_keeps_what_was_typed(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        mo = add_person("Mo", roles.MANAGER, world.elmfield, by=world.omar)
        signal = signalled(practice.tariq, world.alice)
        acknowledged(signal, world.bob)
        typed = {"acknowledge-version": 1, "acknowledge-doing": "I drive there."}
        got = send(signed_in(mo), "young_person_signal_acknowledge", practice.tariq, signal.pk, **typed)
        assert got.status_code == 422
        assert "acknowledged already" in got.text
        assert "I drive there." in got.text
        assert kinds(signal) == ["raised", "acknowledged"]

    def test_it_is_settled_only_after_it_was_heard(self, world: World, practice: Practice) -> None:
        signal = signalled(practice.tariq, world.alice)
        with pytest.raises(NotNow, match="not been acknowledged yet"):
            settled(signal, world.bob)
        heard = acknowledged(signal, world.bob)
        with pytest.raises(Refused):
            settled(heard, world.alice)
        with pytest.raises(Invalid):
            settled(heard, world.bob, outcome="forgotten")
        done = settled(heard, world.bob, outcome="enquiry_started")
        assert (done.state, done.outcome) == ("settled", "enquiry_started")
        with pytest.raises(NotNow, match="is settled"):
            settled(done, world.bob)

    def test_the_database_keeps_it_whole(self, world: World, practice: Practice) -> None:
        signalled(practice.tariq, world.alice)
        for wrong in ({"state": "settled"}, {"outcome": "already_safe"}, {"escalations": 3}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Signal.objects.update(**wrong)
        with pytest.raises(DatabaseError), transaction.atomic():
            SignalNote.objects.update(by=None)


class TestWhereItShows:
    def test_every_page_of_the_record_has_the_button_and_the_open_signal(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client, button = signed_in(world.alice), reverse("young_person_signal_new", args=[practice.tariq.reference])
        shown = send(client, "young_person", practice.tariq).text
        assert button in shown
        assert "Read the signal" not in shown
        signal = signalled(practice.tariq, world.alice)
        assert "Read the signal" in send(client, "young_person_identity", practice.tariq).text
        settled(acknowledged(signal, world.bob), world.bob)
        assert "Read the signal" not in send(client, "young_person", practice.tariq).text

    def test_the_list_and_what_is_found_mark_who_it_is_about(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        add_young_person(practice.pastoral, world.alice, given_name="Ondine")
        signalled(practice.tariq, world.alice)
        client, url, mark = signed_in(world.bob), reverse("young_people"), "govuk-tag--red"
        assert client.get(url).text.count(mark) == 1
        assert client.post(url, {"words": "Tariq"}).text.count(mark) == 1
        assert client.post(url, {"words": practice.tariq.reference}).text.count(mark) == 1
        assert client.post(url, {"words": "Ondine"}).text.count(mark) == 0
        only = client.get(url, {"show": "signal"}).text
        assert "Tariq" in only
        assert "Ondine" not in only

    def test_home_names_it_first_and_late_to_those_who_see_the_record(
        self, world: World, practice: Practice, committed: Callable[..., Any]
    ) -> None:
        signal = signalled(practice.tariq, world.alice)
        first = needs_of(again(world.bob))[0]
        assert (first.what, first.late) == ("Acknowledge 1 signal of significant harm", True)
        mine = needs_of(again(world.alice))[0]
        assert (mine.what, mine.late) == ("1 signal of significant harm waits for somebody else", True)
        for stranger in (world.charlie, world.mina, world.dana, world.ravi, world.ines, world.omar, world.yan):
            assert needs(again(stranger)) == []
        heard = acknowledged(signal, world.bob)
        assert needs_of(again(world.bob))[0].what == "Say what came of 1 signal of significant harm"
        assert "signal" not in " ".join(need.what for need in needs_of(again(world.alice)))
        settled(heard, world.bob)
        assert "signal" not in " ".join(need.what for need in needs_of(again(world.bob)))

    def test_a_restricted_one_asks_those_named_and_nobody_else(self, world: World, practice: Practice) -> None:
        other = add_person("Other", roles.PRACTITIONER, world.elmfield, by=world.omar)
        record = restricted_to([world.alice, other], practice.tariq, world.bob)
        signalled(record, world.alice)
        assert needs(again(other))[0].what == "Acknowledge 1 signal of significant harm"
        assert needs(again(world.bob)) == []

    def test_what_goes_out_by_mail_names_nobody(self, world: World, practice: Practice) -> None:
        signalled(practice.tariq, world.alice)
        for person in (world.alice, world.bob):
            said = " ".join(f"{need.what} {need.more} {need.href}" for need in needs_of(again(person)))
            assert [word for word in NAMES if word in said] == []

    def test_the_chronology_tells_each_step(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        signal = signalled(practice.tariq, world.alice)
        client = signed_in(world.alice)
        assert "Not acknowledged" in send(client, "young_person", practice.tariq).text
        settled(acknowledged(signal, world.bob), world.bob)
        shown = send(client, "young_person", practice.tariq).text
        for step in ("Signal of significant harm", "Signal acknowledged", "Support changed, by Bob"):
            assert step in shown
        assert "Not acknowledged" not in shown

    def test_another_young_persons_signal_is_not_reached_through_ones_own(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        hidden = add_young_person(practice.night, world.bob, given_name="Ondine")
        theirs = signalled(hidden, world.bob)
        assert send(signed_in(world.alice), "young_person_signal", practice.tariq, theirs.pk).status_code == 404

    def test_hostile_words_are_shown_as_words(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        decided(world, call_first="<b>Ring</b> {{ 1 + 1 }}")
        made = signalled(practice.tariq, world.alice, "<script>alert(1)</script> {{ 1 + 1 }} أحمد 🙂")
        shown = send(signed_in(world.bob), "young_person_signal", practice.tariq, made.pk).text
        assert "<script>alert" not in shown
        assert "<b>Ring" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 + 1 }} أحمد 🙂" in shown

    @pytest.mark.parametrize("name", ["signal_new", "signal"])
    def test_its_pages_stay_light(self, world: World, practice: Practice, signed_in: SignIn, name: str) -> None:
        for number in range(50):
            signal = signalled(practice.tariq, world.alice, f"Worry {number}")
        client, args = signed_in(world.bob), [] if name == "signal_new" else [signal.pk]
        with CaptureQueriesContext(connection) as captured:
            got = send(client, f"young_person_{name}", practice.tariq, *args)
        asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(("SAVE", "RELE"))]
        assert len(asked) <= 15
        assert len(got.content) < 60_000
