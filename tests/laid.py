"""The world is built once in each process through the ordinary actions. Every later test is given the same rows and the
same objects, which takes a twentieth of the time."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from onlinelives.accounts.models import Partnership
from onlinelives.trail import clock

Thing = TypeVar("Thing")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Laid(Generic[Thing]):
    """What building `thing` added to the database: table -> its columns and rows."""

    rows: dict[str, tuple[list[str], list[Row]]]
    thing: bytes


_kept: dict[Callable[[], Any], Laid[Any]] = {}


def laid(build: Callable[[], Thing]) -> Thing:
    """What `build` makes, from the rows of the first time; truly built where a test set the clock or the database is no
    longer empty."""
    if clock.is_set() or Partnership.objects.exists():
        return build()
    if build not in _kept:
        before = _everything()
        thing = build()
        _kept[build] = Laid(_added(before, _everything()), pickle.dumps(thing))
        return thing
    kept: Laid[Thing] = _kept[build]
    _lay(kept.rows)
    return pickle.loads(kept.thing)  # type: ignore[no-any-return]  # noqa: S301  pickled above, in this process


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _everything() -> dict[str, tuple[list[str], list[Row]]]:
    found = {}
    with connection.cursor() as cursor:
        for model in _models():
            table = model._meta.db_table
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")  # noqa: S608  a table's name
            found[table] = ([column[0] for column in cursor.description], list(cursor.fetchall()))
    return found


def _added(before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[list[str], list[Row]]]:
    found = {}
    for table, (columns, rows) in after.items():
        known = before[table][1]
        if new := [row for row in rows if row not in known]:
            found[table] = (columns, new)
    return found


def _lay(rows: dict[str, tuple[list[str], list[Row]]]) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:  # rows may come before those they point at
        for table, (columns, values) in rows.items():
            one = "(" + ", ".join(["%s"] * len(columns)) + ")"
            names = ", ".join(quote(column) for column in columns)
            cursor.executemany(f"insert into {quote(table)} ({names}) values {one}", values)  # noqa: S608
        touched = [model for model in _models() if model._meta.db_table in rows]
        for statement in connection.ops.sequence_reset_sql(no_style(), touched):
            cursor.execute(statement)
