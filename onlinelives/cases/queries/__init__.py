from onlinelives.cases.queries.happenings import Happening
from onlinelives.cases.queries.needs import needs
from onlinelives.cases.queries.records import Around, Record, around, record_of, tell_of
from onlinelives.cases.queries.referrals import ReferralPage, referral_page
from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.settings import settings_for
from onlinelives.cases.queries.studies import (
    StudyPage,
    name_of,
    names_of,
    not_agreed,
    study_for,
    study_page,
    to_take_over,
    who_may_be_asked,
)
from onlinelives.cases.queries.study_counts import rare_combinations
from onlinelives.cases.queries.study_drafts import Drafted, Piece, drafted, near, text_now
from onlinelives.cases.queries.study_features import Told, in_order, offered
from onlinelives.cases.queries.study_reading import (
    ApprovedPage,
    AskedPage,
    approved_from,
    approved_page,
    asked_flag,
    asked_page,
    studies_for,
)
from onlinelives.cases.queries.study_steps import features_of, foresight_of, may_ask
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
    "ApprovedPage",
    "Around",
    "AskedPage",
    "Drafted",
    "Happening",
    "Look",
    "Match",
    "Piece",
    "Record",
    "ReferralPage",
    "StudyPage",
    "Told",
    "approved_from",
    "approved_page",
    "around",
    "asked_flag",
    "asked_page",
    "drafted",
    "features_of",
    "foresight_of",
    "in_order",
    "looks_at",
    "may_ask",
    "name_of",
    "names_of",
    "near",
    "near_matches",
    "needs",
    "not_agreed",
    "offered",
    "rare_combinations",
    "record_of",
    "referral_page",
    "search",
    "settings_for",
    "studies_for",
    "study_for",
    "study_page",
    "teams_that_could_hold",
    "teams_to_hold",
    "tell_of",
    "text_now",
    "to_take_over",
    "who_may_be_asked",
    "who_may_be_named",
    "young_people_for",
    "young_person_for",
]
