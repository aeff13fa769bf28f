"""A restricted record that nobody can open: an administrator knows that there is one, and names a manager."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.cases.actions import restrictions, young_people
from onlinelives.cases.models import NamedPerson, YoungPerson
from onlinelives.cases.queries import locked_out, needs
from onlinelives.rules import roles
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail.models import Entry
from tests.practice import Practice, restricted_to
from tests.world import World, add_person, again

SignIn = Callable[[Person], Client]
WHY = "Everybody named on it has left the school."


@pytest.fixture
def practice(world: World) -> Practice:
    """Tariq's record is restricted to Alice."""
    practice = Practice(world)
    restricted_to([world.alice], practice.tariq, world.bob)
    return practice


def leave(world: World, person: Person) -> None:
    people.end_role(membership=person.memberships.get(ended_at=None), by=world.omar)


def references(person: Person) -> list[str]:
    return [each.reference for each in locked_out(again(person))]


def sees(person: Person) -> bool:
    return YoungPerson.objects.visible_to(again(person)).exists()


def give_back(world: World, practice: Practice, manager: Person, by: Person | None = None, reason: str = WHY) -> Any:
    return restrictions.give_back(
        reference=practice.tariq.reference, manager=manager, reason=reason, by=again(by or world.omar)
    )


class TestWhichOnes:
    def test_none_as_long_as_one_named_person_works_there(self, world: World, practice: Practice) -> None:
        assert references(world.omar) == []
        ada = add_person("Ada", roles.PRACTITIONER, world.elmfield, by=world.omar)
        young_people.restrict(
            young_person=YoungPerson.objects.get(), people=[world.alice, ada], reason=WHY, expected=2, by=world.alice
        )
        leave(world, world.alice)
        assert references(world.omar) == []
        leave(world, ada)
        assert references(world.omar) == [practice.tariq.reference]

    def test_one_whose_people_left_or_were_switched_off(self, world: World, practice: Practice) -> None:
        people.switch_off(person=world.alice, by=world.omar)
        assert [(each.agency, each.left_at) for each in locked_out(again(world.omar))] == [(world.elmfield, None)]
        people.switch_on(person=world.alice, by=world.omar)
        assert references(world.omar) == []
        leave(world, world.alice)
        assert locked_out(again(world.omar))[0].left_at is not None

    def test_one_whose_people_now_work_elsewhere_or_only_for_the_area(self, world: World, practice: Practice) -> None:
        people.give_role(person=world.alice, role=roles.PRACTITIONER, agency=world.harbour, by=world.omar)
        people.give_role(person=world.alice, role=roles.ANALYST, agency=None, by=world.omar)
        people.end_role(membership=world.alice.memberships.get(agency=world.elmfield), by=world.omar)
        assert references(world.omar) == [practice.tariq.reference]

    def test_somebody_taken_off_the_record_does_not_count(self, world: World, practice: Practice) -> None:
        young_people.restrict(
            young_person=YoungPerson.objects.get(), people=[world.bob], reason=WHY, expected=2, by=world.alice
        )
        add_person("Ada", roles.MANAGER, world.elmfield, by=world.omar)
        leave(world, world.bob)
        assert references(world.omar) == [practice.tariq.reference]

    def test_neither_an_open_record_nor_one_of_another_area(self, world: World, practice: Practice) -> None:
        young_people.lift(young_person=YoungPerson.objects.get(), reason=WHY, expected=2, by=world.alice)
        leave(world, world.alice)
        assert references(world.omar) == []
        again_ = restricted_to([world.bob], YoungPerson.objects.get(), world.bob)
        leave(world, world.bob)
        assert references(world.omar) == [again_.reference]
        assert references(world.far_omar) == []


