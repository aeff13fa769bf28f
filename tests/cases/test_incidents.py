"""What happened is kept so that it can be counted and read, and never overwritten in silence."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import incidents
from onlinelives.cases.models import FollowUp, Incident, IncidentItem, IncidentRevision, LocalItem, YoungPerson
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.incidents import GROOMING, PLANNED, RUMOURS, SCAMS, SENT, happened, signalled, to_do, told
from tests.pages import rows
from tests.practice import Practice, add_young_person, refer, restricted_to
from tests.world import World

SignIn = Callable[[Person], Client]
HOSTILE = "<script>alert(1)</script> {{ 1 + 1 }} =1+1 O’Brien أحمد 🙂"


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def send(client: Client, name: str, practice: Practice, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=[practice.tariq.reference, *args])
    return client.post(url, sent) if sent else client.get(url)


def local(world: World, label: str = "A dare at the canal", **said: Any) -> LocalItem:
    first = {"partnership": world.partnership, "category": "conduct", "help": "Ask who was there."}
    return LocalItem.objects.create(label=label, **{**first, **said})


def close(young_person: YoungPerson) -> None:
    YoungPerson.objects.filter(pk=young_person.pk).update(state="closed", closed_on=clock.today())


class TestWhatItSays:
    def test_it_can_be_counted_by_harm_type_item_and_c(self, world: World, practice: Practice) -> None:
        both = frozenset({"technology_dependent", "technology_enabled"})
        happened(practice.tariq, world.alice, harm=both, items=frozenset({SCAMS, GROOMING, RUMOURS}))
        happened(practice.tariq, world.alice, items=frozenset())
        assert Incident.objects.filter(technology_dependent=True).count() == 1
        assert Incident.objects.filter(technology_enabled=True).count() == 2
        assert sorted(IncidentItem.objects.values_list("category", "item")) == [
            ("commerce", SCAMS),
            ("contact", GROOMING),
            ("contact", RUMOURS),
        ]
        assert YoungPerson.objects.filter(incidents__items__category="contact").distinct().count() == 1

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"happened_on": clock.today() + timedelta(days=1)}, "happened_on"),
            ({"happened_on": date(2012, 5, 16)}, "happened_on"),
            ({"harm": frozenset()}, "harm"),
            ({"harm": frozenset({"technology"})}, "harm"),
            ({"what_happened": " \n"}, "what_happened"),
            ({"items": frozenset({"contact.nothing"})}, "items"),
            ({"items": frozenset({"commerce.tricked_payment"})}, "items"),
            ({"report": "lost"}, "report"),
            ({"report": "reported"}, "recipients"),
            ({"recipients": frozenset({"police"})}, "report"),
            ({"report": "reported", "recipients": frozenset({"him"})}, "report"),
        ],
    )
    def test_what_does_not_fit_together_is_refused(
        self, world: World, practice: Practice, said: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            happened(practice.tariq, world.alice, **said)
        assert refused.value.field == field
        assert not Incident.objects.exists()

    def test_the_database_refuses_it_too(self, world: World, practice: Practice) -> None:
        happened(practice.tariq, world.alice)
        wrong: list[dict[str, Any]] = [{"technology_enabled": False}, {"report": "reported"}, {"to_police": True}]
        for each in wrong:
            for model in (Incident, IncidentRevision):
                with pytest.raises(DatabaseError), transaction.atomic():
                    model.objects.update(**each)

    def test_nothing_that_was_typed_lies_in_clear(self, world: World, practice: Practice) -> None:
        typed = {name: f"Zebra {name}" for name in ("what_happened", "who_was_told", "evidence_kept", "report_note")}
        happened(practice.tariq, world.alice, to_do(world.bob, what="Zebra plan"), **typed)
        with connection.cursor() as cursor:
            for model in (Incident, IncidentRevision, FollowUp):
                cursor.execute(f"select * from {model._meta.db_table}")  # noqa: S608  our own table
                raw = [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone()]
                assert b"Zebra" not in b"".join(raw)
        assert Incident.objects.get().evidence_kept == "Zebra evidence_kept"

    def test_one_day_of_birth_is_not_too_early(self, world: World, practice: Practice) -> None:
        assert happened(practice.tariq, world.alice, happened_on=date(2012, 5, 17))
        unborn = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
        assert happened(unborn, world.alice, happened_on=date(2001, 1, 1))  # no date of birth is kept


class TestItemsOfTheArea:
    def test_they_are_offered_and_those_that_were_replaced_are_not(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        local(world)
        LocalItem.objects.create(
            partnership=world.far_omar.partnership, category="conduct", label="Far away", help="Not here."
        )
        shown = send(signed_in(world.alice), "young_person_incident_new", practice).text
        assert "A dare at the canal" in shown
        assert "Far away" not in shown
        assert "Tricked into paying for something they did not want" not in shown

    def test_one_that_ended_is_for_days_on_which_it_held(self, world: World, practice: Practice) -> None:
        ended = local(world, ended_at=clock.now() - timedelta(days=10))
        chosen = frozenset({ended.code})
        with pytest.raises(Invalid, match="no longer in use"):
            happened(practice.tariq, world.alice, items=chosen)
        before = clock.today() - timedelta(days=11)
        incident = happened(practice.tariq, world.alice, items=chosen, happened_on=before)
        assert [(each.item, each.category) for each in incident.items.all()] == [(ended.code, "conduct")]

    def test_one_of_another_area_is_refused(self, world: World, practice: Practice) -> None:
        theirs = LocalItem.objects.create(
            partnership=world.far_omar.partnership, category="conduct", label="Far away", help="Not here."
        )
        with pytest.raises(Invalid, match="from the list"):
            happened(practice.tariq, world.alice, items=frozenset({theirs.code}))

    def test_what_was_chosen_stays_chosen_when_it_has_ended_since(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        item = local(world)
        incident = happened(practice.tariq, world.alice, items=frozenset({item.code}))
        LocalItem.objects.update(ended_at=clock.now() - timedelta(days=10))
        corrected = told(items=frozenset({item.code}), what_happened="It was on Friday.")
        incidents.correct(incident=incident, told=corrected, expected=1, by=world.alice)
        shown = send(signed_in(world.alice), "young_person_incident", practice, incident.pk).text
        assert "A dare at the canal" in shown
        form = send(signed_in(world.alice), "young_person_incident_edit", practice, incident.pk).text
        assert re.search(rf'value="{item.code}"[^>]* checked', form)


class TestCorrecting:
    def test_what_it_said_before_stays_to_be_read(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        incident = happened(practice.tariq, world.alice)
        said = told(what_happened="It was only a joke.", items=frozenset({GROOMING}), happened_on=date(2026, 1, 3))
        incidents.correct(incident=incident, told=said, expected=1, by=world.bob)
        assert Incident.objects.get().what_happened == "It was only a joke."
        assert [each.item for each in IncidentItem.objects.all()] == [GROOMING]
        shown = send(signed_in(world.alice), "young_person_incident_history", practice, incident.pk).text
        first, second = shown.index("It was only a joke."), shown.index("Quarrels in a group.")
        assert first < second
        assert "Grooming online" in shown[:second]
        assert "Rumours spread online" in shown[second - 1500 :]
        assert [(r.version, r.by) for r in IncidentRevision.objects.all()] == [(2, world.bob), (1, world.alice)]

    def test_the_second_to_save_loses_nothing_and_sees_both(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        incident = happened(practice.tariq, world.alice)
        incidents.correct(incident=incident, told=told(what_happened="Bob’s words."), expected=1, by=world.bob)
        with pytest.raises(Changed):
            incidents.correct(incident=incident, told=told(), expected=1, by=world.alice)
        client = signed_in(world.alice)
        sent = {**SENT, "what_happened": "Alice’s words.", "version": 1, "form_key": str(uuid.uuid4())}
        got = send(client, "young_person_incident_edit", practice, incident.pk, **sent)
        assert got.status_code == 422
        assert "Bob’s words." in got.text
        assert "Alice’s words." in got.text
        version = re.search(r'name="version" value="(\d+)"', got.text)
        assert version
        got = send(client, "young_person_incident_edit", practice, incident.pk, **{**sent, "version": version[1]})
        assert got.status_code == 302
        assert [r.what_happened for r in IncidentRevision.objects.all()] == [
            "Alice’s words.",
            "Bob’s words.",
            "Quarrels in a group.",
        ]

    def test_a_closed_record_is_read_and_not_written(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        incident = happened(practice.tariq, world.alice)
        close(practice.tariq)
        client = signed_in(world.alice)
        with pytest.raises(NotNow, match="closed"):
            happened(practice.tariq, world.alice)
        with pytest.raises(NotNow, match="closed"):
            incidents.correct(incident=incident, told=told(), expected=1, by=world.alice)
        assert send(client, "young_person_incident_new", practice).status_code == 409
        assert send(client, "young_person_incident_edit", practice, incident.pk).status_code == 409
        shown = send(client, "young_person_incident", practice, incident.pk)
        assert shown.status_code == 200
        assert "Correct it" not in shown.text

    def test_a_record_restricted_a_moment_ago_is_written_to_no_more(self, world: World, practice: Practice) -> None:
        incident = happened(practice.tariq, world.alice)
        restricted_to([world.bob], practice.tariq, world.bob)
        with pytest.raises(Refused, match="do not see"):
            happened(practice.tariq, world.alice)
        with pytest.raises(Refused, match="do not see"):
            incidents.correct(incident=incident, told=told(), expected=9, by=world.alice)


class TestOnThePage:
    def test_the_same_form_sent_twice_makes_one(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        sent = {**SENT, **PLANNED, "follow_up_by": world.bob.pk, "form_key": str(uuid.uuid4())}
        client = signed_in(world.alice)
        first, second = (send(client, "young_person_incident_new", practice, **sent) for _ in range(2))
        assert first.url == second.url
        assert (Incident.objects.count(), FollowUp.objects.count()) == (1, 1)
        assert FollowUp.objects.get().who == world.bob

    def test_an_empty_form_says_what_is_missing(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        got = send(signed_in(world.alice), "young_person_incident_new", practice, form_key=str(uuid.uuid4()))
        assert got.status_code == 422
        for missing in (
            "Enter the day on which it happened",
            "Select one of the two kinds of harm, or both",
            "Select what the incident was about, or say that none fits",
            "Say what happened",
            "Select whether it was reported",
        ):
            assert missing in got.text

    def test_none_fits_is_said_and_not_left_open(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        client = signed_in(world.alice)
        both = {**SENT, "nothing_fits": "on", "form_key": str(uuid.uuid4())}
        assert "Change one of the two" in send(client, "young_person_incident_new", practice, **both).text
        none = {name: value for name, value in both.items() if name not in ("contact", "commerce")}
        assert send(client, "young_person_incident_new", practice, **none).status_code == 302
        assert not IncidentItem.objects.exists()

    @pytest.mark.parametrize("left_out", ["follow_up", "follow_up_on_0", "follow_up_by"])
    def test_half_a_plan_is_no_plan(self, world: World, practice: Practice, signed_in: SignIn, left_out: str) -> None:
        sent = {**SENT, **PLANNED, "follow_up_by": world.bob.pk, "form_key": str(uuid.uuid4()), left_out: ""}
        assert send(signed_in(world.alice), "young_person_incident_new", practice, **sent).status_code == 422
        assert not Incident.objects.exists()

    def test_there_is_nowhere_to_put_a_picture(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        shown = send(signed_in(world.alice), "young_person_incident_new", practice).text
        assert "No images, ever." in shown
        assert "multipart" not in shown
        assert 'type="file"' not in shown

    def test_the_steps_stand_open_once_an_image_may_be_part_of_it(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client, opened = signed_in(world.alice), 'id="images" open'
        assert opened not in send(client, "young_person_incident_new", practice).text
        sent = {**SENT, "conduct": ["conduct.shared_sgii"], "what_happened": "", "form_key": str(uuid.uuid4())}
        assert opened in send(client, "young_person_incident_new", practice, **sent).text
        kept = happened(practice.tariq, world.alice, items=frozenset({"conduct.shared_sgii"}))
        assert opened in send(client, "young_person_incident", practice, kept.pk).text
        assert opened in send(client, "young_person_incident_edit", practice, kept.pk).text
        other = happened(practice.tariq, world.alice)
        assert "No images, ever." not in send(client, "young_person_incident", practice, other.pk).text

    def test_what_may_be_abuse_asks_to_tell_lead_and_police(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client, words = signed_in(world.alice), "This may be the abuse of a child"
        kept = happened(practice.tariq, world.alice, items=frozenset({GROOMING}))
        assert words in send(client, "young_person_incident", practice, kept.pk).text
        other = happened(practice.tariq, world.alice)
        assert words not in send(client, "young_person_incident", practice, other.pk).text

    def test_another_young_persons_incident_is_not_reached_through_ones_own(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        hidden = add_young_person(practice.night, world.bob, given_name="Ondine")
        theirs = happened(hidden, world.bob, to_do(world.bob))
        todo = theirs.follow_ups.get()
        client = signed_in(world.alice)
        for name in ("incident", "incident_edit", "incident_history"):
            assert send(client, f"young_person_{name}", practice, theirs.pk).status_code == 404
        assert send(client, "young_person_follow_up_done", practice, theirs.pk, todo.pk).status_code == 404
        own = happened(practice.tariq, world.alice)
        assert send(client, "young_person_follow_up_done", practice, own.pk, todo.pk).status_code == 404

    def test_hostile_words_are_shown_as_words(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        typed = dict.fromkeys(("what_happened", "who_was_told", "evidence_kept", "report_note"), HOSTILE)
        local(world, label="<b>Dare</b> {{ 7 * 7 }}")
        made = happened(practice.tariq, world.alice, to_do(world.bob, what=HOSTILE), **typed)
        client = signed_in(world.alice)
        for name in ("incident", "incident_edit", "incident_history"):
            shown = send(client, f"young_person_{name}", practice, made.pk).text
            assert "<script>alert" not in shown
            assert "<b>Dare" not in shown
            assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 + 1 }} =1+1 O’Brien أحمد 🙂" in shown


class TestChronology:
    def test_it_stands_at_its_day_and_says_when_it_was_written(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        happened(practice.tariq, world.alice, happened_on=clock.today() - timedelta(days=400))
        happened(practice.tariq, world.alice, items=frozenset())
        lines = rows(send(signed_in(world.alice), "young_person", practice).content)
        assert sorted(line[1].split()[0] for line in lines[:3]) == ["Incident", "Record", "Referral"]
        assert lines[-1][1].startswith("Incident")
        assert lines[-1][2].startswith("Contact and commerce")
        assert "(written down" in lines[-1][2]
        assert [line[2] for line in lines].count("None of the listed risks") == 1

    def test_a_record_with_two_hundred_events_stays_light(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        signalled(practice.tariq, world.alice)
        for number in range(100):
            refer(practice.tariq, world.alice)
            happened(practice.tariq, world.alice, to_do(world.bob) if number % 2 else None)
        got, asked = measured(signed_in(world.alice), "young_person", practice)
        assert asked <= 15
        assert len(got.content) < 60_000
        assert re.search(r"Show \d+ older", got.text)
        whole = signed_in(world.alice).get(reverse("young_person", args=[practice.tariq.reference]), {"all": "yes"})
        assert whole.text.count("Contact and commerce") == 100

    @pytest.mark.parametrize("name", ["incident_new", "incident", "incident_edit", "incident_history"])
    def test_its_pages_stay_light(self, world: World, practice: Practice, signed_in: SignIn, name: str) -> None:
        for number in range(5):
            local(world, label=f"A dare at the canal, number {number}")
        signalled(practice.tariq, world.alice)
        incident = happened(practice.tariq, world.alice, to_do(world.bob))
        args = [] if name == "incident_new" else [incident.pk]
        got, asked = measured(signed_in(world.alice), f"young_person_{name}", practice, *args)
        assert asked <= 15
        assert len(got.content) < 60_000


def measured(client: Client, name: str, practice: Practice, *args: Any) -> tuple[Any, int]:
    with CaptureQueriesContext(connection) as captured:
        got = send(client, name, practice, *args)
    assert got.status_code == 200
    return got, sum(not query["sql"].startswith(("SAVE", "RELE")) for query in captured.captured_queries)
