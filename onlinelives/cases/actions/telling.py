"""Part of signalling: who is told, and in which words. A message never says whom it is about, nor leads to a page whose
address does."""

from django.urls import reverse

from onlinelives.accounts.mail import goes_out, tell, tell_outside
from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.models import RecordSettings, Signal
from onlinelives.cases.queries.narrowing import SIGNALS
from onlinelives.trail import clock
from onlinelives.web.jinja import moment


def hearers_of(signal: Signal) -> list[Person]:
    """Who can acknowledge the signal, by name: not who raised it."""
    return [person for person in queries.who_answers_for(signal.young_person) if person.pk != signal.raised_by_id]


def waits(signal: Signal, people: list[Person], *, outside: bool) -> tuple[list[Person], bool]:
    """A signal waits to be acknowledged. To whom a message goes, and whether one goes to the area's address: that is
    for `outside` to ask, and needs an address. Nothing goes where no mail server is known."""
    if not goes_out():
        return [], False
    wanted = "Nobody has acknowledged it yet. Please read it and acknowledge it now."
    if signal.acknowledge_by > clock.now():
        wanted = f"Please read it and acknowledge it by {moment(signal.acknowledge_by)}."
    lines = [f"A signal was raised on {moment(signal.raised_at)}, on a record that you see.", wanted]
    for person in people:
        tell(person, "A signal of significant harm waits for you", lines, _where(), urgent=True)
    decided = queries.settings_of(signal.partnership_id)
    if outside and decided.escalate_to:
        tell_outside(decided.escalate_to, "A signal of significant harm waits", _to_the_desk(signal, decided))
    return people, bool(outside and decided.escalate_to)


def heard(signal: Signal, by: Person) -> None:
    """Whoever raised it waits to know."""
    line = f"{by.name} has acknowledged the signal that you raised on {moment(signal.raised_at)}."
    tell(signal.raised_by, "Your signal has been acknowledged", [line], reverse("home"))


def _where() -> str:
    return reverse("young_people", query={"show": SIGNALS})


def _to_the_desk(signal: Signal, decided: RecordSettings) -> list[str]:
    """Without any word about the young person."""
    agency = signal.young_person.agency.name
    name = signal.raised_by.name
    return [
        f"{name} of {agency} signalled a risk of significant harm to a young person on {moment(signal.raised_at)}.",
        f"Nobody else there has acknowledged it. Please call {agency} now.",
        f"This message cannot say whom it is about; {name} can.",
        *(["Whom the area calls first:"] if decided.call_first.strip() else []),
        *[line for line in decided.call_first.splitlines() if line.strip()],
    ]
