from onlinelives.sharing.models.agreements import Agreement, LegalBasis, Party
from onlinelives.sharing.models.checks import AgencyCheck, CheckAnswer
from onlinelives.sharing.models.decisions import DecisionBasis, NeverShare, Recipient, SharingDecision
from onlinelives.sharing.models.extracts import Extract, ExtractItem, Opening, Pack
from onlinelives.sharing.models.lookups import Lookup, Met

SEALED_MODELS = (AgencyCheck, CheckAnswer, Lookup, SharingDecision, Recipient, NeverShare, Extract)

__all__ = [
    "SEALED_MODELS",
    "AgencyCheck",
    "Agreement",
    "CheckAnswer",
    "DecisionBasis",
    "Extract",
    "ExtractItem",
    "LegalBasis",
    "Lookup",
    "Met",
    "NeverShare",
    "Opening",
    "Pack",
    "Party",
    "Recipient",
    "SharingDecision",
]
