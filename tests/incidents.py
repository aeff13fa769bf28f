"""Incidents and signals on the record of Tariq, built through the ordinary actions, and what their forms send."""

from datetime import timedelta
from typing import Any

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import follow_ups, incidents, signals
from onlinelives.cases.actions.follow_ups import Plan
from onlinelives.cases.actions.incidents import Told
from onlinelives.cases.models import FollowUp, Incident, Signal, YoungPerson
from onlinelives.trail import clock

GROOMING, RUMOURS, SCAMS = "contact.grooming", "contact.rumours", "commerce.scams"
WORRY = "Related to somebody who waits for him at the gate."
_today, _soon = clock.today(), clock.today() + timedelta(days=3)


def day_fields(name: str, day: Any) -> dict[str, Any]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


# What the forms of an incident and of a follow-up send.
SENT: dict[str, Any] = {
    **day_fields("happened_on", _today),
    "harm": ["technology_enabled"],
    "contact": [RUMOURS],
    "commerce": [SCAMS],
    "what_happened": "Quarrels in a group, and money for a “gift”.",
    "report": "not_reported",
}
PLANNED: dict[str, Any] = {"follow_up": "Quarrels: ask his tutor.", **day_fields("follow_up_on", _soon)}


def told(**said: Any) -> Told:
    """Today's quarrels in a group, enabled by technology, under contact and commerce, unless `said`."""
    first: dict[str, Any] = {
        "happened_on": clock.today(),
        "harm": frozenset({"technology_enabled"}),
        "items": frozenset({RUMOURS, SCAMS}),
        "what_happened": "Quarrels in a group.",
    }
    return Told(**{**first, **said})


def happened(young_person: YoungPerson, by: Person, planned: Plan | None = None, **said: Any) -> Incident:
    return incidents.write(young_person=young_person, told=told(**said), planned=planned, by=by)


def to_do(who: Person, days: int = 3, what: str = "Quarrels: ask his tutor.") -> Plan:
    """Something to be done in so many days."""
    return Plan(what, clock.today() + timedelta(days=days), who)


def planned(incident: Incident, who: Person, by: Person, days: int = 3) -> FollowUp:
    return follow_ups.plan(incident=incident, planned=to_do(who, days), by=by)


def late_by(days: int, incident: Incident, who: Person) -> FollowUp:
    """Planned in time, and not done since."""
    with clock.at(clock.now() - timedelta(days=days + 1)):
        return planned(incident, who, who, days=1)


def signalled(young_person: YoungPerson, by: Person, worry: str = WORRY) -> Signal:
    return signals.raise_now(young_person=young_person, worry=worry, by=by)


def acknowledged(signal: Signal, by: Person) -> Signal:
    return signals.acknowledge(signal=signal, doing="Quarrels: we call his aunt.", expected=signal.version, by=by)


def settled(signal: Signal, by: Person, outcome: str = "support_changed") -> Signal:
    told_ = signals.Settled(outcome, "Quarrels: he stays with his aunt.")
    return signals.settle(signal=signal, settled=told_, expected=signal.version, by=by)
