"""How actions begin that end something about a record: they may, also when the record has been closed meanwhile."""

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions as cases
from onlinelives.cases.actions.writing import locked
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.verdict import need


def seen_by(by: Person, young_person: YoungPerson) -> YoungPerson:
    """The record, locked, open or closed. Raises Refused when `by` does not see it any more."""
    here = locked(young_person)
    need(cases.change_record(by, here))
    return here
