"""How every action that writes in a young person's record begins."""

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.models.young_people import SHORTEST_REASON
from onlinelives.rules.lifecycles import RECORD
from onlinelives.rules.verdict import Invalid, Refused, need, need_state


def locked(young_person: YoungPerson) -> YoungPerson:
    """The record as it stands, for nobody else to change until this transaction ends. Raises Refused, as for one that
    is not seen, when it was disposed of a moment ago."""
    found = YoungPerson.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "team")
    here = found.filter(pk=young_person.pk).first()
    if here is None:
        raise Refused(permissions.UNSEEN.reason)
    return here


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


def telling(reason: str, field: str = "reason") -> str:
    """A typed reason without blanks around it. Raises Invalid, for `field`, where it is too short to tell anything."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why, in a sentence that somebody can read years from now.", field)
    return reason.strip()
