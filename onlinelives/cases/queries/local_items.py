"""What an area asks about beside the taxonomy."""

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import LocalItem


def local_items_for(person: Person) -> list[LocalItem]:
    """Every item of the person's area, those that are not asked any more too."""
    return list(LocalItem.objects.filter(partnership=person.partnership_id))


def local_item_for(person: Person, pk: int) -> LocalItem:
    """One of them, or 404."""
    return get_object_or_404(LocalItem, partnership=person.partnership_id, pk=pk)
