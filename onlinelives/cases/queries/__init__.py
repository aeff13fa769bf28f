from onlinelives.cases.queries.happenings import Happening
from onlinelives.cases.queries.needs import needs
from onlinelives.cases.queries.records import Around, Record, around, record_of, tell_of
from onlinelives.cases.queries.referrals import ReferralPage, referral_page
from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.settings import settings_for
from onlinelives.cases.queries.shareable import Shareable, share_also, shareables
from onlinelives.cases.queries.young_people import (
    LOOKED,
    Look,
    looked_by,
    looks_at,
    teams_that_could_hold,
    teams_to_hold,
    who_may_be_named,
    young_people_for,
    young_person_for,
)

__all__ = [
    "LOOKED",
    "Around",
    "Happening",
    "Look",
    "Match",
    "Record",
    "ReferralPage",
    "Shareable",
    "around",
    "looked_by",
    "looks_at",
    "near_matches",
    "needs",
    "record_of",
    "referral_page",
    "search",
    "settings_for",
    "share_also",
    "shareables",
    "teams_that_could_hold",
    "teams_to_hold",
    "tell_of",
    "who_may_be_named",
    "young_people_for",
    "young_person_for",
]
