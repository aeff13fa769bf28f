"""Referrals of a young person whose record one may see."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Decision, Referral, YoungPerson
from onlinelives.cases.queries.happenings import Happening, Row, Source, rows_of
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.content import taxonomies
from onlinelives.content.taxonomy_shapes import Choice, HarmType
from onlinelives.web.jinja import day


@dataclass(frozen=True)
class ReferralPage:
    """`decisions`: newest first, each with the influences that shaped it."""

    young_person: YoungPerson
    referral: Referral
    harm: list[HarmType]
    decisions: list[tuple[Decision, list[Choice]]]


def referral_page(person: Person, reference: str, pk: str) -> ReferralPage:
    """One referral, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    referral = young_person.referrals.select_related("written_by", "young_person").filter(pk=pk).first()
    if referral is None:
        raise Http404
    taxonomy = taxonomies.load()
    there = {"technology_dependent": referral.technology_dependent, "technology_enabled": referral.technology_enabled}
    decisions = referral.decisions.select_related("by")
    return ReferralPage(
        young_person=young_person,
        referral=referral,
        harm=[taxonomy.harm_type(name) for name, is_there in there.items() if is_there],
        decisions=[(each, [taxonomy.choice(name) for name in each.influences]) for each in decisions],
    )


def _told(kind: str, young_person: YoungPerson, row: Row, words: str) -> Happening:
    return Happening(
        on=row.day,
        kind=kind,
        words=words,
        page="young_person_referral",
        args=(young_person.reference, row.page),
        about=f"of {day(row.about)}",
        waits="To decide" if row.waits else "",
        written_at=row.written_at,
    )


SOURCES = (
    Source(
        rows=lambda young_person: rows_of(
            young_person.referrals.all(),
            on="received_on",
            at="written_at",
            code="source",
            about="received_on",
            waits=Q(state="waiting"),
        ),
        tell=lambda young_person, row: _told("Referral", young_person, row, Referral.Source(row.code).label),
    ),
    Source(
        rows=lambda young_person: rows_of(
            young_person.referrals.exclude(found_online_on=None), on="found_online_on", about="received_on"
        ),
        tell=lambda young_person, row: _told("Online part found", young_person, row, "after referral"),
    ),
    Source(
        rows=lambda young_person: rows_of(
            Decision.objects.filter(referral__young_person=young_person),
            page="referral",
            at="at",
            code="outcome",
            by="by__name",
            about="referral__received_on",
        ),
        tell=lambda young_person, row: _told(
            "Decision", young_person, row, f"{Decision.Outcome(row.code).label}, by {row.by}"
        ),
    ),
)
