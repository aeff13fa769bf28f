from onlinelives.cases.models.referrals import INFLUENCES, Decision, Referral
from onlinelives.cases.models.young_people import NamedPerson, Restriction, SearchKey, YoungPerson, new_reference

SEALED_MODELS = (YoungPerson, Restriction, Referral, Decision)  # whatever `reseal_records` has to look at

__all__ = [
    "INFLUENCES",
    "SEALED_MODELS",
    "Decision",
    "NamedPerson",
    "Referral",
    "Restriction",
    "SearchKey",
    "YoungPerson",
    "new_reference",
]
