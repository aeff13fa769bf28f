"""An entry and the action it records stand or fall together, also when many write at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from onlinelives.accounts.actions import partnerships
from onlinelives.accounts.models import Partnership
from onlinelives.trail import chain as links
from onlinelives.trail import clock, queries
from onlinelives.trail.actions import System, record
from onlinelives.trail.models import START, Entry, Head
from tests.trail.conftest import BY, CHAIN, add

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction of the action"):
        record("answer saved", by=BY, subject="answer/1")
    assert not Entry.objects.exists()
    assert not Head.objects.exists()


@pytest.mark.django_db
def test_an_entry_says_who_did_what_to_what_and_when() -> None:
    with clock.at(NOON), transaction.atomic():
        record("answer saved", by=BY, subject="answer/12", score=0, sections=[1, 2])
    entry = Entry.objects.get()
    assert (entry.chain, entry.seq, entry.at) == (CHAIN, 1, NOON)
    assert (entry.actor, entry.verb, entry.subject) == ("person/1", "answer saved", "answer/12")
    assert json.loads(entry.body) == {
        "chain": CHAIN,
        "at": "2026-03-03T12:00:00+00:00",
        "actor": "person/1",
        "verb": "answer saved",
        "subject": "answer/12",
        "details": {"score": 0, "sections": [1, 2]},
    }


@pytest.mark.django_db
def test_what_is_kept_is_the_one_way_to_write_it() -> None:
    with transaction.atomic():
        record("answer saved", by=BY, subject="answer/1", zeta=None, alpha=True, number=[3, None])
    body = Entry.objects.get().body
    assert body == links.canonical(json.loads(body))
    assert '"details":{"alpha":true,"number":[3,null],"zeta":null}' in body


@pytest.mark.django_db
def test_entries_are_numbered_and_bound_one_to_the_next(chain: str) -> None:
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == [1, 2, 3, 4, 5]
    assert entries[0].before == START
    assert all(after.before == before.mac for before, after in pairwise(entries))
    head = Head.objects.get()
    assert (head.chain, head.seq, head.mac) == (chain, 5, entries[-1].mac)


@pytest.mark.django_db
def test_every_partnership_has_a_chain_of_its_own() -> None:
    for chain, count in (("mossley-vale", 2), ("far-reach", 3), ("mossley-vale", 1)):
        add(count, chain)
    assert {head.chain: head.seq for head in Head.objects.all()} == {"mossley-vale": 3, "far-reach": 3}
    assert queries.verify("mossley-vale") is queries.verify("far-reach") is None


def test_the_program_itself_writes_on_the_site_s_own_chain() -> None:
    assert (System().trail_chain, System().trail_id) == ("site", "system")


def found_and_record(code: str) -> None:
    """An action as they all are: the write, then its entry."""
    with transaction.atomic():
        partnerships.found(code=code, name="Mossley Vale")
        record("something else", by=System(code), subject="partnership/1")
        if code == "doomed":
            raise ZeroDivisionError


@pytest.mark.django_db
def test_an_action_that_fails_after_its_entry_leaves_neither() -> None:
    with pytest.raises(ZeroDivisionError):
        found_and_record("doomed")
    assert not Partnership.objects.exists()
    assert not Entry.objects.exists()
    assert not Head.objects.exists()


@pytest.mark.django_db
def test_an_action_whose_entry_cannot_be_written_does_not_happen(settings: Any) -> None:
    settings.TRAIL_KEYS = {}
    with pytest.raises(ValueError, match="empty"):
        found_and_record("mossley-vale")
    assert not Partnership.objects.exists()


@pytest.mark.django_db
def test_an_action_that_succeeds_leaves_both() -> None:
    found_and_record("mossley-vale")
    assert Partnership.objects.get().code == "mossley-vale"
    assert Entry.objects.filter(verb="something else").count() == 1


@pytest.mark.django_db
def test_an_action_rolled_back_in_the_middle_of_a_chain_leaves_no_gap(chain: str) -> None:
    with transaction.atomic():
        add(2, begin=6)
        transaction.set_rollback(True)
    assert Entry.objects.count() == 5
    add(1, begin=6)
    assert Head.objects.get().seq == 6
    assert queries.verify(chain) is None


@pytest.mark.django_db
def test_the_newest_key_signs_and_the_older_still_verifies(settings: Any) -> None:
    settings.TRAIL_KEYS = {1: b"1" * 32}
    add(2)
    settings.TRAIL_KEYS = {1: b"1" * 32, 2: b"2" * 32}
    add(1, begin=3)
    assert list(Entry.objects.order_by("seq").values_list("key_id", flat=True)) == [1, 1, 2]
    assert queries.verify(CHAIN) is None


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_sound_chain_of_200() -> None:
    def append(worker: int) -> None:
        try:
            for number in range(25):
                with transaction.atomic():
                    record("answer saved", by=System(CHAIN, f"person/{worker}"), subject=f"answer/{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(append, range(8)))
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 201))
    assert {actor: Entry.objects.filter(actor=actor).count() for actor in queries.actors(CHAIN)} == {
        f"person/{worker}": 25 for worker in range(8)
    }
    assert Head.objects.get().seq == 200
    assert queries.verify(CHAIN) is None
