"""The database itself refuses to change the trail, whoever asks and by whatever path."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from onlinelives.trail import clock, guards, queries
from onlinelives.trail.guards import Guard
from onlinelives.trail.models import Entry, Head
from tests.trail.conftest import add

APPEND_ONLY, STAYS = "the trail is append-only", "the head of a chain stays"


def sql(statement: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def save() -> None:
    entry = Entry.objects.get(seq=3)
    entry.verb = "answer seen"
    entry.save()


def emptying(table: str) -> Callable[[], None]:
    """The quickest way to empty a table: SQLite has no TRUNCATE and does the same for a DELETE of everything."""
    return sql(f"truncate {table}" if connection.vendor == "postgresql" else f"delete from {table}")  # noqa: S608


WAYS: dict[str, tuple[Callable[[], object], str]] = {
    "save": (save, APPEND_ONLY),
    "update": (lambda: Entry.objects.filter(seq=3).update(verb="answer seen"), APPEND_ONLY),
    "update of nothing but itself": (lambda: Entry.objects.update(seq=F("seq")), APPEND_ONLY),
    "bulk update": (lambda: Entry.objects.bulk_update(list(Entry.objects.all()), ["actor"]), APPEND_ONLY),
    "update in SQL": (sql("update trail_entry set body = '{}' where seq = 3"), APPEND_ONLY),
    "delete one": (lambda: Entry.objects.get(seq=3).delete(), APPEND_ONLY),
    "delete all": (lambda: Entry.objects.all().delete(), APPEND_ONLY),
    "delete in SQL": (sql("delete from trail_entry where seq = 5"), APPEND_ONLY),
    "empty": (emptying("trail_entry"), APPEND_ONLY),
    "delete the head": (lambda: Head.objects.get().delete(), STAYS),
    "delete the head in SQL": (sql("delete from trail_head"), STAYS),
    "empty the heads": (emptying("trail_head"), STAYS),
}


@pytest.mark.parametrize(("way", "message"), WAYS.values(), ids=WAYS.keys())
def test_no_way_of_changing_the_trail_works(chain: str, way: Callable[[], object], message: str) -> None:
    before = list(Entry.objects.order_by("seq").values())
    with pytest.raises(DatabaseError, match=message), transaction.atomic():
        way()
    assert list(Entry.objects.order_by("seq").values()) == before
    assert queries.verify(chain) is None


def test_adding_to_the_trail_is_not_refused(chain: str) -> None:
    add(1, begin=6)
    assert queries.verify(chain) is None


def test_guards_can_be_taken_away_and_put_back(
    chain: str, unguarded: Callable[[], AbstractContextManager[None]]
) -> None:
    with unguarded():
        assert Entry.objects.filter(seq=5).delete()[0] == 1
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        Entry.objects.filter(seq=4).delete()


@pytest.mark.django_db
def test_switching_twice_is_the_same_as_once() -> None:
    for switch in (guards.switch_off, guards.switch_off, guards.switch_on, guards.switch_on):
        switch(connection, guards.TRAIL)


CONDITIONAL = Guard(
    "odd_seq_stays", "trail_entry", ("insert", "update", "delete"), "odd numbers stay", "{row}.seq % 2 = 1"
)


@pytest.mark.django_db
def test_a_guard_with_a_condition_refuses_only_where_it_holds(
    chain: str, unguarded: Callable[[], AbstractContextManager[None]]
) -> None:
    with unguarded():
        guards.switch_on(connection, [CONDITIONAL])
        Entry.objects.filter(seq=2).update(verb="x")
        assert Entry.objects.get(seq=2).verb == "x"
        Entry(chain="even", seq=8, key_id=1, at=clock.now()).save()
        assert Entry.objects.filter(chain="even").exists()
        assert Entry.objects.filter(seq=4).delete()[0] == 1
        for way in (
            lambda: Entry.objects.filter(seq=1).update(verb="x"),
            lambda: Entry.objects.filter(seq=3).delete(),
            lambda: add(2, "other"),
        ):
            with pytest.raises(DatabaseError, match="odd numbers stay"), transaction.atomic():
                way()
        guards.switch_off(connection, [CONDITIONAL])
        assert Entry.objects.filter(seq=3).delete()[0] == 1
