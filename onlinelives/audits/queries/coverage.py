"""Coverage debt: which statements of which agency nobody has checked, or not for the longest time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Check, Round
from onlinelives.audits.queries.rounds import round_for
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules.verdict import need
from onlinelives.trail import clock


@dataclass(frozen=True)
class Debt:
    """A set of statements: how many have ever been checked, and when the one whose last check lies longest back was.
    `oldest` is None while none has been checked."""

    statements: int
    checked: int
    oldest: datetime | None

    @property
    def never(self) -> int:
        return self.statements - self.checked

    @property
    def days(self) -> int | None:
        """Whole days since `oldest`."""
        return None if self.oldest is None else (clock.now() - self.oldest).days


@dataclass(frozen=True)
class AgencyDebt:
    name: str
    sections: list[Debt]
    whole: Debt


@dataclass(frozen=True)
class StatementDebt:
    """One statement over all agencies of the round."""

    statement: Statement
    debt: Debt


@dataclass(frozen=True)
class Coverage:
    """agencies: longest unchecked first. statements: likewise. Checks of earlier rounds count."""

    round: Round
    framework: Framework
    agencies: list[AgencyDebt]
    statements: list[StatementDebt]
    whole: Debt


def coverage(person: Person, pk: int) -> Coverage:
    """3 queries besides those of signing in, whatever the number of agencies and rounds."""
    need(permissions.see_area(person))
    round_ = round_for(person, pk)
    framework = round_.framework
    returns = {r.agency_id: r for r in round_.returns.select_related("agency")}
    rows = (
        Check.objects.filter(state="settled", answer__audit_return__agency__in=returns)
        .order_by()
        .values_list("answer__audit_return__agency_id", "answer__statement")
        .annotate(last=Max("settled_at"))
    )
    last: dict[int, dict[str, datetime]] = defaultdict(dict)
    for agency, code, at in rows:
        last[agency][code] = at
    agencies = [
        AgencyDebt(
            name=r.name_of_agency,
            sections=[_debt(last[pk].get(s.id) for s in section.statements) for section in framework.sections],
            whole=_debt(last[pk].get(s.id) for s in framework.statements),
        )
        for pk, r in returns.items()
    ]
    statements = [StatementDebt(s, _debt(last[pk].get(s.id) for pk in returns)) for s in framework.statements]
    return Coverage(
        round=round_,
        framework=framework,
        agencies=sorted(agencies, key=lambda a: (_longest(a.whole), a.name)),
        statements=sorted(statements, key=lambda s: _longest(s.debt)),
        whole=_debt(last[pk].get(s.id) for pk in returns for s in framework.statements),
    )


def _debt(checked_at: Iterable[datetime | None]) -> Debt:
    known = list(checked_at)
    done = [at for at in known if at is not None]
    return Debt(len(known), len(done), min(done, default=None))


def _longest(debt: Debt) -> tuple[int, float]:
    """Sorts what was never checked before what was checked long ago."""
    return -debt.never, debt.oldest.timestamp() if debt.oldest else 0.0
