"""What happened to a young person, told by many kinds of rows in one query.

Every kind of thing that belongs into a chronology has a Source: how its rows are asked for, and what they say. All
sources are asked at once, so that a chronology costs the same however many kinds there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    IntegerField,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from onlinelives.cases.models import YoungPerson


@dataclass(frozen=True)
class Happening:
    """When it was, what kind of thing, in a few words, and the page where it is told in full (name and arguments).

    `written_at` is given where it was written down on a later day than it was. `about` tells two of a kind apart for
    those who hear the page read. `waits`: what it still waits for, in a word or two."""

    on: date
    kind: str
    words: str
    page: str = ""
    args: tuple[Any, ...] = ()
    about: str = ""
    waits: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True)
class Row:
    """One row of a source. `page`: what its page is found by. `on`: the day it was; `at`: when it was written down, or
    when it was where no day is given. `code`, `more`, `by`: text of the source's own choice, never sealed. `about`,
    `about_at`: a day or moment that tells two of a kind apart. `waits`: whether it waits."""

    page: UUID
    on: date | None
    at: datetime | None
    code: str
    more: str
    by: str
    about: date | None
    about_at: datetime | None
    waits: bool

    @property
    def day(self) -> date:
        """The day it was."""
        if self.on:
            return self.on
        assert self.at is not None  # noqa: S101  every source gives the one or the other
        return day_of(self.at)

    @property
    def written_at(self) -> datetime | None:
        """When it was written down, where that was another day than it was."""
        return self.at if self.on and self.at and day_of(self.at) != self.on else None


@dataclass(frozen=True)
class Source:
    """`rows`: of one young person, made with `rows_of`. `tell`: what one of them says."""

    rows: Callable[[YoungPerson], QuerySet[Any, Any]]
    tell: Callable[[YoungPerson, Row], Happening]


def rows_of(
    found: QuerySet[Any],
    *,
    page: str = "pk",
    on: str = "",
    at: str = "",
    code: str = "",
    more: str = "",
    by: str = "",
    about: str = "",
    about_at: str = "",
    waits: Any = None,
) -> QuerySet[Any, Any]:
    """The rows of a source: names of fields for those of Row; `waits` is a condition."""
    told = (
        _or_nothing(page, UUIDField()),
        _or_nothing(on, DateField()),
        _or_nothing(at, DateTimeField()),
        _or_nothing(code, CharField()),
        _or_nothing(more, CharField()),
        _or_nothing(by, CharField()),
        _or_nothing(about, DateField()),
        _or_nothing(about_at, DateTimeField()),
        Cast(waits if waits is not None else Value(False), BooleanField()),
    )
    return found.order_by().values_list(*told)


def every(young_person: YoungPerson, sources: list[Source]) -> list[Happening]:
    """What all sources tell of a young person, in no order."""
    asked = [
        source.rows(young_person).annotate(source=Cast(Value(number), IntegerField()))
        for number, source in enumerate(sources)
    ]
    first, *others = asked
    return [sources[row[-1]].tell(young_person, _row(row)) for row in first.union(*others, all=True)]


def day_of(moment: datetime) -> date:
    """The day it was where the partnership is."""
    return timezone.localtime(moment).date()


def _row(values: Any) -> Row:
    page, on, at, code, more, by, about, about_at, waits, _ = values
    return Row(page, on, at, code or "", more or "", by or "", about, about_at, bool(waits))


def _or_nothing(name: str, field: Any) -> Expression | F:
    """The field, or nothing of its kind: databases want the same kinds in the same places."""
    return Cast(F(name) if name else Value(None), field)
