"""Teams, and young people whose records they hold, built through the ordinary actions."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from onlinelives.accounts.actions import teams
from onlinelives.accounts.models import Agency, Person, Team
from onlinelives.cases.actions import assessments, closings, local_items, referrals, young_people
from onlinelives.cases.actions.referrals import Told
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import Assessment, Closing, LocalItem, Referral, YoungPerson
from onlinelives.cases.queries.assessments import draft_of
from onlinelives.trail import clock
from tests.world import World

_today = clock.today()
_day = {"_0": _today.day, "_1": _today.month, "_2": _today.year}
# What the forms of a referral send.
REFERRED = {"source": "school", "reason": "Quarrels at home.", "online": "not_asked"}
REFERRED |= {"significant_harm": "not_known", **{f"received_on{part}": value for part, value in _day.items()}}
FOUND = {f"found-found_on{part}": value for part, value in _day.items()}

JUDGEMENT = "The nights are the worry, and who he plays with."
TARIQ = Identity("Tariq", "Winterbourne-Okafor", "Tazwell", date(2012, 5, 17), "ZZ9 4QX")


def add_team(name: str, agency: Agency, people: Iterable[Person], *, by: Person) -> Team:
    return teams.add(agency=agency, name=name, people=people, by=by)


def add_young_person(team: Team, by: Person, identity: Identity = TARIQ, **said: Any) -> YoungPerson:
    return young_people.open_record(team=team, identity=Identity(**said) if said else identity, by=by)


def restricted_to(people: Iterable[Person], young_person: YoungPerson, by: Person) -> YoungPerson:
    return young_people.restrict(
        young_person=young_person,
        people=people,
        reason="Related to somebody in the team.",
        expected=young_person.version,
        by=by,
    )


def refer(young_person: YoungPerson, by: Person, **said: Any) -> Referral:
    """Referred today by their school, for quarrels at home, with nothing asked about life online, unless `said`."""
    first = {"received_on": clock.today(), "source": "school", "reason": "Quarrels at home.", "online": "not_asked"}
    return referrals.receive(young_person=young_person, told=Told(**{**first, **said}), by=by)


def decide(referral: Referral, by: Person) -> None:
    """Early help, and why."""
    referrals.decide(
        referral=referral, outcome="early_help", reason="A mentor.", influences=[], expected=referral.version, by=by
    )


def close(young_person: YoungPerson, by: Person) -> Closing:
    return closings.close(
        young_person=young_person,
        reason="helped",
        outcome="safer",
        words="A mentor for a year.",
        expected=young_person.version,
        by=by,
    )


def begin(young_person: YoungPerson, by: Person, stage: str = "referral") -> Assessment:
    return assessments.begin(young_person=young_person, stage=stage, by=by)


def write(assessment: Assessment, by: Person, **pages: dict[str, str]) -> None:
    """Say something on some pages, as somebody who has read them a moment ago."""
    for topic, fields in pages.items():
        expected = draft_of(assessment).version(topic)
        assessments.save(assessment=assessment, topic=topic, fields=fields, expected=expected, by=by)


def finish(assessment: Assessment, by: Person, **pages: dict[str, str]) -> Assessment:
    """Finished with JUDGEMENT, and whatever else is said on its pages."""
    write(assessment, by, **{**pages, "wants": {"judgement": JUDGEMENT, **pages.get("wants", {})}})
    return assessments.finish(assessment=assessment, saves=draft_of(assessment).saves, by=by)


def local_item(world: World, label: str = "Pressed to film a fight") -> LocalItem:
    found = LocalItem.objects.filter(label=label).first()
    return found or local_items.add(category="contact", label=label, how="Ask who wanted it.", by=world.dana)


class Practice:
    """In Elmfield the pastoral team, which is Alice, holds the record of Tariq; the night team holds nobody yet. His
    school has referred him."""

    def __init__(self, world: World):
        self.pastoral = add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)
        self.night = add_team("Night team", world.elmfield, [], by=world.bob)
        self.tariq = add_young_person(self.pastoral, world.alice)
        self.referral = refer(self.tariq, world.alice)

    @cached_property
    def assessment(self) -> Assessment:
        """A draft in which nothing is said yet."""
        return begin(self.tariq, self.tariq.opened_by)


def closed(young_person: YoungPerson, on: date | None = None) -> YoungPerson:
    """The record as it is once it has been closed, today unless another day is given."""
    young_person.state, young_person.closed_on = "closed", on or clock.today()
    young_person.save(update_fields=["state", "closed_on"])
    return young_person
