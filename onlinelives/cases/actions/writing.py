"""How every action that writes in a young person's record begins."""

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.lifecycles import RECORD
from onlinelives.rules.verdict import need, need_state


def locked(young_person: YoungPerson) -> YoungPerson:
    """The record as it stands, for nobody else to change until this transaction ends."""
    found = YoungPerson.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "team")
    return found.get(pk=young_person.pk)


def seen_by(by: Person, young_person: YoungPerson) -> YoungPerson:
    """The record, locked, open or closed: for what is done about a record rather than in it. Raises Refused when `by`
    does not see it any more."""
    here = locked(young_person)
    need(permissions.change_record(by, here))
    return here


def open_to(by: Person, young_person: YoungPerson) -> YoungPerson:
    """The record, locked. Raises Refused when `by` does not see it any more, NotNow when it is closed."""
    here = seen_by(by, young_person)
    need_state(RECORD.may(here.state, "write"))
    return here
