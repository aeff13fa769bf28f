"""What was published about young people of an area, for those who work with its figures. True numbers are not here:
every figure comes from a `Published` (tests/house/test_figures.py)."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Partnership, Person
from onlinelives.cases.models import CountedQuarter, Release, ReleasedTable
from onlinelives.rules.counting import BY_CODE, Counting
from onlinelives.rules.disclosure import Published, Released, published_from, release_from
from onlinelives.rules.quarters import Quarter, quarter_of, stretch, stretch_words
from onlinelives.rules.sheets import Sheet, laid_out
from onlinelives.trail import clock

OFFERED = 12  # the newest finished quarters, from which a stretch is chosen


@dataclass(frozen=True)
class Listed:
    """One line of the list. period: in words."""

    release: Release
    counting: Counting
    period: str


@dataclass(frozen=True)
class ReleasePage:
    """parts: by code, in the order of publishing. words: every code of the sheet -> what it was called then.
    counted: each quarter in words, and when it was counted."""

    release: Release
    counting: Counting
    period: str
    parts: dict[str, Published]
    sheet: Sheet
    words: dict[str, str]
    counted: list[tuple[str, datetime]]

    @property
    def any_hidden(self) -> bool:
        return any(cell.hidden for line in self.sheet.lines for cell in line.cells)

    @property
    def fewest(self) -> int:
        return next(iter(self.parts.values())).settings.fewest


def ledger(partnership: Partnership) -> Released:
    """Everything that was ever published for an area."""
    bodies = ReleasedTable.objects.filter(partnership=partnership).order_by("pk").values_list("body", flat=True)
    return Released(tuple(release_from(json.loads(body)) for body in bodies))


def releases_for(person: Person) -> list[Listed]:
    """What was published for the person's area, newest first."""
    found = Release.objects.visible_to(person).select_related("made_by")
    return [Listed(release, BY_CODE[release.table], _period(release)) for release in found]


def release_page(person: Person, pk: int) -> ReleasePage:
    """One release with its figures, or 404. Raises ValueError where they are not as they were published."""
    release = get_object_or_404(Release.objects.visible_to(person).select_related("made_by"), pk=pk)
    counting = BY_CODE[release.table]
    parts = {table.code: published_from(json.loads(table.body), table.sha256) for table in release.tables.all()}
    quarters = stretch(quarter_of(release.first_on), quarter_of(release.last_on))
    counted = CountedQuarter.objects.filter(
        partnership=release.partnership_id, begins_on__range=(release.first_on, release.last_on)
    )
    return ReleasePage(
        release=release,
        counting=counting,
        period=_period(release),
        parts=parts,
        sheet=laid_out(counting, parts),
        words=json.loads(release.words) | {quarter.code: quarter.words for quarter in quarters},
        counted=[(quarter_of(each.begins_on).words, each.counted_at) for each in counted],
    )


def quarters_to_publish() -> list[Quarter]:
    """The finished quarters that a stretch can be chosen from, newest first."""
    running = quarter_of(clock.today())
    return [running.later(-number) for number in range(1, OFFERED + 1)]


def _period(release: Release) -> str:
    return stretch_words(quarter_of(release.first_on), quarter_of(release.last_on))
