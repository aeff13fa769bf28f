"""What is to be done is asked of the right people, in time, and marked as done once."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.cases.actions import follow_ups
from onlinelives.cases.models import FollowUp
from onlinelives.cases.queries import needs
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.incidents import PLANNED, happened, late_by, planned, to_do
from tests.practice import Practice, add_young_person, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def asked(person: Person) -> list[tuple[str, bool]]:
    return [(need.what, need.late) for need in needs(again(person)) if need.what.startswith("Follow")]


def page(client: Client, name: str, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=args)
    return client.post(url, sent) if sent else client.get(url)


class TestPlanning:
    def test_only_somebody_who_sees_the_record_can_be_asked(self, world: World, practice: Practice) -> None:
        incident = happened(practice.tariq, world.alice)
        for stranger in (world.charlie, world.dana, world.yan):
            with pytest.raises(Invalid, match="sees this record") as refused:
                planned(incident, stranger, world.alice)
            assert refused.value.field == "follow_up_by"
        restricted_to([world.alice], practice.tariq, world.bob)
        with pytest.raises(Invalid, match="sees this record"):
            planned(incident, world.bob, world.alice)
        assert not FollowUp.objects.exists()

    @pytest.mark.parametrize(("plan", "field"), [({"days": -1}, "follow_up_on"), ({"what": "  "}, "follow_up")])
    def test_a_plan_says_what_and_by_a_day_to_come(
        self, world: World, practice: Practice, plan: dict[str, Any], field: str
    ) -> None:
        incident = happened(practice.tariq, world.alice)
        with pytest.raises(Invalid) as refused:
            follow_ups.plan(incident=incident, planned=to_do(world.alice, **plan), by=world.alice)
        assert refused.value.field == field
        assert planned(incident, world.alice, world.alice, days=0)

    def test_the_same_form_sent_twice_makes_one(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        incident = happened(practice.tariq, world.alice)
        sent = {f"next-{name}": value for name, value in PLANNED.items()}
        sent |= {"next-follow_up_by": world.bob.pk, "next-form_key": str(uuid.uuid4())}
        client, args = signed_in(world.alice), (practice.tariq.reference, incident.pk)
        for _ in range(2):
            assert page(client, "young_person_follow_up_plan", *args, **sent).status_code == 302
        assert FollowUp.objects.count() == 1
        empty = page(client, "young_person_follow_up_plan", *args, **{"next-form_key": str(uuid.uuid4())})
        assert empty.status_code == 422
        for missing in ("Say what is to be done", "Enter the day by which", "Select who does it"):
            assert missing in empty.text


class TestDone:
    def test_it_is_done_once_and_says_what_was_done(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        todo = planned(happened(practice.tariq, world.alice), world.alice, world.alice)
        follow_ups.finish(follow_up=todo, note="Talked to his tutor.", by=world.bob)
        with pytest.raises(NotNow, match="marked as done already"):
            follow_ups.finish(follow_up=todo, note="Also talked to him.", by=world.alice)
        args = (practice.tariq.reference, todo.incident_id, todo.pk)
        lost = page(signed_in(world.alice), "young_person_follow_up_done", *args, note="Also talked to him.")
        assert lost.status_code == 422
        assert "Also talked to him." in lost.text
        assert "Talked to his tutor." in lost.text
        kept = FollowUp.objects.get()
        assert (kept.done_by, kept.note, kept.state) == (world.bob, "Talked to his tutor.", "done")
        assert page(signed_in(world.alice), "young_person_follow_up_done", *args).status_code == 409

    def test_not_without_words_and_not_by_a_stranger(self, world: World, practice: Practice) -> None:
        todo = planned(happened(practice.tariq, world.alice), world.alice, world.alice)
        with pytest.raises(Invalid, match="Say what was done"):
            follow_ups.finish(follow_up=todo, note=" ", by=world.alice)
        with pytest.raises(Refused):
            follow_ups.finish(follow_up=todo, note="Done.", by=world.charlie)
        with pytest.raises(DatabaseError), transaction.atomic():
            FollowUp.objects.update(done_at=clock.now())


class TestWhoIsAsked:
    def test_who_was_given_it_a_week_before(self, world: World, practice: Practice) -> None:
        incident = happened(practice.tariq, world.alice)
        planned(incident, world.alice, world.alice, days=8)
        assert asked(world.alice) == []
        planned(incident, world.alice, world.alice, days=7)
        planned(incident, world.alice, world.alice, days=0)
        assert asked(world.alice) == [("Follow up 1 incident", False)]
        planned(happened(practice.tariq, world.alice), world.alice, world.alice)
        assert asked(world.alice) == [("Follow up 2 incidents", False)]
        assert asked(world.bob) == []

    def test_everybody_who_sees_the_record_once_it_is_late(self, world: World, practice: Practice) -> None:
        todo = late_by(1, happened(practice.tariq, world.alice), world.alice)
        assert todo.is_late
        for person in (world.alice, world.bob):
            assert asked(person) == [("Follow up 1 incident", True)]
        for stranger in (world.charlie, world.mina, world.dana, world.omar, world.yan):
            assert asked(stranger) == []
        people.end_role(membership=world.alice.memberships.get(), by=world.omar)
        assert asked(world.alice) == []
        assert asked(world.bob) == [("Follow up 1 incident", True)]
        follow_ups.finish(follow_up=todo, note="Not needed: he has moved.", by=world.bob)
        assert asked(world.bob) == []

    def test_a_restricted_record_asks_those_named_on_it(self, world: World, practice: Practice) -> None:
        late_by(1, happened(practice.tariq, world.alice), world.alice)
        restricted_to([world.bob], practice.tariq, world.bob)
        assert asked(world.alice) == []
        assert asked(world.bob) == [("Follow up 1 incident", True)]

    def test_the_list_shows_those_who_are_meant(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
        planned(happened(other, world.alice), world.bob, world.alice)
        late_by(2, happened(practice.tariq, world.alice), world.alice)
        for person, names in ((world.alice, {"Tariq"}), (world.bob, {"Tariq", "Ondine"})):
            shown = signed_in(person).get(reverse("young_people"), {"show": "follow-up"}).text
            assert {name for name in ("Tariq", "Ondine") if f"<bdi>{name}" in shown} == names

    def test_the_chronology_says_what_is_still_to_be_done(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client = signed_in(world.alice)
        todo = planned(happened(practice.tariq, world.alice), world.alice, world.alice)
        assert "To follow up" in page(client, "young_person", practice.tariq.reference).text
        with clock.at(clock.now() + timedelta(days=5)):
            assert todo.is_late
        follow_ups.finish(follow_up=todo, note="Done.", by=world.alice)
        assert "To follow up" not in page(client, "young_person", practice.tariq.reference).text
        late_by(1, happened(practice.tariq, world.alice), world.alice)
        assert "Follow-up late" in page(client, "young_person", practice.tariq.reference).text
