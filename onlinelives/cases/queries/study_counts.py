"""Which combinations of a case study's features few young people of the area share. Counts every record, of every
agency, restricted and closed ones too, and shows none of them.

A young person with records in two agencies counts twice: agencies' records have nothing in common by design (0021).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from onlinelives.cases.models import AssessedFactor, AssessedRisk, CaseStudy, Decision, Feature, Referral
from onlinelives.cases.queries.study_features import ANY, Told, in_order
from onlinelives.rules import age_bands
from onlinelives.rules.deidentify import small_combinations


@dataclass(frozen=True)
class Rare:
    """A combination seen in fewer than five. key: how it is kept. words: for a page. reason: why the author lets it
    stand, empty while nobody has said."""

    key: str
    words: str
    reason: str


def rare_combinations(study: CaseStudy, features: Iterable[Told]) -> list[Rare]:
    """The smallest combinations of these features that are rare now. To make one of them common makes every larger one
    that holds it common or rare for another reason, so the larger are not listed."""
    masks = _masks(study.partnership_id, in_order(features))
    keys = {(_WHAT[told.kind], told.words): told for told in masks}

    def shared(some: frozenset[tuple[str, str]]) -> int:
        both = -1
        for attribute in some:
            both &= masks[keys[attribute]]
        return both.bit_count()

    rare = [found for found in small_combinations(keys, shared) if found.smallest]
    reasons = {each.combination: each.reason for each in study.rarities.all()} if rare else {}
    named = [("|".join(keys[attribute].key for attribute in found.attributes), found.words) for found in rare]
    return [Rare(key, words[:1].upper() + words[1:], reasons.get(key, "")) for key, words in named]


_WHAT: dict[str, str] = {
    Feature.AGE: "age",
    Feature.CATEGORY: "C",
    Feature.HARM: "harm",
    Feature.FACTOR: "vulnerability",
    Feature.OUTCOME: "outcome",
}


def _masks(partnership_id: int, features: list[Told]) -> dict[Told, int]:
    """Feature -> a number whose bits are the young people who have it, so that counting who has several is one AND."""
    having = _having(partnership_id, features)
    place = {young_person: number for number, young_person in enumerate(set().union(*having.values()))}
    masks = {}
    for feature in features:
        bits = bytearray(len(place) // 8 + 1)
        for young_person in having.get(feature, ()):
            bits[place[young_person] // 8] |= 1 << place[young_person] % 8
        masks[feature] = int.from_bytes(bits, "little")
    return masks


def _having(partnership_id: int, features: list[Told]) -> dict[Told, set[UUID]]:
    """Who has each feature, in one question to the database."""
    asked = [_pairs(partnership_id, each) for each in features]
    found: dict[Told, set[UUID]] = {}
    for young_person, kind, code in asked[0].union(*asked[1:]) if asked else ():
        found.setdefault(Told(kind, code), set()).add(young_person)
    return found


def _pairs(partnership_id: int, feature: Told) -> QuerySet[Any]:
    """Every young person of the area who has the feature, with its kind and code."""
    told = {"kind_": Value(feature.kind), "code_": Value(feature.code)}
    referrals = Referral.objects.filter(partnership=partnership_id)
    yes = {"partnership": partnership_id, "assessment__state": "finished", "state": "yes"}
    names = ("kind_", "code_")
    if feature.kind == Feature.AGE:
        youngest, oldest = age_bands.ages(feature.code)
        aged = referrals.filter(age__gte=youngest, age__lte=oldest)
        return aged.order_by().annotate(**told).values_list("young_person", *names)
    if feature.kind == Feature.HARM:
        return referrals.filter(**{feature.code: True}).order_by().annotate(**told).values_list("young_person", *names)
    if feature.kind == Feature.OUTCOME:
        decided = Decision.objects.filter(partnership=partnership_id, outcome=feature.code).order_by()
        return decided.annotate(**told).values_list("referral__young_person", *names)
    if feature.kind == Feature.CATEGORY:
        risks = AssessedRisk.objects.filter(**yes, category=feature.code)
        return risks.annotate(**told).values_list("assessment__young_person", *names)
    factors = AssessedFactor.objects.filter(**yes)
    some = factors if feature.code == ANY else factors.filter(factor=feature.code)
    return some.annotate(**told).values_list("assessment__young_person", *names)
