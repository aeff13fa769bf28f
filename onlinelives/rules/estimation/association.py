"""Do the answers differ between groups? The test of Rao and Scott, second order, as an F test.

Pearson's chi-squared takes children for drawn one by one. Rao and Scott (1984, Annals of Statistics 12, 46-60) correct
it by the design effects of the table's interactions; with Satterthwaite's degrees of freedom it becomes an F statistic
(Thomas and Rao 1987, JASA 82, 630-636). The default test of R's survey package.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from onlinelives.rules.estimation.moments import Floats, Moments
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, Sampling, covariance


@dataclass(frozen=True)
class Association:
    """All (...), for any number of tables. chi_squared: Pearson's, of the weighted table scaled to n children.
    statistic: F, 0 or more. numerator_df, denominator_df: its degrees of freedom, not whole. p_value: 0 to 1. Not a
    number where the table has an empty row or column, or the design leaves no spread."""

    chi_squared: Floats
    statistic: Floats
    numerator_df: Floats
    denominator_df: Floats
    p_value: Floats


def rao_scott(
    moments: Moments, n: ArrayLike, rows: int, columns: int, sampling: Sampling = WITH_REPLACEMENT
) -> Association:
    """Test rows against columns.

    moments: of k = rows * columns totals, the sums of weights in the cells, row by row; a child with either answer
    missing is in no cell. n: (...), unweighted children in the table. Raises ValueError when the table is smaller than
    2 by 2, its size is not k, or there is no degree of freedom; LonelyStratum as `covariance` does.
    """
    cells = moments.totals.sum(-2)
    if min(rows, columns) < 2 or cells.shape[-1] != rows * columns:
        raise ValueError(
            f"a table of {rows} by {columns} does not fit {cells.shape[-1]} cells, or is too small to test"
        )
    if moments.df < 1:
        raise ValueError("there are too few schools for a test: schools less strata must be at least 1")
    children, weight = np.asarray(n, float), cells.sum(-1, keepdims=True)
    share = cells / np.where(weight > 0, weight, np.nan)
    table = share.reshape(*share.shape[:-1], rows, columns)
    expected = table.sum(-1)[..., :, None] * table.sum(-2)[..., None, :]
    tested = (expected > 0).all((-2, -1)) & (children > 0)
    expected = np.where(tested[..., None, None], expected, np.nan)
    chi_squared = children * ((table - expected) ** 2 / expected).sum((-2, -1))

    gradient = (np.eye(rows * columns) - share[..., :, None]) / np.where(weight > 0, weight, np.nan)[..., None]
    spread = covariance(moments, sampling, np.where(tested[..., None, None], gradient, 0.0))
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1.0), 0.0)
    turned = inverse[..., :, None] * _interactions(rows, columns)
    plain = np.swapaxes(turned, -1, -2) @ _interactions(rows, columns) / np.where(tested, children, 1)[..., None, None]
    plain = np.where(tested[..., None, None], plain, np.eye(plain.shape[-1]))
    effects = np.linalg.solve(plain, np.swapaxes(turned, -1, -2) @ spread @ turned)
    first, second = np.trace(effects, axis1=-2, axis2=-1), np.trace(effects @ effects, axis1=-2, axis2=-1)
    first, second = (np.where(tested & (part > 0), part, np.nan) for part in (first, second))
    numerator = first**2 / second
    statistic, denominator = chi_squared / first, numerator * moments.df
    p_value = np.asarray(stats.f.sf(statistic, numerator, denominator))
    return Association(chi_squared, statistic, numerator, denominator, p_value)


def _interactions(rows: int, columns: int) -> Floats:
    """Contrasts of the cells for the interaction, at right angles to the main effects: (cells, (rows-1)(columns-1))."""
    row = np.kron(np.eye(rows)[:, 1:], np.ones((columns, 1)))
    column = np.kron(np.ones((rows, 1)), np.eye(columns)[:, 1:])
    both = np.kron(np.eye(rows)[:, 1:], np.eye(columns)[:, 1:])
    main, _ = np.linalg.qr(np.column_stack([np.ones(rows * columns), row, column]))
    return np.asarray(both - main @ (main.T @ both))
