"""Which counts add up to which: the cells of several cuts of the same answers, held together by their sums.

Beside the cuts that are released stand those which join them: everybody, and each dimension of a crossing by itself.
As dimensions lie within one another or are apart, and crossings never come round in a ring, counts that fit all of
these sums fit one and the same set of children (acyclic schemes: Beeri, Fagin, Maier and Yannakakis 1983; for counts,
Atserias and Kolaitis 2021). So nothing more can be learnt from the sums than they say.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from onlinelives.rules.disclosure.shares.cuts import ALL, CROSSED, Cuts

Key = tuple[str, str]  # a cut and one of its parts


@dataclass(frozen=True)
class Sums:
    """keys: every cell by its cut and part. adding: for each sum the place of the whole, and those of its parts.
    tree: no cell is a part of two wholes, so that no sums go round in a ring."""

    keys: tuple[Key, ...]
    adding: tuple[tuple[int, tuple[int, ...]], ...]

    @cached_property
    def tree(self) -> bool:
        parts = [part for _, some in self.adding for part in some]
        return len(set(parts)) == len(parts)


@lru_cache(maxsize=256)
def sums_of(released: frozenset[str], cuts: Cuts) -> Sums:
    """The sums that hold between the released cuts."""
    joined = {ALL, *(code for cut in released for code in (cut, *cut.split(CROSSED)))}
    listed = [cut for cut in cuts.codes if cut in joined]
    keys = tuple((cut, part) for cut in listed for part in cuts.parts(cut))
    at = {key: place for place, key in enumerate(keys)}
    lying = {
        (fine, coarse): ways
        for fine in listed
        for coarse in listed
        if fine != coarse and (ways := cuts.within(fine, coarse)) is not None
    }
    adding = []
    for (fine, coarse), ways in lying.items():
        if any((fine, between) in lying and (between, coarse) in lying for between in listed):
            continue  # what lies between says it already
        for place, whole in enumerate(cuts.parts(coarse)):
            parts = [at[fine, part] for part, way in zip(cuts.parts(fine), ways, strict=True) if way == place]
            adding.append((at[coarse, whole], tuple(parts)))
    return Sums(keys, tuple(adding))
