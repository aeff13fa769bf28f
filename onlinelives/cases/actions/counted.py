"""How a quarter is counted, once: part of publishing figures, and no action of its own."""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet

from onlinelives.accounts.models import Agency, Partnership
from onlinelives.cases.models import CountedAssessment, CountedItem, CountedQuarter, CountedReferral, YoungPerson
from onlinelives.cases.queries import counting as true
from onlinelives.rules import counting
from onlinelives.rules.counting import Assessed, Counting, Part, Referred
from onlinelives.rules.quarters import Quarter, quarter_of

Kind = TypeVar("Kind", Referred, Assessed)


def counted(partnership: Partnership, quarter: Quarter) -> CountedQuarter:
    """The quarter, counted now if it never was: everybody whose record an agency of the area holds, restricted or not,
    and who was not counted in another quarter. The area must be locked."""
    found = CountedQuarter.objects.filter(partnership=partnership, begins_on=quarter.begins_on).first()
    if found:
        return found
    made = CountedQuarter.objects.create(partnership=partnership, begins_on=quarter.begins_on)
    records = YoungPerson.objects.filter(partnership=partnership)
    agencies = dict(Agency.objects.filter(partnership=partnership).values_list("code", "pk"))
    referred = true.referred(records, quarter, quarter)
    before = CountedReferral.objects.filter(partnership=partnership)
    _keep_referred(made, _new("referral", referred, before), agencies)
    assessed = true.assessed(records, quarter, quarter)
    before_assessed = CountedAssessment.objects.filter(partnership=partnership)
    _keep_assessed(made, _new("assessment", assessed, before_assessed), agencies)
    return made


def parts_of(wanted: Counting, quarters: Sequence[CountedQuarter]) -> tuple[Part, ...]:
    """The true counts of a table for quarters of one area that have been counted."""
    units = true.units(quarters)
    codes = {quarter.pk: quarter_of(quarter.begins_on).code for quarter in quarters}
    if wanted.by:
        referred = CountedReferral.objects.filter(quarter__in=codes).select_related("agency")
        return counting.parts_of_referred(
            wanted,
            [
                Referred(row.agency.code, codes[row.quarter_id], row.age, row.online, row.harm, row.support)
                for row in referred
            ],
            units,
        )
    assessed = CountedAssessment.objects.filter(quarter__in=codes).select_related("agency").prefetch_related("items")
    return counting.parts_of_assessed(
        wanted,
        [
            Assessed(row.agency.code, codes[row.quarter_id], frozenset(i.item for i in row.items.all()))
            for row in assessed
        ],
        units,
        list(true.items_of(wanted.rows, quarters[0].partnership)) if wanted.rows else (),
    )


def _keep_referred(quarter: CountedQuarter, found: dict[str, Referred], agencies: dict[str, int]) -> None:
    CountedReferral.objects.bulk_create(
        CountedReferral(
            partnership_id=quarter.partnership_id,
            quarter=quarter,
            agency_id=agencies[each.agency],
            mark=mark,
            age=each.age,
            online=each.online,
            harm=each.harm,
            support=each.support,
        )
        for mark, each in found.items()
    )


def _keep_assessed(quarter: CountedQuarter, found: dict[str, Assessed], agencies: dict[str, int]) -> None:
    rows = {
        mark: CountedAssessment(
            partnership_id=quarter.partnership_id, quarter=quarter, agency_id=agencies[each.agency], mark=mark
        )
        for mark, each in found.items()
    }
    CountedAssessment.objects.bulk_create(rows.values())
    CountedItem.objects.bulk_create(
        CountedItem(partnership_id=quarter.partnership_id, assessment=rows[mark], item=item)
        for mark, each in found.items()
        for item in sorted(each.items)
    )


def _new(what: str, found: dict[uuid.UUID, Kind], before: QuerySet[Any]) -> dict[str, Kind]:
    """Those of `found` who are not counted in `before`, by their marks and in the order of these, which is none."""
    marked = {_mark(what, young_person): each for young_person, each in found.items()}
    known = set(before.values_list("mark", flat=True))
    return {mark: marked[mark] for mark in sorted(marked.keys() - known)}


def _mark(what: str, young_person: uuid.UUID) -> str:
    """A key has 122 random bits: nobody finds it again from its hash."""
    return hashlib.sha256(f"counted {what} of {young_person}".encode()).hexdigest()
