"""A draw with its frozen population, and what a draw made now would choose from."""

from dataclasses import dataclass, replace
from math import ceil

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Candidate, Check, Draw, DrawSchedule, Round
from onlinelives.audits.queries.population import population, unit_id
from onlinelives.audits.queries.rounds import round_for
from onlinelives.content.shapes import Framework
from onlinelives.rules import sampling
from onlinelives.rules.sampling import Parameters, Unit
from onlinelives.rules.verdict import need
from onlinelives.trail import clock

ON_A_PAGE = 80


@dataclass(frozen=True)
class CandidateLine:
    candidate: Candidate
    agency: str
    check: Check | None

    @property
    def unit_id(self) -> str:
        return unit_id(self.candidate.answer_id, self.candidate.revision.number)


@dataclass(frozen=True)
class DrawPage:
    """`same`: drawing again from what is stored gives the same answers with the same probabilities, the population is
    what was frozen, and each drawn answer has its check. `shown` are the drawn answers of page `number`."""

    draw: Draw
    framework: Framework
    lines: list[CandidateLine]  # the whole population
    same: bool
    number: int = 1

    @property
    def drawn(self) -> list[CandidateLine]:
        return [line for line in self.lines if line.candidate.drawn]

    @property
    def pages(self) -> int:
        return max(1, ceil(len(self.drawn) / ON_A_PAGE))

    @property
    def shown(self) -> list[CandidateLine]:
        return self.drawn[(self.number - 1) * ON_A_PAGE : self.number * ON_A_PAGE]

    @property
    def least(self) -> float:
        return min(line.candidate.probability for line in self.lines)

    @property
    def most(self) -> float:
        return max(line.candidate.probability for line in self.lines)


def draw_page(person: Person, pk: int, number: int = 1) -> DrawPage:
    """A draw the person may see, or 404: drawn again from the seed while one looks. 3 queries. A number past the last
    page gives the last."""
    need(permissions.run_checks(person))
    draw = get_object_or_404(Draw.objects.visible_to(person).select_related("round"), pk=pk)
    candidates = list(draw.candidates.select_related("answer__audit_return__agency", "revision"))
    checks = {check.candidate_id: check for check in Check.objects.filter(candidate__draw=draw)}
    page = DrawPage(
        draw=draw,
        framework=draw.round.framework,
        lines=[CandidateLine(c, c.answer.audit_return.name_of_agency, checks.get(c.pk)) for c in candidates],
        same=checks.keys() == {c.pk for c in candidates if c.drawn} and _repeats(draw, candidates),
    )
    return replace(page, number=min(max(1, number), page.pages))


def _repeats(draw: Draw, candidates: list[Candidate]) -> bool:
    """Drawing again from these rows gives what they say was drawn, and they are what was frozen."""
    try:
        units = [_unit(candidate) for candidate in candidates]
        parameters = Parameters(draw.per_agency, draw.thin_factor, draw.never_factor)
        again = sampling.draw(units, parameters, draw.seed)
    except ValueError:  # rows that no draw can have made
        return False
    drawn = set(again.ids)
    return (
        (again.algorithm, sampling.population_digest(units, parameters)) == (draw.algorithm, draw.population_sha256)
        and all(c.drawn == (u.id in drawn) for u, c in zip(units, candidates, strict=True))
        and all(c.probability == float(again.inclusion[u.id]) for u, c in zip(units, candidates, strict=True))
        and all(c.statement == c.answer.statement for c in candidates)
    )


def _unit(candidate: Candidate) -> Unit:
    return Unit(
        id=unit_id(candidate.answer_id, candidate.revision.number),
        agency=candidate.agency_code,
        section=candidate.section,
        score=candidate.score,
        thin=candidate.thin,
        never_checked=candidate.never_checked,
    )


@dataclass(frozen=True)
class Drawable:
    """What a draw made now would choose from."""

    round: Round
    agencies: int
    answers: int
    thin: int
    never_checked: int


def drawable(person: Person, pk: int) -> Drawable:
    """For the page that draws."""
    need(permissions.run_checks(person))
    round_ = round_for(person, pk)
    units = [one.unit for one in population(round_)]
    return Drawable(
        round=round_,
        agencies=len({unit.agency for unit in units}),
        answers=len(units),
        thin=sum(unit.thin for unit in units),
        never_checked=sum(unit.never_checked for unit in units),
    )


def schedule_of(round_: Round) -> DrawSchedule | None:
    """The schedule that stands, if there is one."""
    return round_.schedules.filter(stopped_at=None).first()


def schedules_due() -> list[DrawSchedule]:
    """Every partnership's schedules whose day has come, for the worker."""
    return list(DrawSchedule.objects.filter(stopped_at=None, next_on__lte=clock.today()).order_by("next_on", "pk"))
