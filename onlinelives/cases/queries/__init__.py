from onlinelives.cases.queries.needs import needs
from onlinelives.cases.queries.referrals import ReferralPage, referral_page
from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.young_people import (
    LOOKED,
    Look,
    Record,
    looks_at,
    record_of,
    teams_that_could_hold,
    teams_to_hold,
    who_may_be_named,
    young_people_for,
    young_person_for,
)

__all__ = [
    "LOOKED",
    "Look",
    "Match",
    "Record",
    "ReferralPage",
    "looks_at",
    "near_matches",
    "needs",
    "record_of",
    "referral_page",
    "search",
    "teams_that_could_hold",
    "teams_to_hold",
    "who_may_be_named",
    "young_people_for",
    "young_person_for",
]
