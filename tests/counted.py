"""Young people to count: many rows at once, as the actions would have left them."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from onlinelives.accounts.models import Person, Team
from onlinelives.cases.actions import releases
from onlinelives.cases.models import AssessedRisk, Assessment, KeptTaxonomy, Referral, Release, YoungPerson
from onlinelives.content import taxonomies
from onlinelives.rules.quarters import Quarter, quarter_of
from onlinelives.trail import clock

FULL = quarter_of(clock.today()).later(-1)  # the newest finished quarter
BEFORE = FULL.later(-1)


def moment(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def add_people(number: int, team: Team, by: Person) -> list[YoungPerson]:
    """Open records without a name."""
    return YoungPerson.objects.bulk_create(
        YoungPerson(partnership_id=team.partnership_id, agency_id=team.agency_id, team=team, opened_by=by)
        for _ in range(number)
    )


def refer_in(quarter: Quarter, people: list[YoungPerson], by: Person, **said: Any) -> None:
    """Each is referred on the first day of a quarter; 14 years old, because of their life online, unless `said`."""
    at = moment(quarter.begins_on)
    first = {"received_on": at.date(), "age": 14, "online": "reason", "significant_harm": "yes", "written_at": at}
    Referral.objects.bulk_create(
        Referral(
            partnership_id=young_person.partnership_id,
            young_person=young_person,
            source="school",
            reason="Quarrels at home.",
            written_by=by,
            **{**first, **said},
        )
        for young_person in people
    )


def referred(number: int, quarter: Quarter, team: Team, by: Person, **said: Any) -> list[YoungPerson]:
    """So many new young people, referred in a quarter."""
    people = add_people(number, team, by)
    refer_in(quarter, people, by, **said)
    return people


def assess_in(quarter: Quarter, people: list[YoungPerson], by: Person, *items: str) -> list[Assessment]:
    """Each has a finished assessment on the first day of a quarter, in which these risk items are answered with yes
    and one with no."""
    taxonomy = taxonomies.load()
    kept, _ = KeptTaxonomy.objects.get_or_create(sha256=taxonomy.sha256, defaults={"body": taxonomies.freeze(taxonomy)})
    made = []
    for young_person in people:
        at = moment(quarter.begins_on)
        assessment = Assessment.objects.create(
            partnership_id=young_person.partnership_id,
            young_person=young_person,
            stage="referral",
            taxonomy=kept,
            ruleset_version=1,
            counts_physical_disability=False,
            judgement="Needs somebody to talk to.",
            state="finished",
            begun_at=at,
            begun_by=by,
            finished_at=at,
            finished_by=by,
            lowest=0,
            highest=8,
            flag="below",
            care_and_caring="no",
        )
        states = {**dict.fromkeys(items, "yes"), "conduct.gambling": "no"}
        AssessedRisk.objects.bulk_create(
            AssessedRisk(
                partnership_id=young_person.partnership_id,
                assessment=assessment,
                item=item,
                category=item.partition(".")[0],
                state=state,
            )
            for item, state in states.items()
        )
        made.append(assessment)
    return made


def publish(by: Person, table: str = "harm-age", first: Quarter = FULL, last: Quarter = FULL) -> Release:
    return releases.publish(table=table, first=first, last=last, by=by, form_key=uuid.uuid4())
