from onlinelives.cases.models import approved_studies, assessments, case_studies, incidents, signals
from onlinelives.cases.models.approved_studies import (
    ApprovedFeature,
    ApprovedStudy,
    AskedFlag,
    CaseStudySource,
    StudyAsk,
)
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
from onlinelives.cases.models.case_studies import (
    FORESIGHT,
    PARTS,
    CaseStudy,
    Feature,
    StudyDecision,
    StudyFeature,
    StudyForesight,
    StudyName,
    StudyRarity,
    StudyText,
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
    *case_studies.SEALED,
    *approved_studies.SEALED,
)  # whatever `reseal_records` has to look at

__all__ = [
    "FORESIGHT",
    "INFLUENCES",
    "PARTS",
    "RECIPIENTS",
    "SEALED_MODELS",
    "ApprovedFeature",
    "ApprovedStudy",
    "AskedFlag",
    "AssessedChoice",
    "AssessedFactor",
    "AssessedRisk",
    "Assessment",
    "CaseStudy",
    "CaseStudySource",
    "Closing",
    "CountedAssessment",
    "CountedItem",
    "CountedQuarter",
    "CountedReferral",
    "Decision",
    "Feature",
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
    "StudyAsk",
    "StudyDecision",
    "StudyFeature",
    "StudyForesight",
    "StudyName",
    "StudyRarity",
    "StudyText",
    "YoungPerson",
    "new_reference",
]
