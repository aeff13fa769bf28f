"""The area's results: every agency by section."""

from dataclasses import dataclass

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, Return, Round
from onlinelives.audits.queries.rounds import round_for
from onlinelives.audits.queries.tallies import tallies, total
from onlinelives.content.shapes import Framework
from onlinelives.rules.scoring import HIGHEST, Tally
from onlinelives.rules.verdict import need


@dataclass(frozen=True)
class Cell:
    """One section of one agency. `band`: 0 to 4, the shade of the heat table, from the mean; None where unscored."""

    tally: Tally

    @property
    def band(self) -> int | None:
        mean = self.tally.mean
        return None if mean is None else min(int(mean * 5 / HIGHEST), HIGHEST)


@dataclass(frozen=True)
class AgencyRow:
    audit_return: Return
    shown: bool  # signed off, or the round is closed: before that, only progress leaves the agency
    cells: list[Cell]
    overall: Cell
    readable: bool


@dataclass(frozen=True)
class AreaResults:
    round: Round
    framework: Framework
    rows: list[AgencyRow]
    sections: list[Cell]  # over the agencies that are shown
    overall: Cell

    @property
    def shown(self) -> list[AgencyRow]:
        return [row for row in self.rows if row.shown]


def area_results(person: Person, pk: int) -> AreaResults:
    """4 queries besides those of signing in, whatever the number of agencies. Scores appear once signed off."""
    need(permissions.see_area(person))
    round_ = round_for(person, pk)
    returns = list(round_.returns.select_related("agency").order_by("agency_name", "agency__name"))
    counted = tallies(Answer.objects.filter(audit_return__round=round_))
    readable = set(Return.objects.visible_to(person).filter(round=round_).values_list("pk", flat=True))
    numbers = [section.number for section in round_.framework.sections]
    rows = []
    for audit_return in returns:
        sections = counted.get(audit_return.pk, {})
        rows.append(
            AgencyRow(
                audit_return=audit_return,
                shown=audit_return.state == "signed_off" or round_.state == "closed",
                cells=[Cell(sections.get(number, Tally())) for number in numbers],
                overall=Cell(total(sections)),
                readable=audit_return.pk in readable,
            )
        )
    shown = [row for row in rows if row.shown]
    columns = [Cell(sum((row.cells[place].tally for row in shown), Tally())) for place in range(len(numbers))]
    return AreaResults(
        round=round_,
        framework=round_.framework,
        rows=rows,
        sections=columns,
        overall=Cell(sum((cell.tally for cell in columns), Tally())),
    )
