from onlinelives.cases.models import assessments, incidents, signals
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
from onlinelives.cases.models.closings import Closing
from onlinelives.cases.models.incidents import RECIPIENTS, FollowUp, Incident, IncidentItem, IncidentRevision
from onlinelives.cases.models.referrals import INFLUENCES, Decision, Referral
from onlinelives.cases.models.releases import (
    CountedAssessment,
    CountedItem,
    CountedQuarter,
    CountedReferral,
    Release,
    ReleasedTable,
)
from onlinelives.cases.models.settings import RecordSettings
from onlinelives.cases.models.signals import Signal, SignalNote, SignalTold
from onlinelives.cases.models.young_people import NamedPerson, Restriction, SearchKey, YoungPerson, new_reference

SEALED_MODELS = (
    YoungPerson,
    Restriction,
    Referral,
    Decision,
    Closing,
    *assessments.SEALED,
    *incidents.SEALED,
    *signals.SEALED,
)  # whatever `reseal_records` has to look at

__all__ = [
    "INFLUENCES",
    "RECIPIENTS",
    "SEALED_MODELS",
    "AssessedChoice",
    "AssessedFactor",
    "AssessedRisk",
    "Assessment",
    "Closing",
    "CountedAssessment",
    "CountedItem",
    "CountedQuarter",
    "CountedReferral",
    "Decision",
    "FlagDecision",
    "FollowUp",
    "Incident",
    "IncidentItem",
    "IncidentRevision",
    "KeptTaxonomy",
    "LocalItem",
    "NamedPerson",
    "RecordSettings",
    "Referral",
    "Release",
    "ReleasedTable",
    "Restriction",
    "SavedTopic",
    "SearchKey",
    "Signal",
    "SignalNote",
    "SignalTold",
    "YoungPerson",
    "new_reference",
]
