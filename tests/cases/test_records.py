"""A record is opened once, seen by those it is for, and loses nothing when two people change it."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import people, teams
from onlinelives.accounts.models import Person, TeamMember
from onlinelives.cases.actions import referrals, young_people
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import Restriction, YoungPerson
from onlinelives.cases.queries import LOOKED
from onlinelives.rules import roles
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.practice import Practice, add_team, add_young_person, restricted_to
from tests.world import World, add_person, again

SignIn = Callable[[Person], Client]
WHY = "Related to somebody in the team."


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def page(client: Client, name: str, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=args)
    return client.post(url, sent) if sent else client.get(url)


def sees(person: Person, young_person: YoungPerson) -> bool:
    return YoungPerson.objects.visible_to(again(person)).filter(pk=young_person.pk).exists()


class TestWhoSees:
    def test_the_team_and_the_managers_of_the_agency_and_nobody_else(self, world: World, practice: Practice) -> None:
        other = add_person("Other", roles.PRACTITIONER, world.elmfield, by=world.omar)
        assert sees(world.alice, practice.tariq)
        assert sees(world.bob, practice.tariq)
        strangers = [world.charlie, world.mina, world.dana, world.ravi, world.ines, world.omar, world.zoe, world.yan]
        assert [each for each in [other, *strangers] if sees(each, practice.tariq)] == []

    def test_somebody_taken_out_of_the_team_sees_it_no_more(self, world: World, practice: Practice) -> None:
        teams.change(team=practice.pastoral, name="Pastoral team", people=[world.bob], expected=1, by=world.bob)
        assert not sees(world.alice, practice.tariq)

    def test_somebody_who_leaves_the_agency_and_comes_back_is_in_no_team(
        self, world: World, practice: Practice
    ) -> None:
        people.end_role(membership=world.alice.memberships.get(), by=world.omar)
        assert not sees(world.alice, practice.tariq)
        people.give_role(person=world.alice, role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar)
        assert not sees(world.alice, practice.tariq)
        assert not TeamMember.objects.filter(person=world.alice, ended_at=None).exists()

    def test_a_second_role_elsewhere_does_not_carry_the_team_along(self, world: World, practice: Practice) -> None:
        people.give_role(person=world.alice, role=roles.PRACTITIONER, agency=world.harbour, by=world.omar)
        people.end_role(membership=world.alice.memberships.get(agency=world.elmfield), by=world.omar)
        assert not sees(world.alice, practice.tariq)

    def test_the_record_moves_and_so_does_the_sight_of_it(self, world: World, practice: Practice) -> None:
        young_people.move(young_person=practice.tariq, team=practice.night, expected=1, by=world.alice)
        assert not sees(world.alice, practice.tariq)
        assert sees(world.bob, practice.tariq)

    def test_extra_access_opens_no_record(self, world: World, practice: Practice) -> None:
        Person.objects.filter(pk=world.dana.pk).update(elevated_until=clock.now() + timedelta(hours=1))
        assert not sees(world.dana, practice.tariq)


class TestRestricted:
    def test_only_those_named_see_it_and_not_even_the_manager(self, world: World, practice: Practice) -> None:
        restricted_to([world.alice], practice.tariq, world.bob)
        assert sees(world.alice, practice.tariq)
        assert not sees(world.bob, practice.tariq)

    def test_for_everybody_else_every_page_is_as_if_there_were_none(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        restricted_to([world.alice], practice.tariq, world.bob)
        client = signed_in(world.bob)

        def answer(name: str, reference: str) -> tuple[int, str]:
            got = page(client, name, reference)
            return got.status_code, re.sub(r'csrf[^>]*value="[^"]*"', "", got.text)

        for name in ("young_person", "young_person_looks", "young_person_identity", "young_person_restrict"):
            assert answer(name, practice.tariq.reference) == answer(name, "OL-222222")
        listed = page(client, "young_people").text
        assert "No records yet" in listed
        assert "Nothing to show you" in page(client, "young_people", words=practice.tariq.reference).text

    def test_what_was_fetched_a_moment_before_can_be_neither_changed_nor_learned_from(
        self, world: World, practice: Practice
    ) -> None:
        restricted_to([world.bob], practice.tariq, world.bob)
        told = Told(received_on=clock.today(), source="police", reason="Other", online="none")
        late: list[Callable[[], object]] = [
            lambda: young_people.identify(
                young_person=practice.tariq, identity=Identity("Tarik"), expected=1, by=world.alice
            ),
            lambda: young_people.move(young_person=practice.tariq, team=practice.night, expected=1, by=world.alice),
            lambda: referrals.receive(young_person=practice.tariq, told=told, by=world.alice),
            lambda: referrals.correct(referral=practice.referral, told=told, expected=9, by=world.alice),
        ]
        for act in late:
            with pytest.raises(Refused, match="do not see"):
                act()

    def test_it_can_be_lifted_with_a_reason_and_both_stay(self, world: World, practice: Practice) -> None:
        restricted_to([world.bob], practice.tariq, world.bob)
        found = YoungPerson.objects.get()
        young_people.lift(young_person=found, reason="They have moved away.", expected=2, by=world.bob)
        assert sees(world.alice, practice.tariq)
        assert [(r.restricted, r.reason) for r in Restriction.objects.all()] == [
            (False, "They have moved away."),
            (True, WHY),
        ]
        with pytest.raises(NotNow, match="not restricted"):
            young_people.lift(young_person=found, reason=WHY, expected=3, by=world.bob)

    def test_somebody_named_who_is_no_manager_can_open_it_again(self, world: World, practice: Practice) -> None:
        record = restricted_to([world.alice], practice.tariq, world.bob)
        with pytest.raises(Refused, match="named on the record"):
            young_people.lift(young_person=record, reason=WHY, expected=2, by=world.bob)
        young_people.lift(young_person=record, reason="They have moved away.", expected=2, by=world.alice)
        assert sees(world.bob, practice.tariq)

    def test_it_is_never_left_to_nobody_or_to_a_stranger(self, world: World, practice: Practice) -> None:
        with pytest.raises(Invalid, match="at least one"):
            restricted_to([], practice.tariq, world.bob)
        with pytest.raises(Invalid, match="works in the agency"):
            restricted_to([world.charlie], practice.tariq, world.bob)
        with pytest.raises(Refused, match="Only a manager"):
            restricted_to([world.alice], practice.tariq, world.alice)
        with pytest.raises(Invalid, match="Say why"):
            young_people.restrict(
                young_person=practice.tariq, people=[world.alice], reason="Because", expected=1, by=world.bob
            )
        assert not YoungPerson.objects.get().restricted

    def test_somebody_named_who_left_the_agency_sees_it_no_more(self, world: World, practice: Practice) -> None:
        restricted_to([world.alice, world.bob], practice.tariq, world.bob)
        people.end_role(membership=world.alice.memberships.get(), by=world.omar)
        assert not sees(world.alice, practice.tariq)


class TestOpening:
    def test_who_it_may_be_is_shown_before_anything_is_opened(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client = signed_in(world.alice)
        sent = {"given_name": "Tarik", "family_name": "O’Kafor", "team": practice.pastoral.pk}
        sent |= {"born_on_0": 17, "born_on_1": 5, "born_on_2": 2012, "form_key": str(uuid.uuid4())}
        asked = page(client, "young_person_new", **sent)
        assert "Is it one of these?" in asked.text
        assert practice.tariq.reference in asked.text
        assert YoungPerson.objects.count() == 1
        assert practice.tariq.reference in Entry.objects.get(verb="young people listed").body
        kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', asked.text))
        assert (kept["given_name"], kept["born_on_2"], kept["looked"]) == ("Tarik", "2012", "yes")
        opened = page(client, "young_person_new", **kept)
        again_ = page(client, "young_person_new", **kept)  # the same form sent twice
        assert opened.status_code == again_.status_code == 302
        assert opened.url == again_.url
        made = YoungPerson.objects.exclude(pk=practice.tariq.pk).get()
        assert (made.name, made.birthday) == ("Tarik O’Kafor", date(2012, 5, 17))

    def test_a_reference_alone_is_enough(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        got = page(signed_in(world.alice), "young_person_new", team=practice.pastoral.pk, form_key=str(uuid.uuid4()))
        assert got.status_code == 302
        made = YoungPerson.objects.exclude(pk=practice.tariq.pk).get()
        assert made.name == made.reference
        assert made.keys.count() == 0

    @pytest.mark.parametrize("born_on", [clock.today() + timedelta(days=1), date(1990, 1, 1)])
    def test_a_date_of_birth_that_cannot_be_is_refused(self, world: World, practice: Practice, born_on: date) -> None:
        with pytest.raises(Invalid, match="date of birth"):
            add_young_person(practice.pastoral, world.alice, Identity("Ondine", born_on=born_on))

    def test_not_in_a_team_of_another_agency(self, world: World, practice: Practice) -> None:
        harbour = add_team("Nurses", world.harbour, [world.charlie], by=world.mina)
        with pytest.raises(Refused):
            add_young_person(harbour, world.alice)

    def test_somebody_without_a_team_is_told_what_to_do(self, world: World, signed_in: SignIn) -> None:
        assert "Ask a manager of your agency" in page(signed_in(world.charlie), "young_people").text
        assert "Add a team" in page(signed_in(world.mina), "young_people").text


class TestTwoAtOnce:
    def test_the_second_to_save_is_told_and_the_first_stays(self, world: World, practice: Practice) -> None:
        young_people.identify(young_person=practice.tariq, identity=Identity("Tarik"), expected=1, by=world.alice)
        with pytest.raises(Changed):
            young_people.identify(young_person=practice.tariq, identity=Identity("Tareq"), expected=1, by=world.bob)
        with pytest.raises(Changed):
            young_people.move(young_person=practice.tariq, team=practice.night, expected=1, by=world.bob)
        with pytest.raises(Changed):
            restricted_to([world.bob], practice.tariq, world.bob)
        assert YoungPerson.objects.get().given_name == "Tarik"

    def test_what_was_typed_stays_beside_what_the_other_wrote_and_can_be_saved_again(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        young_people.identify(young_person=practice.tariq, identity=Identity("Tarik"), expected=1, by=world.bob)
        client = signed_in(world.alice)
        lost = page(client, "young_person_identity", practice.tariq.reference, version=1, given_name="Tareq")
        assert lost.status_code == 422
        assert "Nothing of yours is lost" in lost.text
        assert "<bdi>Tarik</bdi>" in lost.text
        kept = dict(re.findall(r'name="(version|given_name)"[^>]*value="([^"]*)"', lost.text))
        assert kept == {"version": "2", "given_name": "Tareq"}
        assert page(client, "young_person_identity", practice.tariq.reference, **kept).status_code == 302
        assert YoungPerson.objects.get().given_name == "Tareq"

    def test_two_managers_change_one_team(self, world: World, practice: Practice) -> None:
        teams.change(team=practice.pastoral, name="Pastoral", people=[], expected=1, by=world.bob)
        with pytest.raises(Invalid, match="Somebody else"):
            teams.change(team=practice.pastoral, name="Pastoral", people=[world.alice], expected=1, by=world.bob)
        assert not sees(world.alice, practice.tariq)


class TestLooking:
    def test_each_look_is_one_entry_and_the_record_shows_who(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client = signed_in(world.bob)
        page(client, "young_person", practice.tariq.reference)
        shown = page(client, "young_person", practice.tariq.reference).text
        assert Entry.objects.filter(verb=LOOKED, subject=practice.tariq.trail_subject).count() == 2
        assert shown.count("<li>Bob, ") == 2

    def test_where_it_cannot_be_written_down_nothing_is_shown(
        self, world: World, practice: Practice, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError("the trail is out")

        client = signed_in(world.alice)
        client.raise_request_exception = False
        monkeypatch.setattr(young_people, "record", fails)
        for got in (page(client, "young_person", practice.tariq.reference), page(client, "young_people")):
            assert got.status_code == 500
            assert "Tariq" not in got.text

    def test_a_stranger_leaves_no_look(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        assert page(signed_in(world.charlie), "young_person", practice.tariq.reference).status_code == 404
        assert not Entry.objects.filter(verb=LOOKED).exists()

    def test_a_list_is_written_down_with_whom_it_showed(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        page(signed_in(world.alice), "young_people", words="Tariq")
        body = Entry.objects.get(verb="young people listed").body
        assert practice.tariq.reference in body
        assert '"searched":true' in body


AWKWARD = ["O’Brien-Åström", "<script>alert(1)</script>", "أحمد", "🙂🥑", "{{ 1 + 1 }}", "=1+1", "x" * 100]


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_names_are_shown_as_they_are(world: World, practice: Practice, signed_in: SignIn, name: str) -> None:
    made = add_young_person(practice.pastoral, world.alice, given_name=name)
    client = signed_in(world.alice)
    for shown in (page(client, "young_person", made.reference).text, page(client, "young_people").text):
        assert "<script>alert" not in shown
        assert "{{ 1" not in shown or name.startswith("{{")


@pytest.mark.parametrize("name", ["young_people", "young_person"])
def test_pages_stay_light_with_two_hundred_looks_and_a_long_list(
    world: World, practice: Practice, signed_in: SignIn, name: str
) -> None:
    for number in range(60):
        add_young_person(practice.pastoral, world.alice, given_name=f"Ondine{number}")
    for _ in range(200):
        young_people.look(young_person=practice.tariq, page="record", by=world.bob)
    client, url = (
        signed_in(world.alice),
        reverse(name, args=[practice.tariq.reference] if name == "young_person" else []),
    )
    with CaptureQueriesContext(connection) as captured:
        got = client.get(url)
    assert got.status_code == 200
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(("SAVE", "RELEASE"))]
    assert len(asked) <= 15, "\n".join(asked)
    assert len(got.content) < 60_000
