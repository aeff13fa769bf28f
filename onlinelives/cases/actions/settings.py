"""An area decides how records of young people are kept."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions, queries
from onlinelives.cases.models import RecordSettings
from onlinelives.cases.models.settings import LONGEST, SHORTEST
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.trail.actions import record

FLAGS = ("keeps_identity", "counts_physical_disability")


@dataclass(frozen=True)
class Wanted:
    """call_first: whom to ring at once, in words and numbers. acknowledge_within: minutes until a signal that nobody
    has acknowledged goes further. escalate_to: an e-mail address, or empty for nobody."""

    keeps_identity: bool = True
    counts_physical_disability: bool = False
    call_first: str = ""
    acknowledge_within: int = 60
    escalate_to: str = ""


@transaction.atomic
def decide(*, wanted: Wanted, expected: int, by: Person) -> RecordSettings:
    """The settings of the person's area from now on. Raises Changed when they are no longer at version `expected`, and
    Invalid for a time outside SHORTEST to LONGEST minutes or an address that is none."""
    need(permissions.decide_settings(by))
    if not SHORTEST <= wanted.acknowledge_within <= LONGEST:
        raise Invalid(f"Enter {SHORTEST} to {LONGEST} minutes.", "acknowledge_within")
    if wanted.escalate_to:
        try:
            validate_email(wanted.escalate_to)
        except ValidationError:
            raise Invalid("Enter an e-mail address, like name@example.org.", "escalate_to") from None
    RecordSettings.objects.get_or_create(partnership_id=by.partnership_id)
    settings = RecordSettings.objects.select_for_update(no_key=True).get(partnership=by.partnership_id)
    if settings.version != expected:
        raise Changed(settings)
    before = queries.settings_for(by)
    for name, value in vars(wanted).items():
        setattr(settings, name, value)
    settings.version += 1
    settings.save()
    turned = {name: [getattr(before, name), getattr(wanted, name)] for name in FLAGS}
    record("record settings decided", by=by, subject="record_settings", version=settings.version, **turned)
    return settings
