"""The one clock, and how it is set for a while."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.utils import timezone

from onlinelives.trail import clock

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_the_clock_shows_this_moment() -> None:
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=5)
    assert timezone.is_aware(clock.now())


def test_inside_the_block_the_clock_stands_still() -> None:
    with clock.at(NOON):
        assert clock.now() == clock.now() == NOON
    assert clock.now() > NOON


def test_blocks_can_stand_in_blocks() -> None:
    later = NOON + timedelta(days=1)
    with clock.at(NOON):
        with clock.at(later):
            assert clock.now() == later
        assert clock.now() == NOON


def test_the_clock_goes_on_when_the_block_fails() -> None:
    with pytest.raises(ZeroDivisionError), clock.at(NOON):
        raise ZeroDivisionError
    assert clock.now() > NOON


def test_the_clock_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 3, 3, 12)):  # noqa: DTZ001
        pytest.fail("the clock was set")


def test_nobody_else_s_clock_is_set() -> None:
    seen: list[datetime] = []
    with clock.at(NOON):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] > NOON


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_today_is_the_day_where_the_partnership_is(moment: datetime, day: date) -> None:
    with clock.at(moment):
        assert clock.today() == day
