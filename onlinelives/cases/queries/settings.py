"""What an area has decided about records of young people."""

from onlinelives.accounts.models import Person
from onlinelives.cases.models import RecordSettings


def settings_for(person: Person) -> RecordSettings:
    """The settings of the person's area; unsaved defaults, at version 1, where nobody has decided anything yet."""
    return RecordSettings.of(person.partnership_id)
