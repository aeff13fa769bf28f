"""Referrals of a young person whose record one may see."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Decision, Referral, YoungPerson
from onlinelives.cases.queries.happenings import Happening, day_of, written_later
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


def happenings(young_person: YoungPerson) -> list[Happening]:
    """Referrals, what was decided, and online parts that came to light later."""
    found = []
    decided = Prefetch("decisions", queryset=Decision.objects.select_related("by"))
    for referral in young_person.referrals.prefetch_related(decided):
        told = Happening(
            on=referral.received_on,
            kind="Referral",
            words=referral.get_source_display(),
            page="young_person_referral",
            args=(young_person.reference, referral.pk),
            about=f"of {day(referral.received_on)}",
            waits="To decide" if referral.state == "waiting" else "",
            written_at=written_later(referral.received_on, referral.written_at),
        )
        found.append(told)
        found += [replace(told, waits="", written_at=None, **more) for more in _later(referral)]
    return found


def _later(referral: Referral) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {
            "on": day_of(decision.at),
            "kind": "Decision",
            "words": f"{decision.get_outcome_display()}, by {decision.by.name}",
        }
        for decision in referral.decisions.all()
    ]
    if referral.found_online_on:
        found.append({"on": referral.found_online_on, "kind": "Online part found", "words": "after referral"})
    return found
