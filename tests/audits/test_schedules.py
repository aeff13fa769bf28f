"""Draws on a schedule: on their day, once, and without a storm after a long silence."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import draws
from onlinelives.audits.models import Draw, DrawSchedule, Round
from onlinelives.audits.queries import schedules_due
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.audits.drawn import signed
from tests.audits.test_draws import drawn, past
from tests.world import World

__all__ = ["past"]  # a fixture

SignIn = Callable[[Person], Client]


@pytest.fixture
def schedule(world: World, past: Round) -> DrawSchedule:
    with clock.at(datetime(2027, 1, 4, 9, tzinfo=UTC)):
        return standing(world, past, first_on=date(2027, 1, 15))


def standing(world: World, round_: Round, **told: Any) -> DrawSchedule:
    wanted = {"every_months": 1, "per_agency": 4, "reply_days": 10, "first_on": clock.today(), **told}
    return draws.set_schedule(round_=round_, by=world.dana, **wanted)


def on(day: date) -> Any:
    return clock.at(datetime(day.year, day.month, day.day, 6, tzinfo=UTC))


def test_draws_on_its_day_and_not_before_and_once(world: World, schedule: DrawSchedule) -> None:
    with on(date(2027, 1, 14)):
        assert schedules_due() == []
        with pytest.raises(NotNow, match="day has not come"):
            draws.draw_due(schedule=schedule)
    with on(date(2027, 1, 15)):
        assert schedules_due() == [schedule]
        made = draws.draw_due(schedule=schedule)
        assert schedules_due() == []
        with pytest.raises(NotNow):
            draws.draw_due(schedule=schedule)
    assert made is not None
    assert (made.schedule, made.per_agency, made.reply_days, made.drawn_by_name) == (
        schedule,
        4,
        10,
        "The schedule",
    )
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 2, 15)
    assert len(drawn(made)) == 8
    assert Entry.objects.get(verb="answers drawn").actor == schedule.trail_id


def test_after_months_without_a_worker_it_draws_once_and_is_back_on_its_day(
    world: World, schedule: DrawSchedule
) -> None:
    with on(date(2027, 6, 20)):
        assert draws.draw_due(schedule=schedule) is not None
        assert schedules_due() == []
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 7, 15)
    assert Draw.objects.count() == 1


def test_with_nothing_to_draw_it_moves_on_and_says_so(world: World) -> None:
    schedule = standing(world, world.round)
    day = schedule.next_on
    assert draws.draw_due(schedule=schedule) is None
    schedule.refresh_from_db()
    assert schedule.next_on > day
    assert Entry.objects.filter(verb="draw had nothing to draw").count() == 1
    assert not Draw.objects.exists()


def test_spreads_over_the_year_until_everything_has_been_drawn(world: World, past: Round) -> None:
    with on(date(2027, 1, 15)):
        schedule = standing(world, past, per_agency=12, first_on=date(2027, 1, 15))
    sizes = []
    for month in range(1, 6):
        with on(date(2027, month, 15)):
            made = draws.draw_due(schedule=schedule)
            sizes.append(made and len(drawn(made)))
    assert sizes == [24, 24, 24, None, None]
    assert len(set().union(*map(drawn, Draw.objects.all()))) == 72


def test_a_new_one_takes_the_place_of_the_old(world: World, past: Round, schedule: DrawSchedule) -> None:
    standing(world, past, every_months=3, per_agency=2)
    now = DrawSchedule.objects.filter(stopped_at=None)
    assert [(one.every_months, one.per_agency) for one in now] == [(3, 2)]
    with on(date(2027, 1, 15)), pytest.raises(NotNow):
        draws.draw_due(schedule=schedule)


def test_is_stopped_once(world: World, past: Round, schedule: DrawSchedule) -> None:
    draws.stop_schedule(round_=past, by=world.dana)
    with on(date(2027, 1, 15)):
        assert schedules_due() == []
        with pytest.raises(NotNow):
            draws.draw_due(schedule=schedule)
    with pytest.raises(NotNow, match="no schedule"):
        draws.stop_schedule(round_=past, by=world.dana)


def test_one_that_fails_keeps_its_day(world: World, schedule: DrawSchedule, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(*_: object) -> None:
        raise OSError("torn")

    monkeypatch.setattr(draws, "population", torn)
    with on(date(2027, 1, 15)), pytest.raises(OSError, match="torn"):
        draws.draw_due(schedule=schedule)
    schedule.refresh_from_db()
    assert schedule.next_on == date(2027, 1, 15)


def test_makes_sense_or_is_refused(world: World) -> None:
    for name, value in [
        ("every_months", 0),
        ("every_months", 13),
        ("per_agency", 0),
        ("per_agency", 37),
        ("reply_days", 4),
        ("first_on", date(2020, 1, 1)),
    ]:
        with pytest.raises(Invalid) as refused:
            standing(world, world.round, **{name: value})
        assert refused.value.field == name


def test_is_for_strategy_leads(world: World) -> None:
    for who in (world.bob, world.ravi, world.ines):
        with pytest.raises(Refused):
            draws.set_schedule(
                round_=world.round, every_months=1, per_agency=4, reply_days=10, first_on=clock.today(), by=who
            )
        with pytest.raises(Refused):
            draws.stop_schedule(round_=world.round, by=who)


def test_the_pages(world: World, past: Round, signed_in: SignIn) -> None:
    client, url, day = signed_in(world.dana), reverse("round_schedule", args=[past.pk]), clock.today()
    assert "Stop the schedule" not in client.get(url).content.decode()
    first = {"first_on_0": day.day, "first_on_1": day.month, "first_on_2": day.year}
    sent = {"every_months": "2", "per_agency": "4", "reply_days": "10", **first}
    assert client.post(url, sent).status_code == 302
    shown = client.get(reverse("round_quality", args=[past.pk])).content.decode()
    assert "4 answers of each agency, every 2 months" in shown
    assert "Stop the schedule" in client.get(url).content.decode()
    yesterday = day - timedelta(days=1)
    early = {"first_on_0": yesterday.day, "first_on_1": yesterday.month, "first_on_2": yesterday.year}
    wrong = client.post(url, {**sent, **early})
    assert wrong.status_code == 422
    assert "must not be in the past" in wrong.content.decode()
    assert client.post(reverse("round_schedule_stop", args=[past.pk])).status_code == 302
    assert client.post(reverse("round_schedule_stop", args=[past.pk])).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_draws() -> None:
    world = World()
    past, both = signed(world, (world.elmfield, world.bob)), Barrier(2)
    standing(world, past)

    def work(_: int) -> str:
        due = schedules_due()
        both.wait(timeout=10)
        try:
            return str(draws.draw_due(schedule=due[0]))
        except NotNow as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = set(pool.map(work, range(2)))
    assert said == {"Draw 1", "This schedule’s day has not come."}
    assert Draw.objects.count() == 1
    assert Entry.objects.filter(verb="answers drawn").count() == 1
