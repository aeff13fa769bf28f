"""Why help was asked for, what part life online had in it, what was decided and what shaped the decision."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import referrals
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.models import Decision, Referral
from onlinelives.cases.queries import referral_page
from onlinelives.content import taxonomies
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.trail import clock
from tests.practice import REFERRED, Practice, add_young_person, refer
from tests.world import World, again

SignIn = Callable[[Person], Client]
WHY = "Agreed in the weekly meeting."
BOTH = frozenset({"technology_dependent", "technology_enabled"})


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def send(client: Client, name: str, practice: Practice, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=[practice.tariq.reference, *args])
    return client.post(url, sent) if sent else client.get(url)


def decide(referral: Referral, by: Person, **said: Any) -> Decision:
    first = {"outcome": "early_help", "reason": WHY, "influences": ["threshold.system"], "expected": referral.version}
    return referrals.decide(referral=referral, by=by, **{**first, **said})


class TestWhatItSays:
    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"received_on": clock.today() + timedelta(days=1)}, "received_on"),
            ({"reason": "  "}, "reason"),
            ({"online": "later"}, "found_on"),
            ({"online": "later", "found_on": clock.today() - timedelta(days=1), "found_how": WHY}, "found_on"),
            ({"online": "later", "found_on": clock.today() + timedelta(days=1), "found_how": WHY}, "found_on"),
            ({"online": "later", "found_on": clock.today()}, "found_how"),
            ({"online": "none", "harm": BOTH}, "harm"),
            ({"online": "not_asked", "harm": BOTH}, "harm"),
        ],
    )
    def test_what_does_not_fit_together_is_refused(
        self, world: World, practice: Practice, said: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            refer(practice.tariq, world.alice, **said)
        assert refused.value.field == field
        assert Referral.objects.count() == 1

    def test_the_database_refuses_it_too(self, world: World, practice: Practice) -> None:
        for wrong in ({"online": "later"}, {"found_online_on": clock.today()}, {"technology_enabled": True}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Referral.objects.update(**wrong)

    def test_its_words_are_nowhere_in_clear(self, world: World, practice: Practice) -> None:
        decide(practice.referral, world.alice)
        with connection.cursor() as cursor:
            for model in (Referral, Decision):
                cursor.execute(f"select * from {model._meta.db_table}")  # noqa: S608  our own table
                raw = b"".join(
                    bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone()
                )
                assert b"Quarrels" not in raw
                assert b"weekly" not in raw

    def test_a_day_that_was_backdated_shows_when_it_was_written(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        refer(practice.tariq, world.alice, received_on=clock.today() - timedelta(days=9))
        assert send(signed_in(world.alice), "young_person", practice).text.count("(written down") == 1


class TestLaterFound:
    def test_what_came_to_light_later_says_when_and_how(self, world: World, practice: Practice) -> None:
        found = referrals.find_online(
            referral=practice.referral, found_on=clock.today(), how=WHY, harm=BOTH, expected=1, by=world.alice
        )
        kept = Referral.objects.get()
        assert (kept.online, kept.found_online_on, kept.found_online_how) == ("later", clock.today(), WHY)
        assert kept.technology_dependent
        assert kept.technology_enabled
        with pytest.raises(Invalid, match="already on record"):
            referrals.find_online(referral=found, found_on=clock.today(), how=WHY, harm=[], expected=2, by=world.alice)

    def test_also_after_the_decision_which_stays_as_it_was(self, world: World, practice: Practice) -> None:
        decide(practice.referral, world.alice)
        referrals.find_online(
            referral=practice.referral, found_on=clock.today(), how=WHY, harm=[], expected=2, by=world.alice
        )
        assert Decision.objects.get().reason == WHY

    def test_statements_1_1_to_1_4_can_be_answered_by_counting_children(self, world: World, practice: Practice) -> None:
        other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
        for said in (
            {"online": "reason", "harm": {"technology_dependent"}, "significant_harm": "yes"},
            {"online": "known", "harm": {"technology_dependent", "technology_enabled"}},
            {"online": "later", "found_on": clock.today(), "found_how": WHY},
        ):
            refer(other, world.alice, **{**said, "harm": frozenset(said.get("harm", ()))})

        def children(**wanted: Any) -> int:
            return Referral.objects.filter(**wanted).values("young_person").distinct().count()

        assert Referral.objects.count() == 4
        assert children(technology_dependent=True) == 1  # 1.1
        assert children(technology_enabled=True) == 1  # 1.2
        assert children(significant_harm="yes") == 1  # 1.3
        assert children(online="later") == 1  # 1.4
        assert children(online="not_asked") == 1


class TestDeciding:
    def test_each_decision_stays_with_what_shaped_it(self, world: World, practice: Practice) -> None:
        decide(practice.referral, world.alice)
        decide(practice.referral, world.bob, outcome="in_need", influences=[], expected=2)
        page = referral_page(again(world.alice), practice.tariq.reference, str(practice.referral.pk))
        assert [(d.outcome, d.by.name, [i.id for i in shaped]) for d, shaped in page.decisions] == [
            ("in_need", "Bob", []),
            ("early_help", "Alice", ["threshold.system"]),
        ]
        assert page.referral.state == "decided"

    def test_what_was_known_then_is_not_rewritten_afterwards(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        decide(practice.referral, world.alice)
        told = Told(received_on=clock.today(), source="police", reason="Other", online="none")
        with pytest.raises(NotNow, match="has been decided"):
            referrals.correct(referral=practice.referral, told=told, expected=2, by=world.alice)
        got = send(signed_in(world.alice), "young_person_referral_edit", practice, practice.referral.pk)
        assert got.status_code == 409

    def test_the_influences_are_those_of_the_taxonomy(self, world: World, practice: Practice) -> None:
        every = [each.id for each in taxonomies.load().influences]
        assert decide(practice.referral, world.alice, influences=every).influences == every
        with pytest.raises(Invalid):
            decide(practice.referral, world.alice, influences=["threshold.weather"], expected=2)

    def test_no_decision_without_a_reason(self, world: World, practice: Practice) -> None:
        with pytest.raises(Invalid, match="Say why"):
            decide(practice.referral, world.alice, reason=" ")


class TestOnThePage:
    def test_the_same_form_sent_twice_makes_one(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        sent = {**REFERRED, "form_key": str(uuid.uuid4())}
        client = signed_in(world.alice)
        first, second = (send(client, "young_person_referral_new", practice, **sent) for _ in range(2))
        assert first.url == second.url
        assert Referral.objects.count() == 2

    def test_an_empty_form_says_what_is_missing(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        got = send(signed_in(world.alice), "young_person_referral_new", practice, form_key=str(uuid.uuid4()))
        assert got.status_code == 422
        for missing in ("Say why they were referred", "Select who referred them", "Select whether there is"):
            assert missing in got.text

    def test_a_decision_that_somebody_else_took_meanwhile_is_told(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        decide(practice.referral, world.bob)
        sent = {"decide-version": 1, "decide-outcome": "in_need", "decide-reason": "Ours, typed with care."}
        got = send(signed_in(world.alice), "young_person_referral_decide", practice, practice.referral.pk, **sent)
        assert got.status_code == 422
        assert "Somebody else has changed this referral" in got.text
        assert "Ours, typed with care." in got.text
        assert Decision.objects.count() == 1

    def test_a_correction_that_came_second_keeps_both_texts(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        told = Told(received_on=clock.today(), source="health", reason="What Bob wrote.", online="none")
        referrals.correct(referral=practice.referral, told=told, expected=1, by=world.bob)
        with pytest.raises(Changed):
            referrals.correct(referral=practice.referral, told=told, expected=1, by=world.alice)
        sent = {**REFERRED, "reason": "What Alice wrote.", "version": 1, "form_key": str(uuid.uuid4())}
        client = signed_in(world.alice)
        got = send(client, "young_person_referral_edit", practice, practice.referral.pk, **sent)
        assert got.status_code == 422
        assert "What Bob wrote." in got.text
        assert "What Alice wrote." in got.text
        version = re.search(r'name="version" value="(\d+)"', got.text)
        assert version
        sent["version"] = int(version[1])
        got = send(client, "young_person_referral_edit", practice, practice.referral.pk, **sent)
        assert got.status_code == 302
        assert Referral.objects.get().reason == "What Alice wrote."

    def test_another_young_persons_referral_is_not_reached_through_ones_own(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        hidden = add_young_person(practice.night, world.bob, given_name="Ondine")
        theirs = refer(hidden, world.bob)
        assert send(signed_in(world.alice), "young_person_referral", practice, theirs.pk).status_code == 404

    def test_hostile_words_are_shown_as_words(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        made = refer(practice.tariq, world.alice, reason="<script>alert(1)</script> {{ 1 + 1 }} أحمد 🙂")
        shown = send(signed_in(world.alice), "young_person_referral", practice, made.pk).text
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 1 + 1 }} أحمد 🙂" in shown

    def test_a_record_with_many_referrals_stays_light(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        for _ in range(100):
            decide(refer(practice.tariq, world.alice), world.alice)
        client, url = signed_in(world.alice), reverse("young_person", args=[practice.tariq.reference])
        with CaptureQueriesContext(connection) as captured:
            got = client.get(url)
        asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(("SAVE", "RELE"))]
        whole = client.get(url, {"all": "yes"})
        assert whole.text.count("Early help, by Alice") == 100
        assert len(got.content) < 60_000
        assert len(asked) <= 15, "\n".join(asked)
