"""An area may keep no names, dates of birth or postcodes at all."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import referrals, settings, young_people
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import Referral, SearchKey, YoungPerson
from onlinelives.cases.queries import search
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.practice import REFERRED, Practice, add_young_person, closed, refer, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


@pytest.fixture
def nameless(world: World, practice: Practice) -> Practice:
    """The area decided to keep no identity after Tariq's record had been opened."""
    switch_off(world)
    return practice


def switch_off(world: World) -> None:
    settings.decide(wanted=settings.Wanted(keeps_identity=False), expected=1, by=world.omar)


def page(client: Client, name: str, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=args)
    return client.post(url, sent) if sent else client.get(url)


class TestNothingNewIsKept:
    @pytest.mark.parametrize(
        "identity",
        [
            Identity(given_name="Ondine"),
            Identity(family_name="Ondine"),
            Identity(known_as="أبو"),
            Identity(born_on=date(2012, 1, 1)),
            Identity(postcode="ZZ1 1ZZ"),
        ],
    )
    def test_neither_a_new_record_nor_an_old_one_takes_any(
        self, world: World, nameless: Practice, identity: Identity
    ) -> None:
        with pytest.raises(Invalid, match="keeps no names"):
            young_people.open_record(team=nameless.pastoral, identity=identity, by=world.alice)
        with pytest.raises(Invalid, match="keeps no names"):
            young_people.identify(young_person=nameless.tariq, identity=identity, expected=1, by=world.alice)
        assert YoungPerson.objects.count() == 1

    def test_another_area_is_not_touched(self, world: World, nameless: Practice) -> None:
        from onlinelives.cases.permissions import keep_identity

        assert keep_identity(world.yan)
        assert not keep_identity(world.alice)

    def test_the_form_asks_for_none_and_ignores_what_is_sent_anyway(
        self, world: World, nameless: Practice, signed_in: SignIn
    ) -> None:
        client = signed_in(world.alice)
        shown = page(client, "young_person_new").text
        assert "First name" not in shown
        assert "keeps no names" in shown
        sent = {"given_name": "Ondine", "team": nameless.pastoral.pk, "form_key": str(uuid.uuid4())}
        got = page(client, "young_person_new", **sent)
        assert got.status_code == 302
        made = YoungPerson.objects.exclude(pk=nameless.tariq.pk).get()
        assert not made.has_identity
        assert made.name == made.reference

    def test_the_page_that_asks_who_it_is_is_closed(self, world: World, nameless: Practice, signed_in: SignIn) -> None:
        got = page(signed_in(world.alice), "young_person_identity", nameless.tariq.reference)
        assert got.status_code == 409
        assert "keeps no names" in got.text


