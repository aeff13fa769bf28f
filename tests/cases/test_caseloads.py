"""Who works with whom, what a list can be narrowed to, what closing waits for, and what a manager sees of teams."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import assessments, closings, young_people
from onlinelives.cases.models import Closing, YoungPerson
from onlinelives.cases.queries import needs, teams_now, young_people_for
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.practice import Practice, add_young_person, begin, close, decide, finish, refer, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]
FOUR = {f"factor.{name}-state": "yes" for name in ("young_carer", "learning", "isolated", "cyberbullied")}


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def plan(young_person: YoungPerson, by: Person, worker: Person | None = None, days: int | None = None) -> YoungPerson:
    review = None if days is None else clock.today() + timedelta(days=days)
    now = YoungPerson.objects.get(pk=young_person.pk)
    return closings.plan(young_person=now, worker=worker, review_on=review, expected=now.version, by=by)


def shown(person: Person, show: str = "") -> list[str]:
    return [each.given_name for each in young_people_for(again(person), show)]


class TestWhoWorksWithThem:
    def test_somebody_of_the_team_and_a_day_to_look_again(self, world: World, practice: Practice) -> None:
        planned = plan(practice.tariq, world.bob, world.alice, days=7)
        assert (planned.worker, planned.version) == (world.alice, 2)

    def test_nobody_who_would_not_see_the_record(self, world: World, practice: Practice) -> None:
        for stranger in (world.bob, world.charlie, world.dana):
            with pytest.raises(Invalid, match="would not see"):
                plan(practice.tariq, world.bob, stranger)

    def test_of_a_restricted_record_one_of_those_named(self, world: World, practice: Practice) -> None:
        restricted_to([world.bob], practice.tariq, world.bob)
        assert plan(practice.tariq, world.bob, world.bob).worker == world.bob
        with pytest.raises(Invalid):
            plan(practice.tariq, world.bob, world.alice)

    def test_no_day_that_has_passed(self, world: World, practice: Practice) -> None:
        with pytest.raises(Invalid, match="today or later"):
            plan(practice.tariq, world.bob, days=-1)

    def test_a_day_that_passed_since_may_stay(self, world: World, practice: Practice) -> None:
        plan(practice.tariq, world.bob, world.alice, days=1)
        with clock.at(clock.now() + timedelta(days=5)):
            now = YoungPerson.objects.get(pk=practice.tariq.pk)
            closings.plan(young_person=now, worker=None, review_on=now.review_on, expected=2, by=world.bob)

    def test_two_at_once(self, world: World, practice: Practice) -> None:
        plan(practice.tariq, world.bob, world.alice)
        with pytest.raises(Changed):
            closings.plan(young_person=practice.tariq, worker=None, review_on=None, expected=1, by=world.alice)

    def test_moved_to_another_team_the_worker_goes_only_where_they_are(self, world: World, practice: Practice) -> None:
        planned = plan(practice.tariq, world.bob, world.alice)
        moved = young_people.move(young_person=planned, team=practice.night, expected=2, by=world.bob)
        assert moved.worker is None


class TestTheList:
    def test_narrowed_to_what_is_asked_for(self, world: World, practice: Practice) -> None:
        other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
        plan(other, world.bob, world.alice, days=0)
        assert shown(world.alice) == ["Ondine", "Tariq"]
        assert shown(world.alice, "mine") == ["Ondine"]
        assert shown(world.alice, "review") == ["Ondine"]
        assert shown(world.alice, "nobody") == ["Tariq"]
        assert shown(world.alice, "waiting") == ["Tariq"]
        assert shown(world.alice, "not-asked") == ["Tariq"]
        assert shown(world.alice, "unfinished") == []
        begin(practice.tariq, world.alice)
        assert shown(world.alice, "unfinished") == ["Tariq"]
        assert shown(world.alice, "no such thing") == ["Ondine", "Tariq"]

    def test_a_flag_waits_until_somebody_decides(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice, factors=FOUR)
        assert (shown(world.alice, "flag"), shown(world.alice, "flagged")) == (["Tariq"], [])
        assert "Confirm or decline 1 flag for intensive support" in [n.what for n in needs(again(world.bob))]
        assessments.decide_flag(assessment=done, flagged=True, reason="Four, and alone.", by=world.alice)
        assert (shown(world.alice, "flag"), shown(world.alice, "flagged")) == ([], ["Tariq"])
        assessments.decide_flag(assessment=done, flagged=False, reason="Looked again.", by=world.alice)
        assert (shown(world.alice, "flag"), shown(world.alice, "flagged")) == ([], [])

    def test_only_the_newest_assessment_counts(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice, factors=FOUR)
        assessments.decide_flag(assessment=done, flagged=True, reason="Four, and alone.", by=world.alice)
        finish(begin(practice.tariq, world.alice, "during"), world.alice)
        assert (shown(world.alice, "flag"), shown(world.alice, "flagged")) == ([], [])

    def test_marks_stand_beside_the_name(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        pair = FOUR | {"factor.care-state": "yes"}
        finish(practice.assessment, world.alice, factors=pair)
        begin(practice.tariq, world.alice, "during")
        page = signed_in(world.alice).get(reverse("young_people")).text
        for mark in ("Flag to decide", "Care and caring", "Assessment to finish"):
            assert mark in page

    def test_what_is_due_stands_on_the_workers_home_page_and_nobody_elses(
        self, world: World, practice: Practice
    ) -> None:
        plan(practice.tariq, world.bob, world.alice, days=1)
        with clock.at(clock.now() + timedelta(days=3)):
            due = [need for need in needs(again(world.alice)) if need.what.startswith("Look again")]
            assert [(need.what, need.late) for need in due] == [("Look again at 1 young person", True)]
            assert not [need for need in needs(again(world.bob)) if need.what.startswith("Look again")]


class TestClosing:
    def test_waits_for_what_is_to_be_decided_or_finished(self, world: World, practice: Practice) -> None:
        with pytest.raises(NotNow, match="referral"):
            close(practice.tariq, world.alice)
        decide(practice.referral, world.alice)
        assessment = practice.assessment
        with pytest.raises(NotNow, match="assessment"):
            close(practice.tariq, world.alice)
        assessments.set_aside(assessment=assessment, by=world.alice)
        assert close(practice.tariq, world.alice).outcome == "safer"

    def test_nothing_is_written_in_a_closed_record_until_it_is_opened_again(
        self, world: World, practice: Practice
    ) -> None:
        decide(practice.referral, world.alice)
        plan(practice.tariq, world.bob, world.alice, days=9)
        now = YoungPerson.objects.get(pk=practice.tariq.pk)
        close(now, world.alice)
        with pytest.raises(NotNow):
            refer(practice.tariq, world.alice)
        assert shown(world.alice) == []
        assert shown(world.alice, "closed") == ["Tariq"]
        closings.reopen(young_person=practice.tariq, because="Referred again.", by=world.alice)
        refer(practice.tariq, world.alice)
        closing = Closing.objects.get()
        assert (closing.reopened_because, closing.reopened_by) == ("Referred again.", world.alice)

    def test_a_record_is_closed_once_and_by_those_who_see_it(self, world: World, practice: Practice) -> None:
        decide(practice.referral, world.alice)
        with pytest.raises(Refused):
            close(practice.tariq, world.charlie)
        close(practice.tariq, world.alice)
        with pytest.raises(NotNow):
            close(YoungPerson.objects.get(pk=practice.tariq.pk), world.alice)

    @pytest.mark.parametrize(
        "wrong", [{"words": "  "}, {"reason": "tired"}, {"outcome": "perfect"}], ids=lambda wrong: next(iter(wrong))
    )
    def test_it_needs_words_and_a_known_reason(self, world: World, practice: Practice, wrong: dict[str, str]) -> None:
        decide(practice.referral, world.alice)
        told: dict[str, Any] = {"reason": "helped", "outcome": "safer", "words": "A mentor.", **wrong}
        with pytest.raises(Invalid):
            closings.close(young_person=practice.tariq, **told, expected=1, by=world.alice)

    def test_pages_from_open_to_closed_and_back(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        client, where = signed_in(world.alice), [practice.tariq.reference]
        waiting = client.get(reverse("young_person_close", args=where)).text
        assert "A referral waits for a decision" in waiting
        decide(practice.referral, world.alice)
        sent = {"version": 1, "reason": "helped", "outcome": "same", "words": "It’s “fine” <b>"}
        assert client.post(reverse("young_person_close", args=where), sent).status_code == 302
        page = client.get(reverse("young_person", args=where)).text
        assert "This record was closed" in page
        assert "Record a referral" not in page
        assert client.post(reverse("young_person_reopen", args=where), {"because": ""}).status_code == 422
        assert client.post(reverse("young_person_reopen", args=where), {"because": "New."}).status_code == 302
        assert "Opened again" in client.get(reverse("young_person", args=where)).text


class TestTeams:
    def test_a_manager_sees_who_has_how_much_in_hand(self, world: World, practice: Practice) -> None:
        other = add_young_person(practice.night, world.bob, given_name="Ondine")
        plan(practice.tariq, world.bob, world.alice, days=0)
        finish(practice.assessment, world.alice, factors=FOUR)
        told = {each.team.name: each for each in teams_now(again(world.bob))}
        pastoral = [(load.worker and load.worker.name, load.young_people) for load in told["Pastoral team"].loads]
        assert pastoral == [("Alice", 1)]
        load = told["Pastoral team"].loads[0]
        assert (load.to_decide, load.flagged, load.late) == (1, 0, 0)
        assert [(each.worker, each.young_people) for each in told["Night team"].loads] == [(None, 1)]
        assert other.worker is None

    def test_a_restricted_record_counts_for_those_named_alone(self, world: World, practice: Practice) -> None:
        restricted_to([world.alice], practice.tariq, world.bob)
        assert sum(each.young_people for each in teams_now(again(world.bob))) == 0
        assert sum(each.young_people for each in teams_now(again(world.alice))) == 1
