"""The trail names the first entry that was tampered with, and can be read back from the newest."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F

from onlinelives.trail import clock, queries
from onlinelives.trail.actions import System, record
from onlinelives.trail.models import START, Entry, Head
from onlinelives.trail.queries import Fault, Filter, verify
from tests.trail.conftest import CHAIN, add

Past = Callable[[], AbstractContextManager[None]]
ALTERED, MISSING, HEAD = "was altered", "is missing", "does not agree with the head of the chain"


def fault(seq: int, problem: str) -> Fault:
    return Fault(CHAIN, seq, problem)


def test_an_untouched_chain_is_sound(chain: str) -> None:
    assert verify(chain) is None


@pytest.mark.django_db
def test_a_chain_that_never_began_is_sound() -> None:
    assert verify("nowhere") is None


@pytest.mark.parametrize("seq", [1, 3, 5])
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "person/9"),
        ("verb", "answer seen"),
        ("subject", "answer/9"),
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("mac", "a" * 64),
        ("before", "a" * 64),
    ],
)
def test_an_altered_column_is_found(chain: str, unguarded: Past, column: str, value: object, seq: int) -> None:
    with unguarded():
        Entry.objects.filter(seq=seq).update(**{column: value})
    assert verify(chain) == fault(seq, ALTERED)


@pytest.mark.parametrize("seq", [1, 3, 5])
@pytest.mark.parametrize(
    ("old", "new"), [("answer saved", "answer seen"), ("person/1", "person/2"), ('"score":', '"scor":'), ("{", "{ ")]
)
def test_an_altered_body_is_found(chain: str, unguarded: Past, seq: int, old: str, new: str) -> None:
    body = Entry.objects.get(seq=seq).body
    assert old in body
    with unguarded():
        Entry.objects.filter(seq=seq).update(body=body.replace(old, new))
    assert verify(chain) == fault(seq, ALTERED)


def test_an_entry_altered_in_body_and_columns_alike_is_found(chain: str, unguarded: Past) -> None:
    entry = Entry.objects.get(seq=2)
    with unguarded():
        Entry.objects.filter(seq=2).update(body=entry.body.replace("person/1", "person/2"), actor="person/2")
    assert verify(chain) == fault(2, ALTERED)


@pytest.mark.parametrize(
    ("column", "value"), [("body", "not JSON"), ("body", "{}"), ("body", "[]"), ("body", ""), ("mac", "é")]
)
def test_rubbish_in_an_entry_is_named_and_does_not_stop_the_check(
    chain: str, unguarded: Past, column: str, value: str
) -> None:
    with unguarded():
        Entry.objects.filter(seq=3).update(**{column: value})
    assert verify(chain) == fault(3, ALTERED)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps nothing but a moment in this column")
def test_a_moment_that_is_none_is_named_and_does_not_stop_the_check(chain: str, unguarded: Past) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("update trail_entry set at = 'rubbish' where seq = 3")
    assert verify(chain) == fault(3, ALTERED)


@pytest.mark.parametrize("seq", [1, 3])
def test_a_missing_entry_is_found(chain: str, unguarded: Past, seq: int) -> None:
    with unguarded():
        Entry.objects.filter(seq=seq).delete()
    assert verify(chain) == fault(seq, MISSING)


@pytest.mark.parametrize("kept", [4, 2, 0])
def test_a_missing_tail_is_found(chain: str, unguarded: Past, kept: int) -> None:
    with unguarded():
        Entry.objects.filter(seq__gt=kept).delete()
    assert verify(chain) == fault(kept + 1, MISSING)


def test_a_gap_that_was_closed_is_found(chain: str, unguarded: Past) -> None:
    with unguarded():
        Entry.objects.filter(seq=3).delete()
        for seq in (4, 5):
            Entry.objects.filter(seq=seq).update(seq=F("seq") - 1)
    assert verify(chain) == fault(3, ALTERED)


def test_swapped_entries_are_found(chain: str, unguarded: Past) -> None:
    with unguarded():
        for old, new in ((2, 99), (4, 2), (99, 4)):
            Entry.objects.filter(seq=old).update(seq=new)
    assert verify(chain) == fault(2, ALTERED)


def copy_of(number: int, **changed: Any) -> Entry:
    entry = Entry.objects.get(seq=number)
    entry.pk = None
    entry._state.adding = True
    for name, value in changed.items():
        setattr(entry, name, value)
    return entry


def test_an_entry_added_at_the_end_is_found(chain: str) -> None:
    copy_of(5, seq=6, before=Head.objects.get().mac).save()
    assert verify(chain) == fault(6, ALTERED)


def test_an_entry_added_at_the_end_together_with_the_head_is_found(chain: str) -> None:
    copy_of(5, seq=6, before=Head.objects.get().mac, mac="a" * 64).save()
    Head.objects.update(seq=6, mac="a" * 64)
    assert verify(chain) == fault(6, ALTERED)


def test_an_entry_put_in_between_is_found(chain: str, unguarded: Past) -> None:
    with unguarded():
        for seq in (5, 4, 3):
            Entry.objects.filter(seq=seq).update(seq=seq + 1)
        copy_of(2, seq=3).save()
    Head.objects.update(seq=6)
    assert verify(chain) == fault(3, ALTERED)


def test_another_key_is_found_at_the_first_entry(chain: str, settings: Any) -> None:
    settings.TRAIL_KEYS = {1: b"x" * 32}
    assert verify(chain) == fault(1, ALTERED)


def test_a_key_that_is_not_there_is_named(chain: str, settings: Any) -> None:
    settings.TRAIL_KEYS = {2: b"x" * 32}
    assert verify(chain) == fault(1, "needs key 1, which is not in ONLINELIVES_TRAIL_KEYS")


@pytest.mark.parametrize("change", [{"seq": 4}, {"mac": "a" * 64}, {"seq": 0, "mac": START}])
def test_an_altered_head_is_found(chain: str, change: dict[str, Any]) -> None:
    Head.objects.update(**change)
    assert verify(chain) == fault(5, HEAD)


def test_a_head_that_is_gone_is_found(chain: str, unguarded: Past) -> None:
    with unguarded():
        Head.objects.all().delete()
    assert verify(chain) == fault(5, HEAD)


def test_a_tail_cut_off_together_with_the_head_shows_only_beside_a_head_noted_elsewhere(
    chain: str, unguarded: Past
) -> None:
    """Why the head is sent out: within the database a shorter chain is a sound chain."""
    noted = queries.head(chain)
    with unguarded():
        Entry.objects.filter(seq__gt=3).delete()
        Head.objects.update(seq=3, mac=Entry.objects.get(seq=3).mac)
    assert verify(chain) is None
    assert queries.head(chain).seq < noted.seq


def test_the_entries_of_another_partnership_are_found(chain: str, unguarded: Past) -> None:
    add(5, "far-reach")
    with unguarded():
        Entry.objects.filter(chain=chain).delete()
        Entry.objects.filter(chain="far-reach").update(chain=chain)
        Head.objects.filter(chain=chain).update(mac=Head.objects.get(chain="far-reach").mac)
    assert verify(chain) == fault(1, ALTERED)


def test_a_fault_in_one_chain_is_none_in_another(chain: str, unguarded: Past) -> None:
    add(3, "far-reach")
    with unguarded():
        Entry.objects.filter(chain="far-reach", seq=2).delete()
    assert verify(chain) is None
    assert verify("far-reach") == Fault("far-reach", 2, MISSING)


def test_every_chain_is_known_also_when_only_a_part_of_it_remains(chain: str, unguarded: Past) -> None:
    for other in ("a", "b"):
        add(1, other)
    with unguarded():
        Entry.objects.filter(chain="a").delete()
        Head.objects.filter(chain="b").delete()
    assert queries.chains() == ["a", "b", chain]


def test_the_head_is_where_the_chain_ends(chain: str) -> None:
    assert (queries.head(chain).seq, queries.head(chain).mac) == (5, Entry.objects.get(seq=5).mac)
    assert (queries.head("nowhere").seq, queries.head("nowhere").mac) == (0, START)


@pytest.fixture
def told(db: None) -> None:
    """Four entries on three days: the last of them late in the evening of 30 June in London."""
    days = [
        datetime(2026, 6, 1, 12, tzinfo=UTC),
        datetime(2026, 6, 2, 12, tzinfo=UTC),
        datetime(2026, 6, 30, 22, 59, tzinfo=UTC),
    ]
    for actor, verb, subject, day in (
        ("person/1", "answer saved", "answer/1", days[0]),
        ("person/2", "answer saved", "answer/2", days[1]),
        ("person/1", "return signed off", "return/1", days[1]),
        ("person/2", "return signed off", "return/2", days[2]),
    ):
        with clock.at(day), transaction.atomic():
            record(verb, by=System(CHAIN, actor), subject=subject, number=7)


def seqs(**wanted: Any) -> list[int]:
    return [line.seq for line in queries.lines(CHAIN, Filter(**wanted))[0]]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [4, 3, 2, 1]),
        ({"actor": "person/1"}, [3, 1]),
        ({"verb": "return signed off"}, [4, 3]),
        ({"subject": "answer/2"}, [2]),
        ({"actor": "person/2", "verb": "answer saved"}, [2]),
        ({"since": date(2026, 6, 2)}, [4, 3, 2]),
        ({"until": date(2026, 6, 1)}, [1]),
        ({"since": date(2026, 6, 30), "until": date(2026, 6, 30)}, [4]),
        ({"since": date(2026, 7, 1)}, []),
        ({"before": 3}, [2, 1]),
        ({"actor": "person/3"}, []),
    ],
)
def test_the_trail_can_be_narrowed(told: None, wanted: dict[str, Any], expected: list[int]) -> None:
    assert seqs(**wanted) == expected


def test_the_last_day_there_is_can_be_asked_for(told: None) -> None:
    assert seqs(until=date.max) == [4, 3, 2, 1]


def test_a_line_says_what_the_entry_says(told: None) -> None:
    line = queries.lines(CHAIN, Filter())[0][-1]
    assert (line.seq, line.actor, line.verb, line.subject) == (1, "person/1", "answer saved", "answer/1")
    assert line.details == {"number": 7} == json.loads(Entry.objects.get(seq=1).body)["details"]


def test_what_occurs_is_offered_once_and_in_order(told: None) -> None:
    add(1, "far-reach")
    assert queries.verbs(CHAIN) == ["answer saved", "return signed off"]
    assert queries.actors(CHAIN) == ["person/1", "person/2"]


@pytest.mark.django_db
def test_long_trails_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 3)
    add(6)
    first, older = queries.lines(CHAIN, Filter())
    assert ([line.seq for line in first], older) == ([6, 5, 4], True)
    second, older = queries.lines(CHAIN, Filter(before=4))
    assert ([line.seq for line in second], older) == ([3, 2, 1], False)


def test_nobody_sees_another_partnership_s_trail(told: None) -> None:
    add(2, "far-reach")
    assert len(seqs()) == 4
