from onlinelives.sharing.models.agreements import Agreement, LegalBasis, Party
from onlinelives.sharing.models.checks import AgencyCheck, CheckAnswer
from onlinelives.sharing.models.decisions import DecisionBasis, NeverShare, Recipient, SharingDecision
from onlinelives.sharing.models.extracts import Extract, ExtractItem, Opening, Pack
from onlinelives.sharing.models.lookups import Lookup, Met

SEALED_MODELS = (AgencyCheck, CheckAnswer, Lookup, SharingDecision, Recipient, NeverShare, Extract)

# Whatever belongs to the record of a young person, each with `young_person`: it goes when the record goes.
OF_A_RECORD = (
    AgencyCheck,
    CheckAnswer,
    SharingDecision,
    DecisionBasis,
    Recipient,
    NeverShare,
    Extract,
    ExtractItem,
    Opening,
    Pack,
    Met,
)

__all__ = [
    "OF_A_RECORD",
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
