"""Who sees a record, asked from both sides, is one rule."""

from collections.abc import Callable

import pytest

from onlinelives.accounts.actions import people, teams
from onlinelives.accounts.models import Person
from onlinelives.cases.actions import young_people
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import who_answers_for, who_sees
from onlinelives.rules import roles
from tests.practice import Practice, restricted_to
from tests.world import World, add_person, again

Change = Callable[[World, Practice], object]


def nothing(world: World, practice: Practice) -> None:
    """The team and the manager."""


def restricted(world: World, practice: Practice) -> None:
    restricted_to([world.alice], practice.tariq, world.bob)


def restricted_and_lifted(world: World, practice: Practice) -> None:
    record = restricted_to([world.bob], practice.tariq, world.bob)
    young_people.lift(young_person=record, reason="They have moved away.", expected=record.version, by=world.bob)


def named_and_left(world: World, practice: Practice) -> None:
    restricted_to([world.alice, world.bob], practice.tariq, world.bob)
    people.end_role(membership=world.alice.memberships.get(), by=world.omar)


def left_the_team(world: World, practice: Practice) -> None:
    teams.change(team=practice.pastoral, name="Pastoral", people=[], expected=1, by=world.bob)


def moved(world: World, practice: Practice) -> None:
    young_people.move(young_person=practice.tariq, team=practice.night, expected=1, by=world.alice)


def switched_off(world: World, practice: Practice) -> None:
    people.switch_off(person=world.bob, by=world.omar)


def manager_of_both(world: World, practice: Practice) -> None:
    people.give_role(person=world.mina, role=roles.MANAGER, agency=world.elmfield, by=world.omar)


def in_the_team_as_manager_only(world: World, practice: Practice) -> None:
    people.give_role(person=world.charlie, role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar)
    teams.change(
        team=practice.pastoral,
        name="Pastoral",
        people=[Person.objects.get(pk=pk) for pk in (world.charlie.pk, world.bob.pk)],
        expected=1,
        by=world.bob,
    )


@pytest.mark.parametrize(
    "change",
    [
        nothing,
        restricted,
        restricted_and_lifted,
        named_and_left,
        left_the_team,
        moved,
        switched_off,
        manager_of_both,
        in_the_team_as_manager_only,
    ],
)
def test_both_sides_agree(world: World, change: Change) -> None:
    practice = Practice(world)
    add_person("Other", roles.PRACTITIONER, world.elmfield, by=world.omar)
    change(world, practice)
    tariq = YoungPerson.objects.get()
    seen_by = {
        person.name
        for person in Person.objects.filter(is_active=True)
        if YoungPerson.objects.visible_to(again(person)).exists()
    }
    assert {person.name for person in who_sees(tariq)} == seen_by
    assert {person.name for person in who_answers_for(tariq)} <= seen_by


def test_a_manager_answers_for_a_record_and_for_a_restricted_one_whoever_is_named(world: World) -> None:
    practice = Practice(world)
    assert [person.name for person in who_answers_for(practice.tariq)] == ["Bob"]
    restricted(world, practice)
    assert [person.name for person in who_answers_for(YoungPerson.objects.get())] == ["Alice"]
