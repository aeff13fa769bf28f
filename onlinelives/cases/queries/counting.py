"""Young people counted as they are: true numbers, which never go to a page for the whole area.

Only `actions.releases` and `queries.own_figures` ask here (tests/house/test_figures.py).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from onlinelives.accounts.models import Agency, Partnership
from onlinelives.cases.models import AssessedRisk, Assessment, CountedQuarter, LocalItem, Referral, YoungPerson
from onlinelives.content import taxonomies
from onlinelives.rules import counting
from onlinelives.rules.counting import Assessed, Referred
from onlinelives.rules.quarters import Quarter, quarter_of
from onlinelives.rules.risk import CATEGORIES

Records = QuerySet[YoungPerson]


def referred(records: Records, first: Quarter, last: Quarter) -> dict[UUID, Referred]:
    """Young person -> how they count by their first referral, where it came within these quarters. Two of one day are
    told apart by when they were written down."""
    mine = Referral.objects.filter(young_person=OuterRef("young_person"))
    earlier = mine.filter(
        Q(received_on__lt=OuterRef("received_on"))
        | Q(received_on=OuterRef("received_on"), written_at__lt=OuterRef("written_at"))
        | Q(received_on=OuterRef("received_on"), written_at=OuterRef("written_at"), pk__lt=OuterRef("pk"))
    )
    found = Referral.objects.filter(
        ~Exists(earlier), young_person__in=records.values("pk"), received_on__range=(first.begins_on, last.ends_on)
    )
    return {row.young_person_id: _as_referred(row) for row in found.select_related("young_person__agency")}


def assessed(records: Records, first: Quarter, last: Quarter) -> dict[UUID, Assessed]:
    """Young person -> how they count by their first finished assessment, where it was finished in these quarters."""
    finished = Assessment.objects.filter(state="finished")
    mine = finished.filter(young_person=OuterRef("young_person"))
    earlier = mine.filter(
        Q(finished_at__lt=OuterRef("finished_at")) | Q(finished_at=OuterRef("finished_at"), pk__lt=OuterRef("pk"))
    )
    found = finished.filter(
        ~Exists(earlier),
        young_person__in=records.values("pk"),
        finished_at__gte=_midnight(first.begins_on),
        finished_at__lt=_midnight(last.later(1).begins_on),
    )
    items = defaultdict(set)
    answered = AssessedRisk.objects.filter(assessment__in=found.values("pk"), state="yes")
    for assessment, item in answered.values_list("assessment", "item"):
        items[assessment].add(item)
    rows = found.values_list("pk", "young_person", "young_person__agency__code", "finished_at")
    return {
        young_person: Assessed(agency, quarter_of(timezone.localtime(at).date()).code, frozenset(items[pk]))
        for pk, young_person, agency, at in rows
    }


def units(quarters: Sequence[CountedQuarter]) -> dict[str, list[str]]:
    """The code of each quarter -> the codes of the agencies that belonged to the area when it was counted."""
    agencies = Agency.objects.filter(partnership__in={quarter.partnership_id for quarter in quarters})
    joined = list(agencies.order_by("code").values_list("code", "joined_at"))
    return {
        quarter_of(quarter.begins_on).code: [code for code, at in joined if at <= quarter.counted_at]
        for quarter in quarters
    }


def items_of(category: str, partnership: Partnership) -> dict[str, str]:
    """Code -> label of every risk item of a C that was ever asked about in an area, whether anybody said yes or not."""
    local = LocalItem.objects.filter(partnership=partnership, category=category)
    published = {risk.id: risk.label for risk in taxonomies.load().risks_in(category)}
    return published | {item.code: item.label for item in local}


def words(partnership: Partnership) -> dict[str, str]:
    """Every code of the tables of an area -> what it is called now."""
    found = dict(counting.WORDS)
    found |= {category.id: category.label for category in taxonomies.load().categories}
    for category in CATEGORIES:
        found |= items_of(category, partnership)
    return found | dict(Agency.objects.filter(partnership=partnership).values_list("code", "name"))


def _as_referred(row: Referral) -> Referred:
    return Referred(
        agency=row.young_person.agency.code,
        quarter=quarter_of(row.received_on).code,
        age=counting.age_band(row.age),
        online=f"online.{row.online}",
        harm=counting.harm(online=row.is_online, dependent=row.technology_dependent, enabled=row.technology_enabled),
        support=counting.support(answer=row.significant_harm, online=row.is_online),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
