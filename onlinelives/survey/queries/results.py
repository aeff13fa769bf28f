"""What the answers of a wave say, for those who run the survey."""

from dataclasses import dataclass

from django.db.models import Sum

from onlinelives.accounts.models import Person
from onlinelives.rules.disclosure.thresholds import nearest
from onlinelives.survey.models import AnswerSet, Place
from onlinelives.survey.queries.answer_sets import answer_set_for, answer_sets_for, source_of
from onlinelives.survey.reports import Source
from onlinelives.survey.reports.places import Taking


@dataclass(frozen=True)
class WaveResults:
    """One wave that has answers. young_people: who answered, to the nearest 5; volunteered: settings that came of their
    own accord. design_effect: of the weights, to one decimal."""

    pk: int
    name: str
    brought: bool
    young_people: int
    schools: int
    volunteered: int
    weighting: str
    design_effect: float


def results_for(person: Person) -> list[WaveResults]:
    """The latest wave first."""
    found = answer_sets_for(person)
    came = Place.objects.filter(wave__in=[each.wave_id for each in found], sampled=False).values_list("wave", flat=True)
    return [_line(each, list(came).count(each.wave_id)) for each in found]


def results_of(person: Person, wave: int) -> WaveResults:
    """Raises Http404."""
    found = answer_set_for(person, wave)
    return _line(found, found.wave.places.filter(sampled=False).count())


def _line(kept: AnswerSet, volunteered: int) -> WaveResults:
    return WaveResults(
        pk=kept.wave_id,
        name=kept.wave.name,
        brought=kept.wave.brought,
        young_people=nearest(kept.rows),
        schools=kept.schools,
        volunteered=volunteered,
        weighting=kept.weighting,
        design_effect=round(kept.design_effect, 1),
    )


def source_for(person: Person, wave: int) -> Source:
    """Raises Http404."""
    return source_of(answer_set_for(person, wave))


def sources_until(person: Person, wave: int) -> list[Source]:
    """This wave and those before it, oldest first. Raises Http404."""
    last = answer_set_for(person, wave).wave
    every = reversed(answer_sets_for(person))
    return [source_of(each) for each in every if (each.wave.opens_on, each.wave_id) <= (last.opens_on, last.pk)]


def taking_part_in(person: Person, wave: int) -> list[Taking]:
    """Every setting of a wave with its pupils. Raises Http404."""
    kept = answer_set_for(person, wave)
    found = Place.objects.filter(wave=kept.wave_id).select_related("setting").annotate(all=Sum("expected__pupils"))
    found = found.order_by("setting__name", "pk")
    return [Taking(each.setting_id, each.setting.name, each.stratum, each.sampled, each.all or 0) for each in found]
