"""Schools and other places of the area."""

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.survey.models import Setting, Wave


def settings_for(person: Person) -> list[Setting]:
    """Those that may take part, by name."""
    return list(Setting.objects.visible_to(person).filter(left_at=None).select_related("agency"))


def setting_for(person: Person, pk: int) -> Setting:
    """Raises Http404."""
    return get_object_or_404(Setting.objects.visible_to(person), pk=pk)


def settings_to_add(person: Person, wave: Wave) -> list[Setting]:
    """Those that do not take part in the wave yet."""
    here = Setting.objects.visible_to(person).filter(left_at=None)
    return list(here.exclude(places__wave=wave))
