"""How far agencies' own scores and the verified scores of independent reviewers agree.

Everything here describes the answers that were checked. Checks fall more often on high scores with thin evidence, so
the figures of a sample are not those of all answers: for an estimate of the whole area see `verified_mean`. Where
agreement settles a check at once and disagreement waits for a reply, count the reviewer's score meanwhile: what is
settled first is what was agreed.

Kappa sets the disagreement seen against the disagreement there would be if the two scores had nothing to do with each
other (Cohen 1968). 1 is full agreement, 0 no better than chance. Its weights here are quadratic: being two steps apart
counts four times as much as one. One step is the ordinary difference between two careful readers, while a 4 that turns
out to be a 1 is what checks are for; and with these weights kappa can be read as an intraclass correlation (Fleiss and
Cohen 1973), a scale reviewers know. It says little about exact agreement, so the share is always given beside it, and
it falls when nearly all scores are the same, however well they agree.

The standard error of kappa is the large-sample one of Fleiss, Cohen and Everitt (1969). The plain interval made from it
is too narrow in small samples: tried on scores like ours it held the true kappa 3 times in 4 with 10 answers and 7
times in 8 with 20, not 19 times in 20. So the interval is made on Fisher's z scale (as for a correlation: Fisher 1921)
with Student's t, which held it 9 times in 10 with 20 answers and 94 times in 100 with 60, and none is given below 20.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from onlinelives.rules.quantiles import student
from onlinelives.rules.scoring import HIGHEST, LOWEST

# With six answers, all off the same way, chance alone is for the first time less likely than 1 in 20 (sign test).
FEWEST = 6
FEWEST_FOR_KAPPA = 20  # answers, for an interval of kappa

HIGH, LOW, UNCLEAR, TOO_FEW = "high", "low", "unclear", "too few"
SIZE = HIGHEST - LOWEST + 1
STEPS = range(SIZE)
CONFIDENCE = 0.95
UPPER = (1 + CONFIDENCE) / 2  # 0.975
WIDEST = float(HIGHEST - LOWEST)  # the largest difference there can be

Table = tuple[tuple[int, ...], ...]  # 5 rows of 5 counts


@dataclass(frozen=True)
class Agreement:
    """What the checks of a set of answers found. Intervals are 95 per cent; None is "cannot be told".

    table: 5 × 5 counts, a row for each self score 0 to 4 and a column for each verified score.
    n: answers checked. agreed, lower, higher: how many were verified at, below and above their self score.
    share: agreed ÷ n, 0 to 1, None without answers.
    mean_difference: verified minus self, -4 to 4, None without answers; difference_low and difference_high: its t
    interval, None with fewer than two answers or when all differences are the same, for then their spread is unknown.
    kappa: at most 1, None with fewer than two answers or when every score of both is the same, so that chance cannot
    disagree; kappa_error: its standard error, None also where the formula has no spread: when agreement is perfect, or
    when one side gave a single score throughout (kappa is then 0 and says nothing); kappa_low and kappa_high: its
    interval, None also with fewer than FEWEST_FOR_KAPPA answers.
    direction: HIGH (self scores run high: the interval of the difference is all below 0), LOW (all above 0), UNCLEAR,
    or TOO_FEW with fewer than FEWEST answers. Differences that are all the same count by their sign.
    """

    table: Table
    n: int
    agreed: int
    lower: int
    higher: int
    share: float | None
    mean_difference: float | None
    difference_low: float | None
    difference_high: float | None
    kappa: float | None
    kappa_error: float | None
    kappa_low: float | None
    kappa_high: float | None
    direction: str


def confusion(pairs: Iterable[tuple[int, int]]) -> Table:
    """Count pairs (self, verified) in 5 rows (self 0 to 4) of 5 columns (verified 0 to 4). Other scores: ValueError."""
    counts = [[0] * SIZE for _ in STEPS]
    for self_score, verified in pairs:
        for score in (self_score, verified):
            if not LOWEST <= score <= HIGHEST:
                raise ValueError(f"a score is from {LOWEST} to {HIGHEST}, not {score}")
        counts[self_score][verified] += 1
    return tuple(map(tuple, counts))


def agreement(pairs: Iterable[tuple[int, int]]) -> Agreement:
    """Compare pairs (self, verified), scores 0 to 4. Other scores raise ValueError."""
    table = confusion(pairs)
    n = _count(table, lambda own, verified: True)
    agreed = _count(table, lambda own, verified: own == verified)
    mean, low, high = _mean_difference(table, n)
    kappa, kappa_error = _kappa(table, n)
    kappa_low, kappa_high = _kappa_interval(n, kappa, kappa_error)
    return Agreement(
        table=table,
        n=n,
        agreed=agreed,
        lower=_count(table, lambda own, verified: verified < own),
        higher=_count(table, lambda own, verified: verified > own),
        share=agreed / n if n else None,
        mean_difference=mean,
        difference_low=low,
        difference_high=high,
        kappa=kappa,
        kappa_error=kappa_error,
        kappa_low=kappa_low,
        kappa_high=kappa_high,
        direction=_direction(n, mean, low, high),
    )


def _count(table: Table, belongs: Callable[[int, int], bool]) -> int:
    return sum(table[own][verified] for own in STEPS for verified in STEPS if belongs(own, verified))


def _mean_difference(table: Table, n: int) -> tuple[float | None, float | None, float | None]:
    """Mean of verified minus self with its t interval. Sums are whole numbers, so equal differences give exactly 0."""
    if not n:
        return None, None, None
    total = sum(table[i][j] * (j - i) for i in STEPS for j in STEPS)
    squares = sum(table[i][j] * (j - i) ** 2 for i in STEPS for j in STEPS)
    mean, spread = total / n, n * squares - total * total  # spread is n(n-1) times the variance
    if n == 1 or not spread:
        return mean, None, None
    half = student(UPPER, n - 1) * math.sqrt(spread / (n - 1)) / n
    return mean, max(-WIDEST, mean - half), min(WIDEST, mean + half)


def _kappa(table: Table, n: int) -> tuple[float | None, float | None]:
    """Weighted kappa and its standard error (Fleiss, Cohen and Everitt 1969): in fractions, so that 0 is 0."""
    weight = [[1 - Fraction((i - j) ** 2, (SIZE - 1) ** 2) for j in STEPS] for i in STEPS]
    share = [[Fraction(count, n or 1) for count in row] for row in table]
    own = [sum(row) for row in share]
    verified = [sum(column) for column in zip(*share, strict=True)]
    seen = sum(weight[i][j] * share[i][j] for i in STEPS for j in STEPS)
    chance = sum(weight[i][j] * own[i] * verified[j] for i in STEPS for j in STEPS)
    if n <= 1 or chance == 1:
        return None, None
    kappa = float((seen - chance) / (1 - chance))
    of_row = [sum(weight[i][j] * verified[j] for j in STEPS) for i in STEPS]
    of_column = [sum(weight[i][j] * own[i] for i in STEPS) for j in STEPS]
    squares = sum(
        share[i][j] * (weight[i][j] * (1 - chance) - (of_row[i] + of_column[j]) * (1 - seen)) ** 2
        for i in STEPS
        for j in STEPS
    )
    variance = (squares - (seen * chance - 2 * chance + seen) ** 2) / (n * (1 - chance) ** 4)
    return kappa, math.sqrt(variance) if variance else None


def _kappa_interval(n: int, kappa: float | None, error: float | None) -> tuple[float | None, float | None]:
    if kappa is None or error is None or n < FEWEST_FOR_KAPPA:
        return None, None
    centre, half = math.atanh(kappa), student(UPPER, n - 1) * error / (1 - kappa**2)
    return math.tanh(centre - half), math.tanh(centre + half)


def _direction(n: int, mean: float | None, low: float | None, high: float | None) -> str:
    if n < FEWEST or mean is None:
        return TOO_FEW
    below, above = (mean, mean) if low is None or high is None else (low, high)
    if above < 0:
        return HIGH
    return LOW if below > 0 else UNCLEAR