class TestAgeAtReferral:
    def test_it_is_asked_where_no_date_of_birth_is_kept(
        self, world: World, nameless: Practice, signed_in: SignIn
    ) -> None:
        made = add_young_person(nameless.pastoral, world.alice, Identity())
        client = signed_in(world.alice)
        assert "How old are they?" in page(client, "young_person_referral_new", made.reference).text
        sent = {**REFERRED, "age": "14", "form_key": str(uuid.uuid4())}
        assert page(client, "young_person_referral_new", made.reference, **sent).status_code == 302
        referral = Referral.objects.get(young_person=made)
        assert referral.age == 14
        how, today = "He said so.", clock.today()
        found = referrals.find_online(referral=referral, found_on=today, how=how, harm=[], expected=1, by=world.alice)
        assert found.age == 14
        edit = page(client, "young_person_referral_edit", made.reference, referral.pk).text
        assert 'value="14"' in edit

    @pytest.mark.parametrize("age", ["-1", "26", "fourteen", "14.5"])
    def test_an_age_that_cannot_be_is_refused(
        self, world: World, nameless: Practice, signed_in: SignIn, age: str
    ) -> None:
        made = add_young_person(nameless.pastoral, world.alice, Identity())
        sent = {**REFERRED, "age": age, "form_key": str(uuid.uuid4())}
        assert page(signed_in(world.alice), "young_person_referral_new", made.reference, **sent).status_code == 422
        with pytest.raises(Invalid, match="age from 0"):
            refer(made, world.alice, age=26)

    def test_where_a_date_of_birth_is_kept_it_is_worked_out(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        shown = page(signed_in(world.alice), "young_person_referral_new", practice.tariq.reference).text
        assert "How old are they?" not in shown
        assert refer(practice.tariq, world.alice, age=3).age == practice.tariq.age_on(clock.today())

    def test_an_age_that_somebody_told_is_not_lost_when_a_name_is_added(self, world: World, practice: Practice) -> None:
        made = add_young_person(practice.pastoral, world.alice, Identity())
        referral = refer(made, world.alice, age=14)
        young_people.identify(young_person=made, identity=Identity("Ondine"), expected=1, by=world.alice)
        referral.refresh_from_db()
        assert referral.age == 14
        born = Identity("Ondine", born_on=clock.today() - timedelta(days=366 * 10))
        young_people.identify(young_person=made, identity=born, expected=2, by=world.alice)
        referral.refresh_from_db()
        assert referral.age == 10


class TestWhatIsStillThere:
    def test_the_record_says_so_and_offers_to_remove_it(
        self, world: World, nameless: Practice, signed_in: SignIn
    ) -> None:
        client, reference = signed_in(world.alice), nameless.tariq.reference
        shown = page(client, "young_person", reference).text
        assert "not kept in this area" in shown
        assert "Change who it is" not in shown
        assert "ZZ94QX" not in shown
        assert "cannot be undone" in page(client, "young_person_forget", reference).text
        assert page(client, "young_person_forget", reference, version=1).status_code == 302
        shown = page(client, "young_person", reference).text
        assert "Remove who it is" not in shown
        assert "Tariq" not in shown

    def test_fields_and_keys_go_and_ages_stay(self, world: World, nameless: Practice) -> None:
        age = nameless.referral.age
        assert age is not None
        young_people.forget_identity(young_person=nameless.tariq, expected=1, by=world.alice)
        found = YoungPerson.objects.get()
        assert not found.has_identity
        assert found.version == 2
        assert not SearchKey.objects.exists()
        assert Referral.objects.get().age == age
        with pytest.raises(NotNow, match="Nothing is kept"):
            young_people.forget_identity(young_person=found, expected=2, by=world.alice)

    def test_also_from_a_closed_record(self, world: World, nameless: Practice) -> None:
        closed(nameless.tariq)
        assert not young_people.forget_identity(young_person=nameless.tariq, expected=1, by=world.alice).has_identity

    def test_not_where_the_area_keeps_names_and_not_by_a_stranger_or_from_an_old_page(
        self, world: World, practice: Practice
    ) -> None:
        with pytest.raises(NotNow, match="decided to keep none"):
            young_people.forget_identity(young_person=practice.tariq, expected=1, by=world.alice)
        switch_off(world)
        with pytest.raises(Changed):
            young_people.forget_identity(young_person=practice.tariq, expected=7, by=world.alice)
        for stranger in (world.charlie, world.omar, world.yan):
            with pytest.raises(Refused):
                young_people.forget_identity(young_person=practice.tariq, expected=1, by=again(stranger))
        restricted_to([world.bob], practice.tariq, world.bob)
        with pytest.raises(Refused):
            young_people.forget_identity(young_person=practice.tariq, expected=2, by=world.alice)
        assert YoungPerson.objects.get().has_identity


class TestSearch:
    def test_only_a_reference_finds_and_the_page_says_so(
        self, world: World, nameless: Practice, signed_in: SignIn
    ) -> None:
        reference = nameless.tariq.reference
        assert [match.young_person for match in search(again(world.alice), reference)[0]] == [nameless.tariq]
        for words in ("Tariq", "17/5/2012", "ZZ9 4QX", ""):
            assert search(again(world.alice), words) == ([], False)
        client = signed_in(world.alice)
        assert "nothing else finds a record" in page(client, "young_people").text
        assert "Only a whole reference" in page(client, "young_people", words="Tariq").text

    def test_a_reference_without_a_record_finds_nothing_else(self, world: World, nameless: Practice) -> None:
        add_young_person(nameless.pastoral, world.alice, Identity())
        assert search(again(world.alice), "OL-222222 Tariq") == ([], False)


def test_a_referral_keeps_what_it_says_without_an_age(world: World, nameless: Practice) -> None:
    made = add_young_person(nameless.pastoral, world.alice, Identity())
    told = Told(received_on=clock.today(), source="school", reason="Quarrels.", online="none")
    assert referrals.receive(young_person=made, told=told, by=world.alice).age is None
