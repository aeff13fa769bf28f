"""Rare combinations: what tells who somebody is without naming them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

Attribute = tuple[str, str]  # what and which, in plain words: ("age band", "11 to 13")
Counts = Callable[[frozenset[Attribute]], int] | Mapping[frozenset[Attribute], int]

FEWEST = 5  # young people; notes on security, section 7, step 5
MOST_TOGETHER = 3


@dataclass(frozen=True)
class Combination:
    """Attributes of this case that few young people share.

    attributes: one to three, in the order given. count: how many young people have all of them, this one among them.
    smallest: no smaller combination inside it is rare, so this is the one to generalise.
    """

    attributes: tuple[Attribute, ...]
    count: int
    smallest: bool
    fewest: int

    @property
    def words(self) -> str:
        """In plain words, without the count: it would tell more than it must."""
        told = " with ".join(f"{what} {which}" for what, which in self.attributes)
        return f"{told}: fewer than {self.fewest} young people"


def small_combinations(
    attributes: Iterable[Attribute], counts: Counts, *, fewest: int = FEWEST
) -> tuple[Combination, ...]:
    """Every combination of one to three attributes of this case that fewer than `fewest` young people share.

    attributes: of this case; the same "what" may come more than once, as two vulnerabilities or two Cs do; a pair that
    comes twice counts once. counts: how many young people have all attributes of a set, as a function or a mapping;
    what a mapping does not hold counts as 0, so it is rare. Single attributes come first, then pairs, then threes.
    Raises ValueError if `fewest` is below 2 or a count is below 0.
    """
    if fewest < 2:
        raise ValueError("fewest must be at least 2")
    own = tuple(dict.fromkeys(attributes))
    rare: list[Combination] = []
    seen: set[frozenset[Attribute]] = set()
    for size in range(1, min(MOST_TOGETHER, len(own)) + 1):
        for some in combinations(own, size):
            count = _count(counts, frozenset(some))
            if count < 0:
                raise ValueError(f"{count} young people cannot be")
            if count < fewest:
                smallest = not any(smaller < frozenset(some) for smaller in seen)
                rare.append(Combination(some, count, smallest, fewest))
                seen.add(frozenset(some))
    return tuple(rare)


def _count(counts: Counts, some: frozenset[Attribute]) -> int:
    return counts.get(some, 0) if isinstance(counts, Mapping) else counts(some)
