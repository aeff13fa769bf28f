"""Figures about young people are published for the area, once and for all."""

import json
import uuid
from collections.abc import Iterable, Sequence

from django.db import transaction

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions.counted import counted, parts_of
from onlinelives.cases.models import Release, ReleasedTable
from onlinelives.cases.queries import counting
from onlinelives.rules import disclosure
from onlinelives.rules.counting import BY_CODE, Counting, Part
from onlinelives.rules.disclosure.tables import MOST_ROWS
from onlinelives.rules.quarters import Quarter, quarter_of, stretch, stretch_words
from onlinelives.rules.verdict import Invalid, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record

# Of the two practices on file the stricter, which hides 1 to 5, until an area's data protection lead says otherwise.
HOW = disclosure.Settings(fewest=6)
LONGEST = 8  # quarters in one stretch


@transaction.atomic
def publish(*, table: str, first: Quarter, last: Quarter, by: Person, form_key: uuid.UUID | None = None) -> Release:
    """A table of the catalogue for the finished quarters from `first` to `last`, counted now as far as they have not
    been counted before. The same form sent twice makes one. Raises Invalid, with the reason in English, where the
    stretch is not one of finished quarters, where one of them was published in another stretch, where the table is out
    already, and where beside everything that is out it would give a small number away."""
    need(permissions.see_area_figures(by))
    partnership = Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    again = form_key and Release.objects.filter(form_key=form_key, made_by=by).first()
    if again:
        return again
    if table not in BY_CODE:
        raise Invalid("Select one of the tables.", "table")
    quarters = _finished(first, last)
    _fits(BY_CODE[table], partnership)
    _stays_together(BY_CODE[table], partnership, quarters)
    parts = parts_of(BY_CODE[table], [counted(partnership, quarter) for quarter in quarters])
    release = Release.objects.create(
        partnership=partnership,
        table=table,
        first_on=first.begins_on,
        last_on=last.begins_on,
        words=json.dumps(counting.words(partnership), sort_keys=True, ensure_ascii=False),
        made_by=by,
        form_key=form_key,
    )
    hashes = _let_out(release, parts, stretch_words(first, last))
    record(
        "figures published",
        by=by,
        subject=release.trail_subject,
        table=table,
        first=first.code,
        last=last.code,
        sha256=hashes,
    )
    return release


@transaction.atomic
def export(*, release: Release, by: Person) -> None:
    """Written down when published figures leave as a file."""
    need(permissions.see_area_figures(by))
    record("figures exported", by=by, subject=release.trail_subject)


def _finished(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    if last < first:
        raise Invalid("The last quarter is before the first.", "last")
    if last.ends_on >= clock.today():
        raise Invalid(f"{last.words} is not over yet.", "last")
    quarters = stretch(first, last)
    if len(quarters) > LONGEST:
        raise Invalid(f"Choose at most {LONGEST} quarters.", "last")
    return quarters


def _fits(wanted: Counting, partnership: Partnership) -> None:
    agencies = Agency.objects.filter(partnership=partnership).count()
    if not agencies:
        raise Invalid("There is no agency in the area yet.", "table")
    if wanted.by == "agency" and agencies > MOST_ROWS:
        raise Invalid(f"A table has at most {MOST_ROWS} rows, and there are more agencies.", "table")


def _stays_together(wanted: Counting, partnership: Partnership, quarters: Sequence[Quarter]) -> None:
    """A quarter is published in one stretch only: see rules.counting."""
    for release in Release.objects.filter(partnership=partnership):
        first, last = quarter_of(release.first_on), quarter_of(release.last_on)
        same_people = BY_CODE[release.table].definition == wanted.definition
        if not same_people or last < quarters[0] or quarters[-1] < first:
            continue
        words = stretch_words(first, last)
        if (first, last) != (quarters[0], quarters[-1]):
            raise Invalid(
                f"{words} has been published as one stretch. Beside it, figures for other quarters of it would give "
                "small numbers away. Choose the same stretch, or quarters outside it.",
                "first",
            )
        if release.table == wanted.code:
            raise Invalid(f"This table is published already for {words}.", "table")


def _let_out(release: Release, parts: Iterable[Part], period: str) -> list[str]:
    """Every part through the door, each held against all that is out, those before it too. Their hashes."""
    ledger, hashes = queries.ledger(release.partnership), []
    for place, part in enumerate(parts):
        try:
            published = disclosure.publish(
                part.table,
                HOW,
                period=period,
                definition=BY_CODE[release.table].definition,
                population=part.population,
                against=ledger,
            )
        except disclosure.Refused as refused:
            raise Invalid(str(refused), "table") from None
        ledger = ledger.plus(published)
        hashes.append(published.sha256)
        ReleasedTable.objects.create(
            partnership=release.partnership,
            release=release,
            place=place,
            code=part.code,
            body=json.dumps(published.as_data(), sort_keys=True),
            sha256=published.sha256,
        )
    return hashes
