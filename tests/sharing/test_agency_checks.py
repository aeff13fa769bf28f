"""One agency asks another: it sees what the preview showed and nothing else, and silence shows on both sides."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.sharing import queries
from onlinelives.sharing.actions import checks, never
from onlinelives.sharing.actions.checks import Answer, Question
from onlinelives.sharing.models import AgencyCheck, CheckAnswer
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.cases.test_sealed import everything_stored
from tests.partners import SAID, answer, ask
from tests.practice import Practice, add_team, add_young_person, refer, restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]
WHY = "Agreed in the weekly meeting."


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


@pytest.fixture
def check(world: World, practice: Practice) -> AgencyCheck:
    return ask(practice.tariq, [world.harbour], world.alice)[0]


def later(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


def sent(world: World, practice: Practice, **said: Any) -> dict[str, Any]:
    first = {"version": 1, "agencies": [world.harbour.pk], "question": "Do you see him?", "shows": ["name", "born_on"]}
    return {**first, "form_key": str(uuid.uuid4()), **said}


def card(page: str) -> str:
    """What stands on the card that is previewed."""
    return page.partition('<div class="ol-card')[2].partition("</dl>")[0]


class TestAsking:
    def test_what_is_previewed_is_what_they_see_and_nothing_else(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        url = reverse("young_person_check_new", args=[practice.tariq.reference])
        alice = signed_in(world.alice)
        preview = alice.post(url, sent(world, practice)).text
        assert AgencyCheck.objects.count() == 0
        assert alice.post(url, sent(world, practice, send="yes")).status_code == 302
        made = AgencyCheck.objects.get()
        theirs = signed_in(world.charlie).get(reverse("sharing_answer", args=[made.pk])).text
        assert card(preview) == card(theirs) != ""
        assert "Tariq Winterbourne-Okafor" in theirs
        assert "17 May 2012" in theirs
        for hidden in ("Tazwell", "ZZ9", "4QX", practice.tariq.reference, "Quarrels"):
            assert hidden not in theirs

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"shows": frozenset()}, "shows"),
            ({"shows": frozenset({"born_on"})}, "shows"),
            ({"shows": frozenset({"name", "postcode"})}, "shows"),
            ({"words": "  "}, "question"),
            ({"due_on": clock.today() - timedelta(days=1)}, "due_on"),
        ],
    )
    def test_what_is_missing_is_said(self, world: World, practice: Practice, said: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            ask(practice.tariq, [world.harbour], world.alice, **said)
        assert refused.value.field == field
        assert not AgencyCheck.objects.exists()

    def test_nobody_is_never_everybody_and_no_stranger_is_asked(self, world: World, practice: Practice) -> None:
        for agencies in ([], [world.elmfield], [world.far_agency]):
            with pytest.raises(Invalid) as refused:
                ask(practice.tariq, agencies, world.alice)
            assert refused.value.field == "agencies"

    def test_a_record_without_a_name_cannot_be_asked_about(self, world: World, practice: Practice) -> None:
        bare = add_young_person(practice.pastoral, world.alice, identity=Identity(), born_on=practice.tariq.birthday)
        with pytest.raises(Invalid, match="keeps no name"):
            ask(bare, [world.harbour], world.alice)

    def test_an_agency_that_must_never_receive_anything_is_not_asked(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        never.add(young_person=practice.tariq, agency=world.harbour, reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="from the list"):
            ask(practice.tariq, [world.harbour], world.alice)
        page = signed_in(world.alice).get(reverse("young_person_check_new", args=[practice.tariq.reference])).text
        assert "must never receive anything" in page
        assert "There is no other agency to ask" in page

    def test_nor_is_one_where_somebody_on_the_list_works(self, world: World, practice: Practice) -> None:
        never.add(young_person=practice.tariq, name="Mina", reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="Somebody called Mina works in Harbour Health"):
            ask(practice.tariq, [world.harbour], world.alice)

    def test_the_same_form_sent_twice_asks_once(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        client, url = signed_in(world.alice), reverse("young_person_check_new", args=[practice.tariq.reference])
        form = sent(world, practice, send="yes")
        assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
        assert AgencyCheck.objects.count() == 1

    def test_whose_name_changed_meanwhile_is_previewed_again(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        question = Question("Do you see him?", frozenset({"name"}))
        YoungPerson.objects.filter(pk=practice.tariq.pk).update(version=2)
        with pytest.raises(Changed):
            checks.ask(
                young_person=practice.tariq, agencies=[world.harbour], question=question, expected=1, by=world.alice
            )
        url = reverse("young_person_check_new", args=[practice.tariq.reference])
        got = signed_in(world.alice).post(url, sent(world, practice, send="yes"))
        assert got.status_code == 422
        assert "Look again" in got.text
        assert not AgencyCheck.objects.exists()

    def test_when_an_answer_is_wanted(self, world: World, practice: Practice) -> None:
        with clock.at(clock.now().replace(2026, 11, 18, 12)):  # a Wednesday
            assert checks.due_day(Question("x", frozenset())).isoformat() == "2026-11-23"
            assert checks.due_day(Question("x", frozenset(), urgent=True)).isoformat() == "2026-11-19"

    def test_a_referral_is_of_this_young_person(self, world: World, practice: Practice) -> None:
        other = refer(add_young_person(practice.pastoral, world.alice, given_name="Ondine"), world.alice)
        with pytest.raises(Invalid, match="referral"):
            ask(practice.tariq, [world.harbour], world.alice, referral=other)
        [made] = ask(practice.tariq, [world.harbour], world.alice, referral=practice.referral)
        assert made.referral == practice.referral

    def test_those_named_on_a_restricted_record_may_ask_and_others_may_not(
        self, world: World, practice: Practice
    ) -> None:
        restricted_to([world.alice], practice.tariq, world.bob)
        ask(practice.tariq, [world.harbour], world.alice)
        with pytest.raises(Refused):
            ask(practice.tariq, [world.harbour], world.bob)

    def test_a_closed_record_asks_nothing_and_can_still_take_a_question_back(
        self, world: World, practice: Practice, check: AgencyCheck
    ) -> None:
        YoungPerson.objects.filter(pk=practice.tariq.pk).update(state="closed", closed_on=clock.today())
        with pytest.raises(NotNow, match="closed"):
            ask(practice.tariq, [world.harbour], world.alice)
        checks.withdraw(check=check, reason=WHY, by=world.alice)

    def test_an_urgent_question_is_told_at_once_and_without_content(
        self, world: World, practice: Practice, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            ask(practice.tariq, [world.harbour], world.alice, urgent=True)
        [message] = mail.outbox
        assert message.to == [world.mina.email]
        for word in ("Tariq", "Okafor", practice.tariq.reference, "see him", "2012"):
            assert word not in message.subject + message.body


class TestAnswering:
    @pytest.mark.parametrize(
        ("said", "field"),
        [
            (Answer("known", contact="Petal"), "summary"),
            (Answer("known", summary="Yes"), "contact"),
            (Answer("declined", contact="Petal"), "reason"),
            (Answer("declined", reason="No"), "contact"),
            (Answer("perhaps"), "outcome"),
        ],
    )
    def test_what_is_missing_is_said(self, world: World, check: AgencyCheck, said: Answer, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            answer(check, world.charlie, said)
        assert refused.value.field == field
        assert not CheckAnswer.objects.exists()

    def test_nothing_known_needs_no_words(self, world: World, check: AgencyCheck) -> None:
        assert answer(check, world.mina, Answer("nothing")).outcome == "nothing"
        check.refresh_from_db()
        assert check.state == "answered"

    def test_a_correction_is_a_second_answer_and_the_first_stays(
        self, world: World, practice: Practice, check: AgencyCheck, signed_in: SignIn
    ) -> None:
        answer(check, world.charlie, Answer("nothing"))
        answer(check, world.mina, SAID)
        assert [each.outcome for each in CheckAnswer.objects.all()] == ["known", "nothing"]
        page = signed_in(world.alice).get(reverse("young_person_check", args=[practice.tariq.reference, check.pk])).text
        assert "Corrected answer: Known to us" in page
        assert "Answer: Nothing known" in page

    def test_only_the_agency_that_was_asked_answers(self, world: World, check: AgencyCheck) -> None:
        for person in (world.alice, world.bob, world.dana, world.omar, world.yan):
            with pytest.raises((Refused, AgencyCheck.DoesNotExist)):
                answer(check, again(person))
        assert not CheckAnswer.objects.exists()

    def test_a_withdrawn_one_wants_no_answer_and_hides_why(
        self, world: World, check: AgencyCheck, signed_in: SignIn
    ) -> None:
        checks.withdraw(check=check, reason="His mother told us herself.", by=world.alice)
        with pytest.raises(NotNow, match="withdrawn"):
            answer(check, world.charlie)
        page = signed_in(world.charlie).get(reverse("sharing_answer", args=[check.pk])).text
        assert "no longer asks" in page
        assert "His mother" not in page
        with pytest.raises(NotNow):
            checks.withdraw(check=check, reason=WHY, by=world.alice)

    def test_an_answered_one_cannot_be_taken_back(self, world: World, check: AgencyCheck) -> None:
        answer(check, world.charlie)
        with pytest.raises(NotNow, match="has been answered"):
            checks.withdraw(check=check, reason=WHY, by=world.alice)

    def test_the_search_covers_only_what_the_person_sees(
        self, world: World, practice: Practice, check: AgencyCheck, signed_in: SignIn
    ) -> None:
        """Harbour holds a restricted record of him, which Charlie does not see."""
        nurses = add_team("Nurses", world.harbour, [world.charlie], by=world.mina)
        hidden = restricted_to([world.mina], add_young_person(nurses, world.charlie), world.mina)
        client = signed_in(world.charlie)
        page = client.get(reverse("sharing_answer", args=[check.pk])).text
        assert hidden.reference not in page
        found = client.post(reverse("young_people"), {"words": "Tariq Winterbourne-Okafor 2012-05-17"}).text
        assert "Nothing to show you" in found

    def test_those_named_on_a_restricted_record_hear_of_the_question(
        self, world: World, practice: Practice, django_capture_on_commit_callbacks: Any
    ) -> None:
        nurses = add_team("Nurses", world.harbour, [world.charlie], by=world.mina)
        restricted_to([world.mina], add_young_person(nurses, world.charlie), world.mina)
        with django_capture_on_commit_callbacks(execute=True):
            ask(practice.tariq, [world.harbour], world.alice)
        assert [message.to for message in mail.outbox] == [[world.mina.email]]
        [call], _ = queries.calls_for(again(world.mina))
        assert (call.who, call.agency, call.reason) == ("Alice", "Elmfield School", "Do you see him?")
        assert queries.calls_for(again(world.charlie)) == ([], [])

    def test_every_look_at_it_is_written_down(self, world: World, check: AgencyCheck, signed_in: SignIn) -> None:
        client = signed_in(world.charlie)
        client.get(reverse("sharing_asked"))
        client.get(reverse("sharing_answer", args=[check.pk]))
        assert Entry.objects.filter(verb="agency checks listed", actor=world.charlie.trail_id).count() == 1
        assert Entry.objects.filter(verb="agency check looked at", subject=check.trail_subject).count() == 1


class TestSilence:
    def test_it_shows_on_the_askers_record_and_asks_both_sides(
        self, world: World, practice: Practice, check: AgencyCheck, signed_in: SignIn
    ) -> None:
        with clock.at(clock.now() + timedelta(days=(check.due_on - clock.today()).days + 4)):
            record = signed_in(world.alice).get(reverse("young_person_sharing", args=[practice.tariq.reference])).text
            assert "No reply, 4 days late" in record
            asker, asked = queries.needs(again(world.alice)), queries.needs(again(world.charlie))
        assert [(need.what, need.late) for need in asker] == [("No reply to 1 check with another agency", True)]
        assert [(need.what, need.late) for need in asked] == [("Answer 1 check of another agency", True)]
        for need in (*asker, *asked):
            assert "Tariq" not in f"{need.what} {need.more} {need.href} {need.private}"
            assert practice.tariq.reference not in need.href

    def test_on_the_day_it_is_due_it_is_not_late(self, world: World, practice: Practice, check: AgencyCheck) -> None:
        with later((check.due_on - clock.today()).days):
            assert queries.needs(again(world.alice)) == []
            assert [need.late for need in queries.needs(again(world.charlie))] == [False]

    def test_an_answer_is_asked_to_be_read_until_somebody_has(
        self, world: World, practice: Practice, check: AgencyCheck, signed_in: SignIn
    ) -> None:
        answer(check, world.charlie)
        assert [need.what for need in queries.needs(again(world.bob))] == [
            "Read 1 answer to what you asked other agencies"
        ]
        signed_in(world.alice).get(reverse("young_person_check", args=[practice.tariq.reference, check.pk]))
        assert queries.needs(again(world.bob)) == []

    def test_who_does_not_see_the_record_is_not_asked(
        self, world: World, practice: Practice, check: AgencyCheck
    ) -> None:
        restricted_to([world.alice], practice.tariq, world.bob)
        with later(30):
            assert queries.needs(again(world.bob)) == []


def test_words_of_a_check_are_nowhere_in_clear(world: World, check: AgencyCheck) -> None:
    answer(check, world.charlie)
    stored = everything_stored()
    assert [w for w in (b"Do you see him", b"Tuesdays", b"Petal", b"Winterbourne", b"2012-05-17") if w in stored] == []
