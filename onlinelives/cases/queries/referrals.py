"""Referrals of a young person whose record one may see."""

from dataclasses import dataclass

from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Decision, Referral, YoungPerson
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.content import taxonomies
from onlinelives.content.taxonomy_shapes import Choice, HarmType


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
