"""One agency's answers round by round: overall, by section, by statement."""

from dataclasses import dataclass
from itertools import pairwise

from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits.models import Answer, Return
from onlinelives.audits.queries.readings import (
    LATEST,
    Column,
    TrendLine,
    changes_of,
    columns_of,
    read,
    section_lines,
    settled,
    trend_line,
    unasked,
)
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules import roles, trends
from onlinelives.rules.scoring import Mark
from onlinelives.rules.trends import Change, Point


@dataclass(frozen=True)
class StatementLine:
    """One statement: its title in the latest round, and its points, marks and verified scores, one for each round.
    A mark of None: the statement was not asked."""

    statement: Statement
    points: tuple[Point, ...]
    marks: tuple[Mark | None, ...]
    verified: tuple[int | None, ...]


@dataclass(frozen=True)
class AgencyTrends:
    """An agency over time. `overall` is None before its first round. `older`: how many earlier rounds are not shown."""

    agency: Agency
    columns: list[Column]
    overall: TrendLine | None
    sections: list[TrendLine]
    statements: list[StatementLine]
    older: int

    @property
    def answered(self) -> bool:
        return self.overall is not None and any(point.tally.answered for point in self.overall.points)

    @property
    def checked(self) -> bool:
        """Whether any answer of these rounds has a verified score."""
        return self.overall is not None and any(pair.scored for pair in self.overall.checked)


def agency_trends(person: Person, code: str, *, every: bool = False) -> AgencyTrends:
    """The latest rounds of one agency, or every round; 404 for a stranger. 3 queries besides those of signing in.

    The agency's own people see a return that is not signed off yet, as it stands; a strategy lead never does here.
    """
    agency = agency_seen(person, code)
    returns = _returns(person, agency)
    shown = returns if every else returns[-LATEST:]
    if not shown:
        return AgencyTrends(agency, [], None, [], [], 0)
    columns = columns_of([r.round for r in shown], [settled(r) for r in shown])
    readings, verified = read(columns, [[r] for r in shown], Answer.objects.filter(audit_return__in=shown))
    changes, framework = changes_of(columns), columns[-1].framework
    by_statement = trends.split(readings, by=lambda key: key[1])
    return AgencyTrends(
        agency=agency,
        columns=columns,
        overall=trend_line("Overall", readings, verified, changes, {s.id for s in framework.statements}),
        sections=section_lines(framework, readings, verified, changes),
        statements=[
            StatementLine(
                statement,
                trends.line(by_statement.get(statement.id) or unasked(readings), changes, {statement.id}),
                tuple(reading.marks.get((agency.pk, statement.id)) for reading in readings),
                tuple(scores.get((agency.pk, statement.id)) for scores in verified),
            )
            for statement in framework.statements
        ],
        older=len(returns) - len(shown),
    )


@dataclass(frozen=True)
class StatementRound:
    """One statement in one round. `statement` is None where that edition does not have it. `change`: what became of
    its words since the round before."""

    column: Column
    audit_return: Return
    statement: Statement | None
    point: Point
    mark: Mark | None
    verified: int | None
    change: Change | None


@dataclass(frozen=True)
class StatementTrends:
    """One statement of one agency over every round, oldest first, with its wording in each."""

    agency: Agency
    statement: Statement  # as the latest round has it
    framework: Framework  # of the latest round
    rounds: list[StatementRound]

    @property
    def checked(self) -> bool:
        return any(one.verified is not None for one in self.rounds)

    @property
    def changes(self) -> list[tuple[StatementRound, StatementRound]]:
        """Each round before which the words changed, after the round that still had the old ones."""
        return [(before, after) for before, after in pairwise(self.rounds) if after.change]


def statement_trends(person: Person, code: str, number: str) -> StatementTrends:
    """What one agency answered to one statement in every round; 404 for a stranger or an unknown statement.
    3 queries besides those of signing in."""
    agency = agency_seen(person, code)
    returns = _returns(person, agency)
    columns = columns_of([r.round for r in returns], [settled(r) for r in returns])
    worded = [_statement(column.framework, number) for column in columns]
    latest = next((statement for statement in reversed(worded) if statement), None)
    if latest is None:
        raise Http404
    asked = Answer.objects.filter(audit_return__in=returns, statement=number)
    readings, verified = read(columns, [[r] for r in returns], asked)
    points = trends.line(readings, changes_of(columns), {number})
    key = (agency.pk, number)
    rounds = [
        StatementRound(
            column, audit_return, statement, point, reading.marks.get(key), scores.get(key), dict(point.why).get(number)
        )
        for column, audit_return, statement, point, reading, scores in zip(
            columns, returns, worded, points, readings, verified, strict=True
        )
    ]
    return StatementTrends(agency, latest, columns[-1].framework, rounds)


def agency_seen(person: Person, code: str) -> Agency:
    """An agency whose returns the person may see: their own, or any for a strategy lead; 404 otherwise."""
    found = Agency.objects.visible_to(person)
    if not person.holds(roles.STRATEGY_LEAD):
        found = found.filter(pk__in=_own(person))
    return get_object_or_404(found, code=code)


def _own(person: Person) -> set[int]:
    return person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)


def _returns(person: Person, agency: Agency) -> list[Return]:
    """The agency's returns that the person may see, oldest first. Extra access adds none: opening a return with it is
    written down, and belongs on that return's own pages."""
    found = Return.objects.visible_to(person).filter(agency=agency).select_related("round")
    returns = list(found.order_by("round__opens_on", "round_id"))
    return returns if agency.pk in _own(person) else [r for r in returns if settled(r)]


def _statement(framework: Framework, number: str) -> Statement | None:
    try:
        return framework.statement(number)
    except KeyError:
        return None
