"""Decisions: reasons in every case, nobody who must never receive anything, and a manager where nothing is shared."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import agencies
from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.sharing import queries
from onlinelives.sharing.actions import agreements, decisions, never
from onlinelives.sharing.actions.errors import Unaccepted
from onlinelives.sharing.models import NeverShare, SharingDecision
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from tests.cases.test_sealed import everything_stored
from tests.partners import agree_between, decide, grounds, rest
from tests.practice import Practice, restricted_to
from tests.world import World, add_agency, again

SignIn = Callable[[Person], Client]
WHY = "Agreed in the weekly meeting."
MOTHER = To(name="Amara Okafor", who="mother")


@pytest.fixture
def practice(world: World) -> Practice:
    grounds(world.alice)
    return Practice(world)


def form(world: World, **said: Any) -> dict[str, Any]:
    [basis] = grounds(world.alice)
    first = {"audience": "agency", "agencies": [world.harbour.pk], "outcome": "part", "purpose": WHY, "reasons": WHY}
    first |= {"necessity": WHY, "child_told": "yes", "child_view": WHY, "parent_told": "yes", "bases": [basis.pk]}
    return {**first, "form_key": str(uuid.uuid4()), **said}


def send(client: Client, practice: Practice, sent: dict[str, Any]) -> Any:
    return client.post(reverse("young_person_sharing_new", args=[practice.tariq.reference]), sent)


class TestDeciding:
    @pytest.mark.parametrize("outcome", ["shared", "part", "not"])
    @pytest.mark.parametrize("field", ["purpose", "reasons"])
    def test_each_outcome_says_what_for_and_why(
        self, world: World, practice: Practice, outcome: str, field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            decide(practice.tariq, [To(agency=world.harbour)], world.alice, outcome=outcome, **{field: "  "})
        assert refused.value.field == field
        assert not SharingDecision.objects.exists()

    @pytest.mark.parametrize(
        ("lacks", "field"),
        [
            ({"bases": ()}, "bases"),
            ({"necessity": ""}, "necessity"),
            ({"child_told": ""}, "child_told"),
            ({"child_view": " "}, "child_view"),
            ({"parent_told": ""}, "parent_told"),
            ({"parent_told": "no"}, "parent_why_not"),
        ],
    )
    def test_what_is_shared_says_everything_unless_it_is_urgent(
        self, world: World, practice: Practice, lacks: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(Invalid) as refused:
            decide(practice.tariq, [MOTHER], world.alice, rest=rest(world.alice, **lacks))
        assert refused.value.field == field

    def test_nobody_is_never_everybody(self, world: World, practice: Practice) -> None:
        for audience, to in (("agency", []), ("agency", [MOTHER]), ("family", []), ("family", [MOTHER, MOTHER])):
            with pytest.raises(Invalid):
                decide(practice.tariq, to, world.alice, audience=audience)
        with pytest.raises(Invalid):
            decide(practice.tariq, [To(name="  ")], world.alice, audience="outside")
        assert not SharingDecision.objects.exists()

    def test_neither_ones_own_agency_nor_another_area_nor_one_that_left(self, world: World, practice: Practice) -> None:
        gone = agencies.leave(agency=add_agency("Gone", by=world.omar), by=world.omar)
        for agency in (world.elmfield, world.far_agency, gone):
            with pytest.raises(Invalid) as refused:
                decide(practice.tariq, [To(agency=agency)], world.alice)
            assert refused.value.field == "agencies"

    def test_a_basis_that_is_not_in_force_cannot_be_chosen(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        duty = grounds(world.alice, "duty-to-share")
        with pytest.raises(Invalid, match="Nobody has confirmed when it starts"):
            decide(practice.tariq, [To(agency=world.harbour)], world.alice, rest=rest(world.alice, bases=duty))
        page = signed_in(world.alice).get(reverse("young_person_sharing_new", args=[practice.tariq.reference])).text
        assert f'value="{duty[0].pk}"' not in page
        assert "What cannot be chosen as a legal basis, and why" in page
        got = send(signed_in(world.alice), practice, form(world, bases=[duty[0].pk], accepted="agreement"))
        assert got.status_code == 422

    def test_all_that_is_missing_is_said_at_once(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        got = send(signed_in(world.alice), practice, {"outcome": "part", "form_key": str(uuid.uuid4())})
        assert got.status_code == 422
        for words in ("Select who it is for", "Say what it is for", "Select what allows it", "has been told"):
            assert words in got.text

    def test_the_same_form_sent_twice_decides_once(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        client, sent = signed_in(world.alice), form(world, accepted=["agreement"])
        assert [send(client, practice, sent).status_code for _ in range(2)] == [302, 302]
        assert SharingDecision.objects.count() == 1

    def test_reconsidering_is_a_new_decision_and_the_old_one_stays(self, world: World, practice: Practice) -> None:
        first = decide(practice.tariq, [MOTHER], world.alice)
        second = decide(practice.tariq, [MOTHER], world.alice, reasons="She has moved.", replaces=first)
        first.refresh_from_db()
        assert (first.state, first.reasons, second.replaces) == ("replaced", "They see him every day.", first)
        with pytest.raises(NotNow, match="replaced"):
            decide(practice.tariq, [MOTHER], world.alice, replaces=first)

    def test_its_words_are_nowhere_in_clear(self, world: World, practice: Practice) -> None:
        decide(practice.tariq, [MOTHER], world.alice, rest=rest(world.alice, protect="The neighbour."))
        never.add(young_person=practice.tariq, name="Rufus Vane", reason="An injunction.", by=world.alice)
        stored = everything_stored()
        words = (
            b"Amara",
            b"mother",
            b"keep him safe",
            b"every day",
            b"Fine by him",
            b"neighbour",
            b"Rufus",
            b"injunction",
        )
        assert [each for each in words if each in stored] == []

    def test_a_stranger_decides_nothing(self, world: World, practice: Practice) -> None:
        for name in ("charlie", "mina", "dana", "omar", "ravi"):
            with pytest.raises(Refused):
                decide(practice.tariq, [MOTHER], again(getattr(world, name)), rest=rest(world.alice))

    def test_it_is_told_in_the_chronology_without_naming_a_parent(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        decide(practice.tariq, [MOTHER], world.alice)
        decide(practice.tariq, [To(agency=world.harbour)], world.alice)
        page = signed_in(world.alice).get(reverse("young_person", args=[practice.tariq.reference])).text
        assert "Share a part of what was asked for: a parent or carer" in page
        assert "Share a part of what was asked for: Harbour Health" in page
        assert "Amara" not in page


class TestWarnings:
    def test_each_is_accepted_with_a_tick_and_blocks_nothing(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client, sent = signed_in(world.alice), form(world)
        got = send(client, practice, sent)
        assert got.status_code == 422
        assert "No agreement covers Elmfield School and Harbour Health." in got.text
        assert 'name="accepted"' in got.text
        assert not SharingDecision.objects.exists()
        assert send(client, practice, {**sent, "accepted": ["agreement"]}).status_code == 302
        made = SharingDecision.objects.get()
        assert (made.warned_agreement, made.warned_wide) == (True, False)

    def test_an_agreement_that_covers_both_says_nothing_until_it_is_overdue(
        self, world: World, practice: Practice
    ) -> None:
        held = agree_between([world.elmfield, world.harbour], world.dana, review_on=clock.today())
        to = [To(agency=world.harbour)]
        assert queries.warnings_for(practice.tariq, to, "part") == []
        with clock.at(clock.now() + timedelta(days=1)):
            [warning] = queries.warnings_for(practice.tariq, to, "part")
            assert "should have been reviewed" in warning.words
        agreements.end(agreement=held, reason=WHY, expected=1, by=world.dana)
        assert "No agreement" in queries.warnings_for(practice.tariq, to, "part")[0].words

    def test_more_agencies_than_usual(self, world: World, practice: Practice) -> None:
        others = [world.harbour, *(add_agency(f"Place {n}", by=world.omar) for n in range(3))]
        to = [To(agency=agency) for agency in others]
        assert [w.code for w in queries.warnings_for(practice.tariq, to[:3], "part")] == ["agreement"]
        assert [w.code for w in queries.warnings_for(practice.tariq, to, "part")] == ["wide", "agreement"]
        for _ in range(10):
            decide(practice.tariq, to[:1], world.alice)
        assert "wide" in [w.code for w in queries.warnings_for(practice.tariq, to[:2], "part")]
        with pytest.raises(Unaccepted):
            decide(practice.tariq, to[:2], world.alice, accepted=frozenset({"agreement"}))

    def test_nothing_is_warned_of_where_nothing_goes_out(self, world: World, practice: Practice) -> None:
        assert queries.warnings_for(practice.tariq, [To(agency=world.harbour)], "not") == []


class TestNever:
    @pytest.mark.parametrize("name", ["Rufus Vane", "rufus  VANE", "Vane, Rufus", "Rúfus Vane"])
    def test_somebody_of_the_same_name_is_blocked(self, world: World, practice: Practice, name: str) -> None:
        never.add(young_person=practice.tariq, name="Rufus Vane", reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="must never receive"):
            decide(practice.tariq, [To(name=name)], world.alice)
        assert decide(practice.tariq, [To(name=name)], world.alice, outcome="not").state == "waiting"

    def test_an_agency_is_blocked(self, world: World, practice: Practice) -> None:
        never.add(young_person=practice.tariq, agency=world.harbour, reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="Harbour Health must never"):
            decide(practice.tariq, [To(agency=world.harbour)], world.alice)

    def test_a_name_that_is_like_it_warns(self, world: World, practice: Practice) -> None:
        never.add(young_person=practice.tariq, name="Rufus Vane", reason=WHY, by=world.alice)
        with pytest.raises(Unaccepted) as asked:
            decide(practice.tariq, [To(name="Roofus Vain")], world.alice, accepted=frozenset())
        assert [warning.code for warning in asked.value.warnings] == ["similar"]
        assert decide(practice.tariq, [To(name="Roofus Vain")], world.alice).warned_similar

    def test_a_name_like_that_of_somebody_who_works_there_warns(self, world: World, practice: Practice) -> None:
        never.add(young_person=practice.tariq, name="Charly", reason=WHY, by=world.alice)
        to = [To(agency=world.harbour)]
        assert "similar" in [warning.code for warning in queries.warnings_for(practice.tariq, to, "part")]

    def test_who_is_named_in_a_decision_is_blocked_in_it_and_kept_for_later(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        with pytest.raises(Invalid, match="must never receive"):
            decide(practice.tariq, [MOTHER], world.alice, never=("Amara Okafor", WHY))
        assert not NeverShare.objects.exists()  # what is refused leaves nothing
        decide(practice.tariq, [MOTHER], world.alice, never=("Rufus Vane", WHY))
        page = signed_in(world.alice).get(reverse("young_person_sharing_new", args=[practice.tariq.reference])).text
        assert "Rufus Vane" in page
        for wrong in (("Rufus Vane", ""), ("", WHY)):
            with pytest.raises(Invalid):
                decide(practice.tariq, [MOTHER], world.alice, never=wrong)

    def test_it_is_ended_only_with_a_reason_and_stays_on_the_list(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        entry = never.add(young_person=practice.tariq, name="Rufus Vane", reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="Say why"):
            never.end(entry=entry, reason=" ", by=world.alice)
        never.end(entry=entry, reason="It was somebody else.", by=world.bob)
        with pytest.raises(NotNow):
            never.end(entry=entry, reason=WHY, by=world.bob)
        assert decide(practice.tariq, [To(name="Rufus Vane")], world.alice).state == "made"
        page = signed_in(world.alice).get(reverse("young_person_never", args=[practice.tariq.reference])).text
        assert "It was somebody else." in page

    def test_a_name_or_an_agency_and_not_both(self, world: World, practice: Practice) -> None:
        for said in ({}, {"name": "!"}, {"name": "Rufus", "agency": world.harbour}):
            with pytest.raises(Invalid, match="one of the two"):
                never.add(young_person=practice.tariq, reason=WHY, by=world.alice, **said)  # type: ignore[arg-type]


class TestNotShared:
    def test_it_waits_for_a_manager_who_is_asked(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        made = decide(practice.tariq, [MOTHER], world.alice, outcome="not")
        assert made.state == "waiting"
        assert [need.what for need in queries.needs(again(world.bob))] == ["Agree to 1 decision not to share"]
        assert queries.needs(again(world.alice)) == []
        with pytest.raises(Refused, match="Only a manager"):
            decisions.agree(decision=made, agreed=True, note="", by=world.alice)
        for name in ("mina", "dana", "omar", "charlie"):
            with pytest.raises(Refused):
                decisions.agree(decision=made, agreed=True, note="", by=again(getattr(world, name)))
        decisions.agree(decision=made, agreed=True, note="", by=world.bob)
        made.refresh_from_db()
        assert (made.state, made.agreed_by) == ("made", world.bob)
        with pytest.raises(NotNow):
            decisions.agree(decision=made, agreed=True, note="", by=world.bob)

    def test_a_manager_who_does_not_agree_says_why(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        made = decide(practice.tariq, [MOTHER], world.alice, outcome="not")
        with pytest.raises(Invalid, match="Say why"):
            decisions.agree(decision=made, agreed=False, note=" ", by=world.bob)
        decisions.agree(decision=made, agreed=False, note="She has a right to know.", by=world.bob)
        args = [practice.tariq.reference, made.pk]
        page = signed_in(world.alice).get(reverse("young_person_sharing_decision", args=args)).text
        assert "She has a right to know." in page
        again_ = decide(practice.tariq, [MOTHER], world.alice, replaces=made)
        assert again_.state == "made"

    def test_a_manager_who_decides_it_has_agreed(self, world: World, practice: Practice) -> None:
        made = decide(practice.tariq, [MOTHER], world.bob, outcome="not")
        assert (made.state, made.agreed_by) == ("made", world.bob)

    def test_a_manager_who_does_not_see_the_record_is_not_asked(self, world: World, practice: Practice) -> None:
        restricted_to([world.alice], practice.tariq, world.bob)
        made = decide(practice.tariq, [MOTHER], world.alice, outcome="not")
        assert queries.needs(again(world.bob)) == []
        with pytest.raises(Refused, match="do not see"):
            decisions.agree(decision=made, agreed=True, note="", by=world.bob)

    def test_the_database_refuses_one_that_nobody_agreed_to(self, world: World, practice: Practice) -> None:
        decide(practice.tariq, [MOTHER], world.alice, outcome="not")
        with pytest.raises(DatabaseError), transaction.atomic():
            SharingDecision.objects.update(state="made")


class TestUrgent:
    def test_it_needs_few_fields_now_and_is_asked_for_until_it_is_complete(
        self, world: World, practice: Practice
    ) -> None:
        made = decide(practice.tariq, [To(agency=world.harbour)], world.alice, urgent=True)
        assert not made.is_complete
        for person in (world.alice, world.bob):
            [need] = queries.needs(again(person))
            assert (need.what, need.due) == ("Complete 1 urgent sharing decision", made.complete_by)
        with pytest.raises(Invalid, match="what allows it"):
            decisions.complete(decision=made, rest=rest(world.alice, bases=()), by=world.alice)
        decisions.complete(decision=made, rest=rest(world.alice), by=world.bob)
        made.refresh_from_db()
        assert (made.is_complete, made.necessity, made.bases.count()) == (True, "They cannot help without it.", 1)
        assert queries.needs(again(world.bob)) == []
        with pytest.raises(NotNow, match="complete"):
            decisions.complete(decision=made, rest=rest(world.alice), by=world.bob)

    def test_not_sharing_is_never_urgent(self, world: World, practice: Practice) -> None:
        with pytest.raises(Invalid) as refused:
            decide(practice.tariq, [MOTHER], world.alice, outcome="not", urgent=True)
        assert refused.value.field == "urgent"

    def test_it_still_says_what_for_and_why_and_blocks_whom_it_must(self, world: World, practice: Practice) -> None:
        never.add(young_person=practice.tariq, agency=world.harbour, reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="must never"):
            decide(practice.tariq, [To(agency=world.harbour)], world.alice, urgent=True)
        with pytest.raises(Invalid, match="why"):
            decide(practice.tariq, [MOTHER], world.alice, urgent=True, reasons="")
