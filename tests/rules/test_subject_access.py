"""Until when somebody who asked for a copy is answered, against days worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.subject_access import Deadline, deadline

MARCH = date(2026, 3, 3)
TRUTH = [
    (MARCH, [], Deadline(date(2026, 4, 3), None, 0)),
    (date(2026, 1, 31), [], Deadline(date(2026, 2, 28), None, 0)),
    (date(2024, 1, 31), [], Deadline(date(2024, 2, 29), None, 0)),
    (date(2026, 12, 15), [], Deadline(date(2027, 1, 15), None, 0)),
    (MARCH, [(date(2026, 3, 5), date(2026, 3, 15))], Deadline(date(2026, 4, 13), None, 10)),
    (MARCH, [(date(2026, 3, 5), date(2026, 3, 5))], Deadline(date(2026, 4, 3), None, 0)),
    (MARCH, [(date(2026, 3, 5), None)], Deadline(None, date(2026, 3, 5), 0)),
    (MARCH, [(date(2026, 3, 5), date(2026, 3, 7)), (date(2026, 3, 9), None)], Deadline(None, date(2026, 3, 9), 2)),
    (
        MARCH,
        [(date(2026, 3, 5), date(2026, 3, 7)), (date(2026, 3, 9), date(2026, 3, 12))],
        Deadline(date(2026, 4, 8), None, 5),
    ),
]


@pytest.mark.parametrize(("received_on", "stops", "expected"), TRUTH)
def test_the_day(received_on: date, stops: list[tuple[date, date | None]], expected: Deadline) -> None:
    assert deadline(received_on, stops) == expected


def test_late_is_the_day_after_and_never_while_the_time_stands_still() -> None:
    running = deadline(MARCH, [])
    assert not running.late(date(2026, 4, 3))
    assert running.late(date(2026, 4, 4))
    assert not deadline(MARCH, [(MARCH, None)]).late(date(2030, 1, 1))


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=5)
)
def test_a_stop_moves_the_day_by_its_length_and_no_more(received_on: date, gaps: list[tuple[int, int]]) -> None:
    at, stops = received_on, []
    for running, standing in gaps:
        begun = at + timedelta(days=running)
        at = begun + timedelta(days=standing)
        stops.append((begun, at))
    moved = deadline(received_on, stops)
    plain = deadline(received_on, []).on
    assert moved.on
    assert plain
    assert (moved.on - plain).days == moved.stopped == sum(standing for _, standing in gaps)
