from onlinelives.cases.models import assessments
from onlinelives.cases.models.assessments import (
    AssessedChoice,
    AssessedFactor,
    AssessedRisk,
    Assessment,
    FlagDecision,
    KeptTaxonomy,
    LocalItem,
    SavedTopic,
)
from onlinelives.cases.models.referrals import INFLUENCES, Decision, Referral
from onlinelives.cases.models.settings import RecordSettings
from onlinelives.cases.models.young_people import NamedPerson, Restriction, SearchKey, YoungPerson, new_reference

SEALED_MODELS = (
    YoungPerson,
    Restriction,
    Referral,
    Decision,
    *assessments.SEALED,
)  # what `reseal_records` has to look at, with what rooms above add

__all__ = [
    "INFLUENCES",
    "SEALED_MODELS",
    "AssessedChoice",
    "AssessedFactor",
    "AssessedRisk",
    "Assessment",
    "Decision",
    "FlagDecision",
    "KeptTaxonomy",
    "LocalItem",
    "NamedPerson",
    "RecordSettings",
    "Referral",
    "Restriction",
    "SavedTopic",
    "SearchKey",
    "YoungPerson",
    "new_reference",
]
