"""How many pupils there are in the whole area, so that the answers of a wave can count as all of them."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import waves
from onlinelives.survey.models import CensusNumber, Wave
from onlinelives.trail.actions import record

MOST = 200_000  # pupils of one year group in settings of one kind
BEGINS = "pupils_"


@transaction.atomic
def state(*, wave: Wave, numbers: Mapping[tuple[str, int], int], expected: int, by: Person) -> Wave:
    """From now on there are so many pupils in the whole area, by kind of setting (as in Place) and year group; where
    there are none, the wave goes without. The same form sent twice changes once.

    Raises Changed when the wave is no longer at version `expected`, NotNow once it is closed, Invalid for a kind or
    year group that does not take part and for a number that cannot be."""
    need(permissions.run_survey(by))
    wave = waves.locked(wave, "arrange")
    census = queries.census_of(wave)
    if dict(numbers) == census.area:
        return wave
    if wave.version != expected:
        raise Changed(wave, "wave")
    for (kind, year), pupils in numbers.items():
        if (kind, year) not in census.here:
            raise Invalid("No setting of this kind and year group takes part.")
        if not census.here[kind, year] <= pupils <= MOST:
            raise Invalid(f"{limits_of(census, kind, year)}.", field(kind, year))
    wave.version += 1
    wave.save(update_fields=["version"])
    wave.census.all().delete()
    CensusNumber.objects.bulk_create(
        CensusNumber(partnership_id=wave.partnership_id, wave=wave, stratum=kind, year_group=year, pupils=pupils)
        for (kind, year), pupils in numbers.items()
    )
    pupils_of_area = sum(numbers.values())
    record("pupils of the area stated", by=by, subject=wave.trail_subject, numbers=len(numbers), pupils=pupils_of_area)
    return wave


def limits_of(census: queries.Census, kind: str, year_group: int) -> str:
    """A whole area has no fewer pupils than the settings that take part."""
    least = census.here[kind, year_group]
    return f"Enter a number from {least:,} to {MOST:,} for year {year_group}, {census.called(kind)}"


def field(kind: str, year_group: int) -> str:
    """What a number is called in a form. Kinds are typed words, which do for no name there."""
    return f"{BEGINS}{sha256(kind.encode()).hexdigest()[:12]}_{year_group}"
