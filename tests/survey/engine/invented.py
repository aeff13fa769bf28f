"""A small survey of invented answers with everything that may go wrong in one, and its moments made row by row."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from onlinelives.rules.estimation.moments import Moments, of_rows
from onlinelives.survey.engine.sql import Levels, Question

# Two questions about one column; one with a word of SQL for a name; one that is only asked where somebody answered.
QUESTIONS = (Question("seen"), Question("seen", (2, 3)), Question("order", (0, 4)))
GROUPS = (Question("in_care"), Question("carer", (1, 2)))
YEARS = Levels("year", ((7,), (8, 9), (11,)))  # 10 is in no level


@dataclass(frozen=True)
class Invented:
    path: Path
    columns: dict[str, Any]

    def code(self, question: Question) -> np.ndarray:
        """1 yes, 0 no, nan missing: said here in other words than in the engine."""
        held = self.columns[question.column].astype(float)
        return np.where(np.isnan(held) | (held < 0), np.nan, np.isin(held, question.yes))

    def moments(self, values: np.ndarray) -> Moments:
        """values: (..., n, k), not weighted."""
        weighted = values * self.columns["weight"][:, None]
        return of_rows(weighted, self.columns["school"], self.columns["stratum"])

    def schools(self, inside: np.ndarray) -> int:
        """In how many schools one of these children is."""
        return len({*zip(self.columns["stratum"][inside], self.columns["school"][inside], strict=True)})


def lay(folder: Path, *, seed: int = 1, shuffled: bool = True) -> Invented:
    """Strata 3, 7 (the larger), 12 (one school). School 1 is in two strata. In stratum 7, school 2 has nobody in care
    and school 3 answered nothing."""
    rng = np.random.default_rng(seed)
    sizes = {(3, 1): 17, (3, 5): 30, (7, 1): 25, (7, 2): 40, (7, 3): 22, (7, 4): 35, (7, 6): 19, (12, 9): 28}
    stratum, school = (np.repeat([pair[i] for pair in sizes], [*sizes.values()]) for i in (0, 1))
    n = len(school)
    columns: dict[str, Any] = {
        "stratum": stratum,
        "school": school,
        "weight": rng.uniform(0.3, 2.5, n),
        "seen": rng.choice([-8, -5, -4, 0, 1, 2, 3], n, p=[0.04, 0.03, 0.03, 0.4, 0.3, 0.1, 0.1]).astype(float),
        "order": rng.choice([-6, 0, 1, 2, 4], n).astype(float),
        "in_care": rng.choice([-8, 0, 1], n, p=[0.1, 0.6, 0.3]).astype(float),
        "carer": rng.choice([-7, 0, 1, 2], n, p=[0.1, 0.6, 0.2, 0.1]).astype(float),
        "year": rng.choice([-4, 7, 8, 9, 10, 11], n).astype(float),
    }
    for name in ("seen", "in_care", "year"):
        columns[name][rng.uniform(size=n) < 0.05] = np.nan
    columns["in_care"][(school == 2) & (columns["in_care"] == 1)] = 0
    for name in ("seen", "order"):
        columns[name][(stratum == 7) & (school == 3)] = [np.nan, -8] * 11
    if shuffled:
        order = rng.permutation(n)
        columns = {name: column[order] for name, column in columns.items()}
    path = folder / f"answers-{seed}.parquet"
    with duckdb.connect() as connection:
        connection.register("held", columns)
        small = ", ".join(
            f'CAST(CASE WHEN isnan("{name}") THEN NULL ELSE "{name}" END AS SMALLINT) AS "{name}"'
            for name in list(columns)[3:]
        )
        connection.execute(
            f"COPY (SELECT stratum, school, weight, {small} FROM held) TO ? (FORMAT parquet)", [str(path)]
        )
    return Invented(path, columns)
