"""How many pupils each kind of setting has in each year group: in the settings of a wave, and in the whole area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from onlinelives.survey.models import CensusNumber, ExpectedNumber, Wave
from onlinelives.survey.models.waves import NO_STRATUM
from onlinelives.survey.weighing import OF_AREA, OF_SETTINGS, Pupils

Pair = tuple[str, int]  # a kind of setting, empty for those of none, and a year group


@dataclass(frozen=True)
class Census:
    """here: pupils of the settings that take part; the order of the pages. area: pupils of the whole area as they were
    given, which may be about kinds that no longer take part."""

    here: Mapping[Pair, int]
    area: Mapping[Pair, int]

    @property
    def known(self) -> dict[Pair, int]:
        """What was given of the kinds and year groups that take part."""
        return {pair: self.area[pair] for pair in self.here if pair in self.area}

    @property
    def total(self) -> int:
        return sum(self.known.values())

    @property
    def too_few(self) -> list[Pair]:
        """Where fewer were given for the whole area than the settings that take part have."""
        return [pair for pair, pupils in self.known.items() if pupils < self.here[pair]]

    @property
    def is_used(self) -> bool:
        """Whether answers count as the pupils of the area: every number is there, and none is too small."""
        return bool(self.here) and len(self.known) == len(self.here) and not self.too_few

    @property
    def kinds(self) -> dict[str, list[int]]:
        """Kind of setting -> its year groups."""
        return {kind: [year for each, year in self.here if each == kind] for kind, _ in self.here}

    def called(self, kind: str) -> str:
        """What a page calls a kind of setting."""
        return kind or ("All settings" if len(self.kinds) == 1 else NO_STRATUM)


def census_of(wave: Wave) -> Census:
    """Kinds by name, those of none last."""
    expected = ExpectedNumber.objects.filter(place__wave=wave).order_by().values_list("place__stratum", "year_group")
    here = {(kind, year): pupils for kind, year, pupils in expected.annotate(all=Sum("pupils"))}
    given = CensusNumber.objects.filter(wave=wave).values_list("stratum", "year_group", "pupils")
    return Census(
        {pair: here[pair] for pair in sorted(here, key=lambda pair: (not pair[0], pair))},
        {(kind, year): pupils for kind, year, pupils in given},
    )


def pupils_of(wave: Wave, strata: Sequence[str]) -> list[Pupils]:
    """What the answers of a wave may be weighted to, the best first. strata: the names behind the codes, from 0."""
    census = census_of(wave)
    settings = _coded(census.here, strata, OF_SETTINGS)
    return [_coded(census.known, strata, OF_AREA), settings] if census.is_used else [settings]


def _coded(numbers: Mapping[Pair, int], strata: Sequence[str], whose: str) -> Pupils:
    counts: dict[tuple[int, int], int] = {}
    for (kind, year), pupils in numbers.items():
        pair = strata.index(kind or NO_STRATUM), year
        counts[pair] = counts.get(pair, 0) + pupils
    return Pupils(counts, whose)
