"""How long records are kept: the rules of an area, which kind a record is, and what comes to a manager for review."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import referrals, retention
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import Decision, KeptLonger, RetentionRule, YoungPerson
from onlinelives.cases.queries import needs, review_of, rules_now, to_review
from onlinelives.cases.queries.retention import OF_OUTCOME
from onlinelives.rules.retention import DEFAULTS, KINDS
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.keeping import WHY, Keeping, add_assessment, due_on
from tests.practice import add_young_person, closed, refer, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def keeping(world: World) -> Keeping:
    return Keeping(world)


def kinds(young_person: YoungPerson) -> list[str]:
    found = review_of(YoungPerson.objects.get(pk=young_person.pk))
    assert found
    return found.kinds


def decide(world: World, young_person: YoungPerson, outcome: str) -> None:
    referral = refer(young_person, world.alice)
    referrals.decide(referral=referral, outcome=outcome, reason=WHY, influences=[], expected=1, by=world.alice)


def listed(person: Person) -> list[str]:
    return [each.young_person.reference for each in to_review(again(person)).object_list]


class TestKinds:
    def test_every_outcome_has_its_kind(self) -> None:
        assert set(OF_OUTCOME) == set(Decision.Outcome.values)
        assert set(OF_OUTCOME.values()) <= set(KINDS)

    def test_an_open_record_has_no_review_day(self, keeping: Keeping) -> None:
        assert review_of(keeping.tariq) is None

    def test_where_nothing_was_decided_it_is_the_lightest(self, world: World, keeping: Keeping) -> None:
        made = add_young_person(keeping.pastoral, world.alice, Identity())
        assert kinds(closed(made)) == ["nothing_further"]

    def test_every_kind_that_ever_fitted_counts(self, world: World, keeping: Keeping) -> None:
        decide(world, keeping.tariq, "nothing_further")
        decide(world, keeping.tariq, "protection")
        decide(world, keeping.tariq, "early_help")
        assert kinds(closed(keeping.tariq)) == ["nothing_further", "early_help", "protection"]
        found = review_of(keeping.tariq)
        assert found
        assert found.due.rule.kind == "protection"

    def test_care_in_any_finished_assessment_is_care_for_good(self, world: World, keeping: Keeping) -> None:
        add_assessment(keeping.ondine, world.alice, care="yes")
        add_assessment(keeping.ondine, world.alice, care="no")
        assert kinds(keeping.ondine) == ["early_help", "looked_after"]
        assert due_on(keeping.ondine) > clock.today() + timedelta(days=365 * 50)

    @pytest.mark.parametrize("care", ["no", "not_known", "not_asked"])
    def test_what_is_not_a_yes_or_not_finished_is_no_care(self, world: World, keeping: Keeping, care: str) -> None:
        add_assessment(keeping.ondine, world.alice, care=care)
        add_assessment(keeping.ondine, world.alice, care="yes", finished=False)
        assert kinds(keeping.ondine) == ["early_help"]

    def test_a_restriction_is_a_kind_while_it_stands(self, world: World, keeping: Keeping) -> None:
        restricted_to([world.bob], keeping.tariq, world.bob)
        assert kinds(closed(keeping.tariq)) == ["restricted"]


class TestDays:
    def test_from_the_date_of_birth(self, keeping: Keeping) -> None:
        assert due_on(closed(keeping.tariq)) == date(2033, 5, 17)

    def test_without_one_from_the_age_told_at_referral(self, world: World, keeping: Keeping) -> None:
        made = add_young_person(keeping.pastoral, world.alice, Identity())
        today = clock.today()
        refer(made, world.alice, age=14, received_on=today - timedelta(days=800))
        refer(made, world.alice, age=16, received_on=today)  # the later of the two latest days
        latest = max(today - timedelta(days=800) - timedelta(days=14 * 365.25), today - timedelta(days=16 * 365.25))
        assert abs(due_on(closed(made)) - (latest + timedelta(days=21 * 365.25))) <= timedelta(days=2)

    def test_without_either_from_closing(self, world: World, keeping: Keeping) -> None:
        made = closed(add_young_person(keeping.pastoral, world.alice, Identity()), date(2025, 3, 17))
        assert due_on(made) == date(2046, 3, 17)


class TestRules:
    def test_what_ships_holds_until_the_area_decides_and_each_area_decides_for_itself(
        self, world: World, keeping: Keeping
    ) -> None:
        assert {kind: each.rule for kind, each in rules_now(world.partnership.pk).items()} == {
            kind: rule for kind, (rule, _) in DEFAULTS.items()
        }
        told = {"kind": "early_help", "start": "closing", "years": 6, "reason": WHY}
        retention.decide(**told, expected=0, by=world.omar)
        assert rules_now(world.partnership.pk)["early_help"].rule.words == "6 years after closing"
        assert rules_now(world.far_omar.partnership_id)["early_help"].rule == DEFAULTS["early_help"][0]
        with pytest.raises(Changed):
            retention.decide(**told, expected=0, by=world.omar)
        retention.decide(**{**told, "years": 7}, expected=1, by=world.omar)
        assert list(RetentionRule.objects.values_list("number", "years")) == [(2, 7), (1, 6)]
        assert keeping.ondine.closed_on
        assert due_on(keeping.ondine).year == keeping.ondine.closed_on.year + 7
        entry = Entry.objects.filter(verb="retention rule decided").latest("seq")
        assert '"before":"closing 6","now":"closing 7"' in entry.body

    @pytest.mark.parametrize(
        "wrong", [{"years": 0}, {"years": 101}, {"start": "death"}, {"kind": "other"}, {"reason": "Because"}]
    )
    def test_what_makes_no_sense_is_refused(self, world: World, wrong: dict[str, Any]) -> None:
        told = {"kind": "early_help", "start": "closing", "years": 6, "reason": WHY, **wrong}
        with pytest.raises(Invalid):
            retention.decide(**told, expected=0, by=world.omar)

    def test_only_an_administrator_decides(self, world: World) -> None:
        for other in (world.alice, world.bob, world.dana, world.ines, world.ravi):
            with pytest.raises(Refused):
                retention.decide(kind="in_need", start="birth", years=1, reason=WHY, expected=0, by=other)

    def test_on_the_page_nothing_typed_is_lost_when_somebody_was_faster(self, world: World, signed_in: SignIn) -> None:
        retention.decide(kind="in_need", start="closing", years=9, reason=WHY, expected=0, by=world.omar)
        client, url = signed_in(world.omar), reverse("retention_rule", args=["in_need"])
        sent = {"version": 0, "start": "birth", "years": 30, "reason": "Schedule, part 4, as agreed."}
        lost = client.post(url, sent)
        assert lost.status_code == 422
        assert "9 years after closing" in lost.text
        assert "Schedule, part 4" in lost.text
        assert client.post(url, {**sent, "version": 1}).status_code == 302
        shown = client.get(reverse("retention_rules")).text
        assert "until the 30th birthday" in shown
        assert "Not decided yet" in shown
        assert "9 years after closing" in client.get(url).text
        assert client.get(reverse("retention_rule", args=["nothing"])).status_code == 404


class TestReviewList:
    def test_a_manager_sees_closed_records_whose_day_has_come_and_nothing_else(
        self, world: World, keeping: Keeping, signed_in: SignIn
    ) -> None:
        closed(keeping.tariq)  # for years to come
        assert listed(world.bob) == [keeping.ondine.reference]
        for other in (world.alice, world.mina, world.charlie, world.omar, world.yan):
            assert listed(other) == []
        shown = signed_in(world.bob).get(reverse("closed_records")).text
        assert "Ondine" in shown
        assert "Tariq" not in shown
        assert keeping.ondine.reference in Entry.objects.filter(verb="young people listed").latest("seq").body

    def test_a_restricted_one_only_where_the_manager_is_named(self, world: World, keeping: Keeping) -> None:
        restricted_to([keeping.bea], YoungPerson.objects.get(pk=keeping.ondine.pk), world.bob)
        assert listed(world.bob) == []
        assert listed(keeping.bea) == [keeping.ondine.reference]

    def test_it_asks_for_a_decision_until_there_is_one(self, world: World, keeping: Keeping) -> None:
        def asked(person: Person) -> list[str]:
            return [need.what for need in needs(again(person)) if "closed" in need.what or "disposal" in need.what]

        assert asked(world.bob) == ["Review 1 closed record whose day has come"]
        assert asked(world.alice) == asked(world.omar) == []
        keeping.proposed(world.bob)
        assert asked(world.bob) == []
        assert asked(keeping.bea) == ["Decide on the disposal of 1 record"]

    def test_an_empty_list_says_so(self, world: World, signed_in: SignIn) -> None:
        assert "Nothing to review" in signed_in(world.bob).get(reverse("closed_records")).text

    def test_the_list_asks_no_more_for_sixty_than_for_one(
        self, world: World, keeping: Keeping, signed_in: SignIn
    ) -> None:
        for number in range(60):
            born = Identity(f"Ondine{number}", born_on=keeping.ondine.birthday)
            closed(add_young_person(keeping.pastoral, world.alice, born))
        client = signed_in(world.bob)
        with CaptureQueriesContext(connection) as captured:
            got = client.get(reverse("closed_records"))
        asked = [
            query["sql"] for query in captured.captured_queries if not query["sql"].startswith(("SAVE", "RELEASE"))
        ]
        assert len(asked) <= 15, "\n".join(asked)
        assert len(got.content) < 60_000


class TestKeepingLonger:
    def keep(self, keeping: Keeping, by: Person, **more: Any) -> KeptLonger:
        told = {"until": clock.today() + timedelta(days=400), "reason": WHY, **more}
        return retention.keep_longer(young_person=keeping.ondine, by=by, **told)

    def test_it_leaves_the_list_until_that_day(self, world: World, keeping: Keeping) -> None:
        kept = self.keep(keeping, world.bob)
        assert listed(world.bob) == []
        assert due_on(keeping.ondine) == kept.until
        with clock.at(clock.now() + timedelta(days=400)):
            assert listed(world.bob) == [keeping.ondine.reference]

    def test_the_newest_counts_and_never_brings_the_rule_forward(self, world: World, keeping: Keeping) -> None:
        self.keep(keeping, world.bob)
        sooner = self.keep(keeping, keeping.bea, until=clock.today() + timedelta(days=30))
        assert due_on(keeping.ondine) == sooner.until
        closed(keeping.tariq)
        retention.keep_longer(
            young_person=keeping.tariq, until=clock.today() + timedelta(days=1), reason=WHY, by=world.bob
        )
        assert due_on(keeping.tariq) == date(2033, 5, 17)

    def test_the_same_form_twice_keeps_it_once(self, world: World, keeping: Keeping) -> None:
        key = uuid.uuid4()
        assert self.keep(keeping, world.bob, form_key=key) == self.keep(keeping, world.bob, form_key=key)
        assert KeptLonger.objects.count() == 1

    def test_only_a_manager_with_a_reason_a_later_day_and_a_closed_record(self, world: World, keeping: Keeping) -> None:
        with pytest.raises(Refused, match="Only a manager"):
            self.keep(keeping, world.alice)
        for stranger in (world.mina, world.omar, world.yan):
            with pytest.raises(Refused, match="do not see"):
                self.keep(keeping, stranger)
        with pytest.raises(Invalid, match="Say why"):
            self.keep(keeping, world.bob, reason="Because")
        with pytest.raises(Invalid, match="in the future"):
            self.keep(keeping, world.bob, until=clock.today())
        with pytest.raises(NotNow, match="is open"):
            retention.keep_longer(
                young_person=keeping.tariq, until=clock.today() + timedelta(days=1), reason=WHY, by=world.bob
            )
        keeping.proposed(world.bob)
        with pytest.raises(NotNow, match="proposed to dispose"):
            self.keep(keeping, world.bob)

    def test_on_the_page(self, world: World, keeping: Keeping, signed_in: SignIn) -> None:
        client, reference = signed_in(world.bob), keeping.ondine.reference
        url = reverse("young_person_keep_longer", args=[reference])
        sent = {"until_0": 1, "until_1": 2, "until_2": 2090, "reason": "=1+1 " + WHY, "form_key": str(uuid.uuid4())}
        assert client.post(url, {**sent, "until_2": ""}).status_code == 422
        assert client.post(url, sent).status_code == 302
        shown = client.get(reverse("young_person_keeping", args=[reference])).text
        assert "1 February 2090" in shown
        assert "=1+1 The family" in shown
