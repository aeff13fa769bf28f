"""Which settings take part in a wave, and how many pupils each has."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need
from onlinelives.survey import permissions
from onlinelives.survey.actions import waves
from onlinelives.survey.models import ExpectedNumber, Place, Setting, Wave
from onlinelives.trail.actions import record

YEAR_GROUPS = range(5, 12)  # in which pupils turn 10 to 16
MOST = 5000  # pupils of one year group in one setting


@dataclass(frozen=True)
class Part:
    """How a setting takes part. expected: year group -> pupils in it, 1 to MOST; year groups left out do not take part.
    stratum: what it was drawn among, or empty. sampled: it was drawn, and did not come of its own accord."""

    expected: Mapping[int, int]
    stratum: str = ""
    sampled: bool = False


@transaction.atomic
def take_part(*, wave: Wave, setting: Setting, part: Part, by: Person) -> Place:
    """A setting joins a wave. Raises NotNow where it is in it already or the wave is closed."""
    need(permissions.run_survey(by))
    wave = waves.locked(wave, "arrange")
    if setting.partnership_id != wave.partnership_id or setting.left_at is not None:
        raise Invalid("Select a setting from the list.", "setting")
    if wave.places.filter(setting=setting).exists():
        raise NotNow("This setting takes part already.")
    place = Place(partnership_id=wave.partnership_id, wave=wave, setting=setting)
    _say(place, part)
    record("setting takes part in a wave", by=by, subject=wave.trail_subject, setting=setting.name)
    return place


@transaction.atomic
def arrange(*, place: Place, part: Part, expected: int, by: Person) -> Place:
    """How it takes part from now on. Raises Changed when it is no longer at version `expected`, Invalid where codes
    were issued for a year group that is left out."""
    need(permissions.run_survey(by))
    wave = waves.locked(place.wave, "arrange")
    place = _locked(place, expected)
    lost = set(place.sheets.values_list("year_group", flat=True)) - set(part.expected)
    if lost:
        raise Invalid(f"Codes were issued for year {min(lost)}. It stays.", f"year_{min(lost)}")
    place.version += 1
    _say(place, part)
    record("part of a setting changed", by=by, subject=wave.trail_subject, setting=place.setting.name)
    return place


@transaction.atomic
def leave_out(*, place: Place, by: Person) -> Place:
    """It does not take part after all. Raises NotNow once codes were issued for it."""
    need(permissions.run_survey(by))
    wave = waves.locked(place.wave, "arrange")
    place = _locked(place, place.version)
    if place.sheets.exists():
        raise NotNow("Codes were issued for this setting. Revoke those that are not used instead.")
    place.expected.all().delete()
    name = place.setting.name
    place.delete()
    record("setting left out of a wave", by=by, subject=wave.trail_subject, setting=name)
    return place


def _locked(place: Place, expected: int) -> Place:
    here = Place.objects.select_for_update(no_key=True, of=("self",)).select_related("setting").get(pk=place.pk)
    if here.version != expected:
        raise Changed(here, "setting")
    return here


def _say(place: Place, part: Part) -> None:
    if not part.expected:
        raise Invalid("Enter how many pupils there are in at least one year group.", f"year_{YEAR_GROUPS[0]}")
    for year, pupils in part.expected.items():
        if year not in YEAR_GROUPS:
            raise Invalid("Young people of 10 to 16 take part: years 5 to 11.")
        if not 1 <= pupils <= MOST:
            raise Invalid(f"Enter a number from 1 to {MOST:,} for year {year}.", f"year_{year}")
    place.stratum, place.sampled = " ".join(part.stratum.split()), part.sampled
    place.save()
    place.expected.all().delete()
    ExpectedNumber.objects.bulk_create(
        ExpectedNumber(partnership_id=place.partnership_id, place=place, year_group=year, pupils=pupils)
        for year, pupils in sorted(part.expected.items())
    )
