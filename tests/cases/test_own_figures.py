"""The exact figures of an agency, for its own managers and from the records that they see."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import people as staff
from onlinelives.accounts.models import Person, Team
from onlinelives.cases.models import CountedQuarter, CountedReferral
from onlinelives.cases.queries import OwnFigures, own_figures
from onlinelives.rules import roles
from tests.counted import BEFORE, FULL, assess_in, publish, refer_in, referred
from tests.practice import add_team, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]
RUNNING = FULL.later(1)


@pytest.fixture
def team(world: World) -> Team:
    return add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)


@pytest.fixture
def nurses(world: World) -> Team:
    return add_team("Nurses", world.harbour, [world.charlie], by=world.mina)


def numbers(found: OwnFigures, group: str) -> dict[str, tuple[int, ...]]:
    """Row -> its numbers, for one table."""
    tables = {each.title: each for each in (*found.referred, *found.assessed)}
    lines = [*tables[group].lines, tables[group].everybody]
    return {line.words: (*line.numbers, line.total) for line in lines}


def of(person: Person) -> OwnFigures:
    (found,) = own_figures(again(person))
    return found


def test_a_year_and_the_quarter_so_far_exactly(world: World, team: Team) -> None:
    referred(2, BEFORE, team, world.alice, technology_dependent=True)
    referred(1, FULL, team, world.alice, technology_dependent=True)
    referred(3, RUNNING, team, world.alice, online="none", age=None)
    referred(9, FULL.later(-4), team, world.alice)
    found = of(world.bob)
    assert [quarter.code for quarter in found.quarters][-3:] == [BEFORE.code, FULL.code, RUNNING.code]
    harm = numbers(found, "Harm by technology, by quarter")
    assert harm["Technology-dependent harm"] == (0, 0, 2, 1, 0, 3)
    assert harm["No online part known"] == (0, 0, 0, 0, 3, 3)
    assert harm["All young people first referred"] == (0, 0, 2, 1, 3, 6)
    assert numbers(found, "Age, by quarter")["Age not known"][-1] == 3


def test_they_are_counted_as_in_the_figures_of_the_area(world: World, team: Team) -> None:
    people = referred(8, BEFORE, team, world.alice, online="none")
    refer_in(FULL, people, world.alice)
    referred(7, FULL, team, world.alice)
    assess_in(FULL, people, world.alice, "contact.rumours", "contact.grooming", "content.misogyny")
    publish(world.ines, "online-quarter", BEFORE, FULL)
    own = numbers(of(world.bob), "The part of life online, by quarter")
    for quarter, place in ((BEFORE, 2), (FULL, 3)):
        counted = CountedReferral.objects.filter(quarter__begins_on=quarter.begins_on)
        assert own["Somebody asked, and found none"][place] == counted.filter(online="online.none").count()
        assert own["Life online was the reason"][place] == counted.filter(online="online.reason").count()
    assert CountedQuarter.objects.count() == 2


def test_cs_and_items_count_each_young_person_once(world: World, team: Team) -> None:
    people = referred(4, BEFORE, team, world.alice)
    assess_in(BEFORE, people[:3], world.alice, "contact.rumours", "contact.grooming")
    assess_in(FULL, people[:1], world.alice, "commerce.scams")
    found = of(world.bob)
    assert numbers(found, "The four Cs")["Contact"] == (0, 0, 3, 0, 0, 3)
    assert numbers(found, "The four Cs")["Commerce"][-1] == 0
    items = numbers(found, "Risk items of contact")
    assert sorted(numbers_[-1] for numbers_ in items.values()) == [3, 3, 3]
    assert numbers(found, "Risk items of commerce") == {"All young people first assessed": (0, 0, 3, 0, 0, 3)}


def test_other_agencies_and_areas_are_never_in_it(world: World, team: Team, nurses: Team) -> None:
    referred(3, FULL, team, world.alice)
    referred(5, FULL, nurses, world.charlie)
    assert numbers(of(world.bob), "Age, by quarter")["All young people first referred"][-1] == 3
    assert numbers(of(world.mina), "Age, by quarter")["All young people first referred"][-1] == 5
    assert numbers(of(world.yan), "Age, by quarter")["All young people first referred"][-1] == 0


def test_a_restricted_record_is_counted_for_those_named_and_nobody_else(world: World, team: Team) -> None:
    people = referred(3, FULL, team, world.alice)
    assess_in(FULL, people, world.alice, "contact.rumours")
    deputy = staff.give_role(person=world.alice, role=roles.MANAGER, agency=world.elmfield, by=world.omar).person
    before = of(deputy)
    restricted_to([world.bob], people[0], world.bob)
    assert before != of(deputy)
    assert numbers(of(deputy), "Age, by quarter")["All young people first referred"][-1] == 2
    assert numbers(of(deputy), "The four Cs")["All young people first assessed"][-1] == 2
    assert numbers(of(world.bob), "Age, by quarter")["All young people first referred"][-1] == 3


def test_the_manager_of_two_agencies_sees_each_by_itself(world: World, team: Team, nurses: Team) -> None:
    referred(3, FULL, team, world.alice)
    referred(5, FULL, nurses, world.charlie)
    staff.give_role(person=world.bob, role=roles.MANAGER, agency=world.harbour, by=world.omar)
    found = own_figures(again(world.bob))
    totals = [numbers(each, "Age, by quarter")["All young people first referred"][-1] for each in found]
    assert [(each.agency.name, total) for each, total in zip(found, totals, strict=True)] == [
        ("Elmfield School", 3),
        ("Harbour Health", 5),
    ]


def test_a_practitioner_elsewhere_has_figures_only_where_they_manage(world: World, team: Team, nurses: Team) -> None:
    referred(5, FULL, nurses, world.charlie)
    staff.give_role(person=world.charlie, role=roles.MANAGER, agency=world.elmfield, by=world.omar)
    assert [each.agency for each in own_figures(again(world.charlie))] == [world.elmfield]


def test_the_page_says_what_it_counts_empty_and_filled(world: World, team: Team, signed_in: SignIn) -> None:
    client, url = signed_in(world.bob), reverse("own_figures")
    empty = client.get(url).text
    assert "Nobody was first referred since" in empty
    assert "No first assessment was finished since" in empty
    people = referred(3, FULL, team, world.alice, received_on=FULL.ends_on - timedelta(days=2))
    assess_in(FULL, people, world.alice, "contact.rumours")
    with CaptureQueriesContext(connection) as asked:
        filled = client.get(url)
    assert len(asked) <= 25
    assert len(filled.content) < 60_000
    assert "Statements 1.1 and 1.2" in filled.text
    assert "so far" in filled.text
    assert people[0].reference not in filled.text
