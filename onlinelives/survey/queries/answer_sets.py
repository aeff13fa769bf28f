"""The answers that can be analysed, wave by wave."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.survey.engine import files
from onlinelives.survey.models import AnswerSet, Box, TakenOut, Wave
from onlinelives.survey.queries.waves import wave_for
from onlinelives.survey.reports import Source


def answer_sets_for(person: Person) -> list[AnswerSet]:
    """The current answers of every wave, the latest wave first."""
    found = AnswerSet.objects.visible_to(person).filter(current=True).select_related("wave__questionnaire")
    return list(found.order_by("-wave__opens_on", "-wave__pk"))


def answer_set_for(person: Person, wave: int) -> AnswerSet:
    """The current answers of this wave. Raises Http404."""
    found = AnswerSet.objects.visible_to(person).filter(current=True).select_related("wave__questionnaire")
    return get_object_or_404(found, wave=wave)


@dataclass(frozen=True)
class AnswersPage:
    """A wave, its current answers if they can be analysed already, and how often they have left as a file."""

    wave: Wave
    answer_set: AnswerSet | None
    taken_out: list[TakenOut]
    sealed: int  # boxes that wait
    settled: bool  # everything that was handed in has arrived


def answers_page(person: Person, wave: int) -> AnswersPage:
    """Raises Http404."""
    found = wave_for(person, wave)
    current = AnswerSet.objects.visible_to(person).filter(wave=found, current=True).first()
    if current:
        current.wave = found
    taken = TakenOut.objects.filter(answer_set__wave=found).select_related("answer_set")
    boxes, settled = Box.objects.filter(wave=found).count(), Wave.objects.settled().contains(found)
    return AnswersPage(found, current, list(taken), boxes, settled)


def taken_out_for(person: Person, pk: int) -> TakenOut:
    """What this person asked for. Raises Http404."""
    visible = TakenOut.objects.filter(answer_set__in=AnswerSet.objects.visible_to(person), asked_by=person)
    return get_object_or_404(visible.select_related("answer_set__wave__questionnaire", "partnership"), pk=pk)


def source_of(kept: AnswerSet) -> Source:
    """The answers as reports take them."""
    wave = kept.wave
    return Source(f"w{wave.pk}", kept.sha256, wave.name, wave.asks, kept.has, tuple(kept.strata), wave.opens_on)


def faults_of_files() -> list[str]:
    """Sets of answers, of every area, whose file is lost or not as it was written; none if all is well."""
    sets = AnswerSet.objects.order_by("made_at", "pk").iterator()
    return [
        f"{each.trail_subject} ({each.sha256})" for each in sets if not files.is_whole(settings.SURVEY, each.sha256)
    ]
