"""Rounds read side by side: what `rules.trends` needs of them, fetched in as few queries as one round takes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet

from onlinelives.audits.models import Answer, Return, Round
from onlinelives.audits.queries.area import Cell
from onlinelives.audits.queries.meanings import changes_between
from onlinelives.audits.queries.verified import verified_scores
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules import trends
from onlinelives.rules.crosswalk import BREAKS, MARKED
from onlinelives.rules.scoring import HIGHEST, Mark
from onlinelives.rules.trends import Change, Changes, Key, Pair, Point, Reading

LATEST = 6  # rounds shown until somebody asks for all of them
# Every mark there is: an area with many rounds has thousands of answers, and few marks.
MARKS = {
    (score, not_applicable, carried): Mark(score, not_applicable, carried)
    for score, not_applicable in [(None, False), (None, True), *((score, False) for score in range(HIGHEST + 1))]
    for carried in (False, True)
}

Verified = Mapping[Key, int]


@dataclass(frozen=True)
class Column:
    """One round. `label` is short and stands under the charts. `settled`: nothing in it waits for a sign-off.
    `changes`: what became of the words since the round before, by statement."""

    round: Round
    label: str
    settled: bool
    changes: tuple[tuple[str, Change], ...]

    @property
    def framework(self) -> Framework:
        return self.round.framework

    @property
    def broken(self) -> list[tuple[Statement, Change]]:
        """The statements that changed their meaning since the round before."""
        return [(self.framework.statement(code), change) for code, change in self.changes if change.effect == BREAKS]

    @property
    def reworded(self) -> list[tuple[Statement, Change]]:
        """The statements that only got other words."""
        return [(self.framework.statement(code), change) for code, change in self.changes if change.effect == MARKED]


@dataclass(frozen=True)
class TrendLine:
    """points: one for each round. pairs: like for like, one for each round after the first, with the round before it.
    checked: the agencies' own scores beside the verified ones, one for each round."""

    name: str
    points: tuple[Point, ...]
    pairs: tuple[Pair, ...]
    checked: tuple[Pair, ...]

    @property
    def cells(self) -> list[tuple[Point, int | None, Pair]]:
        """For a table: each point, its shade as in the area's table, and own scores beside verified ones."""
        return [(point, Cell(point.tally).band, pair) for point, pair in zip(self.points, self.checked, strict=True)]


def settled(audit_return: Return) -> bool:
    """Whether a return counts: it is signed off, or its round is closed."""
    return audit_return.state == "signed_off" or audit_return.round.state == "closed"


def columns_of(rounds: Sequence[Round], done: Sequence[bool]) -> list[Column]:
    """Rounds, oldest first, with their labels and what became of the words in between. `done`: which are settled."""
    labels = labels_of([round_.opens_on for round_ in rounds])
    told: list[Mapping[str, Change]] = [
        {},
        *(changes_between(before.framework, after.framework) for before, after in pairwise(rounds)),
    ]
    return [
        Column(round_, label, is_done, tuple(changes.items()))
        for round_, label, is_done, changes in zip(rounds, labels, done, told, strict=False)
    ]


def labels_of(opened: Sequence[date]) -> list[str]:
    """A short name for each round: "Sep 2025", and "Sep 2025 (2)" for the second of the same month."""
    months = [f"{day:%b %Y}" for day in opened]
    times = [months[: place + 1].count(month) for place, month in enumerate(months)]
    return [month if count == 1 else f"{month} ({count})" for month, count in zip(months, times, strict=True)]


def changes_of(columns: Sequence[Column]) -> Changes:
    """What became of the words between each round and the next."""
    return {
        (before.framework.sha256, after.framework.sha256): dict(after.changes) for before, after in pairwise(columns)
    }


def read(
    columns: Sequence[Column], returns: Sequence[Sequence[Return]], answers: "QuerySet[Answer]"
) -> tuple[list[Reading], list[Verified]]:
    """What each round says, from its returns (one list for each column), and the verified scores beside it. 1 query,
    and what the verified scores take."""
    agency_of = {r.pk: r.agency_id for several in returns for r in several}
    marks: dict[int, dict[Key, Mark]] = {pk: {} for pk in agency_of}
    said = answers.order_by().values_list("audit_return_id", "statement", "score", "not_applicable", "carried")
    for pk, statement, score, not_applicable, carried in said:
        marks[pk][agency_of[pk], statement] = MARKS[score, not_applicable, carried]
    checks: dict[int, dict[Key, int]] = {pk: {} for pk in agency_of}
    for (pk, statement), score in verified_scores(agency_of).items():
        checks[pk][agency_of[pk], statement] = score
    readings = [
        Reading(column.framework.sha256, {k: mark for r in several for k, mark in marks[r.pk].items()}, column.settled)
        for column, several in zip(columns, returns, strict=True)
    ]
    verified = [{k: score for r in several for k, score in checks[r.pk].items()} for several in returns]
    return readings, list(verified)


def trend_line(
    name: str, readings: Sequence[Reading], verified: Sequence[Verified], changes: Changes, statements: Collection[str]
) -> TrendLine:
    """One line with what stands beside it; `statements` are those it is made of."""
    return TrendLine(
        name,
        trends.line(readings, changes, statements),
        tuple(trends.like_for_like(before, after, changes) for before, after in pairwise(readings)),
        tuple(trends.self_beside_verified(r.marks, scores) for r, scores in zip(readings, verified, strict=True)),
    )


def section_lines(
    framework: Framework, readings: Sequence[Reading], verified: Sequence[Verified], changes: Changes
) -> list[TrendLine]:
    """The six sections, named as `framework` names them."""
    groups = trends.split(readings, by=lambda key: int(key[1].partition(".")[0]))
    return [
        trend_line(
            f"{section.number}. {section.name}",
            groups.get(section.number) or unasked(readings),
            verified,
            changes,
            {statement.id for statement in section.statements},
        )
        for section in framework.sections
    ]


def unasked(readings: Sequence[Reading]) -> list[Reading]:
    """The same rounds for something that none of them asked."""
    return [Reading(reading.wording, {}, reading.settled) for reading in readings]
