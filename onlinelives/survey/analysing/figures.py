"""What is found of a file: figures with what stands beside them. Not a number where there is none; `hidden` says why a
figure is not given, and then there are no numbers beside it."""

from dataclasses import dataclass
from typing import Literal

from onlinelives.survey.analysing.asking import Request

Scale = Literal["difference", "ratio of percentages", "odds ratio"]
NONE = float("nan")


@dataclass(frozen=True)
class Figure:
    """Of an item, for everybody or a group. n, yes: rows that answered, and said yes; psus: those they are from. p,
    low, high: 0 to 1. df: of the interval."""

    item: str
    group: str = ""
    n: int | None = None
    yes: int | None = None
    psus: int | None = None
    p: float = NONE
    se: float = NONE
    low: float = NONE
    high: float = NONE
    method: str = ""
    design_effect: float = NONE
    df: int | None = None
    hidden: str = ""


@dataclass(frozen=True)
class Measure:
    """One way to put two percentages beside each other. se: of a ratio, that of its natural logarithm."""

    kind: Scale
    estimate: float
    se: float
    low: float
    high: float


@dataclass(frozen=True)
class Contrast:
    """A group beside the others. p: of the difference, two-sided; holm: adjusted for all the tests that are given."""

    item: str
    group: str
    other: str
    measures: tuple[Measure, ...] = ()
    p: float = NONE
    holm: float = NONE
    df: int | None = None
    hidden: str = ""


@dataclass(frozen=True)
class Test:
    """Rao and Scott's F, of whether an item differs between the groups."""

    item: str
    f: float = NONE
    numerator_df: float = NONE
    denominator_df: float = NONE
    p: float = NONE
    holm: float = NONE
    hidden: str = ""


@dataclass(frozen=True)
class Coefficient:
    """low, high: of the odds ratio."""

    term: str
    coefficient: float
    se: float
    odds_ratio: float
    low: float
    high: float
    t: float
    p: float


@dataclass(frozen=True)
class Fitted:
    """least: the fewest rows on either side of the outcome in any level of any factor, or overall."""

    outcome: str
    n: int | None = None
    yes: int | None = None
    psus: int | None = None
    least: int | None = None
    df: int | None = None
    coefficients: tuple[Coefficient, ...] = ()
    hidden: str = ""


@dataclass(frozen=True)
class Analysis:
    """rows: of the file, and within the domain. psus, strata: of the whole design; df: psus less strata, of the design
    or of the domain as asked."""

    file: str
    request: Request
    rows: int
    domain_rows: int
    psus: int
    strata: int
    df: int
    figures: tuple[Figure, ...]
    contrasts: tuple[Contrast, ...]
    tests: tuple[Test, ...]
    model: Fitted | None
