"""Which answer is the most frequent, as a reader of what is shown would say."""

from collections.abc import Mapping

import numpy as np

from onlinelives.rules.disclosure.shares.published import Cell
from onlinelives.rules.estimation import ranks


def places_of(cells: Mapping[str, Cell]) -> dict[str, str]:
    """1, 2=, 2=, 4: the place of each by its whole percentage; empty for what is hidden."""
    shown = np.array([np.nan if each is None else float(each.percent) for each in cells.values()])
    found = ranks(shown, 0)
    return {
        code: "" if np.isnan(place) else f"{place:.0f}{'=' if tied else ''}"
        for code, place, tied in zip(cells, found.place.tolist(), found.tied.tolist(), strict=True)
    }
