"""Files of answers that were brought in, as far as they are mapped."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.rules.questionnaires.columns import Column as Item
from onlinelives.rules.questionnaires.shapes import Missing
from onlinelives.survey.bringing import folders, laying, mapping
from onlinelives.survey.bringing.looking import Column
from onlinelives.survey.bringing.mapping import USE_WORDS, ColumnUse, Sure, Use
from onlinelives.survey.models import BroughtFile, Setting
from onlinelives.web.words import plural

SHOWN = {"attention": "Needs a look", "used": "Taken in", "out": "Left out", "all": "All columns"}


@dataclass(frozen=True)
class ColumnLine:
    """A column of the file on the list. place: from 0. becomes: in words. state: how far its values are known."""

    place: int
    column: Column
    use: ColumnUse
    becomes: str
    state: str
    attention: bool

    @property
    def shown_in(self) -> tuple[str, ...]:
        return ("all", "attention" if self.attention else "out" if self.use.use is Use.OUT else "used")


@dataclass(frozen=True)
class BroughtPage:
    """lines: those that are shown. counts: how many there are of each kind in SHOWN. unanswered: questions that no
    column answers. problems: what stands in the way, in sentences."""

    brought: BroughtFile
    lines: list[ColumnLine]
    show: str
    counts: Mapping[str, int]
    unanswered: list[Item]
    problems: list[str]


@dataclass(frozen=True)
class ColumnPage:
    """items: the columns of the questionnaire. after: the next column that needs a look, if any."""

    brought: BroughtFile
    line: ColumnLine
    items: Mapping[str, Item]
    after: int | None


@dataclass(frozen=True)
class Tally:
    """A question with how often each of its answers stands in the file. unread: young people whose answer cannot be
    read, and first: the row in which that happens first."""

    item: Item
    answers: list[tuple[str, int]]
    answered: int
    unread: int
    first: int | None


@dataclass(frozen=True)
class PreviewPage:
    brought: BroughtFile
    tallies: list[Tally]
    surveyed: laying.Surveyed | None
    problems: list[str]
    weighted: bool

    @property
    def unread(self) -> list[Tally]:
        return [tally for tally in self.tallies if tally.unread]


def brought_files_for(person: Person) -> list[BroughtFile]:
    """Every file, the newest first."""
    return list(BroughtFile.objects.visible_to(person).defer("columns", "mapping").select_related("wave"))


def brought_for(person: Person, pk: uuid.UUID) -> BroughtFile:
    """Raises Http404."""
    visible = BroughtFile.objects.visible_to(person).select_related("wave", "partnership")
    return get_object_or_404(visible, pk=pk)


def brought_page(person: Person, pk: uuid.UUID, show: str) -> BroughtPage:
    """show: a key of SHOWN, or "" for what needs a look, or else everything. Raises Http404."""
    brought = brought_for(person, pk)
    lines = _lines(brought)
    counts = {key: sum(key in line.shown_in for line in lines) for key in SHOWN}
    if show not in SHOWN:
        show = "attention" if counts["attention"] else "all"
    items = mapping.items_of(brought.asks)
    answered = {line.use.item for line in lines}
    return BroughtPage(
        brought,
        sorted((line for line in lines if show in line.shown_in), key=lambda line: (not line.attention, line.place)),
        show,
        counts,
        [item for name, item in items.items() if name not in answered] if lines else [],
        mapping.problems(brought.mapped, brought.found, brought.asks) if lines else [],
    )


def column_page(person: Person, pk: uuid.UUID, place: int) -> ColumnPage:
    """Raises Http404, also where there is no such column any more."""
    brought = brought_for(person, pk)
    lines = _lines(brought)
    if place >= len(lines):
        raise Http404
    others = [line.place for line in lines if line.attention and line.place != place]
    after = next((each for each in others if each > place), others[0] if others else None)
    return ColumnPage(brought, lines[place], mapping.items_of(brought.asks), after)


def known_of(brought: BroughtFile) -> laying.Known:
    """What laying the file down needs."""
    folder = folders.place_of(settings.SURVEY, brought.pk)
    return laying.Known(folders.raw_in(folder), brought.first_row, brought.found, brought.mapped, brought.asks)


def schools_of(brought: BroughtFile) -> dict[str, int]:
    """The settings of the area, by name in lower case."""
    return {s.name.lower(): s.pk for s in Setting.objects.filter(partnership=brought.partnership_id, left_at=None)}


def preview_page(person: Person, pk: uuid.UUID) -> PreviewPage:
    """What would be taken in. Raises Http404, also where there is nothing to take in any more."""
    brought = brought_for(person, pk)
    if brought.state != "looked":
        raise Http404
    items, columns, mapped = mapping.items_of(brought.asks), brought.found, brought.mapped
    problems = mapping.problems(mapped, columns, brought.asks)
    surveyed = None if problems else laying.survey(known_of(brought))
    tallies = [
        _tally(items[use.item], column, use)
        for column, use in zip(columns, mapped, strict=True)
        if use.use is Use.ITEM and use.item in items
    ]
    problems += surveyed.problems if surveyed else ()
    return PreviewPage(brought, tallies, surveyed, problems, mapping.place_of(mapped, Use.WEIGHT) is not None)


def _tally(item: Item, column: Column, use: ColumnUse) -> Tally:
    counts: dict[int, int] = {}
    unread = [value for value in column.values if use.values.get(value.text) is None]
    for value in column.values:
        code = use.values.get(value.text)
        code = int(Missing.LEFT) if code is None else code
        counts[code] = counts.get(code, 0) + value.count
    answers = [(words, counts[code]) for code, words in item.values.items() if counts.get(code)]
    answered = sum(count for code, count in counts.items() if code >= 0)
    first = min((value.first for value in unread), default=None)
    return Tally(item, answers, answered, sum(value.count for value in unread), first)


def _lines(brought: BroughtFile) -> list[ColumnLine]:
    """From the left."""
    items = mapping.items_of(brought.asks)
    pairs = zip(brought.found, brought.mapped, strict=True)
    return [_line(place, column, use, items) for place, (column, use) in enumerate(pairs)]


def _line(place: int, column: Column, use: ColumnUse, items: Mapping[str, Item]) -> ColumnLine:
    becomes = items[use.item].label if use.item and use.item in items else USE_WORDS[use.use]
    if use.use is Use.OUT:
        return ColumnLine(place, column, use, "Left out", "Left out", False)
    if not use.has_values:
        return ColumnLine(place, column, use, becomes, "Known", False)
    if column.many:
        return ColumnLine(place, column, use, becomes, "Too many different values", True)
    unread, total = len(use.unread()), plural(len(column.filled), "value")
    state = f"{unread} of {total} not known" if unread else f"{len(column.filled)} of {total} known"
    likely = use.sure is Sure.LIKELY
    state += "; guessed from its label" if likely else ""
    return ColumnLine(place, column, use, becomes, state, likely or (bool(unread) and use.sure is not Sure.SAID))
