"""Waves, and how far each has come: codes are counted, never answers of anybody."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.rules.lifecycles import WAVE
from onlinelives.rules.verdict import Verdict
from onlinelives.survey.models import AccessCode, AnswerSet, ExpectedNumber, Place, Wave
from onlinelives.survey.queries.census import Census, census_of


@dataclass(frozen=True)
class Codes:
    """How many codes there are, by what became of them."""

    used: int = 0
    unused: int = 0
    revoked: int = 0

    @property
    def issued(self) -> int:
        return self.used + self.unused + self.revoked

    def __add__(self, other: "Codes") -> "Codes":
        return Codes(self.used + other.used, self.unused + other.unused, self.revoked + other.revoked)


@dataclass(frozen=True)
class WaveLine:
    """One wave among the others. expected: pupils of its settings; answered: codes used, or young people in the file
    that was brought."""

    wave: Wave
    places: int
    expected: int
    answered: int


@dataclass(frozen=True)
class PlaceLine:
    place: Place
    expected: int
    codes: Codes

    @property
    def share(self) -> int | None:
        """Of a hundred pupils, how many have answered; None where nobody is expected."""
        return of_a_hundred(self.codes.used, self.expected)


@dataclass(frozen=True)
class WavePage:
    """brought: young people in the file that its answers came from; None where they were given here."""

    wave: Wave
    lines: list[PlaceLine]
    brought: int | None
    census: Census

    @property
    def expected(self) -> int:
        return sum(line.expected for line in self.lines)

    @property
    def codes(self) -> Codes:
        return sum((line.codes for line in self.lines), Codes())

    @property
    def share(self) -> int | None:
        return of_a_hundred(self.codes.used, self.expected)

    def may(self, verb: str) -> Verdict:
        return WAVE.may(self.wave.state, verb)


def waves_for(person: Person) -> list[WaveLine]:
    """Every wave of the area, the latest first."""
    seen = Wave.objects.visible_to(person).select_related("questionnaire").annotate(taking=Count("places"))
    waves = list(seen.order_by("-opens_on", "-pk"))
    numbers = _expected(ExpectedNumber.objects.filter(place__wave__in=waves), "place__wave")
    codes = codes_by(AccessCode.objects.filter(sheet__place__wave__in=waves), "sheet__place__wave")
    brought = _brought([wave for wave in waves if wave.brought])
    answered = {wave.pk: brought.get(wave.pk, codes.get(wave.pk, Codes()).used) for wave in waves}
    return [WaveLine(wave, wave.taking, numbers.get(wave.pk, 0), answered[wave.pk]) for wave in waves]


def wave_for(person: Person, pk: int) -> Wave:
    """Raises Http404."""
    return get_object_or_404(Wave.objects.visible_to(person).select_related("questionnaire"), pk=pk)


def wave_page(person: Person, pk: int) -> WavePage:
    """A wave with every setting that takes part. Raises Http404."""
    wave = wave_for(person, pk)
    numbers = _expected(ExpectedNumber.objects.filter(place__wave=wave), "place")
    codes = codes_by(AccessCode.objects.filter(sheet__place__wave=wave), "sheet__place")
    lines = [
        PlaceLine(each, numbers.get(each.pk, 0), codes.get(each.pk, Codes()))
        for each in wave.places.select_related("setting")
    ]
    return WavePage(wave, lines, _brought([wave]).get(wave.pk) if wave.brought else None, census_of(wave))


def of_a_hundred(some: int, all_: int) -> int | None:
    """Rounded, at most 100; None of nobody."""
    return min(100, round(100 * some / all_)) if all_ else None


def codes_by(codes: QuerySet[AccessCode], of: str) -> dict[int, Codes]:
    """How many of each state, by the key that `of` leads to."""
    states = {state: Count("pk", filter=Q(state=state)) for state in ("used", "unused", "revoked")}
    return {row.pop(of): Codes(**row) for row in codes.order_by().values(of).annotate(**states)}


def _brought(waves: list[Wave]) -> dict[int, int]:
    """Young people in the file of each wave."""
    return dict(AnswerSet.objects.filter(wave__in=waves, current=True).values_list("wave", "rows")) if waves else {}


def _expected(numbers: QuerySet[ExpectedNumber], of: str) -> dict[int, int]:
    """Pupils, by the key that `of` leads to."""
    return {row[of]: row["all"] for row in numbers.order_by().values(of).annotate(all=Sum("pupils"))}
