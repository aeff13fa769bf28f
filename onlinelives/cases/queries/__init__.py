from onlinelives.cases.queries.assessments import assessment_for, draft_of, topic_page
from onlinelives.cases.queries.caseloads import may_close, teams_now, who_could_work
from onlinelives.cases.queries.figures import ReleasePage, ledger, quarters_to_publish, release_page, releases_for
from onlinelives.cases.queries.happenings import Happening
from onlinelives.cases.queries.incidents import (
    IncidentPage,
    Version,
    follow_up_for,
    incident_for,
    incident_page,
    versions_of,
)
from onlinelives.cases.queries.items import Group, Item, every_item, grouped, items_to_choose
from onlinelives.cases.queries.local_items import local_item_for, local_items_for
from onlinelives.cases.queries.narrowing import NARROWINGS, narrowed
from onlinelives.cases.queries.needs import needs
from onlinelives.cases.queries.open_signals import signals_overdue
from onlinelives.cases.queries.own_figures import OwnFigures, own_figures
from onlinelives.cases.queries.records import Around, Record, around, record_of, tell_of
from onlinelives.cases.queries.referrals import ReferralPage, referral_page
from onlinelives.cases.queries.results import comparison_for, result_of
from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.settings import settings_for, settings_of
from onlinelives.cases.queries.sheets import sheet_now
from onlinelives.cases.queries.sight import who_answers_for, who_sees
from onlinelives.cases.queries.signals import SignalPage, signal_page
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
    "NARROWINGS",
    "ApprovedPage",
    "Around",
    "AskedPage",
    "Drafted",
    "Group",
    "Happening",
    "IncidentPage",
    "Item",
    "Look",
    "Match",
    "OwnFigures",
    "Piece",
    "Record",
    "ReferralPage",
    "ReleasePage",
    "SignalPage",
    "StudyPage",
    "Told",
    "Version",
    "approved_from",
    "approved_page",
    "around",
    "asked_flag",
    "asked_page",
    "assessment_for",
    "comparison_for",
    "draft_of",
    "drafted",
    "every_item",
    "features_of",
    "follow_up_for",
    "foresight_of",
    "grouped",
    "in_order",
    "incident_for",
    "incident_page",
    "items_to_choose",
    "ledger",
    "local_item_for",
    "local_items_for",
    "looks_at",
    "may_ask",
    "may_close",
    "name_of",
    "names_of",
    "narrowed",
    "near",
    "near_matches",
    "needs",
    "not_agreed",
    "offered",
    "own_figures",
    "quarters_to_publish",
    "rare_combinations",
    "record_of",
    "referral_page",
    "release_page",
    "releases_for",
    "result_of",
    "search",
    "settings_for",
    "settings_of",
    "sheet_now",
    "signal_page",
    "signals_overdue",
    "studies_for",
    "study_for",
    "study_page",
    "teams_now",
    "teams_that_could_hold",
    "teams_to_hold",
    "tell_of",
    "text_now",
    "to_take_over",
    "topic_page",
    "versions_of",
    "who_answers_for",
    "who_could_work",
    "who_may_be_asked",
    "who_may_be_named",
    "who_sees",
    "young_people_for",
    "young_person_for",
]
