from onlinelives.cases.models import assessments, copies
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
from onlinelives.cases.models.copies import ClockStop, CopyRequest, PassageReview, Release
from onlinelives.cases.models.keeping import (
    Certificate,
    CertifiedRows,
    Disposal,
    KeptLonger,
    LegalHold,
    RetentionRule,
)
from onlinelives.cases.models.referrals import INFLUENCES, Decision, Referral
from onlinelives.cases.models.settings import RecordSettings
from onlinelives.cases.models.young_people import (
    OLDEST,
    NamedPerson,
    Restriction,
    SearchKey,
    YoungPerson,
    new_reference,
)

SEALED_MODELS = (
    YoungPerson,
    Restriction,
    Referral,
    Decision,
    *assessments.SEALED,
    KeptLonger,
    LegalHold,
    Disposal,
    *copies.SEALED,
)  # whatever `reseal_records` has to look at

__all__ = [
    "INFLUENCES",
    "OLDEST",
    "SEALED_MODELS",
    "AssessedChoice",
    "AssessedFactor",
    "AssessedRisk",
    "Assessment",
    "Certificate",
    "CertifiedRows",
    "ClockStop",
    "CopyRequest",
    "Decision",
    "Disposal",
    "FlagDecision",
    "KeptLonger",
    "KeptTaxonomy",
    "LegalHold",
    "LocalItem",
    "NamedPerson",
    "PassageReview",
    "RecordSettings",
    "Referral",
    "Release",
    "Restriction",
    "RetentionRule",
    "SavedTopic",
    "SearchKey",
    "YoungPerson",
    "new_reference",
]
