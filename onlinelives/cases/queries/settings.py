"""What an area has decided about records of young people."""

from onlinelives.accounts.models import Person
from onlinelives.cases.models import RecordSettings


def settings_for(person: Person) -> RecordSettings:
    """The settings of the person's area; unsaved defaults, at version 1, where nobody has decided anything yet."""
    return settings_of(person.partnership_id)


def settings_of(partnership_id: int) -> RecordSettings:
    """The same for the program itself, which works for every area."""
    return RecordSettings.of(partnership_id)
