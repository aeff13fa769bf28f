"""What R's survey package found in its own example data, and the data as arrays: see reference/README.md."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onlinelives.rules.estimation.moments import Floats, Moments, of_rows
from onlinelives.rules.estimation.variance import Sampling

HERE = Path(__file__).parent / "reference"
R: dict[str, Any] = json.loads((HERE / "r-survey-4.1.1.json").read_text())
YES = {"Yes": 1.0, "No": 0.0}

# One sampled school is a stratum's unit in apistrat, a district in apiclus1; in nhanes a place.
ONE_STAGE = ("apistrat", "apistrat_nofpc", "apiclus1", "apiclus1_nofpc")


@cache
def columns(name: str) -> dict[str, list[str]]:
    with (HERE / f"{name}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: [row[column] for row in rows] for column in rows[0]}


def numbers(name: str, column: str) -> Floats:
    return np.array([float(value) if value else np.nan for value in columns(name)[column]])


@dataclass(frozen=True)
class Survey:
    """Rows of a sample with the design it was drawn by."""

    name: str
    weight: Floats
    school: NDArray[Any]
    stratum: NDArray[Any] | None
    sampling: Sampling
    answers: dict[str, Floats]
    kind: NDArray[Any]

    def moments(self, *values: Floats) -> Moments:
        """Of weight times each of the values, n long."""
        return of_rows(np.stack(values, -1) * self.weight[:, None], self.school, self.stratum)

    def groups(self, answer: Floats, *groups: NDArray[np.bool_]) -> Moments:
        """For `proportions`: two totals for each group."""
        known = ~np.isnan(answer)
        return self.moments(*(part for one in groups for part in (one & known, np.where(one & known, answer, 0))))

    @property
    def everybody(self) -> NDArray[np.bool_]:
        return np.ones(len(self.weight), bool)


@cache
def api(name: str) -> Survey:
    """One of ONE_STAGE."""
    file, _, bare = name.partition("_")
    of = columns(file)
    stratified = file == "apistrat"
    kind = np.array(of["stype"])
    population = numbers(file, "fpc")
    school = np.arange(len(kind)) if stratified else np.array(of["dnum"])
    if bare:
        fractions = None
    elif stratified:
        fractions = np.array([(kind == one).sum() / population[kind == one][0] for one in "EHM"])
    else:
        fractions = np.array([len(set(of["dnum"])) / population[0]])
    answers = {
        short: np.array([YES[value] for value in of[column]])
        for short, column in (("sw", "sch.wide"), ("ct", "comp.imp"), ("aw", "awards"))
    } | {column: numbers(file, column) for column in ("api00", "enroll", "meals", "ell", "mobility")}
    return Survey(
        name, numbers(file, "pw"), school, kind if stratified else None, Sampling(fractions=fractions), answers, kind
    )


@cache
def nhanes() -> Survey:
    """answers: `chol`, 0 or 1 or missing; `race`, `age` and `gender`, codes from 1."""
    answers = {
        short: numbers("nhanes", column)
        for short, column in (("chol", "HI_CHOL"), ("race", "race"), ("age", "agecat"), ("gender", "RIAGENDR"))
    }
    stratum = np.array(columns("nhanes")["SDMVSTRA"])
    school = np.array(columns("nhanes")["SDMVPSU"])
    return Survey("nhanes", numbers("nhanes", "WTMEC2YR"), school, stratum, Sampling(), answers, answers["race"])


def close(what: str, found: Any, expected: Any, tolerance: float) -> None:
    """The largest difference stays within the tolerance."""
    difference = float(np.max(np.abs(np.asarray(found, float) - np.asarray(expected, float))))
    assert difference <= tolerance, f"{what}: {difference:.3g} is more than {tolerance:.3g}"
