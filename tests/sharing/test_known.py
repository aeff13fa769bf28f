"""The look-up "Is this young person known?": strict, logged, and blind to restricted records."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import people, teams
from onlinelives.accounts.models import Person
from onlinelives.cases.finding import Identity
from onlinelives.cases.queries import looks_at
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.sharing import queries
from onlinelives.sharing.actions import lookups
from onlinelives.sharing.models import Lookup, Met
from onlinelives.sharing.queries import Holder
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.cases.test_sealed import everything_stored
from tests.practice import TARIQ, Practice, add_young_person, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]
WHY = "He stood at our door and would not say who looks after him."
BORN = date(2012, 5, 17)


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def look(world: World, name: str = "Tariq Okafor", born_on: date = BORN, **said: Any) -> list[Holder]:
    first = {"reason": WHY, "agency": world.harbour, "by": again(world.charlie)}
    return lookups.look_up(name=name, born_on=born_on, **{**first, **said})


def form(world: World, name: str, born_on: date = BORN) -> dict[str, Any]:
    day = {"born_on_0": born_on.day, "born_on_1": born_on.month, "born_on_2": born_on.year}
    return {"name": name, **day, "reason": WHY, "agency": world.harbour.pk, "form_key": str(uuid.uuid4())}


class TestMatching:
    def test_it_tells_the_team_and_how_to_reach_it_and_nothing_else(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        team = practice.pastoral
        teams.change(team=team, name=team.name, people=[world.alice], contact="01632 960120", expected=1, by=world.bob)
        assert look(world) == [Holder("Pastoral team", "Elmfield School", "01632 960120")]
        page = signed_in(world.charlie).post(reverse("sharing_known"), form(world, "Tariq Okafor")).text
        assert "01632 960120" in page
        for hidden in ("Tariq", "Winterbourne", "Tazwell", "2012", practice.tariq.reference, "Alice"):
            assert hidden not in page

    @pytest.mark.parametrize(
        "name", ["Tarik Okaphor", "okafor tariq", "TAZWELL", "Winterborne", "Tariq Winterbourne-Okafor"]
    )
    def test_every_word_may_be_spelt_otherwise(self, world: World, practice: Practice, name: str) -> None:
        assert len(look(world, name)) == 1

    @pytest.mark.parametrize(
        ("name", "born_on"),
        [
            ("Tariq Selina", BORN),  # one word that is not his
            ("Selina", BORN),
            ("Tariq Okafor", BORN + timedelta(days=1)),
            ("Tariq Okafor", date(2011, 5, 17)),
        ],
    )
    def test_one_thing_that_does_not_fit_is_no_match(
        self, world: World, practice: Practice, name: str, born_on: date
    ) -> None:
        assert look(world, name, born_on) == []
        assert not Met.objects.exists()

    def test_ones_own_agency_and_other_areas_are_left_out(self, world: World, practice: Practice) -> None:
        assert look(world, agency=world.elmfield, by=again(world.alice)) == []
        assert look(world, agency=world.far_agency, by=again(world.yan)) == []

    def test_two_records_held_by_one_team_are_one_answer(self, world: World, practice: Practice) -> None:
        add_young_person(practice.pastoral, world.alice, TARIQ)
        add_young_person(practice.night, world.bob, TARIQ)
        assert [holder.team for holder in look(world)] == ["Night team", "Pastoral team"]

    @pytest.mark.parametrize(
        ("said", "field"), [({"name": " . "}, "name"), ({"reason": "Because"}, "reason"), ({"agency": "far"}, "agency")]
    )
    def test_name_and_reason_are_needed(
        self, world: World, practice: Practice, said: dict[str, Any], field: str
    ) -> None:
        if "agency" in said:
            said = {"agency": world.elmfield}
        with pytest.raises(Invalid) as refused:
            look(world, **said)
        assert refused.value.field == field
        assert not Lookup.objects.exists()

    def test_the_date_of_birth_is_needed(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        sent = {name: value for name, value in form(world, "Tariq").items() if not name.startswith("born")}
        assert "Enter the date of birth" in signed_in(world.charlie).post(reverse("sharing_known"), sent).text

    @pytest.mark.parametrize("name", ["dana", "omar", "ravi", "ines"])
    def test_whoever_holds_no_records_cannot_look(self, world: World, practice: Practice, name: str) -> None:
        with pytest.raises(Refused):
            look(world, by=again(getattr(world, name)))


class TestRestricted:
    @pytest.fixture
    def hidden(self, world: World, practice: Practice) -> Any:
        return restricted_to([world.alice], practice.tariq, world.bob)

    def test_the_answer_is_the_same_to_the_letter_as_for_nobody(
        self, world: World, hidden: Any, signed_in: SignIn
    ) -> None:
        client = signed_in(world.charlie)

        def answer(name: str) -> str:
            got = client.post(reverse("sharing_known"), form(world, name))
            assert got.status_code == 200
            return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", got.text)

        restricted, nobody = answer("Tariq Okafor"), answer("Nobody Here")
        assert restricted == nobody
        assert "We have nothing to show you" in restricted
        assert Met.objects.count() == 1

    def test_the_answer_says_nothing_that_could_be_taken_for_not_known(self, world: World, signed_in: SignIn) -> None:
        page = signed_in(world.charlie).post(reverse("sharing_known"), form(world, "Nobody Here")).text
        assert "This never means that a young person is not known" in page

    def test_those_named_are_told_at_once_without_content_and_call_back(
        self, world: World, hidden: Any, signed_in: SignIn, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            assert look(world) == []
            assert mail.outbox == []  # after the commit
        [message] = mail.outbox
        assert message.to == [world.alice.email]
        for word in ("Tariq", "Okafor", hidden.reference, "Charlie", "Harbour", "door"):
            assert word not in message.subject + message.body
        [need] = [each for each in queries.needs(again(world.alice)) if "Call back" in each.what]
        assert need.due is not None
        assert hidden.reference not in need.href
        client = signed_in(world.alice)
        page = client.get(reverse("sharing_calls")).text
        for word in ("Charlie", "Harbour Health", WHY, "Tariq Winterbourne-Okafor", world.charlie.email):
            assert word in page
        met = Met.objects.get()
        assert client.post(reverse("sharing_called", args=[met.pk])).status_code == 302
        assert [each for each in queries.needs(again(world.alice)) if "Call back" in each.what] == []
        assert client.post(reverse("sharing_called", args=[met.pk])).status_code == 409

    def test_nobody_else_sees_that_there_is_somebody_to_call(
        self, world: World, hidden: Any, signed_in: SignIn
    ) -> None:
        look(world)
        met = Met.objects.get()
        for person in (world.bob, world.charlie, world.mina, world.yan):
            assert "Tariq" not in signed_in(person).get(reverse("sharing_calls")).text
            assert signed_in(person).post(reverse("sharing_called", args=[met.pk])).status_code == 404

    def test_somebody_named_who_left_is_not_told(
        self, world: World, practice: Practice, django_capture_on_commit_callbacks: Any
    ) -> None:
        restricted_to([world.alice, world.bob], practice.tariq, world.bob)
        people.switch_off(person=world.alice, by=world.omar)
        with django_capture_on_commit_callbacks(execute=True):
            look(world)
        assert [message.to for message in mail.outbox] == [[world.bob.email]]

    def test_both_answers_ask_the_database_nearly_alike(self, world: World, hidden: Any, signed_in: SignIn) -> None:
        client = signed_in(world.charlie)

        def asked(name: str) -> int:
            with CaptureQueriesContext(connection) as captured:
                client.post(reverse("sharing_known"), form(world, name))
            return len(captured)

        asked("Warm Up")
        assert abs(asked("Tariq Okafor") - asked("Nobody Here")) <= 6


class TestWrittenDown:
    def test_each_look_up_is_one_entry_and_shown_to_whoever_holds_the_record(
        self, world: World, practice: Practice
    ) -> None:
        other = restricted_to(
            [world.bob],
            add_young_person(practice.pastoral, world.alice, Identity("Tariq", "Okafor", "", BORN)),
            world.bob,
        )
        look(world)
        [entry] = Entry.objects.filter(verb="young person looked up")
        assert practice.tariq.reference in entry.body
        assert other.reference in entry.body
        for word in ("Tariq", "Okafor", "2012", "door"):
            assert word not in entry.body
        [seen] = looks_at(again(world.alice), practice.tariq)[0]
        assert (seen.who, seen.how) == ("Charlie, Harbour Health", "looked them up, and was told the team")
        [hidden] = looks_at(again(world.bob), other)[0]
        assert hidden.how == "looked them up, and was shown nothing"

    def test_nothing_of_what_was_typed_is_kept_but_the_reason_and_that_sealed(
        self, world: World, practice: Practice
    ) -> None:
        look(world, "Tarik Winterborne")
        stored = everything_stored()
        assert [word for word in (b"Tarik", b"Winterborne", b"our door", b"2012-05-17") if word in stored] == []
        assert Lookup.objects.get().reason == WHY

    def test_the_same_form_sent_twice_is_one_look_up(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        client, sent = signed_in(world.charlie), form(world, "Tariq Okafor")
        pages = [client.post(reverse("sharing_known"), sent).text for _ in range(2)]
        assert all("Pastoral team" in page for page in pages)
        assert Lookup.objects.count() == 1

    def test_after_too_many_within_an_hour_one_waits(
        self, world: World, practice: Practice, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(lookups, "MOST", 3)
        for number in range(3):
            look(world, f"Nobody {number}")
        with pytest.raises(NotNow, match="within an hour"):
            look(world)
        got = signed_in(world.charlie).post(reverse("sharing_known"), form(world, "Tariq Okafor"))
        assert got.status_code == 422
        assert "Pastoral team" not in got.text
        assert look(world, by=again(world.mina))  # each person for themselves
        with clock.at(clock.now() + timedelta(minutes=61)):
            assert look(world)
