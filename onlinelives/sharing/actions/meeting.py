"""Part of looking up and of asking: records that were met are written down, and where one is restricted those named on
it are told, with a day to call back by. Whoever asked sees no difference."""

from collections.abc import Iterable

from django.urls import reverse

from onlinelives.accounts.mail import tell
from onlinelives.accounts.models import Person
from onlinelives.cases.models import YoungPerson
from onlinelives.rules import weekdays
from onlinelives.sharing.models import AgencyCheck, Lookup, Met
from onlinelives.trail import clock

SUBJECT = "Somebody asks about a young person"
LINE = (
    "Somebody asked about a young person whose record names you, and was told nothing. See who it was, and call back."
)


def write_down(records: Iterable[YoungPerson], asked: Lookup | AgencyCheck, by: Person) -> None:
    """Those named on a restricted record hear of it once this is committed, unless `by` sees the record anyway."""
    call_by = weekdays.later(clock.today(), 1)
    for young_person in records:
        mine = YoungPerson.objects.visible_to(by).filter(pk=young_person.pk).exists()
        hidden = young_person.restricted and not mine
        Met.objects.create(
            partnership_id=by.partnership_id,
            young_person=young_person,
            lookup=asked if isinstance(asked, Lookup) else None,
            agency_check=asked if isinstance(asked, AgencyCheck) else None,
            call_by=call_by if hidden else None,
        )
        if hidden:
            _tell_those_named(young_person)


def _tell_those_named(young_person: YoungPerson) -> None:
    named = young_person.named.filter(ended_at=None, person__is_active=True).select_related("person")
    for each in named:
        tell(each.person, SUBJECT, [LINE], reverse("sharing_calls"))
