"""Which combinations of a case study's features few young people of the area share. Counts every record, of every
agency, restricted and closed ones too, and shows none of them.

A young person with records in two agencies counts twice: agencies' records have nothing in common by design (0021).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from onlinelives.cases.models import AssessedFactor, AssessedRisk, CaseStudy, Decision, Feature, Referral
from onlinelives.cases.queries.study_features import ANY, HARM, Told, in_order
from onlinelives.rules import age_bands, vulnerability
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

    reasons = {each.combination: each.reason for each in study.rarities.all()}
    return [
        Rare(key, found.words[:1].upper() + found.words[1:], reasons.get(key, ""))
        for found in small_combinations(keys, shared)
        if found.smallest
        for key in ["|".join(keys[attribute].key for attribute in found.attributes)]
    ]


_WHAT = {
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
    codes = {kind: [each.code for each in features if each.kind == kind] for kind in Feature.values}
    here = Referral.objects.filter(young_person__partnership=partnership_id)
    found: dict[Told, set[UUID]] = {}
    if codes[Feature.AGE] or codes[Feature.HARM]:
        for young_person, age, *there in here.values_list("young_person", "age", *HARM):
            for code in codes[Feature.AGE]:
                youngest, oldest = age_bands.ages(code)
                if age is not None and youngest <= age <= oldest:
                    found.setdefault(Told(Feature.AGE, code), set()).add(young_person)
            for code, holds in zip(HARM, there, strict=True):
                if holds:
                    found.setdefault(Told(Feature.HARM, code), set()).add(young_person)
    outcomes = Decision.objects.filter(referral__in=here, outcome__in=codes[Feature.OUTCOME])
    _add(found, Feature.OUTCOME, outcomes.values_list("referral__young_person", "outcome"))
    yes = {"assessment__partnership": partnership_id, "assessment__state": "finished", "state": "yes"}
    risks = AssessedRisk.objects.filter(**yes, category__in=codes[Feature.CATEGORY])
    _add(found, Feature.CATEGORY, risks.values_list("assessment__young_person", "category"))
    wanted = list(vulnerability.NAMES) if ANY in codes[Feature.FACTOR] else codes[Feature.FACTOR]
    factors = AssessedFactor.objects.filter(**yes, factor__in=wanted)
    pairs = list(factors.values_list("assessment__young_person", "factor"))
    _add(found, Feature.FACTOR, [*pairs, *((young_person, ANY) for young_person, _ in pairs)])
    return found


def _add(found: dict[Told, set[UUID]], kind: str, pairs: Iterable[Any]) -> None:
    for young_person, code in pairs:
        found.setdefault(Told(kind, code), set()).add(young_person)