class TestTheWayBack:
    def test_the_manager_sees_it_from_then_on_and_decides(self, world: World, practice: Practice) -> None:
        leave(world, world.alice)
        assert not sees(world.bob)
        give_back(world, practice, world.bob)
        assert sees(world.bob)
        assert not sees(world.omar)
        assert references(world.omar) == []
        found = YoungPerson.objects.get()
        assert found.restricted
        assert found.restrictions.first().reason == WHY
        young_people.lift(young_person=found, reason=WHY, expected=found.version, by=again(world.bob))
        assert not NamedPerson.objects.filter(ended_at=None).exists()

    def test_the_trail_says_whom_and_the_message_says_nothing(
        self, world: World, practice: Practice, django_capture_on_commit_callbacks: Any
    ) -> None:
        leave(world, world.alice)
        with django_capture_on_commit_callbacks(execute=True):
            give_back(world, practice, world.bob)
        entry = Entry.objects.get(verb="restricted record given back")
        assert entry.subject == practice.tariq.trail_subject
        assert f'"named":[{world.bob.pk}]' in entry.body
        sent = mail.outbox[-1]
        assert sent.to == [world.bob.email]
        said = f"{sent.subject} {sent.body}"
        assert [word for word in (practice.tariq.reference, "Tariq", "left the school") if word in said] == []

    def test_not_while_somebody_can_open_it(self, world: World, practice: Practice) -> None:
        with pytest.raises(NotNow, match="nobody can open"):
            give_back(world, practice, world.bob)
        leave(world, world.alice)
        give_back(world, practice, world.bob)
        with pytest.raises(NotNow):  # the second of two administrators
            give_back(world, practice, world.bob)
        assert NamedPerson.objects.filter(person=world.bob, ended_at=None).count() == 1

    def test_only_a_manager_of_the_agency_and_nobody_to_themselves(self, world: World, practice: Practice) -> None:
        ada = add_person("Ada", roles.PRACTITIONER, world.elmfield, by=world.omar)
        second = add_person("Ola", roles.ADMINISTRATOR, by=world.omar)
        people.give_role(person=world.omar, role=roles.MANAGER, agency=world.elmfield, by=again(second))
        leave(world, world.alice)
        for wrong in (ada, world.mina, world.alice, world.yan, world.omar):
            with pytest.raises(Invalid, match="manager of the agency"):
                give_back(world, practice, wrong)
        with pytest.raises(Invalid, match="Say why"):
            give_back(world, practice, world.bob, reason="Gone")

    def test_only_an_administrator_of_the_area(self, world: World, practice: Practice) -> None:
        leave(world, world.alice)
        for other in (world.bob, world.dana, world.ines, world.ravi, world.mina):
            with pytest.raises(Refused):
                give_back(world, practice, world.bob, by=other)
        with pytest.raises(NotNow):
            give_back(world, practice, world.bob, by=world.far_omar)
        assert not sees(world.bob)


class TestOnThePage:
    def test_it_shows_nothing_of_the_young_person(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        leave(world, world.alice)
        client = signed_in(world.omar)
        listed = client.get(reverse("locked_out")).text
        one = client.get(reverse("locked_out_record", args=[practice.tariq.reference])).text
        for shown in (listed, one):
            assert practice.tariq.reference in shown
            assert [word for word in ("Tariq", "Winterbourne", "Related", "Pastoral") if word in shown] == []
        assert client.get(reverse("young_person", args=[practice.tariq.reference])).status_code == 404

    def test_it_is_asked_for_and_done(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        leave(world, world.alice)
        assert [need.what for need in needs(again(world.omar))] == ["Name a manager on 1 restricted record"]
        client, url = signed_in(world.omar), reverse("locked_out_record", args=[practice.tariq.reference])
        wrong = client.post(url, {"manager": world.bob.pk, "reason": ""})
        assert wrong.status_code == 422
        assert "Say why" in wrong.text
        assert client.post(url, {"manager": world.bob.pk, "reason": WHY}).status_code == 302
        assert client.get(url).status_code == 404
        assert needs(again(world.omar)) == []
        assert "can open every restricted record" in client.get(reverse("locked_out")).text

    def test_where_there_is_no_manager_it_says_what_to_do(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        leave(world, world.alice)
        leave(world, world.bob)
        shown = signed_in(world.omar).get(reverse("locked_out_record", args=[practice.tariq.reference])).text
        assert "no manager who can sign in" in shown
