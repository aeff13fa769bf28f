"""The whole area round by round: totals only, from returns that are signed off or whose round is closed."""

from collections import defaultdict
from dataclasses import dataclass

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, Return, Round
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
from onlinelives.rules import trends
from onlinelives.rules.verdict import need


@dataclass(frozen=True)
class AgencyLine:
    """One agency: a point for each round. `readable`: whether the person may open the agency's own page."""

    agency: Agency
    line: TrendLine
    readable: bool


@dataclass(frozen=True)
class AreaTrends:
    """columns: the rounds in which somebody has signed off, oldest first. counted: for each of them, how many agencies
    count and how many were invited. `overall` is None while there is no such round."""

    columns: list[Column]
    counted: list[tuple[int, int]]
    overall: TrendLine | None
    sections: list[TrendLine]
    agencies: list[AgencyLine]
    older: int

    @property
    def checked(self) -> bool:
        return self.overall is not None and any(pair.scored for pair in self.overall.checked)


def area_trends(person: Person, *, every: bool = False) -> AreaTrends:
    """The latest rounds of the area, or every round. 4 queries besides those of signing in, whatever the number of
    agencies. Raises Refused for those who may not see the area."""
    need(permissions.see_area(person))
    rounds = list(Round.objects.visible_to(person).exclude(state="draft").order_by("opens_on", "id"))
    invited: dict[int, list[Return]] = defaultdict(list)
    for audit_return in Return.objects.filter(round__in=rounds).select_related("round", "agency"):
        invited[audit_return.round_id].append(audit_return)
    counting = {pk: [r for r in returns if settled(r)] for pk, returns in invited.items()}
    begun = [round_ for round_ in rounds if counting.get(round_.pk)]
    shown = begun if every else begun[-LATEST:]
    if not shown:
        return AreaTrends([], [], None, [], [], 0)
    counted = [(len(counting[r.pk]), len(invited[r.pk])) for r in shown]
    returns = [counting[r.pk] for r in shown]
    columns = columns_of(shown, [done == asked for done, asked in counted])
    answers = Answer.objects.filter(audit_return__in=[r.pk for several in returns for r in several])
    readings, verified = read(columns, returns, answers)
    changes, framework = changes_of(columns), columns[-1].framework
    everything = {statement.id for statement in framework.statements}
    by_agency = trends.split(readings, by=lambda key: key[0])
    agencies = {r.agency_id: r.agency for several in returns for r in several}
    readable = set(Return.objects.visible_to(person).filter(round__in=shown).values_list("agency_id", flat=True))
    return AreaTrends(
        columns=columns,
        counted=counted,
        overall=trend_line("Overall", readings, verified, changes, everything),
        sections=section_lines(framework, readings, verified, changes),
        agencies=[
            AgencyLine(
                agency,
                trend_line(agency.name, by_agency.get(agency.pk) or unasked(readings), verified, changes, everything),
                agency.pk in readable,
            )
            for agency in sorted(agencies.values(), key=lambda agency: agency.name.casefold())
        ],
        older=len(begun) - len(shown),
    )
