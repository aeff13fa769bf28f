"""In which ways the young people may be divided, once and for all: the same parts for everybody who reads.

A cut is "all", one dimension ("in_care"), or two of them crossed ("in_care*year_group"). Its parts are disjoint and
together everybody who answered, so a dimension has a last part `NOT_SAID` unless it is known of everybody.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product

ALL = "all"
NOT_SAID = "not_said"
CROSSED = "*"

CODE = re.compile(r"[a-z0-9_+-]+")


def need_codes(codes: Iterable[str]) -> None:
    """Raises ValueError unless all are texts of small letters, digits, "_", "-" and "+", and no two the same."""
    listed = list(codes)
    if not all(isinstance(code, str) and CODE.fullmatch(code) for code in listed):
        raise ValueError("codes are made of small letters, digits, _ - and +")
    if len(set(listed)) < len(listed):
        raise ValueError("no code stands twice")


@dataclass(frozen=True)
class Dimension:
    """One way to divide everybody: its code and the codes of its parts, two or more, in the order in which they are
    shown, which must not depend on any answer.

    about: the code of the question it is made from, its own if it is the only one. holds: where several dimensions are
    about one question, which of its answers each part takes together, as many as there are parts: years 7 to 11 singly
    and "7-9", "10-11". of_places: parts are places or schools; then it is crossed with nothing. Anything that does not
    fit raises ValueError.
    """

    code: str
    parts: tuple[str, ...]
    about: str = ""
    holds: tuple[frozenset[str], ...] = ()
    of_places: bool = False

    def __post_init__(self) -> None:
        need_codes([self.code])
        need_codes(self.parts)
        if self.code == ALL or len(self.parts) < 2:
            raise ValueError("a dimension divides everybody into two or more parts, and is not called all")
        if self.holds and len(self.holds) != len(self.parts):
            raise ValueError("each part of a dimension says which answers it holds, or none does")
        if sum(map(len, self.held)) != len(frozenset().union(*self.held)) or not all(self.held):
            raise ValueError("the parts of a dimension hold some answers each, and no answer twice")

    @property
    def subject(self) -> str:
        return self.about or self.code

    @property
    def held(self) -> tuple[frozenset[str], ...]:
        return self.holds or tuple(frozenset([part]) for part in self.parts)

    def within(self, coarser: "Dimension") -> tuple[int, ...] | None:
        """For each part, which part of a coarser dimension (or of the same) it lies in; None if some lie across two."""
        if self.subject != coarser.subject:
            return None
        found = [[at for at, more in enumerate(coarser.held) if some <= more] for some in self.held]
        return tuple(at for (at,) in found) if all(len(each) == 1 for each in found) else None


@dataclass(frozen=True)
class Cuts:
    """Every cut there is: the dimensions, and which pairs of them may be crossed.

    Dimensions about one question lie within one another: of years 7-9 and years 7-11 only one can be a part. Crossings
    never come round in a ring, for three tables of two groups each would tell of the table of all three. ValueError
    otherwise.
    """

    dimensions: tuple[Dimension, ...] = ()
    crossings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        need_codes(dimension.code for dimension in self.dimensions)
        for one, other in product(self.dimensions, repeat=2):
            same = one.subject == other.subject
            if same and frozenset().union(*one.held) != frozenset().union(*other.held):
                raise ValueError(f"{one.code} and {other.code} are about the same and do not divide the same people")
            if same and one.within(other) is None and other.within(one) is None:
                raise ValueError(f"{one.code} and {other.code} overlap in part: what lies between them could be told")
        self._need_no_ring()

    @cached_property
    def _by_code(self) -> dict[str, Dimension]:
        return {dimension.code: dimension for dimension in self.dimensions}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All cuts, "all" first."""
        return (ALL, *self._by_code, *(crossed(one, other) for one, other in self.crossings))

    def parts(self, cut: str) -> tuple[str, ...]:
        """The codes of a cut's parts in order, "all" having one of that name. A cut that is not listed: KeyError."""
        if cut == ALL:
            return (ALL,)
        if cut not in self.codes:
            raise KeyError(cut)
        return tuple(
            CROSSED.join(pair) for pair in product(*(self._by_code[code].parts for code in cut.split(CROSSED)))
        )

    def within(self, finer: str, coarser: str) -> tuple[int, ...] | None:
        """For each part of a cut, the part of a coarser cut it lies in; None if the cuts do not lie so."""
        fine, coarse = ([] if cut == ALL else cut.split(CROSSED) for cut in (finer, coarser))
        ways = []  # for each dimension of the coarser cut: which of the finer one's it is made of, and how
        for code in coarse:
            found = [(at, way) for at, one in enumerate(fine) if (way := self._way(one, code)) is not None]
            if not found:
                return None
            ways.append((found[0], len(self._by_code[code].parts)))
        places = []
        for part in product(*(range(len(self._by_code[code].parts)) for code in fine)):
            place = 0
            for (at, way), size in ways:
                place = place * size + way[part[at]]
            places.append(place)
        return tuple(places)

    def _way(self, fine: str, coarse: str) -> tuple[int, ...] | None:
        return self._by_code[fine].within(self._by_code[coarse])

    def _need_no_ring(self) -> None:
        joined: dict[str, set[str]] = {dimension.subject: {dimension.subject} for dimension in self.dimensions}
        seen = set()
        for pair in self.crossings:
            one, other = (self._by_code[code] for code in pair)
            edge = frozenset([one.subject, other.subject])
            if one.of_places or other.of_places:
                raise ValueError("places and schools are crossed with nothing: a head can count her own")
            if edge in seen:
                continue
            seen.add(edge)
            if joined[one.subject] is joined[other.subject]:
                raise ValueError("these crossings together would tell of three groups at once")
            both = joined[one.subject] | joined[other.subject]
            joined.update(dict.fromkeys(both, both))


def crossed(one: str, other: str) -> str:
    """The code of the cut that crosses two dimensions, in the order of the list: "in_care*year_group"."""
    return f"{one}{CROSSED}{other}"
