"""What of a record can be shared, thing by thing, so that somebody chooses each one that goes out.

Every kind of thing has a source: a function from the record to its items. A room above this one adds its own with
`share_also`.
"""

from collections.abc import Callable
from datetime import date

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import shareable_events
from onlinelives.cases.queries.happenings import day_of
from onlinelives.cases.queries.shareable_thing import Shareable
from onlinelives.rules.verdict import need
from onlinelives.web.jinja import day

WHEREABOUTS = "identity.postcode"  # the key of what says where they live


Source = Callable[[YoungPerson], list[Shareable]]

WHO = "Who it is"


def shareables(person: Person, young_person: YoungPerson) -> list[Shareable]:
    """Everything that could be shared: who it is first, then the newest first. Raises Refused for somebody who does not
    see the record."""
    need(permissions.change_record(person, young_person))
    found = [item for source in SOURCES for item in source(young_person)]
    who = [item for item in found if item.kind == WHO]
    dated = sorted((item for item in found if item.kind != WHO), key=lambda item: item.on or date.min, reverse=True)
    return who + dated


def share_also(source: Source) -> None:
    """A room above this one has things to share. Called once, when the program starts."""
    SOURCES.append(source)


def identity(young_person: YoungPerson) -> list[Shareable]:
    told = (
        ("name", "Name", young_person.name if young_person.given_name or young_person.family_name else ""),
        ("known_as", "Other names", young_person.known_as),
        ("born_on", "Date of birth", day(young_person.birthday)),
        ("postcode", "Postcode", young_person.postcode),
        ("reference", "Our reference", young_person.reference),
    )
    return [Shareable(f"identity.{name}", WHO, None, title, text) for name, title, text in told if text]


def referrals(young_person: YoungPerson) -> list[Shareable]:
    """Of each referral its reason, its online part and each decision with its reason."""
    found = []
    for referral in young_person.referrals.prefetch_related("decisions"):
        of = f"Referral of {day(referral.received_on)}"
        key, on = f"referral.{referral.pk}", referral.received_on
        found.append(Shareable(f"{key}.reason", "Referral", on, f"{of}: why", referral.reason))
        online = referral.get_online_display()
        if referral.found_online_how:
            online = f"{online}, on {day(referral.found_online_on)}. {referral.found_online_how}"
        found.append(Shareable(f"{key}.online", "Referral", on, f"{of}: is there an online part?", online))
        found += [
            Shareable(
                f"decision.{decision.pk}",
                "Decision",
                day_of(decision.at),
                f"{of}: decision",
                f"{decision.get_outcome_display()}. {decision.reason}",
            )
            for decision in referral.decisions.all()
        ]
    return found


SOURCES: list[Source] = [identity, referrals, shareable_events.incidents, shareable_events.assessments]
