from onlinelives.cases.queries.assessments import assessment_for, draft_of, topic_page
from onlinelives.cases.queries.caseloads import may_close, teams_now, who_could_work
from onlinelives.cases.queries.happenings import Happening
from onlinelives.cases.queries.local_items import local_item_for, local_items_for
from onlinelives.cases.queries.narrowing import NARROWINGS, narrowed
from onlinelives.cases.queries.needs import needs
from onlinelives.cases.queries.records import Around, Record, around, record_of, tell_of
from onlinelives.cases.queries.referrals import ReferralPage, referral_page
from onlinelives.cases.queries.results import comparison_for, result_of
from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.settings import settings_for
from onlinelives.cases.queries.sheets import sheet_now
from onlinelives.cases.queries.young_people import (
    LOOKED,
    Look,
    looks_at,
    teams_that_could_hold,
    teams_to_hold,
    who_may_be_named,
    young_people_for,
    young_person_for,
)

__all__ = [
    "LOOKED",
    "NARROWINGS",
    "Around",
    "Happening",
    "Look",
    "Match",
    "Record",
    "ReferralPage",
    "around",
    "assessment_for",
    "comparison_for",
    "draft_of",
    "local_item_for",
    "local_items_for",
    "looks_at",
    "may_close",
    "narrowed",
    "near_matches",
    "needs",
    "record_of",
    "referral_page",
    "result_of",
    "search",
    "settings_for",
    "sheet_now",
    "teams_now",
    "teams_that_could_hold",
    "teams_to_hold",
    "tell_of",
    "topic_page",
    "who_could_work",
    "who_may_be_named",
    "young_people_for",
    "young_person_for",
]
