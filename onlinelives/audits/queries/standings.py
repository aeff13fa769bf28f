"""How far a return has come, section by section. The one place that works out progress."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onlinelives.accounts.models import Person
from onlinelives.audits.models import Assignment
from onlinelives.content.shapes import Framework
from onlinelives.rules.scoring import Mark, Tally, tally
from onlinelives.trail import clock


@dataclass(frozen=True)
class SectionStanding:
    """One section of a return: its tally, who has it, and by when."""

    number: int
    name: str
    about: str
    tally: Tally
    people: tuple[str, ...]
    due_on: date | None
    mine: bool

    @property
    def late(self) -> bool:
        return self.due_on is not None and not self.tally.complete and self.due_on < clock.today()


def sections(
    framework: Framework,
    marks: Iterable[tuple[int, Mark]],
    assignments: Iterable[Assignment],
    person: Person,
) -> list[SectionStanding]:
    """The six sections, from (section, mark) pairs and the assignments with their people fetched."""
    by_section: dict[int, list[Mark]] = defaultdict(list)
    for number, mark in marks:
        by_section[number].append(mark)
    given: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        given[assignment.section].append(assignment)
    return [
        SectionStanding(
            number=section.number,
            name=section.name,
            about=section.about,
            tally=tally(by_section[section.number]),
            people=tuple(a.person.name for a in given[section.number]),
            due_on=min((a.due_on for a in given[section.number] if a.due_on), default=None),
            mine=any(a.person_id == person.pk for a in given[section.number]),
        )
        for section in framework.sections
    ]


def whole(standings: Iterable[SectionStanding]) -> Tally:
    """The tally of the whole return."""
    return sum((standing.tally for standing in standings), Tally())
