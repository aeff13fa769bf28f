"""Rounds: prepared, opened, changed, closed."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import agencies
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import rounds
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Answer, Return, Round
from onlinelives.audits.queries import round_page, rounds_for
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from tests.world import World, add_agency, add_round

SignIn = Callable[[Person], Client]


def form(world: World, **other: object) -> dict[str, object]:
    return {
        "form_key": uuid.uuid4(),
        "name": "Self-audit 2027",
        "edition": "planning-2020",
        "opens_on_0": 1,
        "opens_on_1": 3,
        "opens_on_2": 2027,
        "due_on_0": 1,
        "due_on_1": 5,
        "due_on_2": 2027,
        "agencies": [world.elmfield.pk, world.harbour.pk],
        **other,
    }


def test_a_round_is_prepared_on_the_page_and_seen_by_nobody_else(world: World, signed_in: SignIn) -> None:
    assert signed_in(world.dana).post(reverse("round_new"), form(world)).status_code == 302
    made = Round.objects.get(name="Self-audit 2027")
    assert made.state == "draft"
    assert made.returns.count() == 2
    assert not Answer.objects.filter(audit_return__round=made).exists()
    assert "Self-audit 2027" not in {line.round.name for line in rounds_for(world.bob)}
    assert signed_in(world.bob).get(reverse("round", args=[made.pk])).status_code == 404


def test_the_same_form_sent_twelve_times_prepares_one_round(world: World, signed_in: SignIn) -> None:
    client, sent = signed_in(world.dana), form(world)
    assert {client.post(reverse("round_new"), sent).status_code for _ in range(12)} == {302}
    assert Round.objects.filter(name="Self-audit 2027").count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Enter a name for the round"),
        ({"name": "Self-audit 2026"}, "There is already a round with this name"),
        ({"edition": "audit-1999"}, "Select an edition from the list"),
        ({"opens_on_1": 13}, "Enter a real date, like 27 3 2027"),
        ({"due_on_2": 2026}, "The return date must not be before the round opens"),
        ({"agencies": []}, "Select at least one agency"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    world: World, signed_in: SignIn, wrong: dict[str, object], told: str
) -> None:
    got = signed_in(world.dana).post(reverse("round_new"), form(world, **wrong))
    assert got.status_code == 422
    assert told in got.content.decode()
    assert Round.objects.filter(partnership=world.partnership).count() == 1


def test_agencies_of_another_area_cannot_be_invited(world: World, signed_in: SignIn) -> None:
    got = signed_in(world.dana).post(reverse("round_new"), form(world, agencies=[world.far_agency.pk]))
    assert "Select agencies from the list" in got.content.decode()
    with pytest.raises(Invalid, match="Only agencies of this area"):
        rounds.invite(round_=world.round, agencies=[world.far_agency], by=world.dana)


def test_opening_freezes_the_edition_and_lays_out_36_unanswered_answers_for_each(world: World) -> None:
    draft = add_round("Next", [world.elmfield, world.harbour], by=world.dana, opened=False, edition="audit-2017")
    opened = rounds.open_now(round_=draft, by=world.dana)
    assert opened.frozen is not None
    assert opened.frozen.edition == "audit-2017"
    answers = Answer.objects.filter(audit_return__round=opened)
    assert answers.count() == 72
    assert {(a.score, a.not_applicable, a.version) for a in answers} == {(None, False, 0)}
    with pytest.raises(NotNow, match="already open"):
        rounds.open_now(round_=draft, by=world.dana)


def test_a_round_without_agencies_cannot_be_opened(world: World, signed_in: SignIn) -> None:
    draft = add_round("Next", [world.elmfield], by=world.dana, opened=False)
    rounds.withdraw_invitation(round_=draft, agency=world.elmfield, by=world.dana)
    got = signed_in(world.dana).post(reverse("round_open", args=[draft.pk]))
    assert got.status_code == 422
    assert "Invite at least one agency" in got.content.decode()


def test_an_agency_invited_later_can_start_at_once(world: World, signed_in: SignIn) -> None:
    late = add_agency("Latecomers", by=world.omar)
    got = signed_in(world.dana).post(reverse("round_invite", args=[world.round.pk]), {"agencies": [late.pk]})
    assert got.status_code == 302
    assert Return.objects.get(agency=late).answers.count() == 36


def test_an_agency_that_has_left_is_not_offered(world: World, signed_in: SignIn) -> None:
    left = agencies.leave(agency=add_agency("Leavers", by=world.omar), by=world.omar)
    assert "Leavers" not in signed_in(world.dana).get(reverse("round_new")).content.decode()
    with pytest.raises(Invalid):
        rounds.invite(round_=world.round, agencies=[left], by=world.dana)


def test_two_strategy_leads_cannot_overwrite_each_other(world: World, signed_in: SignIn) -> None:
    later = world.round.due_on + timedelta(days=7)
    changed = {"name": "Renamed", "opens_on": world.round.opens_on, "due_on": later, "by": world.dana}
    rounds.change(round_=world.round, expected=world.round.version, **changed)  # type: ignore[arg-type]
    with pytest.raises(Stale):
        rounds.change(round_=world.round, expected=world.round.version - 1, **changed)  # type: ignore[arg-type]
    sent = form(world, version=world.round.version - 1, name="Mine")
    got = signed_in(world.dana).post(reverse("round_edit", args=[world.round.pk]), sent)
    assert got.status_code == 409
    assert "Somebody else changed this round" in got.content.decode()
    assert Round.objects.get(pk=world.round.pk).name == "Renamed"


def test_only_a_strategy_lead_runs_rounds(world: World) -> None:
    for person in (world.alice, world.bob, world.ines, world.omar, world.ravi):
        with pytest.raises(Refused, match="Only a strategy lead"):
            rounds.close(round_=world.round, by=person)


def test_closing_says_who_has_not_signed_off_and_keeps_their_returns(world: World, signed_in: SignIn) -> None:
    client = signed_in(world.dana)
    page = client.get(reverse("round_close", args=[world.round.pk])).content.decode()
    assert "2 agencies have not signed off" in page
    assert client.post(reverse("round_close", args=[world.round.pk])).status_code == 302
    kept = Return.objects.get(pk=world.elmfield_return.pk)
    assert (kept.state, kept.agency_name) == ("answering", "Elmfield School")
    assert "Closed without sign-off" in client.get(reverse("round", args=[world.round.pk])).content.decode()


def test_an_agencys_people_see_only_their_own_return_on_the_rounds_page(world: World) -> None:
    assert [line.audit_return.agency.name for line in round_page(world.bob, world.round.pk).returns] == [
        "Elmfield School"
    ]
    assert len(round_page(world.dana, world.round.pk).returns) == 2


def test_a_round_past_its_date_is_marked(world: World) -> None:
    with clock.at(clock.now() + timedelta(days=60)):
        assert Round.objects.get(pk=world.round.pk).overdue
    assert not Round.objects.get(pk=world.round.pk).overdue
