"""The answers that can be analysed, wave by wave."""

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.survey.models import AnswerSet


def answer_sets_for(person: Person) -> list[AnswerSet]:
    """The current answers of every wave, the latest wave first."""
    found = AnswerSet.objects.visible_to(person).filter(current=True).select_related("wave__questionnaire")
    return list(found.order_by("-wave__opens_on", "-wave__pk"))


def answer_set_for(person: Person, wave: int) -> AnswerSet:
    """The current answers of this wave. Raises Http404."""
    found = AnswerSet.objects.visible_to(person).filter(current=True).select_related("wave__questionnaire")
    return get_object_or_404(found, wave=wave)
