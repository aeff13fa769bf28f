"""What a case study may tell of a case in ticks: what the record bears out, and what is told more generally."""

from collections.abc import Iterable
from dataclasses import dataclass

from onlinelives.cases.models import AssessedFactor, AssessedRisk, Decision, Feature, YoungPerson
from onlinelives.content import taxonomies
from onlinelives.rules import age_bands, vulnerability
from onlinelives.rules.risk import CATEGORIES

ANY = "any"  # stands where one vulnerability factor would tell too much
ANY_WORDS = "something that makes life online riskier for them"
HARM = ("technology_dependent", "technology_enabled")


@dataclass(frozen=True, order=True)
class Told:
    """One feature, by kind and code."""

    kind: str
    code: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"

    @property
    def words(self) -> str:
        """The code in the middle of a sentence. Raises KeyError for an unknown one."""
        if self.kind == Feature.AGE:
            return age_bands.ALL[self.code][0]
        if self.kind == Feature.HARM:
            return taxonomies.load().harm_type(self.code).name.lower().removesuffix(" harm")
        if self.kind == Feature.FACTOR:
            return ANY_WORDS if self.code == ANY else vulnerability.NAMES[self.code]
        if self.kind == Feature.OUTCOME:
            return str(Decision.Outcome(self.code).label).lower()
        return taxonomies.load().category(self.code).label.lower()


def in_order(features: Iterable[Told]) -> list[Told]:
    """Features in the order in which pages show them: ages first, outcomes last."""
    return sorted(set(features), key=_ORDER.index)


def offered(young_person: YoungPerson) -> list[Told]:
    """Every feature that the record bears out, and the more general ones that may stand in their place."""
    referrals = young_person.referrals.values_list("age", *HARM)
    found = {Told(Feature.AGE, age_bands.band_of(age)) for age, _, _ in referrals if age is not None}
    found |= {
        Told(Feature.HARM, code) for _, *there in referrals for code, holds in zip(HARM, there, strict=True) if holds
    }
    outcomes = Decision.objects.filter(referral__young_person=young_person).values_list("outcome", flat=True)
    found |= {Told(Feature.OUTCOME, outcome) for outcome in outcomes}
    yes = {"assessment__young_person": young_person, "assessment__state": "finished", "state": "yes"}
    found |= {
        Told(Feature.CATEGORY, code) for code in AssessedRisk.objects.filter(**yes).values_list("category", flat=True)
    }
    factors = AssessedFactor.objects.filter(**yes).values_list("factor", flat=True)
    found |= {Told(Feature.FACTOR, factor) for factor in factors if factor in vulnerability.NAMES}
    return in_order(found | {general for each in found if (general := more_general(each))})


def more_general(feature: Told) -> Told | None:
    """What may be told in place of a feature; None where it can only be left out."""
    if feature.kind == Feature.AGE and feature.code in age_bands.NARROW:
        return Told(Feature.AGE, age_bands.broader(feature.code))
    if feature.kind == Feature.FACTOR and feature.code != ANY:
        return Told(Feature.FACTOR, ANY)
    return None


_ORDER = (
    *(Told(Feature.AGE, code) for code in age_bands.ALL),
    *(Told(Feature.CATEGORY, code) for code in CATEGORIES),
    *(Told(Feature.HARM, code) for code in HARM),
    *(Told(Feature.FACTOR, code) for code in (*vulnerability.NAMES, ANY)),
    *(Told(Feature.OUTCOME, code) for code in Decision.Outcome.values),
)
