"""Spelling does not hide a child, and nobody finds what they may not see."""

import sys
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onlinelives.cases.actions import young_people
from onlinelives.cases.finding import Identity
from onlinelives.cases.queries import near_matches, search
from onlinelives.cases.queries.search import MOST, Wanted, wanted
from tests.practice import Practice, add_young_person, restricted_to
from tests.world import World, again


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def found(person: object, words: str) -> list[str]:
    return [match.young_person.reference for match in search(again(person), words)[0]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "Tariq",
        "tarik",
        "Tareq",
        "TAZWELL",
        "winterborne",
        "Okafor Tariq",
        "tariq okaphor",
        "17/5/2012",
        "17.05.2012",
        "2012-05-17",
        "zz9 4qx",
        "ZZ94QX",
        "Tariq 17 5 2012",
    ],
)
def test_he_is_found_however_it_is_written(world: World, practice: Practice, words: str) -> None:
    assert found(world.alice, words) == [practice.tariq.reference]


@pytest.mark.parametrize("words", ["Selina", "18/5/2012", "ZZ9 4QY", "31/2/2012", "  ", "OL-ZZZZZZ", "%", "'; drop"])
def test_somebody_else_is_not(world: World, practice: Practice, words: str) -> None:
    assert found(world.alice, words) == []


@pytest.mark.parametrize("write", [str, str.lower, lambda reference: reference.replace("-", " ")])
def test_a_reference_finds_exactly_one(world: World, practice: Practice, write: object) -> None:
    add_young_person(practice.pastoral, world.alice, given_name="Selina")
    assert found(world.alice, write(practice.tariq.reference)) == [practice.tariq.reference]  # type: ignore[operator]


def test_the_box_is_taken_apart() -> None:
    assert wanted("ol7kq4mb") == Wanted(reference="OL-7KQ4MB")
    assert wanted("Zoë O’Brien 3/4/2011 ab1 2cd") == Wanted("", ("zoe", "obrien"), date(2011, 4, 3), "AB12CD")
    assert wanted("30/2/2011").is_empty


def test_the_nearest_come_first_and_say_why(world: World, practice: Practice) -> None:
    twin = add_young_person(practice.pastoral, world.alice, given_name="Tarik", family_name="Oakford")
    matches, more = search(again(world.alice), "Tariq 17/5/2012")
    assert [(match.young_person, match.fits) for match in matches] == [
        (practice.tariq, ("name", "date of birth")),
        (twin, ("a name like it",)),
    ]
    assert not more


def test_when_there_are_too_many_it_says_so(world: World, practice: Practice) -> None:
    for number in range(MOST + 1):
        add_young_person(practice.pastoral, world.alice, given_name="Ondine", family_name=f"Vale{number}")
    matches, more = search(again(world.alice), "Ondine")
    assert (len(matches), more) == (MOST, True)


@pytest.mark.parametrize("name", ["charlie", "mina", "dana", "ravi", "ines", "omar", "zoe", "yan"])
def test_nobody_else_finds_anything(world: World, practice: Practice, name: str) -> None:
    for words in ("Tariq", "17/5/2012", practice.tariq.reference):
        assert found(getattr(world, name), words) == []


def test_another_team_of_the_agency_finds_nothing_and_its_manager_does(world: World, practice: Practice) -> None:
    hidden = add_young_person(practice.night, world.bob, given_name="Tariq")
    assert found(world.alice, "Tariq") == [practice.tariq.reference]
    assert set(found(world.bob, "Tariq")) == {practice.tariq.reference, hidden.reference}


def test_a_common_name_elsewhere_never_crowds_out_ones_own(
    world: World, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["onlinelives.cases.queries.search"], "CANDIDATES", 3)
    for _ in range(6):
        add_young_person(practice.night, world.bob, given_name="Tariq", family_name="Okafor")
    assert found(world.alice, "Tariq") == [practice.tariq.reference]


def test_a_search_asks_the_database_as_much_for_one_as_for_many(world: World, practice: Practice) -> None:
    def asked() -> int:
        person = again(world.alice)
        with CaptureQueriesContext(connection) as captured:
            for match in search(person, "Tariq Okafor 17/5/2012 ZZ9 4QX")[0]:
                assert match.young_person.team.name == "Pastoral team"
        return len(captured)

    few = asked()
    for _ in range(6):
        add_young_person(practice.pastoral, world.alice)
    assert asked() == few <= 4  # whether names are kept at all, keys, records, teams


def test_whom_most_of_the_keys_find_is_never_left_out(
    world: World, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["onlinelives.cases.queries.search"], "CANDIDATES", 1)
    for _ in range(6):
        add_young_person(practice.pastoral, world.alice, given_name="Tariq", family_name="Vale")
    matches, more = search(again(world.alice), "Tariq Okafor")
    assert ([match.young_person for match in matches], more) == ([practice.tariq], True)


def test_a_restricted_record_answers_like_none(world: World, practice: Practice) -> None:
    restricted_to([world.bob], practice.tariq, world.bob)
    for words in ("Tariq", "17/5/2012", "ZZ9 4QX", practice.tariq.reference):
        assert found(world.alice, words) == []
        assert found(world.bob, words) == [practice.tariq.reference]


def test_who_is_found_changes_with_the_name(world: World, practice: Practice) -> None:
    young_people.identify(
        young_person=practice.tariq, identity=Identity(given_name="Emeka"), expected=1, by=world.alice
    )
    assert found(world.alice, "Tariq") == found(world.alice, "17/5/2012") == []
    assert found(world.alice, "Emeka") == [practice.tariq.reference]


def test_names_of_other_scripts_are_found(world: World, practice: Practice) -> None:
    one = add_young_person(practice.pastoral, world.alice, given_name="أحمد", family_name="العلي")
    assert found(world.alice, "احمد") == [one.reference]


def test_near_matches_before_opening_another(world: World, practice: Practice) -> None:
    twin = Identity("Tarek", "Okafor", born_on=date(2012, 5, 17))
    assert [match.young_person for match in near_matches(again(world.alice), twin)] == [practice.tariq]
    assert near_matches(again(world.alice), Identity()) == []
