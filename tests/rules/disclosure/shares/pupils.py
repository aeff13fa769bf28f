"""Invented pupils of invented schools, and the tables that are made from what they answered."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onlinelives.rules.disclosure.shares import (
    ALL,
    NOT_SAID,
    Cuts,
    Dimension,
    Share,
    SharesReleased,
    ShareTable,
    Tally,
    publish_shares,
)

CARE = Dimension("in_care", ("yes", "no", NOT_SAID))
GENDER = Dimension("gender", ("girl", "boy", "other"))
YEAR = Dimension("year", ("7", "8", "9"))
CUTS = Cuts((CARE, GENDER, YEAR), (("in_care", "year"),))


@dataclass(frozen=True)
class Pupil:
    in_care: str = "no"
    gender: str = "girl"
    year: str = "7"
    school: int = 0
    answer: bool = False


def pupils(number: int, yes: int, schools: int = 5, **said: str) -> list[Pupil]:
    """So many who are alike, spread over schools; the first of them with a yes."""
    return [replace(Pupil(**said), school=at % schools, answer=at < yes) for at in range(number)]


def part_of(pupil: Pupil, cut: str) -> str:
    return ALL if cut == ALL else "*".join(getattr(pupil, code) for code in cut.split("*"))


def tally(some: Sequence[Pupil]) -> Tally:
    return Tally(len(some), sum(one.answer for one in some), len({one.school for one in some}))


def share(found: Tally) -> Share | None:
    if not found.answered:
        return None
    p = found.yes / found.answered
    return Share(p, max(0, p - 0.05), min(1, p + 0.05))


def table(cut: str, some: Iterable[Pupil], cuts: Cuts = CUTS, answers: str = "first", item: str = "q") -> ShareTable:
    """What these pupils answered, by a cut; all weights equal."""
    parts, everybody = cuts.parts(cut), list(some)
    row = tuple(tally([one for one in everybody if part_of(one, cut) == part]) for part in parts)
    return ShareTable("2026", answers, cut, parts, (item,), (row,), (tuple(map(share, row)),))


def released(some: Iterable[Pupil], *cuts: str, listed: Cuts = CUTS) -> SharesReleased:
    """Everything that is out once these cuts were published, one after the other."""
    ledger, everybody = SharesReleased(listed), list(some)
    for cut in cuts:
        ledger = ledger.plus(publish_shares(table(cut, everybody, listed), ledger))
    return ledger


def shown(ledger: SharesReleased, cut: str) -> dict[str, str]:
    """The cells of a cut by part: "25% of 40", or "-" where hidden."""
    cells = ledger.cells("2026", "first", "q")
    return {
        part: f"{cell.percent}% of {cell.base}" if (cell := cells[cut, part]) else "-"
        for part in ledger.cuts.parts(cut)
    }


def crowd(rng: random.Random, most: int = 260) -> list[Pupil]:
    """Pupils as they come: few in care, few who say neither girl nor boy, a yes that is rare or common."""
    often = rng.choice([0.03, 0.08, 0.2, 0.5, 0.9])
    return [
        Pupil(
            rng.choices(CARE.parts, [rng.choice([4, 12, 30]), 80, 6])[0],
            rng.choices(GENDER.parts, [48, 46, 6])[0],
            rng.choices(YEAR.parts, [40, 40, 20])[0],
            rng.randrange(6),
            rng.random() < often,
        )
        for _ in range(rng.randint(50, most))
    ]
