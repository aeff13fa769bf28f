"""How the rows of a file were drawn: weights, PSUs (the schools, or whatever was drawn first) and strata."""

from dataclasses import dataclass

import numpy as np

from onlinelives.rules.estimation import Moments, Sampling, of_rows
from onlinelives.rules.estimation.moments import Floats, Integers
from onlinelives.survey.analysing.asking import Request, Unanswerable
from onlinelives.survey.analysing.columns import Column, Mask
from onlinelives.survey.analysing.reading import Columns


@dataclass(frozen=True)
class Design:
    """weight, psu, stratum: n; a PSU has a number of its own in the whole file. names: of the strata."""

    weight: Floats
    psu: Integers
    stratum: Integers
    names: tuple[str, ...]

    @property
    def sampling(self) -> Sampling:
        return Sampling(names=self.names)

    @property
    def everybody(self) -> Mask:
        return np.ones(len(self.weight), bool)

    def moments(self, values: Floats) -> Moments:
        """values: (n, k), not weighted yet, with zeros where a row has no part."""
        return of_rows(values * self.weight[:, None], self.psu, self.stratum)

    def psus(self, rows: Mask) -> int:
        """How many have one of these rows."""
        return len(np.unique(self.psu[rows]))

    def df(self, rows: Mask) -> int:
        """PSUs less strata, of those that have one of these rows."""
        return self.psus(rows) - len(np.unique(self.stratum[rows]))


def laid(columns: Columns, request: Request, file: str) -> Design:
    """The design of all rows. Raises Unanswerable for a weight that is not above 0, or a row without PSU or stratum."""
    n = len(next(iter(columns.values())).codes)
    weight, stratum, psu = np.ones(n), np.zeros(n, np.int64), np.arange(n)
    names: tuple[str, ...] = ("of all rows",)
    if request.weight:
        weight = _weights(columns[request.weight], file)
    if request.strata:
        stratum, names = _codes(columns[request.strata], file, "stratum"), columns[request.strata].levels
    if request.psu:
        own = _codes(columns[request.psu], file, "PSU")
        psu = np.unique(stratum * (int(own.max()) + 1) + own, return_inverse=True)[1].ravel()
    return Design(weight, psu, stratum, names)


def _weights(column: Column, file: str) -> Floats:
    if column.values is None:
        raise Unanswerable(f"The weight column {column.name!r} of {file} has words in it: weights are numbers above 0.")
    weight = column.numbers
    _refuse(~(weight > 0), f"has no weight above 0 in column {column.name!r} of {file}")
    return weight


def _codes(column: Column, file: str, part: str) -> Integers:
    _refuse(~column.known, f"has no {part} in column {column.name!r} of {file}")
    return column.codes


def _refuse(bad: Mask, words: str) -> None:
    if bad.any():
        rest = int(bad.sum()) - 1
        others = f", and so {'has' if rest == 1 else 'have'} {rest} more" if rest else ""
        raise Unanswerable(f"Row {int(np.argmax(bad)) + 1} {words}{others}.")
